"""Who is meant by the words of an agreement: its parties by name, by short name and by role."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from corpus.commitment import Actor, Role
from corpus.model import Description, Kind, Passage
from corpus.vocabulary import organisation_words
from corpus.vocabulary.agreeing import commitment_words
from ingest.describing.naming import core

_MOST_NAMES = 200  # parties on a card that are looked for
_ROLES = (*(role.value for role in Role if role is not Role.ANDERS), "others", "ours")
# Where an article names a municipality, it is hardly ever the place.
_TELLING = frozenset({Kind.ARTIKEL, Kind.MAGAZINE, Kind.HANDREIKING, Kind.MONITOR, Kind.VISITATIE})
_KIND_OF_NAME = frozenset({"huurdersorganisatie", "huurdersvereniging", "bewonersraad", "huurders"})
_ALIAS = re.compile(
    r"[(,;]\s*(?:hierna(?: ook)?(?: te noemen| genoemd)?|verder(?: te noemen)?)[:,]?\s+"
    r"[‘'“\"„]?(?:de |het )?([A-Z][\w’'&. -]{1,40})"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A party in a sentence: the characters `[start, end)`, who it is, and whether it is a name."""

    start: int
    end: int
    actor: Actor
    named: bool


class Parties:
    """The parties of one document."""

    def __init__(self, description: Description, passages: Sequence[Passage]) -> None:
        self._names = _names_of(description)
        if description.kind in _TELLING:
            self._names |= {
                name: Actor(Role.GEMEENTE, name) for name in description.municipalities[:_MOST_NAMES]
            }
        self._names |= _aliases(self._names, passages)
        words = sorted(self._names, key=len, reverse=True)[:_MOST_NAMES]
        names = "|".join(re.escape(word) for word in words)
        self._named = re.compile(rf"(?<![\w-])(?:{names})(?![\w-])") if names else None
        corporations = description.corporations
        one = corporations[0] if len(corporations) == 1 else None
        self.ours = Actor(Role.CORPORATIE, one) if description.kind is Kind.BOD else Actor(Role.PARTIJEN)
        self.names = tuple(self._names)
        self.bound = (*description.municipalities, *corporations, *description.tenant_organisations)

    def mentions(self, sentence: str) -> list[Mention]:
        """The parties in a sentence from left to right, without overlap; "zij" and the like are none."""
        found = [
            Mention(m.start(), m.end(), self._names[m[0]], named=True)
            for m in (self._named.finditer(sentence) if self._named else ())
        ]
        for match in _roles().finditer(sentence):
            if not any(m.start < match.end() and match.start() < m.end for m in found):
                found.append(Mention(match.start(), match.end(), self._role(match), named=False))
        return sorted(found, key=lambda mention: mention.start)

    def _role(self, match: re.Match[str]) -> Actor:
        if match.lastgroup == "ours":
            return self.ours
        if match.lastgroup == "others":
            return Actor(Role.ANDERS, match[0])
        return Actor(Role(str(match.lastgroup)))


@cache
def _roles() -> re.Pattern[str]:
    words = commitment_words().patterns
    groups = "|".join(rf"(?P<{name}>{words[f'role_{name}'].pattern})" for name in _ROLES)
    return re.compile(rf"(?<![\w-])(?:{groups})(?![\w-])", re.IGNORECASE)


def _names_of(description: Description) -> dict[str, Actor]:
    """The names on the card with their short forms, none of which means two parties."""
    cards = [(name, Role.CORPORATIE) for name in description.corporations]
    cards += [(name, Role.HUURDERSORGANISATIE) for name in description.tenant_organisations]
    found: dict[str, Actor] = {}
    short: dict[str, set[Actor]] = {}
    for name, role in cards[:_MOST_NAMES]:
        actor = Actor(role, name)
        found[name] = actor
        for form in _short_forms(name, role):
            short.setdefault(form, set()).add(actor)
    for form, actors in short.items():
        # Where a corporation and its tenants share a name, the bare name is the corporation's.
        owners = [a for a in actors if a.role is Role.CORPORATIE] or list(actors)
        if len(owners) == 1 and form not in found:
            found[form] = owners[0]
    for name in description.municipalities[:_MOST_NAMES]:
        # By itself the name is more often the place than the municipality.
        several = len(description.municipalities) > 1
        actor = Actor(Role.GEMEENTE, name if several else None)
        if several:
            found.setdefault(name, actor)
        for word in ("gemeente", "Gemeente"):
            found[f"{word} {name}"] = actor
    return found


def _short_forms(name: str, role: Role) -> list[str]:
    """What a text calls a party for short: its name without the legal form, or its first word when that is a name."""
    words = organisation_words()
    forms = "|".join((*words.forms, *words.roles))
    rest = re.sub(rf"^(?i:{forms}|stichting|vereniging) ", "", name)
    found = [rest] if rest != name and len(rest) > 2 else []
    if role is Role.HUURDERSORGANISATIE:
        head, _, tail = name.partition(" ")
        tenants = "|".join(words.tenants)
        if tail and re.fullmatch(rf"(?i:{tenants})", head):
            found = [tail]
            if head.casefold() not in _KIND_OF_NAME:
                found.append(head)
    short = re.sub(r"^(?:de|het) ", "", core(name))
    return [form for form in dict.fromkeys(found) if short and form[:1].isupper()]


def _aliases(names: dict[str, Actor], passages: Sequence[Passage]) -> dict[str, Actor]:
    """The names that the text gives its parties ("hierna: de Huurdersraad"), also in the column of a table."""
    found: dict[str, Actor] = {}
    by_length = sorted(names, key=len, reverse=True)
    for passage in passages[:20]:
        if "ierna" not in passage.text and "erder" not in passage.text:
            continue
        rows = [line.split("\t") for line in passage.text[:8000].split("\n")]
        column = next((row.index(c) for row in rows for c in row if c.strip().lower() == "hierna"), None)
        for row in rows:
            if column is not None and len(row) > column:
                _give(found, names, by_length, row[0], re.sub(r"^(?:de|het) ", "", row[column].strip()))
            for match in _ALIAS.finditer("\t".join(row)):
                before = "\t".join(row)[max(0, match.start() - 120) : match.start()]
                _give(found, names, by_length, before, match[1].strip())
    return found


def _give(
    found: dict[str, Actor], names: dict[str, Actor], known: Sequence[str], text: str, alias: str
) -> None:
    name = next((name for name in known if text.rstrip().endswith(name)), None)
    if name and alias[:1].isupper() and len(alias) > 2 and alias not in names:
        found[alias] = names[name]
