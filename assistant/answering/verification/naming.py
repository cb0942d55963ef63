"""Who and where a text is about: names, roles, labels and years, to compare a sentence with its source."""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.answering.name_table import fold, ordinary
from assistant.answering.names import Names

Sort = Literal["place", "party", "proper", "label", "year"]

# What a role is called; a name of a corporation or tenants' organisation is one of its role.
_ROLES = {
    "gemeente": r"gemeenten?",
    "corporatie": r"(?:woning)?corporaties?|verhuurders?",
    "kamer": r"(?-i:(?:Tweede |Eerste )?Kamer\b(?! van Koop))",
    "huurders": r"organisaties? van huurders"
    "|huurders(?:organisatie|vereniging|beraad|platform|raad|overleg|belang)(?:s|en|es)?|bewoners(?:groep|raad|beraad)",
    "raad": r"gemeenteraad|(?<!van )raad(?! van)",
    "toezicht": r"(?:raad|raden) van commissarissen",
    "college": r"college",
    "rijk": r"rijk|overheid|kabinet",
    "minister": r"minister(?:ie)?|staatssecretaris",
    "autoriteit": r"autoriteit",
    "partijen": r"partijen",
    "huurder": r"(?<!huurders)huurders?(?![\w])|bewoners?",
    "commissie": r"bewonerscommissies?",
    "rechter": r"(?:kanton)?rechters?",
    "huurcommissie": r"huurcommissie",
}
ROLE = re.compile(
    r"\b(?:" + "|".join(f"(?P<{role}>{words})" for role, words in _ROLES.items()) + r")\b", re.IGNORECASE
)
# Others who act: each is whom it is called.
_BODY = re.compile(r"\b\w*(?:(?<!lei)(?<!voor)raad|commissie|team|bureau|platform)\b", re.IGNORECASE)
_LABELS = re.compile(r"\b(?:\w*label)s? ((?:[A-G]\b(?:,| en| of)? ?){1,7})")
_YEAR = re.compile(r"(?<![\d.,])((?:19|20)\d\d)(?![\d]|[.,]\d)|(?<![\w])[’']((?:1|2|3)\d)\b")
_CAPITAL = re.compile(r"[^\W\d_]+(?:['’&-][^\W\d_]+)*")
# Words with a capital that name nobody.
_NO_NAMES = frozenset(
    """
    u uw ik januari februari maart april mei juni juli augustus september oktober november december nederland
    nederlandse efg cpi btw label wmo artikel tabel bijlage nee ja let
    """.split()  # noqa: SIM905
)


_BEFORE = "x "
_SHIFT = len(_BEFORE)


class Mention(NamedTuple):
    """A name or role at a place in a text; `role` is what a party is ("corporatie")."""

    sort: Sort
    name: str
    start: int
    end: int
    role: str = ""


@dataclass(frozen=True, slots=True)
class Naming:
    """Finds mentions with the names of a library."""

    names: Names

    def mentions(self, text: str) -> list[Mention]:
        """Everything named in a text, in order; a longer name hides the ones inside it."""
        # A name that is also an ordinary word counts where it has a capital, here also as the first word.
        found = [
            Mention("party", f"t:{name}", start - _SHIFT, end - _SHIFT, "huurders")
            for name, start, end in self.names.tenants(_BEFORE + text)
        ]
        for named in self.names.find(_BEFORE + text, typing_errors=False):
            start, end = named.start - _SHIFT, named.end - _SHIFT
            if not start and not named.known:
                continue
            found.append(
                Mention("party", f"c:{named.name}", start, end, "corporatie")
                if named.sort == "corporation"
                else Mention("place", named.name, start, end)
            )
        found += [
            Mention("party", str(match.lastgroup), match.start(), match.end(), str(match.lastgroup))
            for match in ROLE.finditer(text)
        ]
        found += [
            Mention("party", fold(match[0]), match.start(), match.end(), "body")
            for match in _BODY.finditer(text)
        ]
        found += [
            Mention("label", letter, match.start(), match.end())
            for match in _LABELS.finditer(text)
            for letter in re.findall(r"[A-G]", match[1])
        ]
        found += [
            Mention("year", match[1] or f"20{match[2]}", match.start(), match.end())
            for match in _YEAR.finditer(text)
        ]
        found += [
            Mention("proper", fold(match[0]), match.start(), match.end())
            for match in _CAPITAL.finditer(text)
            if self._is_proper(match, text)
        ]
        kept: list[Mention] = []
        for one in sorted(found, key=lambda m: (m.start, -m.end)):
            if one.sort == "label" or all(one.start >= k.end for k in kept if k.sort != "label"):
                kept.append(one)
        return kept

    @staticmethod
    def _is_proper(match: re.Match[str], text: str) -> bool:
        """Whether a word has a capital because it is a name: not where a sentence, a line or a cell begins."""
        word = match[0]
        if not word[0].isupper() or len(word) < 2 or word.lower() in _NO_NAMES:
            return False
        before = text[: match.start()].rstrip(" ‘“\"'(")
        opens = not before or before[-1] in ".!?:\n\t•●–-"
        return not (opens and word.lower() in {"de", "het", "een"}) and not (
            (opens or before.endswith("x")) and ordinary(fold(word))
        )


def same_party(one: Mention, other: Mention) -> bool:
    """Whether two parties can be the same: the same name, or a role and somebody who has it."""
    if one.name == other.name:
        return True
    if "partijen" in {one.name, other.name}:  # any of those who agree
        return {one.role, other.role} <= {"partijen", "gemeente", "corporatie", "huurders"}
    if one.role == other.role == "body":  # "het bureau" is the "adviesbureau"
        return one.name.endswith(other.name) or other.name.endswith(one.name)
    return one.role == other.role and (one.name == one.role or other.name == other.role)
