"""The documents, their editions, and their pages: marked, drawn, replaced, removed."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest
from pypdfium2 import PdfDocument
from starlette.testclient import TestClient

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.page_images import Marking, highlighted
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.edition import Edition, FinishedEdition
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Box
from corpus.owner import own
from corpus.settings import LibrarySettings
from tests.verify.marked_pages import judge, table
from tests.verify.marked_quotes import draw

AGREEMENTS = "lindewaard-prestatieafspraken-2024-2027"
HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture
def own_library(data_copy: Path, embedder: Embedder) -> Iterator[Library]:
    """A library that a test may change."""
    with own(LibrarySettings(data=data_copy), embedder.fingerprint) as library:
        yield library


@pytest.fixture
def own_client(own_library: Library, embedder: Embedder, tmp_path: Path) -> Iterator[TestClient]:
    product = assemble(own_library, embedder, LibrarySettings(data=tmp_path))
    state = ServiceState(ServiceSettings())
    state.open(product)
    with TestClient(create_app(state)) as client:
        yield client
    product.conversations.close()


def put_new_edition(library: Library, document_id: str) -> str:
    """Store the same pages as a newer edition, as ingestion does when a file has changed; gives the old id."""
    card = next(card for card in library.cards() if card.document_id == document_id)
    pages = [library.page(card.id, number) for number in range(1, card.page_count + 1)]
    old = library.passages_of(card.id)
    new_id = f"{document_id}.00000000new1"
    passages = tuple(replace(one.passage, id=f"{new_id}.{one.passage.ordinal}") for one in old)
    edition = Edition(
        id=new_id,
        document_id=document_id,
        source=card.source,
        fingerprint="0" * 64,
        file_name=card.file_name,
        media_type=card.media_type,
        description=card.description,
        pages=tuple(page for page in pages if page),
        outline=tuple(library.outline(card.id)),
        passages=passages,
    )
    vectors = library.vectors_of([one.passage.id for one in old])
    original = library.original(card.id)
    assert original
    library.put(FinishedEdition(edition, original, vectors, library.embedding_model))
    return card.id


def test_the_list_of_documents_says_of_each_what_it_is(client: TestClient) -> None:
    found = client.get("/v1/documenten", params={"gemeente": "Lindewaard"}).json()
    assert found["totaal"] == len(found["documenten"]) > 5
    one = next(document for document in found["documenten"] if document["id"] == AGREEMENTS)
    assert set(one) == {
        "id", "titel", "soort", "herkomst", "kennisdatum", "gemeenten", "corporaties", "huurdersorganisaties",
        "periode", "status", "themas", "paginas", "ingelezen", "uitgave",
    }  # fmt: skip
    assert one["periode"] == {"van": 2024, "tot": 2027}


def test_the_list_is_filtered_and_given_a_page_at_a_time(client: TestClient) -> None:
    lindewaard = client.get("/v1/documenten", params={"gemeente": "Lindewaard", "soort": "bod"}).json()
    assert [document["soort"] for document in lindewaard["documenten"]] == ["bod"]
    whole = [document["id"] for document in client.get("/v1/documenten").json()["documenten"]]
    parts = [
        document["id"]
        for page in (1, 2)
        for document in client.get("/v1/documenten", params={"pagina": page, "paginaGrootte": 3}).json()[
            "documenten"
        ]
    ]
    assert parts == whole[:6]


def test_an_unknown_name_in_the_address_of_the_list_is_a_400(client: TestClient) -> None:
    response = client.get("/v1/documenten", params={"kleur": "rood", "soort": "krant"})
    assert response.status_code == 400
    assert {error["veld"] for error in response.json()["fouten"]} == {"kleur", "soort.0"}


def test_one_document_tells_its_editions_outline_and_evidence(client: TestClient) -> None:
    found = client.get(f"/v1/documenten/{AGREEMENTS}").json()
    assert [edition["stand"] for edition in found["uitgaven"]] == ["zichtbaar"]
    heading = next(one for one in found["inhoud"] if one["tekst"] == "Artikel 3.2 Huurverhoging")
    page = client.get(heading["paginaUrl"]).json()
    assert "Artikel 3.2 Huurverhoging" in page["tekst"]
    fields = {one["veld"] for one in found["herleiding"]}
    assert fields
    assert all(field.isidentifier() and field == field[0].lower() + field[1:] for field in fields)
    assert "municipalities" not in fields


@pytest.mark.parametrize("path", ["/v1/documenten/geen", "/v1/documenten/geen/paginas/1"])
def test_an_unknown_document_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("number", ["0", "999", "-1"])
def test_a_page_that_is_not_there_is_not_found(client: TestClient, number: str) -> None:
    assert client.get(f"/v1/documenten/{AGREEMENTS}/paginas/{number}").status_code == 404
    assert client.get(f"/v1/documenten/{AGREEMENTS}/paginas/{number}/afbeelding").status_code == 404


def test_the_rectangles_on_the_page_cover_the_words_that_are_marked(client: TestClient) -> None:
    """PDFium itself reads from the original what stands inside the rectangles."""
    quote = "De huur van een zelfstandige sociale huurwoning stijgt per 1 juli 2026 met ten hoogste 3,5%."
    url = f"/v1/documenten/{AGREEMENTS}/paginas/6"
    text = client.get(url).json()["tekst"]
    start = text.index(quote)
    page = client.get(url, params={"van": start, "tot": start + len(quote)}).json()
    assert page["markeringen"] == [[start, start + len(quote)]]
    product = client.app.state.service.product  # type: ignore[attr-defined]
    original = product.library.original(page["uitgave"])
    with PdfDocument(original) as document:
        reader = document[5].get_textpage()
        height = document[5].get_height()
        read = " ".join(
            reader.get_text_bounded(left - 0.5, height - bottom - 0.5, right + 0.5, height - top + 0.5)
            for left, top, right, bottom in page["vlakken"]
        )
    assert " ".join(read.split()) == quote


def test_the_picture_and_the_text_of_a_page_show_the_mark_on_the_quote(
    client: TestClient, shared_library: Library
) -> None:
    """One quote of every kind; the others are a long proof of their own."""
    kinds = {quote.kind: quote for quote in draw(shared_library, 60, seed=7)}
    assert {"no paper", "over columns", "table", "text", "two columns", "two pages"} <= set(kinds)
    verdicts = judge(client, shared_library, kinds.values())
    assert all(verdict.text_right and verdict.area_right for verdict in verdicts), table(verdicts)


def test_a_mark_on_dark_paper_shows_too_and_one_outside_the_page_does_no_harm() -> None:
    night = np.full((100, 100, 3), 30, np.uint8)
    night[40:45, 20:60] = 255  # white letters
    shown = highlighted(night, Marking((Box(10, 30, 80, 60), Box(500, 500, 600, 600)), 100, 100))
    assert (shown[30:60, 10:80].astype(int).sum(axis=2) > 150).all()
    assert (shown[42, 30].astype(int) - shown[35, 30] > 60).any()
    assert (shown[:29] == night[:29]).all()


def test_a_page_that_is_not_paper_or_not_there_has_no_marked_picture(client: TestClient) -> None:
    for number in (0, 999, 10**30):
        assert client.get(f"/v1/documenten/{AGREEMENTS}/paginas/{number}/gemarkeerd").status_code == 404
    web = client.get("/v1/documenten", params={"soort": "handreiking"}).json()["documenten"][0]["id"]
    assert client.get(f"/v1/documenten/{web}/paginas/1/gemarkeerd").status_code == 404


def test_the_pdf_of_the_edition_opens_at_the_page_and_other_files_are_not_given(client: TestClient) -> None:
    page = client.get(f"/v1/documenten/{AGREEMENTS}/paginas/6", headers=HTML).text
    address = re.search(r'href="([^"]+/origineel[^"]+)">Open de pdf op pagina 6<', page)
    assert address
    assert address[1].endswith("#page=6")
    file = client.get(address[1].replace("&amp;", "&"))
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"].startswith("inline")
    assert "script-src" not in file.headers["content-security-policy"]
    assert file.content.startswith(b"%PDF")
    web = client.get("/v1/documenten", params={"soort": "handreiking"}).json()["documenten"][0]["id"]
    assert client.get(f"/v1/documenten/{web}/origineel").status_code == 404
    assert "Open de pdf" not in client.get(f"/v1/documenten/{web}/paginas/1", headers=HTML).text


def test_a_quote_over_two_pages_is_marked_on_both_and_each_leads_to_the_other(client: TestClient) -> None:
    place = f"/v1/documenten/{AGREEMENTS}/paginas"
    end = len(client.get(f"{place}/6").json()["tekst"])
    first = client.get(
        f"{place}/6", params={"van": end - 20, "tot": end, "deel": "7-0-30"}, headers=HTML
    ).text
    onward = re.search(r'gaat verder op <a href="([^"]+)">pagina 7</a>', first)
    assert first.count("<mark") == 1
    assert onward
    second = client.get(onward[1].replace("&amp;", "&").partition("#")[0], headers=HTML).text
    assert second.count('<mark id="citaat">') == 1
    assert re.search(r'begint op <a href="[^"]+">pagina 6</a>', second)


def test_the_picture_of_a_page_is_a_png_with_the_proportions_of_the_page(client: TestClient) -> None:
    page = client.get(f"/v1/documenten/{AGREEMENTS}/paginas/6").json()
    image = client.get(page["afbeeldingUrl"])
    assert image.headers["content-type"] == "image/png"
    assert image.content.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = (int.from_bytes(image.content[at : at + 4]) for at in (16, 20))
    assert width / height == pytest.approx(page["breedte"] / page["hoogte"], abs=0.005)


def test_a_document_without_paper_has_no_picture(client: TestClient) -> None:
    documents = client.get("/v1/documenten", params={"soort": "handreiking"}).json()["documenten"]
    page = client.get(f"/v1/documenten/{documents[0]['id']}/paginas/1").json()
    assert page["afbeeldingUrl"] is None
    assert page["tekst"]
    assert client.get(f"/v1/documenten/{documents[0]['id']}/paginas/1/afbeelding").status_code == 404


def test_a_browser_gets_the_page_with_the_mark_and_says_that_it_is_an_example(client: TestClient) -> None:
    text = client.get(f"/v1/documenten/{AGREEMENTS}/paginas/6").json()["tekst"]
    start = text.index("ten hoogste 3,5%")
    response = client.get(
        f"/v1/documenten/{AGREEMENTS}/paginas/6", params={"van": start, "tot": start + 16}, headers=HTML
    )
    assert response.headers["content-type"].startswith("text/html")
    assert '<mark id="citaat">ten hoogste 3,5%</mark>' in response.text
    assert "Dit document is verzonnen" in response.text


def test_a_summary_says_whose_words_it_holds(client: TestClient) -> None:
    documents = client.get("/v1/documenten", params={"soort": "artikel"}).json()["documenten"]
    summary = next(document for document in documents if document["herkomst"] == "samenvatting")
    page = client.get(f"/v1/documenten/{summary['id']}/paginas/1", headers=HTML).text
    assert "Deze tekst is door ons geschreven" in page


def test_a_bod_is_never_shown_as_an_agreement(client: TestClient) -> None:
    page = client.get("/v1/documenten/lindewaard-bod-hagelinde-2024-2027/paginas/1", headers=HTML).text
    assert "Het is geen afspraak." in page


def test_marks_outside_the_text_are_cut_and_nonsense_is_refused(client: TestClient) -> None:
    url = f"/v1/documenten/{AGREEMENTS}/paginas/6"
    text = client.get(url).json()["tekst"]
    assert client.get(url, params={"van": 5, "tot": 10**9}).json()["markeringen"] == [[5, len(text)]]
    assert client.get(url, params={"van": 10**9, "tot": 10**9 + 1}).json()["markeringen"] == []
    assert client.get(url, params={"van": 9, "tot": 4}).json()["markeringen"] == []
    assert client.get(url, params={"van": "x", "tot": 4}).status_code == 400
    assert client.get(url, params={"van": 1, "tot": 4, "deel": "1-2"}).json()["markeringen"] == [[1, 4]]


def test_turning_the_page_keeps_the_edition_and_the_mark(client: TestClient) -> None:
    first = client.get(f"/v1/documenten/{AGREEMENTS}/paginas/6", params={"van": 10, "tot": 20}).json()
    second = client.get(first["volgendeUrl"]).json()
    assert (second["pagina"], second["markeringen"]) == (7, [])
    assert parse_qs(urlsplit(first["volgendeUrl"]).query)["uitgave"] == [first["uitgave"]]
    assert client.get(second["vorigeUrl"]).json()["markeringen"] == [[10, 20]]


def test_a_replaced_edition_still_shows_its_page_with_a_warning(
    own_client: TestClient, own_library: Library
) -> None:
    old = put_new_edition(own_library, AGREEMENTS)
    page = own_client.get(f"/v1/documenten/{AGREEMENTS}/paginas/6", params={"uitgave": old})
    assert page.status_code == 200
    assert page.json()["stand"] == "vervangen"
    assert "nieuwere uitgave" in page.json()["waarschuwing"]
    shown = own_client.get(
        f"/v1/documenten/{AGREEMENTS}/paginas/6", params={"uitgave": old, "van": 10, "tot": 30}, headers=HTML
    )
    assert "nieuwere uitgave" in shown.text
    assert "<mark" in shown.text
    picture = re.search(r'<img[^>]+src="([^"]+)"', shown.text)
    assert picture
    assert f"uitgave={old}" in picture[1]
    assert own_client.get(picture[1].replace("&amp;", "&")).status_code == 200
    newest = re.search(r'href="([^"]+)">Naar de nieuwste uitgave', shown.text)
    assert newest
    assert own_client.get(newest[1]).json()["stand"] == "zichtbaar"
    assert own_client.get(page.json()["afbeeldingUrl"]).status_code == 200
    current = own_client.get(f"/v1/documenten/{AGREEMENTS}/paginas/6").json()
    assert current["stand"] == "zichtbaar"
    assert current["uitgave"] != old


def test_a_removed_document_is_gone_in_every_form(own_client: TestClient, own_library: Library) -> None:
    page = own_client.get(f"/v1/documenten/{AGREEMENTS}/paginas/6").json()
    assert own_client.get(page["afbeeldingUrl"]).status_code == 200
    assert own_library.remove(AGREEMENTS)
    gone: list[Callable[[], int]] = [
        lambda: own_client.get(f"/v1/documenten/{AGREEMENTS}").status_code,
        lambda: own_client.get(f"/v1/documenten/{AGREEMENTS}/paginas/6").status_code,
        lambda: own_client.get(page["afbeeldingUrl"]).status_code,
        lambda: own_client.get(f"/v1/documenten/{AGREEMENTS}/paginas/6", headers=HTML).status_code,
    ]
    assert [status() for status in gone] == [410] * 4
    listed = own_client.get("/v1/documenten").json()["documenten"]
    assert AGREEMENTS not in {document["id"] for document in listed}
