"""Step 5, describe: what a document is, with the evidence for each field; `sources.toml` overrules the text."""

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.model import Description, Evidence, Kind, Page, Period
from ingest.clean import Cleaned
from ingest.read.records import Reading
from ingest.sources import SourceEntry

# The words in a title that say what kind of document it is; the first that occurs wins.
_KINDS: tuple[tuple[Kind, str], ...] = (
    (Kind.ADDENDUM, r"addendum|aanvullende afspraken"),
    (Kind.BOD, r"\bbod\b|biedingsbrief|\bactiviteitenoverzicht"),
    (Kind.JAARAFSPRAKEN, r"jaarafspraken|jaarschijf|jaarplan"),
    (Kind.NATIONALE_AFSPRAKEN, r"nationale prestatieafspraken|nationale afspraken"),
    (Kind.REGIONALE_AFSPRAKEN, r"regionale (?:prestatie|woon)?afspraken|woondeal|regionaal akkoord"),
    (Kind.PRESTATIEAFSPRAKEN, r"prestatie-?afspraken|woonafspraken|samenwerkingsafspraken"),
    (Kind.WOONVISIE, r"woonvisie|volkshuisvestingsprogramma|woonprogramma|woonbeleid"),
    (Kind.VISITATIE, r"visitatie"),
    (Kind.MONITOR, r"monitor|evaluatie|jaarverslag|voortgangsrapportage"),
    (Kind.HANDREIKING, r"handreiking|handleiding|leidraad|wegwijzer|stappenplan"),
    (Kind.MAGAZINE, r"magazine|nieuwsbrief|tijdschrift"),
    (Kind.WET, r"\bwet\b|\w+wet\b|besluit toegelaten|\bregeling\b|burgerlijk wetboek"),
)  # fmt: skip
_NAME = (
    r"[A-ZÀ-Ý][\w’'.-]*(?:[ -](?:(?:aan|de|den|der|het|in|op|over|ten|ter|van|’t|'t)[ -])*"
    r"[A-ZÀ-Ý][\w’'-]*){0,3}"
)
_MUNICIPALITY = re.compile(rf"\b[Gg]emeente(?:raad van)?\s+({_NAME})")
_CORPORATION = re.compile(
    rf"\b(?:[Ww]oning(?:corporatie|stichting|bouwvereniging|vereniging)|[Cc]orporatie|[Ss]tichting|[Ww]oon(?:corporatie|stichting))"
    rf"\s+({_NAME})"
)
_TENANTS = re.compile(
    rf"\b((?:[Hh]uurders(?:organisatie|vereniging|belangenvereniging|federatie|raad|platform|koepel|stichting)"
    rf"|[Bb]ewoners(?:raad|vereniging|platform))\s+{_NAME})"
)
_YEARS = re.compile(r"\b(20[0-4]\d)\s*(?:[-–—/]|t/?m|tot(?: en met)?|en)\s*((?:20)?\d\d)\b")
_YEAR = re.compile(r"\b(20[0-4]\d)\b")
_MACHINE_TITLE = re.compile(
    r"microsoft \w+\s*-|.*\.(?:docx?|pdf|indd|odt|pptx?|xlsx?|tmp)$"
    r"|untitled|document\s?\d*$|naamloos|powerpoint-presentatie",
    re.IGNORECASE,
)
_NOT_TENANTS = re.compile(r"huurder|bewoner", re.IGNORECASE)


def describe(path: Path, reading: Reading, cleaned: Cleaned, entry: SourceEntry | None) -> Description:
    """The catalogue card of a document, with one `Evidence` for every field that has a value."""
    evidence: list[Evidence] = []
    title = _title(path, reading, cleaned, evidence)
    if entry and entry.title:
        title = entry.title
        evidence = [_given("title", title)]
    front = cleaned.pages[0]
    kind = _kind(title, front, evidence)
    period = _period(title, front, evidence)
    description = Description(
        title=title,
        kind=kind,
        municipalities=_names("municipalities", _MUNICIPALITY, title, front, evidence),
        corporations=tuple(
            name
            for name in _names("corporations", _CORPORATION, title, front, evidence)
            if not _NOT_TENANTS.search(name)
        ),
        tenant_organisations=_names("tenant_organisations", _TENANTS, title, front, evidence),
        period=period,
    )
    return _overruled(description, entry, evidence)


