"""The command `eval judge`."""

import os
from pathlib import Path
from typing import Annotated, Any

import typer

from corpus.terminal import AsJson, err, out, print_json, say
from eval.asking.chat import KEY


def judge_answers(
    model: Annotated[
        str, typer.Option("--model", metavar="AANBIEDER:NAAM", help="Het taalmodel, zo precies mogelijk.")
    ],
    folder: Annotated[
        Path | None, typer.Argument(metavar="[MAP]", help="De map van een eerdere run.", show_default=False)
    ] = None,
    url: Annotated[
        str | None, typer.Option("--model-url", metavar="URL", help="Adres van een taalmodel (…/v1).")
    ] = None,
    runs: Annotated[int, typer.Option(min=1, max=15, help="Zo vaak wordt elk antwoord beoordeeld.")] = 3,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Zoveel antwoorden tegelijk.")] = 1,
    calibrate: Annotated[
        bool,
        typer.Option(
            "--calibrate",
            help="Meet hoe vaak het model eens is met antwoorden die met de hand zijn beoordeeld.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Laat een taalmodel bewaarde antwoorden beoordelen. Dat komt in judge.json en telt nergens in mee.

    Een sleutel staat in de omgeving, als AFSPRAKENWIJZER_EVAL_KEY.
    """
    from rich.progress import Progress

    from eval.hand_scored import load_hand_scored
    from eval.judging.judging import Judge, judge_run
    from eval.judging.judging import calibrate as against_hand
    from eval.judging.opinion import connect

    if folder is None and not calibrate:
        raise typer.BadParameter("Noem de map van een run, of --calibrate.")
    judge = Judge(connect(model, url, os.environ.get(KEY)), model, runs, jobs)
    result: dict[str, Any] = {}
    with Progress(console=err, transient=True) as progress:
        task = progress.add_task("Beoordelen", total=None)

        def show(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        if calibrate:
            seen, undecided = against_hand(load_hand_scored(), judge, show)
            result["calibration"] = {**seen.to_json(), "undecided": undecided}
        if folder:
            result["judge"] = judge_run(folder, judge, show)
    if as_json:
        print_json(result)
    elif calibrate:
        _show_calibration(result["calibration"])
    failed = [case for case in result.get("judge", {"cases": []})["cases"] if case["errors"]]
    if folder and not as_json:
        _show_judged(result["judge"])
    for case in failed:
        say(f"Geen oordeel over {case['id']}: {', '.join(case['errors'])}")
    if failed:
        raise typer.Exit(1)


def _show_calibration(seen: dict[str, Any]) -> None:
    for name, figure, kappa in (
        ("goed of niet", seen["good"], seen["kappaGood"]),
        ("het oordeel", seen["grades"], seen["kappa"]),
    ):
        out.print(
            f"Eens met het oordeel met de hand over {name}: {100 * figure['value']:.0f}% "
            f"({100 * figure['low']:.0f}–{100 * figure['high']:.0f}%), kappa van Cohen {kappa:.2f}",
            highlight=False,
        )
    if seen["undecided"]:
        out.print(f"Zonder meerderheid, dus weggelaten: {seen['undecided']}", highlight=False)
    for case in seen["disagreements"]:
        out.print(
            f"  {case['id']}: met de hand {case['hand']}, model {case['other']}",
            markup=False,
            highlight=False,
        )


def _show_judged(judged: dict[str, Any]) -> None:
    good, agreement = judged["good"], judged["runAgreement"]
    if good is None:
        out.print("Het model gaf over geen enkel antwoord een meerderheid van oordelen.")
        return
    out.print(
        f"Volgens {judged['model']} zijn {good['right']} van de {good['of']} antwoorden goed "
        f"({100 * good['value']:.0f}%, {100 * good['low']:.0f}–{100 * good['high']:.0f}%). "
        f"Weggelaten, want zonder meerderheid: {judged['leftOut']}.",
        highlight=False,
        soft_wrap=True,
    )
    out.print(
        f"In {judged['runs']} keer vragen was het gemiddeld {100 * agreement['value']:.0f}% met zichzelf eens. "
        "Dit is een mening en staat alleen in judge.json.",
        highlight=False,
        soft_wrap=True,
    )
