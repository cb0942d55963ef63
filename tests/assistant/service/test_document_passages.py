"""The passages of a document, as they are searched and cited."""

from starlette.testclient import TestClient

AGREEMENTS = "lindewaard-prestatieafspraken-2024-2027"


def test_the_passages_of_a_document_come_in_reading_order_with_their_place(client: TestClient) -> None:
    about = client.get(f"/v1/documenten/{AGREEMENTS}").json()
    found = client.get(f"/v1/documenten/{AGREEMENTS}/passages?paginaGrootte=200").json()
    assert found["totaal"] == len(found["passages"]) > 20
    assert found["uitgave"] == about["uitgave"]
    assert [passage["nummer"] for passage in found["passages"]] == list(range(1, found["totaal"] + 1))
    pages = [passage["paginaVan"] for passage in found["passages"]]
    assert pages == sorted(pages)
    told = next(passage for passage in found["passages"] if passage["koppen"])
    page = client.get(told["paginaUrl"], headers={"Accept": "application/json"}).json()
    (start, end), *_ = page["markeringen"]
    assert told["tekst"].startswith(page["tekst"][start:end])


def test_passages_come_a_page_at_a_time_and_not_of_what_is_unknown(client: TestClient) -> None:
    path = f"/v1/documenten/{AGREEMENTS}/passages"
    second = client.get(f"{path}?pagina=2&paginaGrootte=5").json()
    assert [passage["nummer"] for passage in second["passages"]] == [6, 7, 8, 9, 10]
    assert client.get(f"{path}?paginaGrootte=0").status_code == 400
    assert client.get("/v1/documenten/nergens/passages").status_code == 404
