"""Settings of answering: which language model writes (none by default), how long it may take, how answers read."""

from typing import Literal

from pydantic import Field, HttpUrl, SecretStr

from corpus.settings import Settings


class AnsweringSettings(Settings):
    """How answers are made; without `model` every answer quotes its sources."""

    model: str | None = Field(
        None,
        description="Language model that writes answers, as 'openai:NAME' (any server that speaks OpenAI's "
        "protocol) or another LangChain provider; empty: answers quote.",
    )
    model_url: HttpUrl | None = Field(None, description="Base address of the model server ('http://…/v1').")
    model_key: SecretStr | None = Field(None, description="Key for the model server, when it wants one.")
    model_first_word_seconds: float = Field(
        8.0, gt=0, le=120, description="Longest wait for the next words of the model; then the answer quotes."
    )
    model_seconds: float = Field(
        30.0, gt=0, le=600, description="Longest that the model may take for one answer."
    )
    form_of_address: Literal["u", "je"] = Field("u", description="How answers address the reader.")
    max_quotes: int = Field(4, ge=1, le=8, description="Most quotes in one answer.")
    max_question_length: int = Field(1000, ge=50, le=10_000, description="Longest question, in characters.")

    @classmethod
    def table(cls) -> str:
        return "answering"
