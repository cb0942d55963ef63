"""Settings of answering: which language model writes (none by default), how long it may take, how answers read."""

from pathlib import Path
from typing import Literal

from pydantic import Field, HttpUrl, SecretStr

from corpus.settings import Settings


class AnsweringSettings(Settings):
    """How answers are made; without `model` every answer quotes its sources."""

    model: str | None = Field(
        None,
        description="Language model that writes answers: 'openai:NAME' (any server that speaks OpenAI's protocol), "
        "another LangChain provider, or for `serve` a GGUF file; empty: answers quote.",
    )
    model_url: HttpUrl | None = Field(None, description="Base address of the model server ('http://…/v1').")
    model_key: SecretStr | None = Field(None, description="Key for the model server, when it wants one.")
    model_connect_seconds: float = Field(
        3.0, gt=0, le=60, description="Longest wait for a connection to the model server."
    )
    model_first_word_seconds: float = Field(
        8.0, gt=0, le=600, description="Longest wait for the first word of the model; then the answer quotes."
    )
    model_between_words_seconds: float = Field(
        5.0, gt=0, le=120, description="Longest wait for the next word, once the model is writing."
    )
    model_seconds: float = Field(
        30.0, gt=0, le=1800, description="Longest that the model may take for one answer."
    )
    model_parallel: int = Field(
        4, ge=1, le=256, description="Most answers that the model writes at the same time."
    )
    model_failures: int = Field(
        3, ge=1, le=100, description="After this many failures in a row the model is left alone for a while."
    )
    model_pause_seconds: float = Field(
        30.0, gt=0, le=3600, description="How long it is left alone; answers quote at once meanwhile."
    )
    model_passages_length: int = Field(
        9000,
        ge=200,
        le=200_000,
        description="Longest text of all passages that the model gets for one answer, in characters.",
    )
    model_context: int = Field(
        8192, ge=1024, le=1_048_576, description="Room of a model from a GGUF file, in tokens."
    )
    model_threads: int = Field(
        0, ge=0, le=256, description="Threads of a model from a GGUF file; 0 takes all cores."
    )
    nli: str | None = Field(
        None,
        description="Folder or name of a sentence-transformers CrossEncoder with a label 'entailment' that checks "
        "written sentences once more; empty: rules alone do.",
    )
    form_of_address: Literal["u", "je"] = Field("u", description="How answers address the reader.")
    max_quotes: int = Field(4, ge=1, le=8, description="Most quotes in one answer.")
    max_question_length: int = Field(1000, ge=50, le=10_000, description="Longest question, in characters.")

    @classmethod
    def table(cls) -> str:
        return "answering"

    @property
    def model_file(self) -> Path | None:
        """The GGUF file that `model` names, if it names one."""
        return Path(self.model) if self.model and self.model.lower().endswith(".gguf") else None
