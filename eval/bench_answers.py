"""How soon a running service shows its first verified sentence, and its whole answer, beside bare retrieval.

`python -m eval.bench_answers` asks the tuning questions over HTTP as a page does (server-sent events), one after
another, and searches for the same words in turn. It prints p50 and p95 by status, which steps the time went to, and
how many times the retrieval in it ("zoeken") or a search an answer takes: the figures to compare between machines
and busy hours.
"""

import argparse
import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import numpy as np
from rich.console import Console
from rich.table import Table

import eval as evaluation
from corpus.errors import Explained
from eval.questions import Question, QuestionSetError, load_questions

PROMISED_MS = 300.0  # p95 of the first verified sentence, quoting, on the bundled library
_TUNING = Path(evaluation.__path__[0]) / "questions" / "tuning"
_STREAM = {"Accept": "text/event-stream"}
_TIMEOUT = httpx.Timeout(180.0, connect=10.0)
_ALL = "alle"


class BenchFailed(Explained):
    """The service does not answer as it should."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One answer, in milliseconds since its question was sent: `first` is None without a sentence.

    `steps` are the service's own durations, `search` that of a search as the search page does it.
    """

    status: str
    first: float | None
    whole: float
    search: float
    steps: Mapping[str, float]


def measure(address: str, questions: Sequence[Question], rounds: int) -> dict[str, Any]:
    """Ask all questions `rounds` times of the service at `address`, after once to warm it up.

    Raises BenchFailed when the service is not there or refuses a question.
    """
    load_before = os.getloadavg()[0]
    with httpx.Client(base_url=address, timeout=_TIMEOUT, trust_env=False) as client:
        try:
            for question in questions:
                _timed(client, question)
            timed = [_timed(client, question) for _ in range(rounds) for question in questions]
        except httpx.HTTPError as error:
            raise BenchFailed(
                f"De dienst op {address} antwoordt niet ({error}). Start hem met: afsprakenwijzer serve"
            ) from error
    result = figures(timed)
    return {
        **result,
        "load": [round(load_before, 1), round(os.getloadavg()[0], 1)],
        "cores": os.cpu_count(),
        "promisedMs": PROMISED_MS,
        "met": result["statuses"][_ALL]["first"].get("p95", 0.0) <= PROMISED_MS,
    }


def figures(timed: Sequence[Timed]) -> dict[str, Any]:
    """Percentiles by status, the share of each step in all of the time, and the ratios to bare retrieval."""
    by_status: defaultdict[str, list[Timed]] = defaultdict(list)
    for one in timed:
        by_status[_ALL].append(one)
        by_status[one.status].append(one)
    steps: Counter[str] = Counter()
    for one in timed:
        steps.update({name: ms for name, ms in one.steps.items() if name != "totaal"})
    spent = sum(steps.values()) or 1.0
    search = _percentiles([one.search for one in timed])
    retrieval = _percentiles([one.steps["zoeken"] for one in timed if one.steps.get("zoeken")])
    whole = _percentiles([one.whole for one in timed])
    first = _percentiles([one.first for one in timed if one.first is not None])
    return {
        "statuses": {
            status: {
                "answers": len(found),
                "first": _percentiles([one.first for one in found if one.first is not None]),
                "whole": _percentiles([one.whole for one in found]),
            }
            for status, found in by_status.items()
        },
        "search": search,
        "retrieval": retrieval,
        "ratios": {
            "search": {"first": _times(first, search), "whole": _times(whole, search)},
            "retrieval": {"first": _times(first, retrieval), "whole": _times(whole, retrieval)},
        },
        "shares": {name: ms / spent for name, ms in steps.most_common()},
    }


def _timed(client: httpx.Client, question: Question) -> Timed:
    """Ask a question, its history first, and search for its words; the conversation is erased again."""
    conversation: str | None = None
    for earlier in question.history:
        _, _, answer = _ask(client, question, earlier, conversation)
        conversation = answer["gesprekId"]
    first, whole, answer = _ask(client, question, question.question, conversation)
    started = time.perf_counter()
    client.post("/v1/passages/_zoek", json={"zoekvraag": answer["begrepenAls"]}).raise_for_status()
    search = _since(started)
    client.delete(f"/v1/gesprekken/{answer['gesprekId']}").raise_for_status()
    return Timed(answer["status"], first, whole, search, answer["duurMs"])


