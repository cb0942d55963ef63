"""Settings of the library, and the base that every floor's settings share.

They come from the environment (`AFSPRAKENWIJZER_…`) or from `afsprakenwijzer.toml` in the working directory, the
environment first. Unknown keys are refused, so that a typing error fails at start with its name.
"""

import tomllib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from platformdirs import user_cache_path
from pydantic import Field, HttpUrl, SecretStr
from pydantic_settings import (
    BaseSettings,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from corpus.errors import Explained

SETTINGS_FILE = Path("afsprakenwijzer.toml")
# Every floor has its own table; a name that is none of them is a typing error.
TABLES = ("library", "ingest", "retrieval", "answering", "service")


class SettingsFileWrong(Explained):
    """The settings file cannot be read as meant."""


def _from_file(settings: type[BaseSettings], table: str) -> InitSettingsSource:
    """The one table of the settings file that belongs to a settings class; empty without such a file."""
    try:
        content = tomllib.loads(SETTINGS_FILE.read_text("utf-8")) if SETTINGS_FILE.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsFileWrong(f"{SETTINGS_FILE} is geen geldige TOML: {error}") from error
    for name in content:
        if name not in TABLES:
            known = ", ".join(f"[{known}]" for known in TABLES)
            raise SettingsFileWrong(f"{SETTINGS_FILE} heeft een onbekend deel '{name}'; het kent {known}.")
    return InitSettingsSource(settings, content.get(table, {}))


class Settings(BaseSettings):
    """Base of all settings: `table` names the class's table in the settings file."""

    model_config = SettingsConfigDict(env_prefix="AFSPRAKENWIJZER_", extra="forbid", frozen=True)

    @classmethod
    def table(cls) -> str:
        raise NotImplementedError

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _from_file(settings_cls, cls.table())


class LibrarySettings(Settings):
    """Where the library lives and which embedding model it is indexed with."""

    data: Path = Field(
        Path(".data"), description="Folder that holds the catalogue, both indexes and the originals."
    )
    catalogue_url: str | None = Field(
        None, description="SQLAlchemy address; SQLite in the data folder when empty."
    )
    chroma_url: HttpUrl | None = Field(
        None, description="Chroma server; embedded in the data folder when empty."
    )
    embedding: str = Field(
        "e5-small",
        description="'e5-small' (bundled), a folder or name of a sentence-transformers model, a folder made by "
        "'afsprakenwijzer export-model', or 'openai:NAME' for a server that speaks OpenAI's embeddings protocol.",
    )
    embedding_url: HttpUrl | None = Field(None, description="Base address of the embeddings server ('…/v1').")
    embedding_key: SecretStr | None = Field(
        None, description="Key for the embeddings server, when it wants one."
    )
    embedding_threads: int = Field(
        0, ge=0, le=256, description="Threads of the embedding model; 0 takes all cores."
    )
    cache: Path = Field(
        default_factory=lambda: user_cache_path("afsprakenwijzer"), description="Folder for prepared models."
    )
    today: date | None = Field(None, description="Pretend that it is this day (tests and evaluation).")

    @classmethod
    def table(cls) -> str:
        return "library"

    def current_day(self) -> date:
        """Today, or the day that the settings say it is."""
        return self.today or datetime.now(tz=UTC).astimezone().date()


def settings_table(classes: Sequence[type[Settings]]) -> str:
    """Every setting of `classes` as Markdown: a table a class, with names, defaults and what each is for."""
    lines = [
        "# Settings",
        "",
        "From the environment, or from `afsprakenwijzer.toml` in the working directory; the environment goes first.",
        "This page is the output of `afsprakenwijzer settings`.",
    ]
    for settings in classes:
        lines += [
            "",
            f"## `[{settings.table()}]`",
            "",
            "| environment | file | default | meaning |",
            "|---|---|---|---|",
        ]
        for name, about in settings.model_fields.items():
            given = about.get_default()
            default = (
                "the user's cache"
                if about.default_factory
                else f"`{given}`"
                if given not in (None, ())
                else ""
            )
            lines.append(f"| `AFSPRAKENWIJZER_{name.upper()}` | `{name}` | {default} | {about.description} |")
    return "\n".join(lines) + "\n"
