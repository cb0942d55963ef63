"""Settings of ingestion: how large, how slow and how long a thing may be."""

from typing import Literal

from pydantic import Field, HttpUrl, SecretStr

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
    refine_model: str | None = Field(
        None,
        description="Language model ('openai:NAME' or another LangChain provider) that settles what the rules are "
        "not sure of in a commitment; empty: rules alone do.",
    )
    refine_model_url: HttpUrl | None = Field(
        None, description="Base address of that model's server ('http://…/v1')."
    )
    refine_model_key: SecretStr | None = Field(None, description="Key for that server, when it wants one.")
    refine_seconds: float = Field(
        30.0, gt=0, le=600, description="Longest that it may take for one commitment."
    )
    refine_parallel: int = Field(
        4, ge=1, le=64, description="Commitments that it is asked about at the same time."
    )

    questions_model: str | None = Field(
        None,
        description="Language model ('openai:NAME' or another LangChain provider) that says which questions the "
        "sentences of a document answer, where no file beside it does; empty: none are made.",
    )
    questions_model_url: HttpUrl | None = Field(
        None, description="Base address of that model's server ('http://…/v1')."
    )
    questions_model_key: SecretStr | None = Field(None, description="Key for that server, when it wants one.")
    questions_seconds: float = Field(
        60.0, gt=0, le=600, description="Longest that it may take for one passage."
    )
    questions_parallel: int = Field(
        4, ge=1, le=64, description="Passages that it is asked about at the same time."
    )

    @classmethod
    def table(cls) -> str:
        return "ingest"
