"""What a run says while it goes on: a moving bar in a terminal, a line now and then in a log."""

import io

import pytest
from rich.console import Console

from ingest.pipeline import Progress
from ingest.progress import showing_progress

READING = Progress("reading", "bod.pdf", done=3, total=12, passages=40, page=7, pages=90)


def said(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_log_hears_of_a_long_run_now_and_then_in_whole_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = [1_000.0]
    monkeypatch.setattr("ingest.progress.time.monotonic", lambda: clock[0])
    console = Console(file=io.StringIO(), force_terminal=False, width=60)
    with showing_progress(console) as tell:
        for _ in range(70):
            clock[0] += 1
            tell(READING)
    lines = said(console).splitlines()
    assert lines == [
        "0:30 bezig, nog 1:30: 3 van 12 bestanden, 40 passages (1,3 per seconde). Lezen bod.pdf, pagina 7 van 90",
        "1:00 bezig, nog 3:00: 3 van 12 bestanden, 40 passages (0,7 per seconde). Lezen bod.pdf, pagina 7 van 90",
    ]


def test_a_short_run_says_nothing_to_a_log() -> None:
    console = Console(file=io.StringIO(), force_terminal=False)
    with showing_progress(console) as tell:
        tell(READING)
    assert said(console) == ""


def test_a_terminal_shows_files_page_rate_and_time_left() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=200)
    with showing_progress(console) as tell:
        tell(READING)
    shown = said(console)
    for part in ("Lezen bod.pdf, pagina 7 van 90", "3/12", "40 passages", "per seconde", "nog "):
        assert part in shown


def test_what_a_language_model_is_asked_about_is_not_counted_in_pages() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=200)
    with showing_progress(console) as tell:
        tell(Progress("questioning", "bod.pdf", done=3, total=12, passages=40, page=7, pages=90))
    assert "Vragen bedenken bod.pdf, stuk tekst 7 van 90" in said(console)


def test_the_time_left_is_unknown_before_the_first_file_is_done() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=200)
    with showing_progress(console) as tell:
        tell(Progress("reading", "afspraken.pdf", done=0, total=12, passages=0))
    assert "nog ?" in said(console)
