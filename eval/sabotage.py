"""`python -m eval.sabotage`: does the gate stop a product made worse on purpose, and let one through that is not?

Each sabotage wraps the product in this process and must be stopped by the measure that is meant for it. A change that
means nothing turns every search vector a little, at random, and asks the questions in another order; it is compared
with another such change, so that neither is better and only chance tells them apart.
"""

import argparse
import json
import random
import re
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Mount, Route

from assistant.answering.pipeline import Assistant
from assistant.answering.settings import AnsweringSettings
from assistant.assembly import assemble
from assistant.retrieval import Ranked, Retriever
from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState
from corpus.embedding import Embedder
from corpus.embedding.contract import Vectors
from corpus.errors import Explained
from corpus.library import Library
from corpus.model import EVERYTHING, Filters
from corpus.owner import own
from corpus.settings import LibrarySettings
from corpus.terminal import ready_embedder, say
from eval.asking.targets import Target
from eval.gating import RULES, Ruling, gate, read_rules
from eval.questions import ABSTAINED, load_questions
from eval.runs import run, score_run
from eval.scored import ScoredRun, read_scored
from eval.selection import chosen

QUESTIONS = Path(__file__).parent / "questions" / "tuning"
# A turned vector has this cosine to the one it was. Another rounding of the same weights measures 0.996 and changes
# no answer; this changes some.
_COSINE = 0.97
MOST_STOPPED = 1  # of the changes that mean nothing

Answer = dict[str, Any]
Alter = Callable[[Answer, httpx.AsyncClient], Any]


class _TopVector(Retriever):
    """Finds only the passage whose vector comes nearest."""

    def retrieve(
        self, query: str, k: int, filters: Filters = EVERYTHING, today: date | None = None
    ) -> list[Ranked]:
        nearest = [hit.passage_id for hit in self.stages(query, k, filters, today)["vectors"][:1]]
        deep = super().retrieve(query, 200, filters, today)
        return [one for one in deep if one.found.passage.id in nearest]


class _Turned(Embedder):
    """An embedder whose search vectors are turned a little, each always in the same direction."""

    def __init__(self, embedder: Embedder, seed: int) -> None:
        self._embedder, self._seed = embedder, seed
        self.fingerprint, self.dimension = embedder.fingerprint, embedder.dimension
        self.max_tokens = embedder.max_tokens

    def embed_passages(
        self, texts: Sequence[str], on_progress: Callable[[int], None] | None = None
    ) -> Vectors:
        return self._embedder.embed_passages(texts, on_progress)

    def query_vector(self, text: str) -> Vectors:
        vector = self._embedder.query_vector(text)
        seed = int.from_bytes(sha256(f"{self._seed} {text}".encode()).digest()[:8], "big")
        aside = np.random.default_rng(seed).standard_normal(vector.shape)
        aside -= (aside @ vector) * vector
        turned = _COSINE * vector + np.sqrt(1 - _COSINE**2) * aside / np.linalg.norm(aside)
        return np.asarray(turned, np.float32)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self._embedder.count_tokens(texts)


async def _page_off(answer: Answer, _: httpx.AsyncClient) -> None:
    """Every citation names the next page."""
    for source in answer["bronnen"]:
        source["paginaVan"] += 1
        source["paginaTot"] += 1
        source["paginaUrl"] = re.sub(
            r"/paginas/(\d+)", lambda found: f"/paginas/{int(found[1]) + 1}", source["paginaUrl"]
        )


async def _never_abstain(answer: Answer, client: httpx.AsyncClient) -> None:
    """Where nothing was found, the passage that a search finds first is the answer."""
    if answer["status"] not in ABSTAINED:
        return
    body = {"zoekvraag": answer.get("begrepenAls") or "huur", "paginaGrootte": 1}
    found = (await client.post("/v1/passages/_zoek", json=body)).json()
    for first in [*found.get("resultaten", []), *found.get("nabij", [])][:1]:
        text = first["tekst"]
        answer["bronnen"] = [{"nummer": 1, "citaat": text, **first}]
        answer["zinnen"] = [{"tekst": text, "bronnen": [1]}]
        answer["tekst"] = f"{text} [1]"
    answer["status"] = "beantwoord"


