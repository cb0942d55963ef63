"""The documents, their editions, and their pages: marked, drawn, replaced, removed."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from pypdfium2 import PdfDocument
from starlette.testclient import TestClient

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Edition, FinishedEdition
from corpus.owner import own
from corpus.settings import LibrarySettings

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
    shown = own_client.get(f"/v1/documenten/{AGREEMENTS}/paginas/6", params={"uitgave": old}, headers=HTML)
    assert "nieuwere uitgave" in shown.text
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
