"""The command line: the only place that knows all floors. It wires them together and holds no logic itself.

Errors that a floor explains become a message on standard error and an exit status here: 0 done, 1 done with rejected
documents or failed questions, 2 wrong use, 3 could not run.
"""

import sys
from typing import Annotated, Any

import typer
from pydantic import ValidationError

from assistant import commands as asking
from assistant import site_commands as sites_kept
from corpus import commands as keeping
from corpus.errors import Explained
from corpus.terminal import err, ready_embedder, say
from eval import commands as measuring
from eval import report_commands as reporting
from eval.judging import command as judging
from ingest import commands as reading

cli = typer.Typer(
    help="Beantwoordt vragen over prestatieafspraken, met een bron bij elke zin.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
documents = typer.Typer(help="De documenten in de bibliotheek.", no_args_is_help=True)
sites = typer.Typer(help="De websites die het vragenvenster mogen tonen.", no_args_is_help=True)
evaluation = typer.Typer(help="Meten hoe goed het antwoordt en zoekt.", no_args_is_help=True)


@cli.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Adres om op te luisteren [127.0.0.1].")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Poort om op te luisteren [8000].")
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(
            help="Taalmodel dat antwoorden schrijft: een GGUF-bestand, of openai:NAAM met --model-url."
        ),
    ] = None,
    model_url: Annotated[
        str | None,
        typer.Option(help="Adres van een taalmodel dat al draait, zoals http://127.0.0.1:8080/v1."),
    ] = None,
) -> None:
    """Start de dienst. Een lege bibliotheek wordt eerst gevuld met de meegeleverde documenten.

    Zonder taalmodel citeert een antwoord de bronnen.
    """
    from assistant.answering.settings import AnsweringSettings
    from assistant.service.settings import ServiceSettings
    from assistant.serving import serve_until_stopped
    from corpus.settings import LibrarySettings

    def given(**options: Any) -> dict[str, Any]:
        return {name: value for name, value in options.items() if value is not None}

    serve_until_stopped(
        LibrarySettings(),
        ServiceSettings().model_copy(update=given(host=host, port=port)),
        AnsweringSettings(**given(model=model, model_url=model_url)),
        prepare=ready_embedder,
        fill=reading.fill,
        say=say,
    )


@cli.command()
def settings() -> None:
    """Toon alle instellingen, met hun naam in de omgeving en in afsprakenwijzer.toml (Markdown)."""
    from assistant.answering.settings import AnsweringSettings
    from assistant.retrieval.settings import RetrievalSettings
    from assistant.service.settings import ServiceSettings
    from corpus.settings import LibrarySettings, settings_table
    from ingest.settings import IngestSettings

    sys.stdout.write(
        settings_table(
            [LibrarySettings, IngestSettings, RetrievalSettings, AnsweringSettings, ServiceSettings]
        )
    )


cli.command()(asking.ask)
cli.command()(asking.search)
cli.command("ingest")(reading.ingest_documents)
cli.add_typer(documents, name="documents")
documents.command("list")(asking.list_documents)
documents.command("show")(asking.show)
documents.command("remove")(keeping.remove)
documents.command("reindex")(keeping.reindex_library)
cli.add_typer(sites, name="sites")
sites.command("list")(sites_kept.list_sites)
sites.command("add")(sites_kept.add_site)
sites.command("remove")(sites_kept.remove_site)
sites.command("tag")(sites_kept.show_tag)
cli.add_typer(evaluation, name="eval")
evaluation.command("run")(measuring.run_questions)
evaluation.command("score")(measuring.score_again)
evaluation.command("check")(measuring.check_questions)
evaluation.command("judge")(judging.judge_answers)
evaluation.command("report")(reporting.report_again)
evaluation.command("compare")(reporting.compare_runs)
evaluation.command("gate")(reporting.gate_run)
evaluation.command("retrieval")(measuring.measure_retrieval)
cli.command()(keeping.doctor)
cli.command()(keeping.prepare_model)
cli.command()(keeping.export_model)


def main() -> None:
    """The command `afsprakenwijzer`."""
    try:
        cli()
    except Explained as problem:
        err.print(str(problem), style="red", markup=False, highlight=False)
    except ValidationError as problem:
        wrong = [f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in problem.errors()]
        err.print("Een instelling klopt niet.", *wrong, sep="\n", style="red", markup=False, highlight=False)
    else:
        return
    sys.exit(3)


if __name__ == "__main__":
    main()
