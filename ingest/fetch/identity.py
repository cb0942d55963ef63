"""Who a document is: its source, which is its identity, its id, and the fingerprint of its contents."""

import hashlib
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from importlib.resources import files
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

from ingest.fetch.web import is_address, normal_address
from ingest.sources import SourceEntry

READER_VERSION = (
    "3"  # raise it when the same bytes give other pages, passages or commitments: they are read again
)
INSIDE = "!/"  # between an archive and a file in it; Path.as_uri writes a real "!" as %21


def source_of(place: Path | str) -> str:
    """`bundled:NAME` for a file of the bundled library, else its `file://` address; a web address normalised."""
    if isinstance(place, str):
        return normal_address(place)
    if place.parent == bundled_folder():
        return f"bundled:{place.name}"
    return place.as_uri()


def source_inside(archive: str, member: str) -> str:
    """The source of a file in an archive: `file:///map/stukken.zip!/2024/afspraken.pdf`."""
    return f"{archive}{INSIDE}{quote(member)}"


def path_of(source: str) -> Path | None:
    """The file behind a source, in an archive with its place inside; None when it came from the web."""
    if source.startswith("bundled:"):
        return bundled_folder() / source.removeprefix("bundled:")
    if source.startswith("file://"):
        return Path(unquote(urlsplit(source).path))
    return None


def shown(source: str) -> str:
    """A source as a person writes it: a path, or a web address."""
    return str(path_of(source) or source)


def gone(
    known: Iterable[str], targets: Sequence[str | Path], seen: Collection[str], unread: Collection[str]
) -> list[str]:
    """The sources among `known` that belonged to one of the targets and are not there any more.

    `seen` are the sources that the run came across and `unread` those of them that it could not read: what lies in
    a folder or an archive that could not be opened is not known to be gone.
    """
    shut = tuple(f"{source}{mark}" for source in unread for mark in ("/", INSIDE))
    absent = [source for source in known if source not in seen and not source.startswith(shut)]
    return [source for source in absent if any(_belongs(source, target) for target in targets)]


def document_id(source: str, entry: SourceEntry | None) -> str:
    """The id that a document gets by its name, or by its name and place where nobody vouches for the name."""
    if entry is not None or source.startswith("bundled:"):
        return _slug(_stem(source))
    return long_id(source)


def long_id(source: str) -> str:
    """An id that no other source gets."""
    return f"{_slug(_stem(source))}-{hashlib.sha256(source.encode()).hexdigest()[:8]}"


def fingerprint_of(content: bytes, entry: SourceEntry | None, questions: str = "") -> str:
    """SHA-256 over the bytes, the description and questions given from outside, and the version of the reader."""
    digest = hashlib.sha256(content)
    digest.update(b"\0" + (entry.model_dump_json().encode() if entry else b""))
    digest.update(b"\0" + READER_VERSION.encode())
    if questions:
        digest.update(b"\0" + questions.encode())
    return digest.hexdigest()


@lru_cache
def bundled_folder() -> Path:
    """The folder of the bundled documents."""
    return Path(str(files("corpus"))).resolve() / "documents"


def _belongs(source: str, target: str | Path) -> bool:
    if is_address(target):
        return source.startswith(f"{normal_address(str(target))}{INSIDE}")
    place = Path(target).expanduser().absolute()
    path = path_of(source)
    if path is not None and place.is_dir():
        return path.is_relative_to(place)
    return source.startswith(f"{place.as_uri()}{INSIDE}")


def _stem(source: str) -> str:
    """The name of the file without its suffix; the host of an address that ends in no name."""
    parts = urlsplit(source.rpartition(INSIDE)[2])
    return PurePosixPath(unquote(parts.path)).stem or parts.hostname or ""


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "document"
