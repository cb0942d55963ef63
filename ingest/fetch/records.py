"""What fetching yields: a file's bytes with where they came from, or why there are none."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import Explained
from ingest.read.records import Reason
from ingest.sources import SourceEntry


class TargetMissing(Explained):
    """A file or folder that was named is not there."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file's bytes with where they came from; see `corpus.model.Edition` for `source` and `fingerprint`.

    `path` is the file; for a file in an archive the archive's path, `!/` and its place inside; for a web address
    only a file name. `address` is where a reader can open it on the web. `questions` is the text of the file beside
    it that says which questions it answers (`ingest.known_questions`).
    """

    path: Path
    source: str
    document_id: str
    content: bytes
    fingerprint: str
    entry: SourceEntry | None
    address: str | None = None
    questions: str = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that is not read at all."""

    path: Path
    source: str
    reason: Reason
    message: str


@dataclass(frozen=True, slots=True)
class Found:
    """A file on its way to becoming `Fetched`: it has no id and no fingerprint yet."""

    path: Path
    source: str
    content: bytes
    entry: SourceEntry | None = None
    address: str | None = None
    questions: str = ""


def too_large(max_megabytes: int) -> str:
    """The message for a file above the limit."""
    return (
        f"Het bestand is groter dan {max_megabytes} MB. Splits het, of verhoog AFSPRAKENWIJZER_MAX_MEGABYTES."
    )


def unsupported(suffixes: Iterable[str]) -> str:
    """The message for a kind of file that no reader reads."""
    return f"Dit soort bestand wordt niet gelezen. Wel gelezen worden: {', '.join(sorted(suffixes))}."
