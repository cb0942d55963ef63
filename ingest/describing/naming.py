"""How names of municipalities, corporations and tenants' organisations look in a text, and which are the same."""

import re
from functools import cache
from typing import Literal

from corpus.vocabulary import corporations, former_municipalities, municipalities, organisation_words

Role = Literal["municipalities", "corporations", "tenant_organisations"]

_NOT = rf"(?!(?i:{'|'.join(organisation_words().not_names)})\b)"
_WORD = rf"(?:\d{{1,2}}-?)?{_NOT}[A-ZÀ-Ý][\w’'&./-]*"
_BETWEEN = r"(?:aan|de|den|der|het|op|regio|ten|ter|van|bij|d[’']|[’']t|[’']s|&|en|mensen)"
# Begins with a capital and goes on with capitals, and small words between them.
NAME = rf"(?:(?:[’'][ts]|l[’']|d[’'])[ -]?)?{_WORD}(?:[ ](?:{_BETWEEN}[ ]){{0,3}}(?:[’'][ts][ -])?{_WORD}){{0,6}}"
_FORMS = "|".join(organisation_words().forms)
_ROLES = "|".join(organisation_words().roles)
_TENANTS = "|".join(organisation_words().tenants)

TENANTS = re.compile(
    rf"(?<![\w-])(?:[\w-]*(?:{_TENANTS}))(?![a-z])(?: belangen\b| vereniging\b)?", re.IGNORECASE
)
_TENANT_NAME = re.compile(
    rf"(?:(?P<before>{_WORD}(?: {_WORD}){{0,2}}) )?(?P<head>(?<![\w-])[\w-]*(?i:{_TENANTS})(?![A-Za-z]))"
    rf"(?P<rest> (?:(?:{_BETWEEN}) ){{0,2}}{NAME})?"
)
_MUNICIPALITY = re.compile(
    r"\b(?:[Gg]emeenten?(?:raad|bestuur)?(?: van)?|(?:[Bb]urgemeester en )?[Ww]ethouders van(?: de gemeente)?)"
    rf" (?P<name>{NAME})"
)
_FORMED = re.compile(rf"\b(?P<form>(?i:{_FORMS})) (?P<name>(?:(?:{_BETWEEN}) )?{NAME})")
_CALLED = re.compile(rf"\b(?i:{_ROLES}) (?P<name>(?:[Dd]e )?{NAME})")
_NAME = re.compile(rf"(?:[Dd]e |[Hh]et )?{NAME}")
_NOT_FIRST = re.compile(rf"(?:{'|'.join(organisation_words().not_first)})\b", re.IGNORECASE)
_OTHERS = re.compile(rf"\b(?:{'|'.join(organisation_words().others)})", re.IGNORECASE)
_SIGNS = re.compile("|".join(organisation_words().signs), re.IGNORECASE)
_PERSON = re.compile(r"^(?:[A-Z]\.|w\.g|mevr|dhr|drs|mr\.|ir\.)")


def typed(text: str) -> tuple[Role, str] | None:
    """The role and the name of an organisation whose role stands with it ("gemeente X", "Stichting Y")."""
    text = text.strip()
    place = _MUNICIPALITY.search(text)
    tenant = _tenants(text[: place.start()] if place else text)
    if tenant:
        return "tenant_organisations", tenant
    if place:
        return "municipalities", place["name"]
    name = _formed(text)
    return ("corporations", name) if name else None


def bare(text: str) -> str | None:
    """The name that a text is as a whole, without a word that says of what; None for persons and sentences."""
    text = text.strip(" .")
    match = _NAME.fullmatch(text)
    excluded = (
        _NOT_FIRST.match(text) or _PERSON.match(text) or _OTHERS.search(text) or re.search(r"\d{3}", text)
    )
    return text if match and not excluded and len(text) > 2 else None


def looks_like_corporation(name: str) -> bool:
    """Whether a bare name is a known corporation's or holds a word that those have."""
    return bool(_SIGNS.search(name)) or known_corporation(name)