async def _always_abstain(answer: Answer, _: httpx.AsyncClient) -> None:
    """Nothing is ever found."""
    text = "Ik heb hier niets over gevonden."
    answer |= {"status": "nietGevonden", "tekst": text, "zinnen": [], "bronnen": []}


async def _other_figures(answer: Answer, _: httpx.AsyncClient) -> None:
    """Every digit of an answer is one higher; what it cites is left alone."""

    def other(text: str) -> str:
        return re.sub(
            r"\[\d+\]|\d", lambda m: m[0] if m[0].startswith("[") else str((int(m[0]) + 1) % 10), text
        )

    answer["tekst"] = other(answer["tekst"])
    for sentence in answer["zinnen"]:
        sentence["tekst"] = other(sentence["tekst"])


@dataclass(frozen=True, slots=True)
class Sabotage:
    """A way to make the product worse, and the measures of which one at least must stop it."""

    name: str
    caught_by: tuple[str, ...]
    alter: Alter | None = None
    retriever: type[Retriever] | None = None


SABOTAGES = (
    Sabotage("top-1 vectors only", ("success@5.page",), retriever=_TopVector),
    Sabotage("citations off by one page", ("pageAccuracy", "verbatimQuotes"), _page_off),
    Sabotage("never abstains", ("abstentionRecall",), _never_abstain),
    Sabotage("always abstains", ("answerRecall",), _always_abstain),
    Sabotage("figures altered in answers", ("factsPresent", "citationRecall"), _other_figures),
)


