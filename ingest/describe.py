"""Step 5, describe: what a document is, with the evidence for each field; `sources.toml` overrules the text."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.model import Description, Evidence, Kind, Period
from ingest.clean import Cleaned
from ingest.describing.front import front_of
from ingest.describing.kind import read_kind
from ingest.describing.organisations import read_organisations
from ingest.describing.parent import read_parent
from ingest.describing.period import read_period
from ingest.describing.signing import read_stage
from ingest.describing.themes import read_themes
from ingest.describing.title import read_title
from ingest.read.records import Reading
from ingest.sources import SourceEntry


def describe(path: Path, reading: Reading, cleaned: Cleaned, entry: SourceEntry | None) -> Description:
    """The catalogue card of a document, with at least one `Evidence` for every field that has a value."""
    title = read_title(path, reading, cleaned)
    front = front_of(cleaned, title.value, path.name)
    kind = read_kind(front)
    parent = read_parent(front, kind.value)
    stage, signed = read_stage(front, kind.value)
    period = read_period(front, kind.value, signed.value, parent.value)
    names = read_organisations(front, kind.value)
    themes = read_themes(front, kind.value)
    read = Description(
        title=title.value,
        kind=kind.value,
        municipalities=names["municipalities"].value,
        corporations=names["corporations"].value,
        tenant_organisations=names["tenant_organisations"].value,
        period=period.value,
        stage=stage.value,
        signed=signed.value,
        parent=parent.value,
        themes=themes.value,
    )
    evidence = [
        *title.evidence,
        *(kind.evidence or [Evidence("kind", Kind.OVERIG.value, "default", certainty=0.1)]),
        *(item for found in names.values() for item in found.evidence),
        *period.evidence,
        *(stage.evidence or [Evidence("stage", stage.value.value, "default", certainty=0.5)]),
        *signed.evidence,
        *parent.evidence,
        *themes.evidence,
    ]
    return _overruled(read, entry, evidence)


def _overruled(read: Description, entry: SourceEntry | None, evidence: Sequence[Evidence]) -> Description:
    """The description with every field that the entry gives in place of the one that was read."""
    if entry is None:
        return replace(read, evidence=tuple(evidence))
    given: dict[str, Any] = {
        "title": entry.title,
        "kind": entry.kind,
        "origin": entry.origin,
        "known_on": entry.known_on,
        "municipalities": entry.municipalities,
        "corporations": entry.corporations,
        "tenant_organisations": entry.tenant_organisations,
        "period": Period(entry.period.start, entry.period.end) if entry.period else None,
        "stage": entry.stage,
        "signed": entry.signed,
        "parent": entry.parent,
        "themes": entry.themes,
        "licence": entry.licence,
        "source_url": entry.source,
    }
    given = {name: value for name, value in given.items() if value is not None}
    kept = [item for item in evidence if item.field not in given]
    kept += [Evidence(name, _shown(value), "sources.toml") for name, value in given.items()]
    return replace(read, evidence=tuple(kept), **given)


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(str(item) for item in value)
    if isinstance(value, Period):
        return f"{value.start or ''}-{value.end or ''}"
    return str(value)
