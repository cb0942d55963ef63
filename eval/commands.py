"""The commands that measure the product.

Imports that take seconds are inside the functions that need them, so that help answers at once.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.settings import LibrarySettings
from corpus.terminal import AsJson, err, out, print_json, ready_embedder, say

Prices = Annotated[
    Path | None, typer.Option(metavar="BESTAND", help="Wat een miljoen tokens kost, per model (TOML).")
]
Against = Annotated[str | None, typer.Option(metavar="URL", help="Een dienst die al draait.")]


class Peer(StrEnum):
    """Other pipelines that get the same questions."""

    LANGCHAIN = "langchain"


def run_questions(
    sets: Annotated[list[Path], typer.Argument(metavar="SET…", help="Vragensets (JSONL), of mappen ermee.")],
    folder: Annotated[Path, typer.Option("--out", metavar="MAP", help="Waar antwoorden en verslag komen.")],
    against: Against = None,
    chat: Annotated[
        str | None,
        typer.Option(
            metavar="URL", help="Vraag het aan een ander systeem dat het protocol van OpenAI spreekt (…/v1)."
        ),
    ] = None,
    chat_model: Annotated[str | None, typer.Option(metavar="NAAM", help="Het model bij --chat.")] = None,
    peer: Annotated[
        Peer | None, typer.Option(help="Vraag het aan een kale LangChain-keten over dezelfde documenten.")
    ] = None,
    only: Annotated[
        Path | None, typer.Option("--only", metavar="BESTAND", help="Alleen de vragen met deze ids.")
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Zoveel vragen tegelijk.")] = 1,
    prices: Prices = None,
    no_score: Annotated[bool, typer.Option("--no-score", help="Stel alleen de vragen.")] = False,
    as_json: AsJson = False,
) -> None:
    """Stel een vragenset aan het product, beoordeel de antwoorden en schrijf het verslag.

    Een meting die werd afgebroken gaat met dezelfde opdracht verder.
    """
    from rich.progress import Progress

    from eval.asking.targets import Target
    from eval.measures.cost import read_prices
    from eval.reporting import fetch_images, show_scores, write_report
    from eval.runs import run
    from eval.scored import read_scored

    if chat and (against or peer):
        raise typer.BadParameter("Noem één doel: --chat, of --against, of --peer.")
    table = read_prices(prices) if prices else None
    with ExitStack() as held:
        if chat:
            asked = Target(chat=chat, chat_model=chat_model)
        else:
            found = held.enter_context(_target(against))
            embedder = ready_embedder(LibrarySettings()) if peer else None
            asked = Target(**found, embeddings=embedder)
        progress = held.enter_context(Progress(console=err, transient=True))
        task = progress.add_task("Vragen stellen", total=None)

        def show(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        outcome = run(
            sets, folder, asked, only=only, jobs=jobs, score=not no_score, prices=table, on_progress=show
        )
        if outcome.scores and not chat and fetch_images(read_scored(folder), asked.against, asked.app):
            write_report(read_scored(folder))
    if as_json:
        print_json(outcome.scores or {})
    else:
        show_scores(out, folder, outcome.scores)
    for failed in outcome.failed:
        say(f"Geen antwoord op {failed}")
    if outcome.failed:
        raise typer.Exit(1)


def score_again(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="De map van een eerdere run.")],
    prices: Prices = None,
    as_json: AsJson = False,
) -> None:
    """Beoordeel bewaarde antwoorden opnieuw, zonder opnieuw te vragen."""
    from eval.measures.cost import read_prices
    from eval.reporting import show_scores
    from eval.runs import score_run

    scores = score_run(folder, read_prices(prices) if prices else None)
    if as_json:
        print_json(scores)
    else:
        show_scores(out, folder, scores)


def check_questions(
    sets: Annotated[list[Path], typer.Argument(metavar="SET…")],
    against: Against = None,
    as_json: AsJson = False,
) -> None:
    """Controleer een vragenset: staat elk goed citaat letterlijk op de genoemde pagina, en is geen vraag dubbel?

    Toont ook hoe de vragen over de kenmerken zijn verdeeld.
    """
    from eval.check import balance, check, repeated
    from eval.questions import load_questions

    with _target(against) as target:
        left_out: list[str] = []
        problems = check(sets, on_left_out=left_out.append, **target)
    questions = load_questions(sets)
    near = [f"{two}: lijkt veel op {one}" for one, two, same in repeated(questions) if not same]
    counts = balance(questions)
    if as_json:
        print_json({"problems": problems, "leftOut": left_out, "nearlyTheSame": near, "balance": counts})
    else:
        _show_balance(counts, len(questions))
    for line in [*left_out, *near, *problems]:
        say(line)
    if problems:
        raise typer.Exit(1)
    say("De vragenset klopt met de bibliotheek.")


def _show_balance(counts: dict[str, dict[str, int]], total: int) -> None:
    from rich.table import Table

    table = Table("kenmerk", "waarde", "vragen", "aandeel", title=f"{total} vragen", title_justify="left")
    for label, values in counts.items():
        for number, (value, count) in enumerate(values.items()):
            name = label if number == 0 else ""
            table.add_row(name, value or "(niet ingevuld)", str(count), f"{100 * count / total:.0f}%")
        table.add_section()
    out.print(table)


def measure_retrieval(
    folder: Annotated[
        Path | None, typer.Option("--set", metavar="MAP", help="Een zoekset in de indeling van BEIR.")
    ] = None,
    questions: Annotated[
        list[Path] | None,
        typer.Option(
            "--questions", metavar="SET", help="Een vragenset; meet met de bibliotheek zoals die is."
        ),
    ] = None,
    ablations: Annotated[
        bool, typer.Option("--ablations", help="Toon ook wat elke stap waard is (alleen bij --set).")
    ] = False,
    typos: Annotated[
        bool, typer.Option("--typos", help="Zet in elke vraag een of twee tikfouten (alleen bij --set).")
    ] = False,
    results: Annotated[Path, typer.Option("--out", metavar="MAP", help="Waar de uitkomst komt.")] = Path(
        "runs"
    ),
    as_json: AsJson = False,
) -> None:
    """Meet het zoeken alleen, per trap: woorden, vectoren, samen, en zoals het product het geeft."""
    from eval.retrieval import show_retrieval, store_result

    if (folder is None) == (not questions) or ((ablations or typos) and questions):
        raise typer.BadParameter("Noem een zoekset met --set, of een vragenset met --questions.")
    settings = LibrarySettings()
    with err.status("Documenten inlezen…") as status:

        def show(phase: str, done: int, total: int) -> None:
            status.update(f"{phase}: {done} van {total}")

        result = (
            _over_set(folder, settings, ablations, typos, show)
            if folder
            else _over_questions(questions or [], settings, show)
        )
    say(f"Bewaard in {store_result(result, results)}")
    if as_json:
        print_json(result)
    else:
        show_retrieval(out, result)


def _over_set(
    folder: Path,
    settings: LibrarySettings,
    ablations: bool,
    typos: bool,
    show: Callable[[str, int, int], None],
) -> dict[str, Any]:
    from eval.retrieval import evaluate_retrieval

    embedder = ready_embedder(settings)
    return evaluate_retrieval(
        folder, settings=settings, embedder=embedder, ablations=ablations, typos=typos, on_progress=show
    )


def _over_questions(
    sets: list[Path], settings: LibrarySettings, show: Callable[[str, int, int], None]
) -> dict[str, Any]:
    from corpus.owner import own
    from eval.retrieval_questions import evaluate_questions

    embedder = ready_embedder(settings)
    with own(settings, embedder.fingerprint) as library:
        return evaluate_questions(
            sets, library=library, embedder=embedder, today=settings.current_day(), on_progress=show
        )


@contextmanager
def _target(against: str | None) -> Iterator[dict[str, Any]]:
    """Whom an evaluation asks: the address given, else the running service, else the service in this process."""
    if against:
        yield {"against": against}
        return
    from assistant.client import service_or_app

    settings = LibrarySettings()
    with service_or_app(settings, lambda: ready_embedder(settings)) as target:
        yield {"against": target} if isinstance(target, str) else {"app": target}
