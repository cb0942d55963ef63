"""The commitments labelled by hand: what a line of `gold/*.jsonl` holds, and reading it with plain errors."""

import json
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from corpus.commitment import Limit, Modality, Standing
from corpus.errors import Explained
from corpus.model import Theme

PARTS = ("tuning", "test")
FOLDER = Path(__file__).parent / "gold"
OTHER_PARTY = "anders:"
Measured = Literal[
    "actors",
    "numbers",
    "limit",
    "meaning",
    "modality",
    "theme",
    "period",
    "deadline",
    "location",
    "clause",
    "standing",
]
"""What is measured of a commitment that was found; what `open` names is not measured for that one. "numbers" is the
value, unit, `per` and period; "meaning" the rest of what a labelled number says."""
FIELDS: tuple[Measured, ...] = get_args(Measured)
ROLES = ("gemeente", "corporaties", "huurdersorganisaties", "partijen")
_IN_NUMBER = (
    *("value", "upper", "unit", "limit", "per", "each", "basis"),
    *("segment", "moment", "price_level", "actor", "total"),
)


class GoldError(Explained):
    """A labelled line or the scope cannot be read."""


def _several(value: object) -> object:
    return tuple(value) if isinstance(value, list) else (value,)


def _sets(value: object) -> object:
    if isinstance(value, list) and not any(isinstance(part, list) for part in value):
        return (value,)
    return value


def _years(value: object) -> object:
    return (value, value) if isinstance(value, int) else value


T = TypeVar("T")
Several = Annotated[tuple[T, ...], BeforeValidator(_several), Field(min_length=1)]
"""One value, or a list of values that are all right."""
Per = Literal["jaar", "looptijd", "kwartaal", "maand", "week", "dag"]
Years = Annotated[tuple[int | None, int | None] | None, BeforeValidator(_years)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GoldNumber(_Strict):
    """A number with what it means; the fields that `Quantity` has. From `each` on they count only where given."""

    value: float
    unit: Several[str]
    upper: float | None = None
    limit: Several[Limit] = (Limit.PRECIES,)
    per: Several[Per | None] = (None,)
    each: Several[str] | None = None
    basis: Literal["netto", "bruto"] | None = None
    segment: Several[str] | None = None
    moment: Literal["start", "oplevering"] | None = None
    price_level: str | None = None
    actor: str | None = None
    total: bool = False


class Gold(_Strict):
    """One labelled commitment: a line of text, or one cell of a labelled row (`column` is its header)."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9.-]+$")]
    document: str
    page: Annotated[int, Field(ge=1)]
    quote: Annotated[str, Field(min_length=1)]
    actors: Annotated[tuple[frozenset[str], ...], BeforeValidator(_sets), Field(min_length=1)]
    modality: Several[Modality]
    themes: Annotated[tuple[Theme, ...], Field(min_length=1)]
    numbers: tuple[GoldNumber, ...] = ()
    period: Years = None
    deadline: Several[date] | None = None
    location: Several[str] | None = None
    clause: Several[str] | None = None
    standing: Standing = Standing.AFGESPROKEN
    form: Literal["text", "table"] = "text"
    column: str | None = None
    open: frozenset[Measured] = frozenset()
    optional: bool = False

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.column is not None and (self.form == "text" or not self.numbers):
            raise ValueError("a column belongs to a cell of a table, and a cell has a number")
        return self


@dataclass(frozen=True, slots=True)
class Scope:
    """A document that is labelled completely, or only on the pages named (empty: all of them)."""

    document: str
    pages: frozenset[int] = frozenset()

    def covers(self, page: int) -> bool:
        """Whether every commitment on `page` is labelled."""
        return not self.pages or page in self.pages


def load_gold(part: str, folder: Path = FOLDER) -> list[Gold]:
    """The commitments of a part, one for each cell of a row, in the order of the file; none without a file.

    Raises GoldError, naming the line.
    """
    path = folder / f"{part}.jsonl"
    if not path.is_file():
        return []
    found: list[Gold] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            try:
                found += [Gold.model_validate(one) for one in _unfold(json.loads(line))]
            except ValidationError as error:
                first = error.errors()[0]
                where = ".".join(str(part) for part in first["loc"])
                raise GoldError(f"{path.name} regel {number}: {where} {first['msg']}") from error
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise GoldError(f"{path.name} regel {number}: {error}") from error
    return found


def load_scope(part: str, folder: Path = FOLDER) -> list[Scope]:
    """The documents of a part that are labelled completely. Raises GoldError."""
    try:
        tables = tomllib.loads((folder / "scope.toml").read_text(encoding="utf-8"))
        return [Scope(row["document"], frozenset(row.get("pages", ()))) for row in tables.get(part, ())]
    except (OSError, tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise GoldError(f"scope.toml is niet te lezen: {error}") from error


def _unfold(line: dict[str, Any]) -> Iterable[dict[str, Any]]:
    """A row of a table as its cells: what a cell does not say, its row says."""
    if "cells" not in line:
        yield line
        return
    row = {key: value for key, value in line.items() if key not in ("cells", "number")}
    for place, cell in enumerate(line["cells"], start=1):
        own = {key: value for key, value in cell.items() if key not in _IN_NUMBER}
        said = own.pop("numbers", None) or [{key: cell[key] for key in _IN_NUMBER if key in cell}]
        numbers = [{**line.get("number", {}), **number} for number in said]
        yield {**row, "form": "table", **own, "id": f"{line['id']}.{place}", "numbers": numbers}