def _overruled(read: Description, entry: SourceEntry | None, evidence: list[Evidence]) -> Description:
    """The description with every field that the entry gives in place of the one that was read."""
    if entry is None:
        return replace(read, evidence=tuple(evidence))
    given: dict[str, Any] = {
        "kind": entry.kind,
        "origin": entry.origin,
        "known_on": entry.known_on,
        "municipalities": entry.municipalities,
        "corporations": entry.corporations,
        "tenant_organisations": entry.tenant_organisations,
        "period": Period(entry.period.start, entry.period.end) if entry.period else None,
        "stage": entry.stage,
        "signed": entry.signed,
        "themes": entry.themes,
        "licence": entry.licence,
        "source_url": entry.source,
    }
    given = {name: value for name, value in given.items() if value is not None}
    kept = [item for item in evidence if item.field not in given]
    kept += [_given(name, _shown(value)) for name, value in given.items()]
    return replace(read, evidence=tuple(kept), **given)


def _given(field: str, value: str) -> Evidence:
    return Evidence(field, value, "sources.toml")


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    if isinstance(value, Period):
        return f"{value.start or ''}-{value.end or ''}"
    return str(value)


def _title(path: Path, reading: Reading, cleaned: Cleaned, evidence: list[Evidence]) -> str:
    if len(reading.title) >= 6 and not _MACHINE_TITLE.match(reading.title):
        title = " ".join(reading.title.split())[:300]
        evidence.append(Evidence("title", title, "file", certainty=0.8))
        return title
    headings = [b for b in cleaned.blocks if b.form == "heading" and b.page <= 2]
    if headings:
        best = min(headings, key=lambda block: (block.page, block.level, block.start))
        title = " ".join(cleaned.text(best).split())[:300]
        evidence.append(Evidence("title", title, "text", title, best.page, 0.7))
        return title
    title = path.stem.replace("_", " ").strip()
    evidence.append(Evidence("title", title, "file", path.name, certainty=0.3))
    return title


def _kind(title: str, front: Page, evidence: list[Evidence]) -> Kind:
    for text, page, certainty in ((title, None, 0.9), (front.text[:600], front.number, 0.6)):
        for kind, words in _KINDS:
            match = re.search(words, text, re.IGNORECASE)
            if match:
                evidence.append(Evidence("kind", kind.value, "text", _around(text, match), page, certainty))
                return kind
    evidence.append(Evidence("kind", Kind.OVERIG.value, "default", certainty=0.1))
    return Kind.OVERIG


def _period(title: str, front: Page, evidence: list[Evidence]) -> Period:
    for text, page, certainty in ((title, None, 0.9), (front.text[:1_500], front.number, 0.6)):
        match = _YEARS.search(text)
        if match:
            start = int(match[1])
            end = int(match[2]) if len(match[2]) == 4 else start // 100 * 100 + int(match[2])
            if start <= end <= start + 30:
                period = Period(start, end)
                evidence.append(
                    Evidence("period", f"{start}-{end}", "text", _around(text, match), page, certainty)
                )
                return period
    match = _YEAR.search(title)
    if match:
        year = int(match[1])
        evidence.append(Evidence("period", str(year), "text", _around(title, match), None, 0.7))
        return Period(year, year)
    return Period()


def _names(
    field: str, pattern: re.Pattern[str], title: str, front: Page, evidence: list[Evidence]
) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for text, page, certainty in ((title, None, 0.8), (front.text[:3_000], front.number, 0.6)):
        for match in _limited(pattern.finditer(text)):
            name = " ".join(match[1].split()).rstrip(".,'’")
            if name not in names:
                names[name] = None
                evidence.append(Evidence(field, name, "text", _around(text, match), page, certainty))
    return tuple(names)


def _limited(matches: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    return [match for match, _ in zip(matches, range(12), strict=False)]


def _around(text: str, match: re.Match[str]) -> str:
    start = text.rfind("\n", 0, match.start()) + 1
    end = text.find("\n", match.end())
    return text[
        max(start, match.start() - 80) : min(end if end >= 0 else len(text), match.end() + 80)
    ].strip()
