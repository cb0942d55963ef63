"""The plain LangChain pipeline answers over the pages of the product, read through its public API."""

import json
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from corpus.embedding import Embedder
from eval.asking.targets import Target
from eval.responses import read_responses
from eval.runs import run

pytest.importorskip("langchain_chroma")

PAGES = {
    "lindewaard": ["Inhoud en partijen.", "De huren stijgen per 1 juli 2026 met ten hoogste 3,5%."],
    "oosterveen": ["De gemeente plant bomen in de parken."],
}


def app() -> Starlette:
    def documents(request: Request) -> Response:
        listed = [{"id": name, "titel": name.title(), "paginas": len(pages)} for name, pages in PAGES.items()]
        return JSONResponse({"totaal": len(listed), "documenten": listed})

    def page(request: Request) -> Response:
        return JSONResponse({"tekst": PAGES[request.path_params["name"]][request.path_params["number"] - 1]})

    return Starlette(
        routes=[
            Route("/v1/documenten", documents),
            Route("/v1/documenten/{name}/paginas/{number:int}", page),
        ]
    )


def test_it_gives_the_nearest_piece_with_its_page_and_what_else_it_found(
    embedder: Embedder, tmp_path: Path
) -> None:
    gold = {"document": "Lindewaard", "page": 2, "quote": "met ten hoogste 3,5%"}
    question = {
        "id": "een",
        "persona": "huurder",
        "question": "Hoeveel mag de huur in Lindewaard omhoog in 2026?",
        "expect": {"status": "beantwoord", "facts": ["3,5%"], "passages": [gold]},
    }
    (tmp_path / "set.jsonl").write_text(json.dumps(question) + "\n", "utf-8")
    outcome = run([tmp_path / "set.jsonl"], tmp_path / "out", Target(app=app(), embeddings=embedder))
    assert outcome.failed == ()
    response = read_responses(tmp_path / "out")["een"]
    received = response.received()
    assert received is not None
    assert response.found is not None
    assert len(response.found) == 3
    assert (received.bronnen[0].citaat, received.bronnen[0].pagina_van) == (PAGES["lindewaard"][1], 2)
    assert outcome.scores is not None
    assert outcome.scores["good"]["right"] == 1
    assert outcome.scores["measures"]["mrr@10.page"]["value"] == 1.0
    assert outcome.scores["run"]["system"] == "langchain"