def _ask(
    client: httpx.Client, question: Question, text: str, conversation: str | None
) -> tuple[float | None, float, dict[str, Any]]:
    """Milliseconds to the first sentence and to the whole answer, and that answer."""
    body = {"vraag": text, "gesprekId": conversation, "doelgroep": question.audience}
    first: float | None = None
    name = ""
    started = time.perf_counter()
    with client.stream("POST", "/v1/chat", json=body, headers=_STREAM) as response:
        response.raise_for_status()
        for line in response.iter_lines():
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: ") and name == "zin":
                first = first or _since(started)
            elif line.startswith("data: ") and name == "klaar":
                return first, _since(started), json.loads(line.removeprefix("data: "))
            elif line.startswith("data: ") and name == "fout":
                break
    raise BenchFailed(f"Geen antwoord op de vraag {question.id}.")


def _since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)


def _percentiles(times: Sequence[float]) -> dict[str, float]:
    """p50 and p95; nothing of nothing."""
    if not times:
        return {}
    p50, p95 = np.percentile(times, [50, 95])
    return {"p50": float(p50), "p95": float(p95)}


def _times(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    return {name: one[name] / other[name] for name in one if other.get(name)}


def show(result: Mapping[str, Any], console: Console) -> None:
    """The figures as two small tables."""
    table = Table("status", "antwoorden", "eerste zin p50, ms", "p95, ms", "heel antwoord p50, ms", "p95, ms")
    for status, row in result["statuses"].items():
        cells = [
            f"{row[part][name]:.0f}" if row[part] else "–"
            for part in ("first", "whole")
            for name in ("p50", "p95")
        ]
        table.add_row(status, str(row["answers"]), *cells)
    table.add_section()
    for label, name in (("stap zoeken", "retrieval"), ("zoekpagina", "search")):
        bare, ratio = result[name], result["ratios"][name]
        cells = [f"{bare[p]:.0f}" if bare else "–" for p in ("p50", "p95")]
        table.add_row(label, "", "", "", *cells)
        cells = [
            f"{ratio[part][p]:.2f}" if ratio[part] else "–"
            for part in ("first", "whole")
            for p in ("p50", "p95")
        ]
        table.add_row(f"{label}, zoveel keer", "", *cells)
    console.print(table)
    console.print(
        "Tijd per stap: " + ", ".join(f"{name} {share:.0%}" for name, share in result["shares"].items())
    )
    outcome = "gehaald" if result["met"] else "NIET gehaald"
    console.print(
        f"Eerste zin binnen {result['promisedMs']:.0f} ms (p95): {outcome}. Belasting van deze machine: "
        f"{result['load'][0]} tot {result['load'][1]} op {result['cores']} processoren."
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """The command: 0 when it ran, 1 with `--check` and a slower first sentence than promised, 3 when it could not."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.bench_answers", description="Meet hoe snel een draaiende dienst antwoordt."
    )
    parser.add_argument("sets", nargs="*", type=Path, default=[_TUNING], help="vragen (de afstelvragen)")
    parser.add_argument("--against", default="http://127.0.0.1:8000", help="adres van de dienst")
    parser.add_argument("--rounds", type=int, default=2, help="zo vaak wordt elke vraag gesteld (2)")
    parser.add_argument("--json", action="store_true", help="alleen de cijfers, als JSON")
    parser.add_argument("--check", action="store_true", help="eindig met 1 als de eerste zin te laat komt")
    chosen = parser.parse_args(arguments)
    try:
        result = measure(chosen.against, load_questions(chosen.sets), max(1, chosen.rounds))
    except (BenchFailed, QuestionSetError) as error:
        Console(stderr=True).print(str(error), markup=False)
        return 3
    if chosen.json:
        print(json.dumps(result, indent=2))
    else:
        show(result, Console())
    return int(chosen.check and not result["met"])


if __name__ == "__main__":
    sys.exit(main())
