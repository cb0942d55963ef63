"""Who an article or a magazine is about: the names in its title and headings, and those it keeps coming back to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from corpus.model import Evidence, Kind
from corpus.vocabulary import corporations, former_municipalities, municipalities, organisation_words
from ingest.describing.enumeration import ROLES
from ingest.describing.front import Front, Line, Read, own_words, proof
from ingest.describing.naming import NAME, Role, everyday, known_municipality, looks_like_corporation, typed

_OFTEN = 3  # lines that must name a municipality which no title names
_ASSUMED = 0.6  # certainty of a party whose role nothing says
_LISTED = 3  # municipalities in a line that lists those who take part
_BESIDE = 25  # characters between names in one list
_MOST = 40  # names in one field
_LINE = 300  # characters of a line that presents the text
_TELLING = frozenset({Kind.ARTIKEL, Kind.MAGAZINE})
_WOONBOND = re.compile(r"(?<!naar de )(?<!over de )\bWoonbond\b")
_IN_TENANTS = re.compile(r"(?:[Hh]uurders|[Bb]ewoners)\w+ $")  # the corporation in a name of its tenants
# A name of tenants without one after it: "Stedelijk Huurdersplatform", "De Bewonersraad", "Vijfheerenhuurders".
_TENANTS_ALONE = re.compile(
    r"(?:(?<=[a-z,] )|(?<=\bDe ))(?P<name>(?:(?!De |Het )[A-Z]\w+ )?(?:Huurders|Bewoners)"
    r"(?:raad|platform|vereniging|federatie|koepel|belang|beraad))\b(?! [A-Z])|\b(?P<joined>[A-Z]\w+huurders)\b"
)
_AFTER = re.compile(rf"(?:(?i:{'|'.join(organisation_words().roles)})|verhuurders?),? (?:de )?$")
_TYPED = re.compile(
    rf"(?:(?i:huurders|bewoners)[\w-]*|HBV|HV|[Ww]o(?:on|ning)\w+|[Ss]tichting|[Cc]orporatie)(?: de)? {NAME}"
)


def read_subjects(
    front: Front, kind: Kind, parties: dict[Role, Read[tuple[str, ...]]]
) -> dict[Role, Read[tuple[str, ...]]]:
    """The names by role that a text is about; `parties` are those that it lists as such."""
    found = {role: dict(zip(parties[role].value, parties[role].evidence, strict=False)) for role in ROLES}
    places = dict(_places(front, kind))
    if kind in _TELLING:
        # Those that tell about agreements name many others too: a party is called what it is.
        found["municipalities"] = {
            name: item for name, item in found["municipalities"].items() if f"gemeente {name}" in item.quote
        }
        found["corporations"] = {
            name: item
            for name, item in found["corporations"].items()
            if item.certainty > _ASSUMED or looks_like_corporation(name)
        }
        found["municipalities"] = {**places, **found["municipalities"]}
    elif places:
        found["municipalities"] = places
    for line in front.told:
        named = list(_organisations(line))
        for place, start in municipalities_in(line.text) if named and kind in _TELLING else ():
            # Beside an organisation "de gemeente X" is a party.
            if line.text[:start].endswith("emeente ") and len(found["municipalities"]) < _MOST:
                item = proof("municipalities", place, line, start, start + len(place), 0.6)
                found["municipalities"].setdefault(place, item)
        for role, name, start in named:
            if len(found[role]) < _MOST and name not in found[role]:
                found[role][name] = proof(role, name, line, start, start + len(name), 0.6)
    for names in found.values():
        for name in [
            name for name in names if " en " in name and all(part in names for part in name.split(" en "))
        ]:
            del names[name]
    return {role: Read(tuple(found[role]), tuple(found[role].values())) for role in ROLES}


def _places(front: Front, kind: Kind) -> Iterator[tuple[str, Evidence]]:
    """The municipalities of the title, of what stands under it, of headings, and of a list of those who take part.

    Where there are none, those that several lines name. Of other kinds than an article or a magazine only the title.
    """
    lines = [
        line
        for line in front.opening
        if len(line.text) <= _LINE and (kind in _TELLING or line.text.casefold() == front.title.casefold())
    ]
    if kind in _TELLING:
        lines += [line for line in front.told if line.form == "heading"]
    top = {name: (line, start) for line in reversed(lines) for name, start in municipalities_in(line.text)}
    if kind is Kind.ARTIKEL:
        titled = bool(top)
        for run in _lists(front.told):
            named = {
                name: (line, start)
                for line in run
                for name, start in municipalities_in(line.text, former=True)
            }
            if len(named) >= _LISTED and (not titled or "gemeenten" in run[0].text):
                top = {**named, **top}
    if not top and kind in _TELLING:
        counted: dict[str, list[tuple[Line, int]]] = defaultdict(list)
        for line in front.told:
            for name, start in municipalities_in(line.text):
                counted[name].append((line, start))
        top = {name: places[0] for name, places in counted.items() if len(places) >= _OFTEN}
    for name, (line, start) in top.items():
        yield name, proof("municipalities", name, line, start, start + len(name), 0.7)


def _lists(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The paragraphs one by one, the items of a list together; without headings."""
    run: list[Line] = []
    for line in lines:
        if run and not (line.form == run[-1].form == "item"):
            yield run
            run = []
        if line.form != "heading":
            run.append(line)
    if run:
        yield run


def municipalities_in(text: str, former: bool = False) -> list[tuple[str, int]]:
    """The known municipalities that a text names, each once, with the place of the first mention."""
    found: dict[str, int] = {}
    for match in _known_places(former).finditer(own_words(text)):
        name = known_municipality(match[0])
        if name and not re.search(r"[Pp]rovincie $", text[: match.start()]):
            found.setdefault(name, match.start())
    return list(found.items())


def _organisations(line: Line) -> Iterator[tuple[Role, str, int]]:
    text = own_words(line.text)
    known = [m for m in _known_corporations().finditer(text) if not _IN_TENANTS.search(text[: m.start()])]
    sure = [m for m in known if _is_name(m, text)]
    for match in known:
        # An ordinary word is a name in a list with one that is not.
        near = any(
            -_BESIDE < match.start() - m.end() < _BESIDE or -_BESIDE < m.start() - match.end() < _BESIDE
            for m in sure
        )
        if match in sure or near:
            yield "corporations", everyday(match[0], "corporations"), match.start()
    woonbond = _WOONBOND.search(text)
    if woonbond:
        yield "tenant_organisations", "Woonbond", woonbond.start()
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
    for match in _TENANTS_ALONE.finditer(text):
        yield "tenant_organisations", match["name"] or match["joined"], match.start()


def _is_name(match: re.Match[str], text: str) -> bool:
    """Whether a known name is one here too: it is no ordinary word, or its place or its capitals show it."""
    before = text[: match.start()]
    words = match[0].split(" ")
    return (
        match[0].casefold() not in _ambiguous()
        or bool(_AFTER.search(before))
        or (len(words) > 1 and before[-2:-1].islower() and all(word[:1].isupper() for word in words))
        or match[0] in text.split("\t")[1:] + text.split("\t")[:1] * ("\t" in text)
    )


@cache
def _known_places(former: bool) -> re.Pattern[str]:
    gone = [m.name for m in former_municipalities()] if former else []
    return _any_of([*gone, *(name for m in municipalities() for name in (m.name, *m.aliases))])


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
