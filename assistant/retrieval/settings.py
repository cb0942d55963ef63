"""Settings of finding passages: a model that looks at the best ones once more (none by default)."""

from pydantic import Field

from corpus.settings import Settings


class RetrievalSettings(Settings):
    """How passages are put in order; without `reranker` by fixed rules."""

    reranker: str | None = Field(
        None,
        description="Folder or name of a sentence-transformers CrossEncoder that puts the best passages in order; "
        "empty: fixed rules do.",
    )
    reranker_passages: int = Field(
        20, ge=2, le=200, description="How many passages the reranker reads for a question; decides its time."
    )

    @classmethod
    def table(cls) -> str:
        return "retrieval"
