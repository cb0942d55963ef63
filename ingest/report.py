"""What a run of ingestion did, file by file: the object that `ingest --json` prints."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from ingest.fetch import shown
from ingest.read.records import Reason


class Outcome(StrEnum):
    """What became of a file (the closed set of the public contract)."""

    ADDED = "added"
    REPLACED = "replaced"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    PARTIAL = "partial"
    REJECTED = "rejected"


@dataclass(slots=True)
class DocumentReport:
    """One file. `message` says in Dutch what is the matter and what to do; `seconds` counts reading, embedding and
    storing; `pages` counts sections where there is no paper."""

    path: Path
    source: str
    outcome: Outcome
    reason: Reason | None = None
    message: str = ""
    pages: int = 0
    ocr_pages: int = 0
    words: int = 0
    passages: int = 0
    seconds: float = 0.0
    document_id: str | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "path": shown(self.source),
            "outcome": self.outcome.value,
            "reason": self.reason.value if self.reason else None,
            "pages": self.pages,
            "ocrPages": self.ocr_pages,
            "words": self.words,
            "passages": self.passages,
            "seconds": round(self.seconds, 3),
        }


@dataclass(slots=True)
class Report:
    """A whole run; `passages` counts those that were stored (read, in a dry run)."""

    documents: list[DocumentReport] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def passages(self) -> int:
        stored = (Outcome.ADDED, Outcome.REPLACED, Outcome.PARTIAL)
        return sum(document.passages for document in self.documents if document.outcome in stored)

    @property
    def rejected(self) -> list[DocumentReport]:
        return [document for document in self.documents if document.outcome is Outcome.REJECTED]

    def to_json(self) -> dict[str, Any]:
        return {
            "documents": [document.to_json() for document in self.documents],
            "passages": self.passages,
            "seconds": round(self.seconds, 3),
        }
