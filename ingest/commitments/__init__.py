"""Step 7: out of an agreement, each agreed thing as a record; `docs/commitments.md` says what counts as one."""

from ingest.commitments.extracting import extract

__all__ = ["extract"]