def known_corporation(name: str) -> bool:
    """Whether the list of corporations has the name."""
    return name.casefold().replace("’", "'") in _corporations()


def known_municipality(name: str) -> str | None:
    """The daily name of a municipality out of its name or an alias, also a former one; None when unknown."""
    return _municipalities().get(name.casefold().replace("’", "'"))


def municipality_of(name: str) -> str:
    """The name of a municipality without what follows it in a sentence, by its daily name when it is known."""
    words = name.replace("’", "'").rstrip(" .,").split(" ")
    for length in range(len(words), 0, -1):
        known = known_municipality(" ".join(words[:length]))
        if known:
            return known
    kept = words[:1]
    for word in words[1:]:
        if not re.match(r"[A-ZÀ-Ý]", word) and word not in {
            "aan",
            "op",
            "de",
            "den",
            "der",
            "het",
            "in",
            "bij",
            "van",
        }:
            break
        kept.append(word)
    while kept and not re.match(r"['’]?[A-ZÀ-Ýs]", kept[-1]):
        kept.pop()
    return " ".join(kept)


def everyday(name: str, role: Role) -> str:
    """The name to show: a known corporation's everyday name, otherwise the name as it was written."""
    if role == "corporations":
        return _corporations().get(name.casefold().replace("’", "'"), name)
    return name


def core(name: str) -> str:
    """What tells a name from others: small letters, without legal form, role and article."""
    folded = name.casefold().replace("’", "'").replace("&", "en")
    folded = re.sub(rf"^(?:(?:{_ROLES}|{_FORMS}|{_TENANTS}|de|het) )+", "", folded)
    return re.sub(r"[^\w]+", " ", folded).strip()


@cache
def joined_names() -> tuple[str, ...]:
    """Known names that hold "en" or a comma, longest first: those are not to be cut there."""
    names = [name for m in municipalities() for name in (m.name, *m.aliases)]
    names += [m.name for m in former_municipalities()]
    names += [name for c in corporations() for name in (c.name, *c.aliases)]
    return tuple(sorted((n for n in names if " en " in n or "," in n), key=len, reverse=True))


def _tenants(text: str) -> str | None:
    match = _TENANT_NAME.search(text)
    if match is None:
        return None
    before, head, rest = match["before"] or "", match["head"], (match["rest"] or "").strip()
    if not before[:1].isupper() or _NOT_FIRST.match(before):
        before = ""
    before = re.sub(r"^(?:Namens|Voor|Door|De|Het|Met) ?", "", before)
    if rest.startswith(("van ", "voor ")):
        return None  # "de huurdersvereniging van Hagelinde" says what it is, not what it is called
    if rest:
        return f"{head} {rest}" if head[0].isupper() else rest
    if before:
        return f"{before} {head}"
    # The word by itself is no name, unless it is part of a longer one ("Vijfheerenhuurders").
    generic = re.fullmatch(_TENANTS, head, re.IGNORECASE) and head.lower() != "woonbond"
    return head if head[0].isupper() and not generic else None


def _formed(text: str) -> str | None:
    """The name of a corporation that its legal form or its role stands before."""
    formed, called = _FORMED.search(text), _CALLED.search(text)
    if called and (formed is None or called.start() < formed.start()):
        return called["name"].strip()
    if formed is None:
        return None
    return f"{formed['form']} {formed['name']}" if formed["form"][0].isupper() else formed["name"].strip()


@cache
def _municipalities() -> dict[str, str]:
    names = {m.name.casefold(): m.name for m in former_municipalities()}
    for m in municipalities():
        for name in (*m.aliases, m.name):
            names[name.casefold()] = m.name
    # A town that gave its name to a former municipality names that one in an agreement of its own.
    names.update({m.name.casefold(): m.name for m in former_municipalities()})
    names.update({m.name.casefold(): m.name for m in municipalities()})
    return names


@cache
def _corporations() -> dict[str, str]:
    return {name.casefold(): c.name for c in corporations() for name in (*c.aliases, c.name)}
