"""A PDF of 1,500 full pages goes into a library, and the whole run stays within 1.5 GB."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typst

from corpus.embedding import Embedder
from ingest.worker import resident

PAGES = 1_500
WORDS = ["de", "het", "een", "van", "en", "in", "op", "met", "voor", "huurders", "gemeente", "corporatie", "woningen",
         "huur", "afspraken", "betaalbaarheid", "jaar", "wijk", "leefbaarheid", "verduurzaming", "nieuwbouw", "sloop",
         "verkoop", "energie", "label", "zorg", "ouderen", "jongeren", "starters", "wachttijd"]  # fmt: skip
RUN = """
import sys
from corpus.owner import open_store
from corpus.settings import LibrarySettings
from corpus.embedding import load_embedder
from ingest.pipeline import ingest
settings = LibrarySettings()
embedder = load_embedder(settings)
with open_store(settings, embedder.fingerprint) as store:
    report = ingest([sys.argv[1]], store, embedder)
(document,) = report.documents
print(document.outcome, document.pages, document.words, document.passages, document.message)
"""


def long_pdf(path: Path) -> None:
    """Text pages of about 450 words under numbered headings; the same every time."""
    chosen = random.Random(1)
    lines = ["#set page(width: 595pt, height: 842pt, margin: 60pt)", '#set text(size: 10pt, lang: "nl")']
    for number in range(1, PAGES + 1):
        lines.append(f"== {number} Afspraken over deel {number}\n")
        for _ in range(6):
            words = [chosen.choice(WORDS) for _ in range(72)]
            lines.append(" ".join([*words, str(chosen.randrange(10_000))]).capitalize() + ".\n")
        lines.append("#pagebreak(weak: true)")
    path.write_bytes(typst.compile("\n".join(lines).encode()))


@pytest.mark.verify
def test_a_pdf_of_1500_pages_is_ingested_within_one_and_a_half_gigabyte(
    tmp_path: Path, embedder: Embedder, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lang.pdf"
    long_pdf(path)
    begun = time.monotonic()
    run = subprocess.Popen(
        [sys.executable, "-c", RUN, str(path)],
        env={**os.environ, "AFSPRAKENWIJZER_DATA": str(tmp_path / "data")},
        stdout=subprocess.PIPE,
        text=True,
    )
    peak, both = 0, (0, 0)
    while run.poll() is None:
        held = resident(run.pid), sum(resident(pid) for pid in children(run.pid))
        if sum(held) > peak:
            peak, both = sum(held), held
        time.sleep(0.1)
    said = run.communicate()[0]
    with capsys.disabled():
        print(
            f"\n{PAGES} pages, {path.stat().st_size / 1e6:.1f} MB: {said.strip()}; {time.monotonic() - begun:.0f} s, "
            f"peak {peak / 1e6:.0f} MB (ingesting {both[0] / 1e6:.0f}, reading {both[1] / 1e6:.0f})"
        )
    assert run.returncode == 0
    assert said.startswith(f"added {PAGES} ")
    assert peak < 1_500_000_000


def children(pid: int) -> list[int]:
    """The processes that a process started, and those that they did."""
    try:
        own = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()
        for thread in Path(f"/proc/{pid}/task").iterdir():
            own += (thread / "children").read_text("ascii").split()
    except OSError:
        return []
    found = {int(child) for child in own}
    return [*found, *(below for child in found for below in children(child))]
