"""The names that a sentence, a row or an item sums up, each with the role that the text gives it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.describing.front import Line
from ingest.describing.naming import (
    TENANTS,
    Role,
    bare,
    joined_names,
    known_corporation,
    known_municipality,
    municipality_of,
    typed,
)

ROLES: tuple[Role, ...] = ("municipalities", "corporations", "tenant_organisations")
PARTS = re.compile(r"[·|•\t;:]|\s[–—-]\s|(?<=[a-z]{2})\.\s|\)\s?")
LEAD = re.compile(
    r"^(?:(?:(?i:namens|voor akkoord|voor|aan|door|van|tussen|en|met"
    r"|digitaal ondertekend door|ondertekend door|getekend door)|de|het)\b:?\s+)+"
)
# What follows a party's name and is not another party.
_TAIL = re.compile(
    r",? (?:vertegenwoordigd|te dezen|rechtsgeldig|statutair|gevestigd|kantoorhoudend|(?:als )?rechtsopvolg\w+"
    r"|voorheen|ontstaan|namens de|voor de huurders|met (?:ruim |ongeveer )?[\d.]+|een corporatie|een woning"
    r"|in deze|tekende\w*|tekent|op \d|komen|spreken|maken|leggen|hebben|sluiten|verklaren|stelden|stellen)\b.*",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:(gemeenten)|((?:woning|woon)?corporaties)|((?:huurders|bewoners)(?:organisaties|verenigingen|raden)))\b",
    re.IGNORECASE,
)
# "De corporaties zijn A, B en C" lists them as "de corporaties A, B en C" does.
_ARE = re.compile(
    r"\b((?:gemeenten|(?:woning|woon)?corporaties|(?:huurders|bewoners)\w+(?:en|s))) zijn:? (?=[A-Z’'])"
)
_LABEL = re.compile(
    r"^(?:de )?(?:deelnemende )?(?:(gemeenten?)|((?:woning|woon)?corporaties?)|((?:huurders|bewoners)\w+))\s*:?$",
    re.IGNORECASE,
)
_CORPORATION_SAID = re.compile(r"\b(?:corporatie|woningcorporatie|verhuurder)\b", re.IGNORECASE)
_FORM = re.compile(r"(?:stichting|woning|woon|bouwvereniging|corporatie)\w*\s", re.IGNORECASE)
_AND = re.compile(r"(\s(?:en|alsmede|evenals|met)\s)")
_AFTER = "\0"  # between a name and what is said of it


class Named(NamedTuple):
    """A name in a list of parties; without a role when nothing says which. `cut` when "en" stood beside it."""

    role: Role | None
    name: str
    line: Line
    cut: bool = False


def summed_up(text: str, line: Line, expected: Role | None, one_an_item: bool) -> list[Named]:
    """The names in `text` of `line`. `expected` is the role of the list it is in; an item of a list may say of its
    one name what that is ("De Beekwoners, de huurdersvereniging van …")."""
    named: list[Named] = []
    for part in PARTS.split(_ARE.sub(r"\1 ", text)):
        role = expected
        for chunk, cut in _chunks(part, one_an_item):
            one = _one(chunk, role)
            more = _PLURAL.search(chunk)
            if more:
                role = ROLES[next(i for i in range(3) if more[i + 1])]
            elif one is None or one[0] != role:
                role = expected
            if one:
                named.append(Named(one[0], one[1], line, cut))
    return named


def plural(text: str) -> bool:
    """Whether a text names a role for more than one ("de gemeenten")."""
    return bool(_PLURAL.search(text))


def labelled(text: str) -> Role | None:
    """The role that a line or a cell by itself announces ("Gemeenten:")."""
    label = _LABEL.match(text.strip())
    return ROLES[next(i for i in range(3) if label[i + 1])] if label else None


def role_said(text: str) -> Role | None:
    """The role that a description gives ("een corporatie met 890 woningen", "de huurdersvereniging van …")."""
    if TENANTS.search(text):
        return "tenant_organisations"
    if _CORPORATION_SAID.search(text):
        return "corporations"
    return "municipalities" if re.match(r"\W*gemeente\b", text, re.IGNORECASE) else None


def _one(chunk: str, expected: Role | None) -> tuple[Role | None, str] | None:
    """The role and the name that a chunk gives; None when it holds no name."""
    head, _, rest = chunk.partition(_AFTER)
    said = typed(head)
    if said:
        return said[0], municipality_of(said[1]) if said[0] == "municipalities" else said[1].strip(" .,’'")
    name = bare(LEAD.sub("", head).strip())
    if name is None:
        return None
    role = role_said(rest) or expected
    if role is None and known_municipality(name):
        role = "municipalities"
    elif role is None and known_corporation(name):
        role = "corporations"
    return role, municipality_of(name) if role == "municipalities" else name


def _chunks(part: str, one_an_item: bool) -> Iterator[tuple[str, bool]]:
    """The pieces that may be a name each, followed by what is said of it; and whether it was cut at "en".

    "en" parts two names at the end of a list, unless it is inside a name: a known one, or one that stands by itself.
    """
    held = joined_names() if " en " in part or "," in part else ()
    kept = {f"\1{number}\1": name for number, name in enumerate(held) if name in part}
    for mark, name in kept.items():
        part = part.replace(name, mark)
    opened = part.rfind("(")
    described, said = (part, "") if opened < 0 else (part[:opened], part[opened:])
    tail = _TAIL.search(described)
    if tail:
        described, said = described[: tail.start()], tail[0]
    listed = described.split(",")
    if one_an_item and len(listed) > 1 and role_said(listed[1]) and not typed(listed[1]):
        listed, said = listed[:1], ",".join(listed[1:])
    several = plural(part)
    for number, item in enumerate(listed):
        last = number == len(listed) - 1
        pieces = (
            re.split(r"\sen\s", item) if several else _split_and(item, ends_list=last and len(listed) > 1)
        )
        for piece in pieces:
            whole = piece.strip()
            for mark, name in kept.items():
                whole = whole.replace(mark, name)
            yield f"{whole}{_AFTER}{said}" if last else whole, len(pieces) > 1


def _split_and(item: str, ends_list: bool) -> list[str]:
    pieces = _AND.split(item)
    merged = [pieces[0]]
    for joint, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if _begins_typed(piece):
            merged.append(piece)
        else:
            merged[-1] += joint + piece
    if len(merged) == 1 and ends_list:
        return re.split(r"\sen\s", item, maxsplit=1)
    return merged


def _begins_typed(piece: str) -> bool:
    """Whether what follows "en" begins with the word that says what it is, and goes on with its name."""
    begin = LEAD.sub("", piece)
    says = re.match(r"gemeente\b", begin, re.IGNORECASE) or TENANTS.match(begin) or _FORM.match(begin)
    return bool(says and typed(begin))