@dataclass(frozen=True, slots=True)
class Bench:
    """The open library that every variant of the product answers from, and where its runs are kept."""

    library: Library
    embedder: Embedder
    settings: LibrarySettings
    folder: Path

    def measure(
        self, name: str, questions: Path, retriever: Retriever | None = None, alter: Alter | None = None
    ) -> ScoredRun:
        """Ask a variant of the product the questions of a file, and score what it said."""
        say(name)
        out = self.folder / re.sub(r"\W+", "-", name)
        with self._product(retriever) as product:
            state = ServiceState(ServiceSettings(questions_per_minute=0))
            state.open(product)
            app: Starlette = create_app(state)
            run([questions], out, Target(app=_altered(app, alter) if alter else app), score=False)
        score_run(out)
        return read_scored(out)

    @contextmanager
    def _product(self, retriever: Retriever | None) -> Iterator[Product]:
        product = assemble(self.library, self.embedder, self.settings)
        if retriever:
            assistant = Assistant(
                self.library, self.embedder, AnsweringSettings(), today=product.today, retriever=retriever
            )
            product = replace(product, retriever=retriever, assistant=assistant)
        try:
            yield product
        finally:
            product.conversations.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the product, every sabotage and the changes that mean nothing; 1 when the gate judges one wrongly."""
    parser = argparse.ArgumentParser(prog="python -m eval.sabotage", description=__doc__)
    parser.add_argument(
        "--only", type=Path, help="a file with the ids of the questions to ask (default: all)"
    )
    parser.add_argument("--nulls", type=int, default=20, help="how many changes that mean nothing")
    parser.add_argument("--out", type=Path, help="keep the runs here")
    parser.add_argument("--json", action="store_true", help="the outcome as JSON")
    options = parser.parse_args(arguments)
    settings = LibrarySettings()
    embedder = ready_embedder(settings)
    with (
        tempfile.TemporaryDirectory() as scratch,
        own(settings, embedder.fingerprint) as library,
    ):
        bench = Bench(library, embedder, settings, options.out or Path(scratch))
        result = judge(bench, options.only, options.nulls)
    if options.json:
        print(json.dumps(result, ensure_ascii=False, indent=1))
    else:
        _show(Console(), result)
    return int(not result["passed"])


def judge(bench: Bench, only: Path | None, nulls: int) -> dict[str, Any]:
    """What the gate says of the product itself, of every sabotage and of every change that means nothing."""
    rules = read_rules(RULES)
    bench.folder.mkdir(parents=True, exist_ok=True)
    listed = load_questions([QUESTIONS])
    listed = chosen(listed, only) if only else listed

    def written(name: str, order: Sequence[Any]) -> Path:
        path = bench.folder / f"{name}.jsonl"
        path.write_text("".join(f"{question.model_dump_json()}\n" for question in order), "utf-8")
        return path

    questions = written("questions", listed)
    itself = bench.measure("product", questions)
    sabotaged = []
    for one in SABOTAGES:
        retriever = one.retriever(bench.library, bench.embedder) if one.retriever else None
        rulings = gate(bench.measure(one.name, questions, retriever, one.alter), rules, itself)
        rules_hit = [f"{ruling.rule} {ruling.measure}" for ruling in _stopping(rulings)]
        caught = any(ruling.measure in one.caught_by for ruling in _stopping(rulings))
        sabotaged.append(
            {"name": one.name, "meant": list(one.caught_by), "caught": caught, "stopped": rules_hit}
        )
    turned = []
    for seed in range(nulls):
        order = written(f"order-{seed}", random.Random(seed).sample(listed, len(listed)))  # noqa: S311
        retriever = Retriever(bench.library, _Turned(bench.embedder, seed))
        turned.append(bench.measure(f"null {seed}", order, retriever))
    harmless = []
    for seed, null in enumerate(turned):
        before = turned[seed - 1]
        flips = sum(null.cases[id_]["good"] != case["good"] for id_, case in before.cases.items())
        stopping = _stopping(gate(null, rules, before))
        harmless.append({"seed": seed, "flips": flips, "stopped": [ruling.measure for ruling in stopping]})
    stopped = sum(bool(one["stopped"]) for one in harmless)
    own_rulings = _stopping(gate(itself, rules, itself))
    return {
        "questions": len(listed),
        "product": [ruling.measure for ruling in own_rulings],
        "sabotages": sabotaged,
        "nulls": harmless,
        "nullsStopped": stopped,
        "passed": not own_rulings and all(one["caught"] for one in sabotaged) and stopped <= MOST_STOPPED,
    }


def _stopping(rulings: Sequence[Ruling]) -> list[Ruling]:
    return [ruling for ruling in rulings if ruling.passed is False]


def _altered(app: Starlette, alter: Alter) -> Starlette:
    """The same service, with every answer altered on its way out."""

    async def chat(request: Request) -> JSONResponse:
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://localhost"
        ) as client:
            response = await client.post("/v1/chat", json=await request.json())
            answer = response.json()
            if response.is_success:
                await alter(answer, client)
        return JSONResponse(answer, response.status_code)

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        async with app.router.lifespan_context(app):
            yield

    return Starlette(
        routes=[Route("/v1/chat", chat, methods=["POST"]), Mount("/", app=app)], lifespan=lifespan
    )


def _show(out: Console, result: dict[str, Any]) -> None:
    own_words = ", ".join(result["product"]) or "nergens om"
    out.print(
        f"{result['questions']} vragen. Het product zelf wordt tegengehouden om: {own_words}", markup=False
    )
    table = Table("slechter gemaakt", "bedoelde maat", "tegengehouden", "door de regels")
    for one in result["sabotages"]:
        table.add_row(
            one["name"],
            " of ".join(one["meant"]),
            "ja" if one["caught"] else "NEE",
            ", ".join(one["stopped"]),
        )
    out.print(table)
    flips = [one["flips"] for one in result["nulls"]]
    if flips:
        out.print(
            f"Van {len(flips)} veranderingen zonder betekenis zijn er {result['nullsStopped']} tegengehouden "
            f"(hoogstens {MOST_STOPPED}); per stuk sloegen {min(flips)} tot {max(flips)} vragen om.",
            markup=False,
        )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Explained as error:
        sys.exit(str(error))
