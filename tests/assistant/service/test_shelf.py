"""The list of documents on the front page: filters, counts, pages."""

from dataclasses import replace
from datetime import date

from starlette.testclient import TestClient

from assistant.service.shelf import DOCUMENTS_PER_PAGE, ShelfAddress, shelf
from corpus.library import Library

TODAY = date(2026, 11, 23)


def test_the_counts_of_a_filter_are_what_choosing_it_shows(shared_library: Library) -> None:
    cards = shared_library.cards()
    one = shelf(cards, ShelfAddress(gemeente="Lindewaard"), TODAY)
    for choice in one.choices:
        for value, _, count in choice.options:
            asked = ShelfAddress.model_validate({"gemeente": "Lindewaard", choice.name: value})
            assert shelf(cards, asked, TODAY).total == count > 0


def test_a_thousand_documents_stay_a_short_list_and_every_one_is_on_it_once(shared_library: Library) -> None:
    first = shared_library.cards()[0]
    many = [replace(first, document_id=f"document-{number}") for number in range(1_250)]
    last = shelf(many, ShelfAddress(pagina=10_000), TODAY)
    assert (last.total, last.page, last.pages) == (1_250, 125, 125)
    seen = [
        document.id
        for page in range(1, last.pages + 1)
        for document, _, _ in shelf(many, ShelfAddress(pagina=page), TODAY).documents
    ]
    assert seen == [card.document_id for card in many]
    assert len(last.documents) == DOCUMENTS_PER_PAGE


def test_a_filter_that_a_form_left_empty_is_none_and_nonsense_is_refused(client: TestClient) -> None:
    assert client.get("/", params={"gemeente": "", "soort": "", "status": ""}).status_code == 200
    assert client.get("/", params={"soort": "krant"}).status_code == 400
    assert client.get("/", params={"pagina": "0"}).status_code == 400


def test_a_municipality_without_documents_is_kept_in_sight(client: TestClient) -> None:
    page = client.get("/", params={"gemeente": "Nergenshuizen"}).text
    assert "Zo&#39;n document is er niet." in page or "Zo'n document is er niet." in page
    assert '<option value="Nergenshuizen" selected>Nergenshuizen (0)</option>' in page
