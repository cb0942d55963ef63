"""What is read on the written pages and in the bundled agreements, against what they say of themselves."""

import tomllib
from functools import cache

import pytest

from corpus.documents.build import DOCUMENTS
from corpus.model import Origin
from ingest.clean import clean
from ingest.describe import describe
from ingest.read import read
from ingest.read.records import ReadError
from tests.ingest.describing.cases import PARTS, cases, described, truth_of
from tests.ingest.describing.scoring import FIELDS, Score

# Themes are the judgement of whoever filled in sources.toml: the reader agrees with most of them, not with all.
LEAST = dict.fromkeys(FIELDS, 0.98) | {"themes": 0.9}


@cache
def written() -> Score:
    score = Score()
    for part in PARTS:
        for case in cases(part):
            score.add(case.name, described(case), case.truth, clean(case.reading).pages)
    return score


@cache
def bundled() -> dict[Origin, Score]:
    """The bundled documents by origin, without the scan: what OCR makes of a name is not judged here."""
    scores = {Origin.VOORBEELD: Score(), Origin.SAMENVATTING: Score()}
    entries = tomllib.loads((DOCUMENTS / "sources.toml").read_text("utf-8"))["document"]
    titles = {entry["file"]: entry["title"] for entry in entries}
    for entry in entries:
        path = DOCUMENTS / entry["file"]
        try:
            reading = read(path.name, path.read_bytes(), 60)
        except ReadError:
            continue
        cleaned = clean(reading)
        if any(page.recognised for page in cleaned.pages):
            continue
        truth = truth_of({**entry, "parent": titles.get(entry.get("parent", ""))})
        scores[Origin(entry["origin"])].add(
            path.name, describe(path, reading, cleaned, None), truth, cleaned.pages
        )
    return scores


def test_there_are_fifteen_written_documents_in_each_part() -> None:
    assert [len(cases(part)) for part in PARTS] == [15, 15]
    assert {case.name for case in cases("tuning")}.isdisjoint(case.name for case in cases("test"))


@pytest.mark.parametrize("part", FIELDS)
def test_a_field_is_read_right_on_at_least_95_percent_of_the_written_pages(part: str) -> None:
    assert written().of(part) >= 0.95, [fault for fault in written().faults if f": {part}: " in fault]


@pytest.mark.parametrize("origin", [Origin.VOORBEELD, Origin.SAMENVATTING])
@pytest.mark.parametrize("part", FIELDS)
def test_a_field_of_the_bundled_documents_is_read_as_sources_toml_has_it(part: str, origin: Origin) -> None:
    score = bundled()[origin]
    assert len(score.exact_themes) >= 15
    assert score.of(part) >= LEAST[part], [fault for fault in score.faults if f": {part}: " in fault]


def test_every_value_has_evidence_whose_quote_stands_on_its_page() -> None:
    assert written().unproved + [item for score in bundled().values() for item in score.unproved] == []
