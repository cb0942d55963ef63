"""`python -m eval.commitments`: checks the commitments labelled by hand, and scores extraction against them."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import cast, get_args

from rich.table import Table

from corpus.errors import Explained
from corpus.terminal import out
from eval.commitments.aligning import Alignment, align
from eval.commitments.asking.command import ask
from eval.commitments.checking import problems
from eval.commitments.gold import PARTS, Measured, load_gold, load_scope
from eval.commitments.measuring import right, shown
from eval.commitments.reading import read_bundled
from eval.commitments.scoring import BARS, FORMS, Share, below, figures

_OTHER_LISTS = ("missed", "false", "agreed")


def main(arguments: Sequence[str] | None = None) -> int:
    """Check or score; 1 when the set has a problem, or a part misses a bar."""
    parser = argparse.ArgumentParser(prog="python -m eval.commitments", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("check", help="is the labelled set itself right?")
    score = commands.add_parser("score", help="found, precision and every field")
    score.add_argument("--part", choices=PARTS, default="tuning")
    score.add_argument(
        "--list",
        choices=(*get_args(Measured), *_OTHER_LISTS),
        help="print what is wrong: a field, missed, false",
    )
    asking = commands.add_parser("ask", help="questions of counting and comparing, in the chat and the API")
    asking.add_argument("--part", choices=PARTS, default="tuning")
    options = parser.parse_args(arguments)
    if options.command == "ask":
        return ask(options.part)
    return _check() if options.command == "check" else _score(options.part, options.list)


def _check() -> int:
    parts = {part: load_gold(part) for part in PARTS}
    scopes = {part: load_scope(part) for part in PARTS}
    named = {scope.document for scoped in scopes.values() for scope in scoped}
    named |= {gold.document for part in parts.values() for gold in part}
    wrong = problems(parts, scopes, read_bundled(named))
    for part, listed in parts.items():
        texts = sum(gold.form == "text" for gold in listed)
        _say(f"{part}: {len(listed)} afspraken, {texts} in tekst en {len(listed) - texts} in tabellen")
    for problem in wrong:
        _say(problem)
    _say(f"{len(wrong)} fouten" if wrong else "Geen fouten.")
    return int(bool(wrong))


def _score(part: str, listed: str | None) -> int:
    scopes = load_scope(part)
    aligned = align(load_gold(part), scopes, read_bundled(scope.document for scope in scopes))
    for document in aligned.unread:
        _say(f"Niet gelezen: {document}")
    if listed:
        _list(aligned, listed)
        return 0
    measured = figures(aligned)
    _show(part, measured)
    _say(f"proposals found as agreed: {len(aligned.agreed)} (must be 0)")
    missed = below(measured, aligned)
    _say(f"below the bar: {', '.join(missed)}" if missed else "every bar is met")
    return int(bool(missed))


def _show(part: str, measured: Mapping[str, Mapping[str, Share]]) -> None:
    table = Table(title=f"Commitments, {part} part: share (95% interval) right/of")
    for column in ("", *FORMS, "bar"):
        table.add_column(column)
    for name, forms in measured.items():
        table.add_row(
            name, *(_written(forms[form]) for form in FORMS), f"{BARS[name]:.2f}" if name in BARS else ""
        )
    out.print(table)


def _written(counted: Share) -> str:
    if (estimate := counted.estimate) is None:
        return "–"
    interval = f"({estimate.low:.3f}–{estimate.high:.3f})"
    return f"{estimate.value:.3f} {interval} {counted.right}/{counted.of}"


def _list(aligned: Alignment, name: str) -> None:
    if name == "missed":
        for gold in aligned.missed:
            column = f" [{gold.column}]" if gold.column else ""
            _say(f"{gold.id} p{gold.page}{column}: {gold.quote}")
    elif name in _OTHER_LISTS:
        for document, found in aligned.false if name == "false" else aligned.agreed:
            _say(f"{document} p{found.page} ({found.form}, {found.standing}): {found.quote}")
    else:
        field = cast(Measured, name)
        for pair in aligned.pairs:
            if right(field, pair) is False:
                labelled, seen = shown(field, pair)
                column = f" [{pair.gold.column}]" if pair.gold.column else ""
                _say(
                    f"{pair.gold.id}{column}: {pair.gold.quote}\n    labelled: {labelled}\n    found:    {seen}"
                )


def _say(text: str) -> None:
    out.print(text, markup=False, highlight=False, soft_wrap=True)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Explained as error:
        sys.exit(str(error))
