"""The written pages of tuning.toml and test.toml, as documents for the steps after reading."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from corpus.model import Description, Kind, Period, Stage, Theme
from ingest.clean import clean
from ingest.describe import describe
from ingest.read.records import Block, Reading, Sheet, plain_block, table_block

HERE = Path(__file__).parent
PARTS = ("tuning", "test")


@dataclass(frozen=True, slots=True)
class Case:
    """One written document, and what it says of itself."""

    name: str
    file: str
    reading: Reading
    truth: Description


def cases(part: str) -> list[Case]:
    """The cases of a part, in the order of its file."""
    entries = tomllib.loads((HERE / f"{part}.toml").read_text("utf-8"))["case"]
    return [
        Case(entry["name"], entry["file"], _reading(entry), truth_of(entry["truth"])) for entry in entries
    ]


def described(case: Case) -> Description:
    """What the product reads in a case, by its own steps."""
    return describe(Path(case.file), case.reading, clean(case.reading), None)


def truth_of(entry: dict[str, Any]) -> Description:
    """A description out of a table of TOML; a field that is not there has no value."""
    period = entry.get("period", {})
    signed = entry.get("signed")
    assert signed is None or isinstance(signed, date)
    return Description(
        title=entry["title"],
        kind=Kind(entry["kind"]),
        municipalities=tuple(entry.get("municipalities", ())),
        corporations=tuple(entry.get("corporations", ())),
        tenant_organisations=tuple(entry.get("tenant_organisations", ())),
        period=Period(period.get("from"), period.get("to")),
        stage=Stage(entry.get("stage", "onbekend")),
        signed=signed,
        parent=entry.get("parent"),
        themes=tuple(Theme(name) for name in entry.get("themes", ())),
    )


def _reading(entry: dict[str, Any]) -> Reading:
    sheets = tuple(Sheet(number, tuple(_blocks(text))) for number, text in enumerate(entry["pages"], 1))
    return Reading("text/plain", sheets, entry.get("metadata", ""))


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    for paragraph in text.strip("\n").split("\n\n"):
        lines = paragraph.split("\n")
        rows = [line.split("\t") for line in lines]
        if len(rows[0]) > 1:
            table = table_block(rows)
            blocks += [table] if table else []
            continue
        for line in lines:
            if line.startswith("#"):
                marks, _, words = line.partition(" ")
                blocks.append(plain_block("heading", words, len(marks)))
            elif line.startswith("- "):
                blocks.append(plain_block("item", line[2:]))
            else:
                blocks.append(plain_block("paragraph", line))
    return blocks
