"""Step 1, fetch: paths and folders become bytes with their provenance, one file at a time."""

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

from corpus.errors import Explained
from ingest.read import SUPPORTED
from ingest.read.records import Reason
from ingest.settings import IngestSettings
from ingest.sources import FILE_NAME, SourceEntry, entries_of

READER_VERSION = "1"  # raise it when the same bytes give other pages or passages, so that they are read again


class TargetMissing(Explained):
    """A file or folder that was named is not there."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file's bytes with where they came from; see `corpus.model.Edition` for `source` and `fingerprint`."""

    path: Path
    source: str
    document_id: str
    content: bytes
    fingerprint: str
    entry: SourceEntry | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read at all."""

    path: Path
    source: str
    reason: Reason
    message: str


def fetch(
    paths: Sequence[Path], settings: IngestSettings, owners: Mapping[str, str]
) -> Iterator[Fetched | Refused]:
    """The bytes of each file of `paths_of`, or why it is not read.

    `owners` says which source each known document id belongs to: another file that would get a taken id gets a
    longer one. Raises SourcesError for an unusable `sources.toml`.
    """
    owners = dict(owners)
    entries: dict[Path, dict[str, SourceEntry]] = {}
    for path in paths:
        source = source_of(path)
        if path.parent not in entries:
            entries[path.parent] = entries_of(path.parent)
        entry = entries[path.parent].get(path.name)
        refused = _refusal(path, source, settings)
        if refused:
            yield refused
            continue
        try:
            content = path.read_bytes()
        except OSError as error:
            yield Refused(
                path, source, Reason.BROKEN, f"Het bestand kan niet worden gelezen: {error.strerror}."
            )
            continue
        document_id = _document_id(path, source, entry)
        if owners.get(document_id, source) != source:
            document_id = _long_id(path, source)
        owners[document_id] = source
        yield Fetched(path, source, document_id, content, fingerprint_of(content, entry), entry)


def paths_of(targets: Sequence[str | Path]) -> list[Path]:
    """Every file that the targets name, absolute, sorted within a target, without hidden files.

    Of the bundled folder, which also holds what its documents are made from, only what `sources.toml` lists.
    Raises TargetMissing for a target that does not exist.
    """
    found: dict[Path, None] = {}
    for target in targets:
        path = Path(os.path.abspath(Path(target).expanduser()))  # noqa: PTH100 - links stay what they are called
        if path.resolve() == bundled_folder():
            found.update(dict.fromkeys(path / name for name in sorted(entries_of(path))))
        elif path.is_dir():
            for folder, folders, names in os.walk(path):
                folders[:] = sorted(name for name in folders if not name.startswith("."))
                for name in sorted(names):
                    if not name.startswith(".") and name != FILE_NAME:
                        found[Path(folder, name)] = None
        elif path.exists():
            found[path] = None
        else:
            raise TargetMissing(f"{target} bestaat niet.")
    return list(found)


def source_of(path: Path) -> str:
    """`bundled:NAME` for a file of the bundled library, else its `file://` address."""
    if path.parent == bundled_folder():
        return f"bundled:{path.name}"
    return path.as_uri()


def path_of(source: str) -> Path | None:
    """The file behind a source; None when it is no file."""
    if source.startswith("bundled:"):
        return bundled_folder() / source.removeprefix("bundled:")
    if source.startswith("file://"):
        return Path(unquote(urlsplit(source).path))
    return None


@lru_cache
def bundled_folder() -> Path:
    """The folder of the bundled documents."""
    return Path(str(files("corpus"))).resolve() / "documents"


def fingerprint_of(content: bytes, entry: SourceEntry | None) -> str:
    """SHA-256 over the bytes, the description given from outside, and the version of the reader."""
    digest = hashlib.sha256(content)
    digest.update(b"\0" + (entry.model_dump_json().encode() if entry else b""))
    digest.update(b"\0" + READER_VERSION.encode())
    return digest.hexdigest()


def _refusal(path: Path, source: str, settings: IngestSettings) -> Refused | None:
    if path.suffix.lower() not in SUPPORTED:
        known = ", ".join(sorted(SUPPORTED))
        return Refused(
            path,
            source,
            Reason.UNSUPPORTED,
            f"Dit soort bestand wordt niet gelezen. Wel gelezen worden: {known}.",
        )
    try:
        size = path.stat().st_size
    except OSError as error:
        return Refused(path, source, Reason.BROKEN, f"Het bestand kan niet worden gelezen: {error.strerror}.")
    if size > settings.max_megabytes * 1_000_000:
        return Refused(
            path,
            source,
            Reason.TOO_LARGE,
            f"Het bestand is groter dan {settings.max_megabytes} MB. "
            "Splits het, of verhoog AFSPRAKENWIJZER_MAX_MEGABYTES.",
        )
    return None


def _document_id(path: Path, source: str, entry: SourceEntry | None) -> str:
    if entry is not None or source.startswith("bundled:"):
        return _slug(path.stem)
    return _long_id(path, source)


def _long_id(path: Path, source: str) -> str:
    return f"{_slug(path.stem)}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "document"
