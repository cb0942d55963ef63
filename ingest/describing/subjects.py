"""Who an article or a magazine is about: the names in its title and headings, and those it keeps coming back to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from corpus.model import Evidence, Kind
from corpus.vocabulary import corporations, municipalities, organisation_words
from ingest.describing.enumeration import ROLES
from ingest.describing.front import Front, Line, Read, proof
from ingest.describing.naming import NAME, Role, everyday, known_municipality, typed

_OFTEN = 3  # lines of a longer text that must name a municipality which no title names
_BESIDE = 25  # characters between names in one list
_MOST = 40  # names in one field
_LINE = 300  # characters of a line that presents the text
_ADDRESS = re.compile(r"https?://\S+")
_AFTER = re.compile(rf"(?:(?i:{'|'.join(organisation_words().roles)})|verhuurders?),? (?:de )?$")
_TYPED = re.compile(
    rf"(?:(?i:huurders|bewoners)[\w-]*|HBV|HV|[Ww]o(?:on|ning)\w+|[Ss]tichting|[Cc]orporatie)(?: de)? {NAME}"
)


def read_subjects(
    front: Front, kind: Kind, parties: dict[Role, Read[tuple[str, ...]]]
) -> dict[Role, Read[tuple[str, ...]]]:
    """The names by role that a text is about; `parties` are those that it lists as such."""
    found = {role: dict(zip(parties[role].value, parties[role].evidence, strict=False)) for role in ROLES}
    least = {Kind.ARTIKEL: 1, Kind.MAGAZINE: _OFTEN}.get(kind)
    found["municipalities"] = dict(_places(front, least)) or found["municipalities"]
    for line in front.lines:
        for role, name, start in _organisations(line):
            if len(found[role]) < _MOST and name not in found[role]:
                found[role][name] = proof(role, name, line, start, start + len(name), 0.6)
    for names in found.values():
        for name in [
            name for name in names if " en " in name and all(part in names for part in name.split(" en "))
        ]:
            del names[name]
    return {role: Read(tuple(found[role]), tuple(found[role].values())) for role in ROLES}


def _places(front: Front, least: int | None) -> Iterator[tuple[str, Evidence]]:
    """The municipalities of the title and what stands under it; else of the headings, or named in `least` lines.

    Without `least` only a title counts.
    """
    titled = [
        line
        for line in front.cover
        if len(line.text) <= _LINE and (least is not None or line.text.casefold() == front.title.casefold())
    ]
    top = {name: line for line in titled for name, _ in municipalities_in(line.text)}
    if not top and least is not None:
        top = {name: line for line in front.headings for name, _ in municipalities_in(line.text)}
    if not top and least is not None:
        counted: dict[str, list[Line]] = defaultdict(list)
        for line in front.lines:
            for name, _ in municipalities_in(line.text):
                counted[name].append(line)
        top = {name: lines[0] for name, lines in counted.items() if len(lines) >= least}
    for name, line in top.items():
        start = dict(municipalities_in(line.text))[name]
        yield name, proof("municipalities", name, line, start, start + len(name), 0.7)


def municipalities_in(text: str) -> list[tuple[str, int]]:
    """The known municipalities that a text names, each once, with the place of the first mention."""
    found: dict[str, int] = {}
    for match in _known_places().finditer(_ADDRESS.sub(lambda m: " " * len(m[0]), text)):
        name = known_municipality(match[0])
        if name and not re.search(r"[Pp]rovincie $", text[: match.start()]):
            found.setdefault(name, match.start())
    return list(found.items())


def _organisations(line: Line) -> Iterator[tuple[Role, str, int]]:
    text = _ADDRESS.sub(lambda m: " " * len(m[0]), line.text)
    known = list(_known_corporations().finditer(text))
    sure = [m for m in known if m[0].casefold() not in _ambiguous() or _AFTER.search(text[: m.start()])]
    for match in known:
        # An ordinary word is a name in a list with one that is not.
        near = any(
            -_BESIDE < match.start() - m.end() < _BESIDE or -_BESIDE < m.start() - match.end() < _BESIDE
            for m in sure
        )
        if match in sure or near:
            yield "corporations", everyday(match[0], "corporations"), match.start()
    woonbond = text.find("Woonbond")
    if woonbond >= 0:
        yield "tenant_organisations", "Woonbond", woonbond
    taken = [range(m.start(), m.end()) for m in known]
    for match in _TYPED.finditer(text):
        said = typed(match[0])
        if (
            said
            and said[0] != "municipalities"
            and not (said[0] == "corporations" and any(match.end() - 1 in t for t in taken))
        ):
            for name in said[1].split(" en "):
                yield said[0], everyday(name.rstrip("."), said[0]), match.start()


@cache
def _known_places() -> re.Pattern[str]:
    return _any_of(name for m in municipalities() for name in (m.name, *m.aliases))


@cache
def _known_corporations() -> re.Pattern[str]:
    return _any_of(name for c in corporations() for name in (c.name, *c.aliases))


@cache
def _ambiguous() -> frozenset[str]:
    return frozenset(name.casefold() for c in corporations() if c.ambiguous for name in (c.name, *c.aliases))


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Any of the names as whole words; straight and curved apostrophes are alike."""
    longest: Sequence[str] = sorted(set(names), key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(n).replace("'", "[’']") for n in longest) + r")(?![\w-])"
    )
