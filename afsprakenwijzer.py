"""The command line, and the only place that knows all floors: it wires them together and holds no logic itself.

Errors that a floor raises become a message on standard error and an exit status here: 0 done, 1 done with rejected
documents or failed questions, 2 wrong use, 3 could not run.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from pydantic import ValidationError
from rich.console import Console

cli = typer.Typer(
    help="Beantwoordt vragen over prestatieafspraken, met een bron bij elke zin.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
documents_cli = typer.Typer(help="De documenten in de bibliotheek.", no_args_is_help=True)
eval_cli = typer.Typer(help="Meten hoe goed het antwoordt en zoekt.", no_args_is_help=True)
cli.add_typer(documents_cli, name="documents")
cli.add_typer(eval_cli, name="eval")

out, err = Console(), Console(stderr=True)

AsJson = Annotated[bool, typer.Option("--json", help="Schrijf alleen JSON naar de uitvoer.")]


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Adres om op te luisteren [127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="Poort om op te luisteren [8000].")] = None,
) -> None:
    """Start de dienst. Een lege bibliotheek wordt eerst gevuld met de meegeleverde documenten."""
    from assistant.service.settings import ServiceSettings

    chosen = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    from assistant.serving import serve_until_stopped

    serve_until_stopped(
        _library_settings(), ServiceSettings(**chosen), prepare=_embedder, fill=_ingest_bundled, say=err.print
    )


@cli.command()
def ask(
    question: Annotated[str, typer.Argument(metavar="VRAAG", help="De vraag, in gewone taal.")],
    municipality: Annotated[
        list[str] | None, typer.Option("--gemeente", help="Alleen over deze gemeente.")
    ] = None,
    year: Annotated[list[int] | None, typer.Option("--jaar", help="Alleen over dit jaar.")] = None,
    policy: Annotated[bool, typer.Option("--beleid", help="Antwoord voor beleidsmedewerkers.")] = False,
    as_json: AsJson = False,
) -> None:
    """Stel een vraag en lees het antwoord met zijn bronnen."""
    from assistant.terminal import show_answer

    body = {
        "vraag": question,
        "doelgroep": "beleid" if policy else "huurder",
        "filters": {"gemeenten": municipality or [], "jaren": year or []},
    }
    with _api() as api:
        answer = api.post("/v1/chat", body)
    _print_json(answer) if as_json else show_answer(out, answer)


@cli.command()
def search(
    query: Annotated[str, typer.Argument(metavar="ZOEKVRAAG", help="Waarnaar u zoekt.")],
    municipality: Annotated[
        list[str] | None, typer.Option("--gemeente", help="Alleen in deze gemeente.")
    ] = None,
    year: Annotated[list[int] | None, typer.Option("--jaar", help="Alleen over dit jaar.")] = None,
    kind: Annotated[list[str] | None, typer.Option("--soort", help="Alleen in dit soort documenten.")] = None,
    page: Annotated[int, typer.Option("--pagina", min=1, help="Welke bladzijde met resultaten.")] = 1,
    as_json: AsJson = False,
) -> None:
    """Zoek passages: wat er staat, en waar."""
    from assistant.terminal import show_passages

    filters = {"gemeenten": municipality or [], "jaren": year or [], "soorten": kind or []}
    with _api() as api:
        found = api.post(
            "/v1/passages/_zoek",
            {"zoekvraag": query, "filters": filters, "pagina": page, "paginaGrootte": 10},
        )
    _print_json(found) if as_json else show_passages(out, found)


@cli.command()
def ingest(
    targets: Annotated[
        list[str] | None,
        typer.Argument(metavar="BESTAND_OF_MAP…", help="Bestanden en mappen om in te lezen."),
    ] = None,
    bundled: Annotated[bool, typer.Option("--bundled", help="Lees de meegeleverde documenten in.")] = False,
    prune: Annotated[
        bool, typer.Option("--prune", help="Verwijder documenten waarvan het bestand in deze mappen weg is.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Lees alles, maar bewaar niets.")] = False,
    as_json: AsJson = False,
) -> None:
    """Lees documenten in. Ongewijzigde bestanden worden overgeslagen, gewijzigde vervangen de vorige uitgave."""
    from corpus.owner import open_store
    from ingest.progress import show_report, showing_progress

    wanted: list[str | Path] = [*(targets or []), *([_bundled_documents()] if bundled else [])]
    if not wanted:
        raise typer.BadParameter("Noem bestanden of mappen, of gebruik --bundled.")
    settings = _library_settings()
    embedder = _embedder(settings)
    with (
        open_store(settings, embedder.fingerprint, on_wait=_say_who_is_busy) as store,
        showing_progress(err) as progress,
    ):
        from ingest.pipeline import ingest as run_ingestion

        report = run_ingestion(wanted, store, embedder, prune=prune, dry_run=dry_run, on_progress=progress)
    _print_json(report.to_json()) if as_json else show_report(err, report)
    if report.rejected:
        raise typer.Exit(1)


@documents_cli.command("list")
def list_documents(
    municipality: Annotated[
        list[str] | None, typer.Option("--gemeente", help="Alleen van deze gemeente.")
    ] = None,
    kind: Annotated[list[str] | None, typer.Option("--soort", help="Alleen dit soort documenten.")] = None,
    as_json: AsJson = False,
) -> None:
    """Toon welke documenten er zijn."""
    from assistant.terminal import show_documents

    with _api() as api:
        listing = api.all_documents(gemeente=municipality or [], soort=kind or [])
    _print_json(listing) if as_json else show_documents(out, listing)


@documents_cli.command("show")
def show_one_document(
    document_id: Annotated[str, typer.Argument(metavar="DOCUMENT")], as_json: AsJson = False
) -> None:
    """Toon een document: wat erover bekend is en waarom, zijn uitgaven en zijn inhoud."""
    from assistant.terminal import show_document

    with _api() as api:
        document = api.get(f"/v1/documenten/{document_id}")
    _print_json(document) if as_json else show_document(out, document)


@documents_cli.command("remove")
def remove_documents(
    document_ids: Annotated[list[str], typer.Argument(metavar="DOCUMENT…")], as_json: AsJson = False
) -> None:
    """Verwijder documenten; hun tekst is daarna weg, ook uit de bestanden eronder."""
    from corpus.owner import open_store

    settings = _library_settings()
    with open_store(settings, _embedder(settings).fingerprint, on_wait=_say_who_is_busy) as store:
        removed = {document_id: store.remove(document_id) for document_id in document_ids}
    if as_json:
        _print_json({"removed": [name for name, done in removed.items() if done]})
    for document_id, done in removed.items():
        err.print(f"{document_id}: {'verwijderd' if done else 'niet gevonden'}", markup=False)
    if not all(removed.values()):
        raise typer.Exit(1)


@documents_cli.command("reindex")
def reindex_documents() -> None:
    """Maak beide indexen opnieuw, met het zoekmodel dat nu is ingesteld."""
    from corpus.reindex import reindex

    settings = _library_settings()
    with err.status("Passages opnieuw verwerken…") as status:
        count = reindex(
            settings, _embedder(settings), lambda done, total: status.update(f"{done} van {total} passages")
        )
    err.print(f"{count} passages verwerkt.")


@cli.command("prepare-model")
def prepare_model() -> None:
    """Maak het meegeleverde zoekmodel klaar op deze computer (eenmalig, ongeveer een minuut)."""
    err.print(f"Zoekmodel klaar: {_embedder(_library_settings()).fingerprint}", markup=False)


@cli.command("export-model")
def export_model(
    source: Annotated[
        str, typer.Argument(metavar="MODEL", help="Naam of map van een sentence-transformers-model.")
    ],
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="Waar het snelle model komt.")],
) -> None:
    """Zet een sentence-transformers-model om naar de snelle vorm, en controleer het tegen het origineel."""
    from corpus.embedding.export import export_model as run_export

    report = run_export(source, folder, lambda message: err.print(message, markup=False))
    err.print(f"Gelijkenis met het origineel: gemiddeld {report.mean:.4f}, laagste {report.lowest:.4f}.")
    err.print(f"Gebruik het met AFSPRAKENWIJZER_EMBEDDING={folder}", markup=False)


@cli.command()
def doctor(as_json: AsJson = False) -> None:
    """Kijk of alles in orde is, en wat eraan te doen is als dat niet zo is."""
    from corpus.doctor import examine

    findings = examine(_library_settings())
    if as_json:
        _print_json(
            {"findings": [{"subject": f.subject, "ok": f.ok, "message": f.message} for f in findings]}
        )
    else:
        for finding in findings:
            mark = "[green]in orde[/green]" if finding.ok else "[red]niet in orde[/red]"
            out.print(f"{finding.subject}: {mark}. ", end="")
            out.print(finding.message, markup=False)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


@eval_cli.command("run")
def run_evaluation(
    sets: Annotated[list[Path], typer.Argument(metavar="SET…", help="Vragensets (JSONL), of mappen ermee.")],
    folder: Annotated[Path, typer.Option("--out", metavar="MAP", help="Waar antwoorden en verslag komen.")],
    against: Annotated[str | None, typer.Option(metavar="URL", help="Een dienst die al draait.")] = None,
    no_score: Annotated[bool, typer.Option("--no-score", help="Stel alleen de vragen.")] = False,
    as_json: AsJson = False,
) -> None:
    """Stel een vragenset aan het product, beoordeel de antwoorden en schrijf het verslag."""
    from eval.report import show_scores
    from eval.runs import run

    with _target(against) as target, err.status("Vragen stellen…") as status:
        outcome = run(
            sets,
            folder,
            **target,
            score=not no_score,
            on_progress=lambda done, total: status.update(f"{done} van {total} vragen"),
        )
    _print_json(outcome.scores or {}) if as_json else show_scores(out, folder, outcome.scores)
    for failed in outcome.failed:
        err.print(f"Geen antwoord op {failed}", markup=False)
    if outcome.failed:
        raise typer.Exit(1)


@eval_cli.command("score")
def score_evaluation(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="De map van een eerdere run.")],
    as_json: AsJson = False,
) -> None:
    """Beoordeel bewaarde antwoorden opnieuw, zonder opnieuw te vragen."""
    from eval.report import show_scores
    from eval.runs import score_run

    scores = score_run(folder)
    _print_json(scores) if as_json else show_scores(out, folder, scores)


@eval_cli.command("check")
def check_questions(
    sets: Annotated[list[Path], typer.Argument(metavar="SET…")],
    against: Annotated[str | None, typer.Option(metavar="URL", help="Een dienst die al draait.")] = None,
    as_json: AsJson = False,
) -> None:
    """Controleer een vragenset: staat elk goed citaat letterlijk op de genoemde pagina?"""
    from eval.runs import check

    with _target(against) as target:
        problems = check(sets, **target)
    if as_json:
        _print_json({"problems": problems})
    for problem in problems:
        err.print(problem, markup=False)
    if problems:
        raise typer.Exit(1)
    err.print("De vragenset klopt met de bibliotheek.")


@eval_cli.command("retrieval")
def measure_retrieval(
    folder: Annotated[
        Path, typer.Option("--set", metavar="MAP", help="Een zoekset in de indeling van BEIR.")
    ],
    results: Annotated[Path, typer.Option("--out", metavar="MAP", help="Waar de uitkomst komt.")] = Path(
        "runs"
    ),
    as_json: AsJson = False,
) -> None:
    """Meet het zoeken alleen, per trap: woorden, vectoren, samen, en zoals het product het geeft."""
    from eval.retrieval import evaluate_retrieval, show_retrieval, store_result

    settings = _library_settings()
    with err.status("Documenten inlezen…") as status:
        result = evaluate_retrieval(
            folder,
            settings=settings,
            embedder=_embedder(settings),
            on_progress=lambda phase, done, total: status.update(f"{phase}: {done} van {total}"),
        )
    err.print(f"Bewaard in {store_result(result, results)}", markup=False)
    _print_json(result) if as_json else show_retrieval(out, result)


# -- the shared pieces --------------------------------------------------------------------------------------
def _library_settings() -> Any:
    from corpus.settings import LibrarySettings

    return LibrarySettings()


def _embedder(settings: Any) -> Any:
    """The configured embedding model; the bundled one is prepared first when this machine has not got it yet."""
    from corpus.embedding import ModelNotPrepared, load_embedder, prepare

    try:
        return load_embedder(settings)
    except ModelNotPrepared:
        prepare(settings, lambda message: err.print(message, markup=False))
        return load_embedder(settings)


def _bundled_documents() -> Path:
    import corpus.documents

    return Path(corpus.documents.__path__[0])


def _ingest_bundled(library: Any, embedder: Any) -> None:
    """Fill an empty library with the documents that come with the product."""
    from ingest.pipeline import ingest as run_ingestion
    from ingest.progress import show_report, showing_progress

    with showing_progress(err) as progress:
        report = run_ingestion([_bundled_documents()], library, embedder, on_progress=progress)
    show_report(err, report)


def _say_who_is_busy(owner: Any) -> None:
    who = f"proces {owner.pid}" if owner else "een ander proces"
    err.print(f"De bibliotheek is in gebruik door {who}; dit wacht tot die klaar is.")


@contextmanager
def _api() -> Iterator[Any]:
    from assistant.client import open_api

    settings = _library_settings()
    with open_api(settings, lambda: _embedder(settings)) as api:
        yield api


@contextmanager
def _target(against: str | None) -> Iterator[dict[str, Any]]:
    """Whom an evaluation asks: the address given, else the running service, else the service in this process."""
    from assistant.client import service_or_app

    if against:
        yield {"against": against}
        return
    settings = _library_settings()
    with service_or_app(settings, lambda: _embedder(settings)) as target:
        yield {"against": target} if isinstance(target, str) else {"app": target}


def _print_json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def _explain(problem: Exception) -> str | None:
    """The message for a person about an error that a floor raised; None for one that nobody foresaw."""
    from assistant.client import ApiProblem
    from assistant.serving import AddressInUse
    from corpus.catalogue import OutdatedCatalogue
    from corpus.door import StoreRefused
    from corpus.embedding import EmbeddingError
    from corpus.library import EmbeddingMismatch
    from corpus.owner import LibraryInUse
    from eval.questions import QuestionSetError
    from eval.responses import RunError

    known = (
        AddressInUse, ApiProblem, EmbeddingError, EmbeddingMismatch, LibraryInUse, OutdatedCatalogue,
        QuestionSetError, RunError, StoreRefused,
    )  # fmt: skip
    if isinstance(problem, ValidationError):
        wrong = [
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in problem.errors()
        ]
        return "Een instelling klopt niet.\n" + "\n".join(wrong)
    return str(problem) if isinstance(problem, known) else None


def main() -> None:
    """The command `afsprakenwijzer`."""
    try:
        cli()
    except Exception as problem:
        message = _explain(problem)
        if message is None:
            raise
        err.print(message, style="red", markup=False)
        sys.exit(3)


if __name__ == "__main__":
    main()
