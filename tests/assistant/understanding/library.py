"""The cards of the bundled library as `sources.toml` describes them: enough to know its names."""

import tomllib
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any

from corpus.model import Description, EditionCard, EditionState


def bundled_cards() -> list[EditionCard]:
    """One card for every bundled document that is described by hand."""
    data = tomllib.loads((files("corpus.documents") / "sources.toml").read_text("utf-8"))
    return [_card(name, about) for name, about in _documents(data)]


def _documents(data: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(str(place), entry) for place, entry in enumerate(data["document"])]


def _card(name: str, about: dict[str, Any]) -> EditionCard:
    described = Description(
        title=about["title"],
        municipalities=tuple(about.get("municipalities", ())),
        corporations=tuple(about.get("corporations", ())),
        tenant_organisations=tuple(about.get("tenant_organisations", ())),
    )
    day = datetime(2026, 11, 22, tzinfo=UTC)
    return EditionCard(
        name, name, EditionState.VISIBLE, name, name, name, "text/html", described, day, 1, 1
    )  # fmt: skip
