"""A whole agreement: themes, places, evidence, order; and texts that nobody should write."""

from pathlib import Path
from typing import Literal

import pytest

import corpus.documents
from corpus.commitment import Commitment
from corpus.model import Page, Passage, Span, Theme
from ingest.commitments import extract
from ingest.commitments.extracting import MOST
from ingest.pipeline import read_document
from tests.ingest.commitments.invented import AGREEMENT, passages_of, read

FOLDER = Path(corpus.documents.__file__).parent
BUNDLED = (
    "lindewaard-prestatieafspraken-2024-2027.pdf",
    "oosterveen-prestatieafspraken-2025-2028.docx",
    "lindewaard-bod-hagelinde-2024-2027.pdf",
    "lindewaard-jaarschijf-2026.docx",
    "magazine-woningbouw-2-amsterdam.html",
)


@pytest.mark.parametrize(
    ("sentence", "heading", "theme"),
    [
        ("Vechthuis bouwt in 2026 40 sociale huurwoningen.", "3.2 Afspraken", Theme.NIEUWBOUW),
        ("De huur stijgt per 1 juli 2026 met ten hoogste 3%.", "3.2 Afspraken", Theme.BETAALBAARHEID),
        ("Vechthuis sloopt in 2026 de flat aan de Lindelaan.", "3.2 Afspraken", Theme.VERKOOP_EN_SLOOP),
        ("De corporaties isoleren elk jaar 200 woningen.", "3.2 Afspraken", Theme.VERDUURZAMING),
        ("De gemeente regelt dit binnen zes weken.", "5 Wonen en zorg", Theme.WONEN_EN_ZORG),
        ("Partijen evalueren dit in 2026.", "3.2 Afspraken", Theme.PROCES),
    ],
)
def test_the_main_theme_is_of_the_sentence_else_of_its_heading(
    sentence: str, heading: str, theme: Theme
) -> None:
    assert read(sentence, headings=(heading,))[0].themes[0] is theme


@pytest.mark.parametrize(
    ("sentence", "place"),
    [
        ("Vechthuis bouwt 40 woningen in de wijk Rivierenbuurt.", "Rivierenbuurt"),
        ("Vechthuis sloopt in 2026 de 36 woningen aan de Lindelaan.", "Lindelaan"),
        ("In het dorp Oudveen verkoopt Vechthuis geen woningen.", "Oudveen"),
        ("Vechthuis bouwt 40 woningen in Esdoornveen.", None),
        ("De woningen van Vechthuis krijgen uiterlijk in Maart 2027 dubbel glas.", None),
    ],
)
def test_the_place_is_no_municipality_and_no_party(sentence: str, place: str | None) -> None:
    assert read(sentence)[0].location == place


def test_action_and_object_are_in_the_words_of_the_sentence() -> None:
    found = read("De corporaties leveren in vier jaar 140 sociale huurwoningen op.")[0]
    assert found.action == "opleveren"
    assert "140 sociale huurwoningen" in found.object
    assert found.object in found.quote


def test_a_table_has_the_party_of_its_row() -> None:
    text = "Nieuwe sociale huurwoningen per jaar\n\nCorporatie\t2025\t2026\nVechthuis\t10\t25\nWonen Zuidoever\t0\t12"
    passage = Passage(
        "e.p0", 0, text, (Span(1, 0, len(text)),), ("2 Bouwen", "2.1 Nieuwbouw"), "", "2.1", "table"
    )
    found = extract(AGREEMENT, [passage], [Page(1, text)], "e")
    assert [(one.actors[0].name, one.numbers[0].value, one.period.start) for one in found] == [
        ("Stichting Vechthuis", 10, 2025),
        ("Stichting Vechthuis", 25, 2026),
        ("Wonen Zuidoever", 0, 2025),
        ("Wonen Zuidoever", 12, 2026),
    ]
    assert all(one.form == "table" for one in found)


@pytest.mark.parametrize("name", BUNDLED)
def test_in_a_bundled_document_quotes_stand_on_their_page_and_every_value_has_its_words(name: str) -> None:
    edition = read_document(FOLDER / name)
    texts = {page.number: page.text for page in edition.pages}
    assert edition.commitments
    assert [one.ordinal for one in edition.commitments] == list(range(len(edition.commitments)))
    for one in edition.commitments:
        assert one.id == f"{edition.id}.c{one.ordinal}"
        assert one.quote == "\n".join(texts[span.page][span.start : span.end] for span in one.spans)
        assert one.actors
        assert 1 <= len(one.themes) <= 3
        assert 0 < one.certainty <= 1
        _has_its_words(one)


def _has_its_words(one: Commitment) -> None:
    where = (one.quote, one.context, *one.headings)
    for evidence in one.evidence:
        assert any(evidence.words in text for text in where), evidence
    # Of a cell it is put together of its title, its row and its column.
    for part in one.object.split(": ") if one.form == "table" else [one.object]:
        assert part == "" or any(part in text for text in where), part
    assert one.location is None or one.location in one.quote


def test_the_same_text_gives_the_same_commitments() -> None:
    text = "De gemeente betaalt elk jaar € 4.000. Vechthuis bouwt 40 woningen."
    assert read(text) == read(text)


HOSTILE = {
    "one endless sentence": "De gemeente betaalt " + "en de corporaties betalen " * 20_000 + ".",
    "one endless word": "De gemeente betaalt " + "a" * 500_000,
    "only commas": "De gemeente betaalt" + "," * 200_000,
    "only digits": "De gemeente betaalt € " + "1" * 200_000,
    "only capitals": "De gemeente bouwt in " + "Aa " * 60_000,
    "only tabs": "Totaal" + "\t" * 100_000,
    "brackets": "De gemeente (" * 30_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("form", ["text", "table"])
def test_hostile_text_is_read_and_quoted_verbatim(text: str, form: Literal["text", "table"]) -> None:
    passage = Passage("e.p0", 0, text, (Span(1, 0, len(text)),), ("3 Wonen",), "", "3.2", form)
    for one in extract(AGREEMENT, [passage], [Page(1, text)], "e"):
        assert one.quote == text[one.spans[0].start : one.spans[0].end]


def test_no_edition_has_more_than_the_most() -> None:
    passages, pages = passages_of(
        *["Vechthuis bouwt 40 woningen. De gemeente betaalt elk jaar € 4.000."] * 40
    )
    assert len(extract(AGREEMENT, passages, pages, "e")) == 80 < MOST
