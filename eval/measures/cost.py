"""What the tokens of a run cost, by a table of prices that the user gives."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from eval.responses import RunError, Tokens

_MILLION = 1_000_000


class Price(BaseModel):
    """What a million tokens cost."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    input: float = Field(ge=0)
    output: float = Field(ge=0)


class Prices(BaseModel):
    """A table of prices: `currency`, and a price for each model by its name.

    ```toml
    currency = "EUR"
    [models."some-model"]
    input = 0.40   # a million tokens
    output = 1.60
    ```
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    currency: str = "EUR"
    models: dict[str, Price]


def read_prices(path: Path) -> Prices:
    """Read a table of prices. Raises RunError when it cannot be used."""
    try:
        return Prices.model_validate(tomllib.loads(path.read_text("utf-8")))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, ValidationError) as error:
        raise RunError(f"De prijzen in {path} zijn niet te lezen: {error}") from error


def cost(tokens: Sequence[Tokens | None], model: str | None, prices: Prices | None) -> dict[str, Any] | None:
    """What a run read and wrote, and what that cost when the price of its model is known; None when no response
    tells."""
    told = [one for one in tokens if one is not None]
    if not told:
        return None
    read, written = sum(one.input for one in told), sum(one.output for one in told)
    price = prices.models.get(model or "") if prices else None
    total = (read * price.input + written * price.output) / _MILLION if price else None
    return {
        "model": model,
        "inputTokens": read,
        "outputTokens": written,
        "total": total,
        "perQuestion": total / len(told) if total is not None else None,
        "currency": prices.currency if prices and price else None,
        "of": len(told),
        "leftOut": len(tokens) - len(told),
    }
