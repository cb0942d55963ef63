"""The figures of a part, and what the command says and returns."""

from pathlib import Path

import pytest

from corpus.commitment import Modality, Quantity, Standing
from eval.commitments import __main__ as command
from eval.commitments.aligning import align
from eval.commitments.gold import Scope
from eval.commitments.scoring import below, figures
from tests.eval.commitments.conftest import DOCUMENT, ROW, SELLS, Found, Labelled, edition


def test_found_and_precision_are_counted_by_form(labelled: Labelled, found: Found) -> None:
    cell = labelled(id="c", quote=ROW, form="table", column="2026", period=2026)
    made = edition(found(), found(SELLS), found(ROW, form="table", numbers=(Quantity(1, "woningen"),)))
    measured = figures(align([labelled(), cell], [Scope(DOCUMENT)], {DOCUMENT: made}))
    counted = {
        name: [(share.right, share.of) for share in measured[name].values()]
        for name in ("found", "precision")
    }
    assert counted == {"found": [(1, 2), (1, 1), (0, 1)], "precision": [(1, 3), (1, 2), (0, 1)]}
    assert (measured["modality"]["all"].right, measured["modality"]["all"].of) == (1, 1)
    assert measured["modality"]["table"].estimate is None
    estimate = measured["found"]["all"].estimate
    assert estimate is not None
    assert estimate.low < 0.5 < estimate.high


def test_what_misses_its_bar_is_named(labelled: Labelled, found: Found) -> None:
    def missed(**changes: object) -> list[str]:
        aligned = align([labelled()], [Scope(DOCUMENT)], {DOCUMENT: edition(found(**changes))})
        return below(figures(aligned), aligned)

    assert missed() == []
    assert missed(modality=Modality.INTENTIE) == ["modality"]


def test_a_proposal_as_agreed_misses_its_bar_whatever_the_rest(labelled: Labelled, found: Found) -> None:
    aligned = align([labelled(standing="voorstel")], [Scope(DOCUMENT)], {DOCUMENT: edition(found())})
    assert below(figures(aligned), aligned) == ["agreed"]


@pytest.fixture
def part(labelled: Labelled, found: Found, monkeypatch: pytest.MonkeyPatch) -> None:
    """A part of two labelled sentences; one is found with the wrong modality, and something else is found too."""
    gold = [labelled(), labelled(id="lw-2", quote=SELLS)]
    made = edition(found(modality=Modality.INTENTIE), found(ROW, standing=Standing.CONCEPT))
    monkeypatch.setattr(command, "load_gold", lambda part: gold if part == "tuning" else [])
    monkeypatch.setattr(command, "load_scope", lambda part: [Scope(DOCUMENT)] if part == "tuning" else [])
    monkeypatch.setattr(command, "read_bundled", lambda documents: {DOCUMENT: made})


@pytest.mark.usefixtures("part")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("modality", "labelled: resultaat"),
        ("missed", f"lw-2 p1: {SELLS}"),
        ("false", "concept"),
        ("agreed", ""),
    ],
)
def test_the_wrong_ones_can_be_listed(name: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["score", "--list", name]) == 0
    assert words in capsys.readouterr().out


@pytest.mark.usefixtures("part")
def test_a_score_says_what_is_below_the_bar(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["score"]) == 1
    said = capsys.readouterr().out
    assert "below the bar: found, precision, modality" in said
    assert "proposals found as agreed: 0" in said


@pytest.mark.usefixtures("part")
def test_a_check_says_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["check"]) == 1
    assert "het moeten er ten minste 250 zijn" in capsys.readouterr().out


def test_reading_skips_what_is_not_there(tmp_path: Path) -> None:
    from eval.commitments.reading import read_bundled

    (tmp_path / "lindewaard.md").write_text(
        "# Afspraken\n\nDe corporaties bouwen 184 woningen.\n", encoding="utf-8"
    )
    (tmp_path / "leeg.md").write_text("", encoding="utf-8")
    assert list(read_bundled(["lindewaard", "leeg", "elders"], tmp_path)) == ["lindewaard"]
