"""A product made worse on purpose differs as meant; that the gate stops it is shown by `python -m eval.sabotage`."""

import asyncio
from typing import Any

import httpx
import numpy as np
import pytest

from corpus.embedding import Embedder
from eval.gating import RULES, read_rules
from eval.sabotage import SABOTAGES, _Turned
from tests.eval.conftest import answer

ALTERATIONS = {one.name: one.alter for one in SABOTAGES if one.alter}


def altered(name: str, **changes: Any) -> dict[str, Any]:
    given = answer(**changes)

    async def alter() -> None:
        def empty(_: httpx.Request) -> httpx.Response:
            return httpx.Response(200, json={"resultaten": []})

        transport = httpx.MockTransport(empty)
        async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
            await ALTERATIONS[name](given, client)

    asyncio.run(alter())
    return given


def test_citations_move_by_one_page() -> None:
    source = altered("citations off by one page")["bronnen"][0]
    assert (source["paginaVan"], source["paginaTot"]) == (8, 8)
    assert "/paginas/8?" in source["paginaUrl"]


def test_figures_change_and_source_marks_stay() -> None:
    given = altered("figures altered in answers", tekst="Hoogstens 3,5% in 2029. [1]")
    assert given["tekst"] == "Hoogstens 4,6% in 3130. [1]"


def test_abstaining_is_made_of_everything_or_of_nothing() -> None:
    assert altered("always abstains")["status"] == "nietGevonden"
    assert altered("always abstains")["bronnen"] == []
    assert altered("never abstains", status="nietGevonden", bronnen=[])["status"] == "beantwoord"


def test_a_turned_vector_is_nearly_the_same_and_every_seed_turns_another_way(embedder: Embedder) -> None:
    vector = embedder.query_vector("huurverhoging")
    one, again, other = (_Turned(embedder, seed).query_vector("huurverhoging") for seed in (1, 1, 2))
    assert float(vector @ one) == pytest.approx(0.97, abs=1e-3)
    assert np.array_equal(one, again)
    assert not np.array_equal(one, other)


def test_the_gate_has_a_floor_and_a_loss_for_the_measures_that_must_catch_a_sabotage() -> None:
    rules = read_rules(RULES)
    for one in SABOTAGES:
        assert set(one.caught_by) <= set(rules.least) & set(rules.loss), one.name
