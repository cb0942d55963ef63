"""Settings of ingestion: how large, how slow and how long a thing may be."""

from typing import Literal

from pydantic import Field

from corpus.settings import Settings


class IngestSettings(Settings):
    """The table `[ingest]` of the settings file."""

    max_megabytes: int = Field(200, ge=1, le=4_000, description="Files above this size are rejected.")
    fetch_seconds: float = Field(60.0, gt=0, description="A web address that takes longer is given up.")
    allow_private_addresses: bool = Field(
        False, description="Also read web addresses on the own network and on this machine."
    )
    read_seconds: float = Field(
        120.0,
        gt=0,
        description="A document that takes longer to read is rejected; every page adds half a second, and one that "
        "is recognised what that may take.",
    )
    read_megabytes: int = Field(
        1_000, ge=200, le=64_000, description="A document that takes more memory to read is rejected."
    )
    ocr: Literal["auto", "off"] = Field(
        "auto",
        description="'auto' recognises the text of pages that are pictures, with tesseract; 'off' does not.",
    )
    ocr_page_seconds: float = Field(
        60.0, gt=0, description="A page whose text takes longer to recognise is left without text."
    )
    passage_tokens: int = Field(220, ge=40, le=2_000, description="Length that passages aim at, in tokens.")
    batch_passages: int = Field(
        256, ge=1, le=10_000, description="Passages that are embedded together, over documents."
    )

    @classmethod
    def table(cls) -> str:
        return "ingest"
