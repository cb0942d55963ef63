"""`sources.toml`: what is known of files from outside, lying beside them; it overrules what ingestion reads."""

import os
import tomllib
from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import Explained
from corpus.model import Kind, Origin, Stage, Theme

FILE_NAME = "sources.toml"


class SourcesError(Explained):
    """A `sources.toml` that cannot be used; nothing of its folder is ingested until it is repaired."""


class SourcePeriod(BaseModel):
    """`period = { from = 2024, to = 2027 }`, either end may be absent."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: int | None = Field(None, alias="from", ge=1900, le=2200)
    end: int | None = Field(None, alias="to", ge=1900, le=2200)


class SourceEntry(BaseModel):
    """One `[[document]]`: every field but `file` may be left out, and is then read from the text."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    title: str | None = None
    kind: Kind | None = None
    origin: Origin | None = None
    known_on: date | None = None
    municipalities: tuple[str, ...] | None = None
    corporations: tuple[str, ...] | None = None
    tenant_organisations: tuple[str, ...] | None = None
    period: SourcePeriod | None = None
    stage: Stage | None = None
    signed: date | None = None
    themes: tuple[Theme, ...] | None = None
    licence: str | None = None
    source: str | None = None
    parent: str | None = None


class _SourcesFile(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    document: tuple[SourceEntry, ...] = ()


def entries_of(folder: Path) -> dict[str, SourceEntry]:
    """The entries of a folder's `sources.toml` by file name; empty without one.

    Raises SourcesError with the path and every fault in it.
    """
    path = folder / FILE_NAME
    if not os.path.isfile(path):  # noqa: PTH113 - pathlib's raises where it may not look
        return {}
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourcesError(
            f"{path} kan niet worden gelezen: {error.strerror}. Vraag om leesrechten."
        ) from error
    return entries_in(content, str(path))


def entries_in(content: bytes, where: str) -> dict[str, SourceEntry]:
    """The entries of a `sources.toml` by file name. Raises SourcesError, which begins with `where`."""
    try:
        parsed = _SourcesFile.model_validate(tomllib.loads(content.decode("utf-8")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SourcesError(
            f"{where} is geen geldig TOML-bestand: {error}. Herstel het en probeer het opnieuw."
        ) from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors()
        )
        raise SourcesError(f"{where} klopt niet: {faults}. Herstel het en probeer het opnieuw.") from error
    return {entry.file: entry for entry in parsed.document}
