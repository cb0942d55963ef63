"""Settings of ingestion: how large, how slow and how long a thing may be."""

from pydantic import Field

from corpus.settings import Settings


class IngestSettings(Settings):
    """The table `[ingest]` of the settings file."""

    max_megabytes: int = Field(200, ge=1, le=4_000, description="Files above this size are rejected.")
    read_seconds: float = Field(120.0, gt=0, description="A document that takes longer to read is rejected.")
    passage_tokens: int = Field(220, ge=40, le=2_000, description="Length that passages aim at, in tokens.")
    batch_passages: int = Field(
        256, ge=1, le=10_000, description="Passages that are embedded together, over documents."
    )

    @classmethod
    def table(cls) -> str:
        return "ingest"
