"""Step 1, fetch: files, folders, archives and web addresses become bytes with their provenance, one at a time."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ingest.fetch.addresses import read_address
from ingest.fetch.files import files_of, read_file
from ingest.fetch.identity import (
    bundled_folder,
    document_id,
    fingerprint_of,
    gone,
    long_id,
    path_of,
    shown,
    source_of,
)
from ingest.fetch.records import Fetched, Found, Refused, TargetMissing
from ingest.fetch.web import is_address
from ingest.settings import IngestSettings
from ingest.sources import SourceEntry, entries_of

__all__ = [
    "Fetched",
    "Refused",
    "TargetMissing",
    "bundled_folder",
    "fetch",
    "gone",
    "path_of",
    "paths_of",
    "shown",
    "source_of",
]


def fetch(
    places: Sequence[Path | str], settings: IngestSettings, owners: Mapping[str, str]
) -> Iterator[Fetched | Refused]:
    """The bytes of each place of `paths_of`, or why it is not read; an archive gives one item for each file in it.

    `owners` says which source each known document id belongs to: another file that would get a taken id gets a
    longer one. Raises SourcesError for an unusable `sources.toml` in a folder.
    """
    owners = dict(owners)
    for item in _items(places, settings):
        if isinstance(item, Refused):
            yield item
            continue
        chosen = document_id(item.source, item.entry)
        if owners.get(chosen, item.source) != item.source:
            chosen = long_id(item.source)
        owners[chosen] = item.source
        fingerprint = fingerprint_of(item.content, item.entry, item.questions)
        yield Fetched(
            item.path,
            item.source,
            chosen,
            item.content,
            fingerprint,
            item.entry,
            item.address,
            item.questions,
        )


def paths_of(targets: Sequence[str | Path]) -> list[Path | str]:
    """What the targets name: web addresses as they are, and every file, absolute, sorted within a target.

    Hidden files are left out. Of the bundled folder, which also holds what its documents are made from, only what
    `sources.toml` lists. Raises TargetMissing for a path that does not exist.
    """
    found: dict[Path | str, None] = {}
    for target in targets:
        places: Sequence[Path | str] = [str(target)] if is_address(target) else files_of(target)
        found.update(dict.fromkeys(places))
    return list(found)


def _items(places: Sequence[Path | str], settings: IngestSettings) -> Iterator[Found | Refused]:
    entries: dict[Path, dict[str, SourceEntry]] = {}
    for place in places:
        if isinstance(place, str):
            yield from read_address(place, settings)
            continue
        if place.parent not in entries:
            entries[place.parent] = entries_of(place.parent)
        yield from read_file(place, entries[place.parent].get(place.name), settings)
