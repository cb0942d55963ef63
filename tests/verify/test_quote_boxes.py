"""The boxes of quotes, held against the rendered pages of real documents and of the bundled ones."""

from pathlib import Path

import pytest

from tests.verify.quote_boxes import BUNDLED, REAL, draw, editions, table
from tests.verify.reading_back import installed, judge

pytestmark = pytest.mark.verify


@pytest.mark.parametrize(("folder", "count"), [(REAL, 200), (BUNDLED, 100)], ids=["real", "bundled"])
def test_what_is_printed_inside_the_boxes_reads_back_as_the_quote(folder: Path, count: int) -> None:
    if not installed():
        pytest.skip("tesseract with Dutch is not here: apt-get install tesseract-ocr tesseract-ocr-nld")
    if not any(folder.glob("*.pdf")):
        pytest.skip(f"no PDFs in {folder}; AFSPRAKENWIJZER_SHARED_DATA says where the real ones are")
    documents = dict(editions(folder))
    verdicts = judge(draw(documents.items(), count, seed=2026), documents)
    assert len(verdicts) == count
    assert {verdict.quote.file for verdict in verdicts} == set(documents)
    assert sum(verdict.right for verdict in verdicts) >= 0.98 * count, table(verdicts)
    # What OCR cannot read (formulas) lies inside the boxes all the same, by the places that the file itself gives.
    assert [verdict.quote.text for verdict in verdicts if not (verdict.right or verdict.layer)] == []
