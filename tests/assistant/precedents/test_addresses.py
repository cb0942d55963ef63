"""POST /v1/afspraken/_zoek and /v1/afspraken/_tel over a library with known commitments."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState
from tests.assistant.precedents.conftest import Shelf


@pytest.fixture
def client(precedents_product: Product) -> Iterator[TestClient]:
    state = ServiceState(ServiceSettings())
    state.open(precedents_product)
    with TestClient(create_app(state)) as client:
        yield client


def ask(client: TestClient, action: str, **body: object) -> dict[str, Any]:
    response = client.post(f"/v1/afspraken/{action}", json=body)
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["api-version"]
    answered = response.json()
    assert isinstance(answered, dict)
    return answered


def test_a_search_has_every_field_of_the_contract(client: TestClient) -> None:
    found = ask(client, "_zoek", zoekvraag="woningen")
    assert set(found) == {
        "totaal", "totaalExact", "pagina", "paginaGrootte", "doorzocht", "begrepen", "toelichting", "facetten",
        "afspraken", "nabij",
    }  # fmt: skip
    assert set(found["facetten"]) == {
        "gemeenten", "corporaties", "themas", "hardheid", "rollen", "actoren", "jaren", "status", "stand", "soorten",
        "metGetal", "eenheden",
    }  # fmt: skip
    assert set(found["doorzocht"]) == {
        "documenten", "soorten", "vanJaar", "totJaar", "gemeenten", "gemeentenMetAfspraak",
        "gemeentenZonderAfspraak", "gemeentenNietDoorzocht", "gemeentenOnbekend", "gemeentenNederland",
        "gemeentenNietInBibliotheek",
    }  # fmt: skip
    one = found["afspraken"][0]
    assert set(one) == {
        "id", "stand", "hardheid", "actoren", "handeling", "onderwerp", "getallen", "periode", "uiterlijk", "plaats",
        "themas", "partijen", "artikel", "koppen", "context", "vorm", "citaat", "markeringen", "zekerheid",
        "herleiding", "passageId", "pagina", "bronUrl", "document",
    }  # fmt: skip
    assert set(one["getallen"][0]) == {
        "waarde", "totEnMet", "eenheid", "grens", "per", "perStuk", "basis", "segment", "moment", "prijspeil",
        "actor", "isTotaal",
    }  # fmt: skip
    marked = {one["citaat"][start:end] for start, end in one["markeringen"]}
    assert any("woningen" in word for word in marked)


def test_without_words_everything_agreed_is_there_and_nothing_that_was_not(
    client: TestClient, shelf: Shelf
) -> None:
    found = ask(client, "_zoek", paginaGrootte=100)
    agreed = {one.id for one, _ in shelf.records if one.standing == "afgesproken"}
    assert {one["id"] for one in found["afspraken"]} == agreed
    assert {one["stand"] for one in found["afspraken"]} == {"afgesproken"}
    assert ask(client, "_zoek", filters={"stand": []})["totaal"] == len(shelf.records)


def test_the_address_of_a_commitment_opens_its_page_with_the_quote_marked(client: TestClient) -> None:
    for one in ask(client, "_zoek", zoekvraag="overleggen", paginaGrootte=5)["afspraken"]:
        page = client.get(one["pagina"]["url"], headers={"Accept": "application/json"}).json()
        marked = "".join(page["tekst"][start:end] for start, end in page["markeringen"])
        assert marked == one["citaat"]
        assert page["pagina"] == one["pagina"]["nummer"]
        assert page["paginaLabel"] == one["pagina"]["label"]
        assert page["document"]["id"] == one["document"]["id"]


@pytest.mark.parametrize("per", ["gemeente", "thema", "jaar", "hardheid", "corporatie", "stand"])
@pytest.mark.parametrize("words", ["", "woningen"])
def test_the_filters_behind_a_number_find_exactly_that_number(
    client: TestClient, per: str, words: str
) -> None:
    counted = ask(client, "_tel", zoekvraag=words, per=per, filters={"jaren": [2025, 2026], "stand": []})
    assert set(counted) == {
        "per", "zoekvraag", "afspraken", "documenten", "gemeenten", "zonderWaarde", "doorzocht", "begrepen",
        "toelichting", "rijen",
    }  # fmt: skip
    assert counted["rijen"]
    for row in counted["rijen"]:
        found = ask(client, "_zoek", zoekvraag=words, filters=row["filters"], paginaGrootte=100)
        assert found["totaal"] == len(found["afspraken"]) == row["afspraken"]
        assert len({one["document"]["id"] for one in found["afspraken"]}) == row["documenten"]


def test_years_come_in_order_and_other_rows_by_how_many_there_are(client: TestClient) -> None:
    years = [row["waarde"] for row in ask(client, "_tel", per="jaar")["rijen"]]
    assert years == sorted(years)
    counts = [row["afspraken"] for row in ask(client, "_tel", per="thema")["rijen"]]
    assert counts == sorted(counts, reverse=True)


def test_what_a_search_names_itself_is_said_and_not_filtered_by(client: TestClient) -> None:
    found = ask(client, "_zoek", zoekvraag="woningen in Lindewaard")
    assert found["begrepen"]["gemeenten"] == ["Lindewaard"]
    assert found["totaal"] == ask(client, "_zoek", zoekvraag="woningen")["totaal"]
    assert "Lindewaard" in found["afspraken"][0]["document"]["gemeenten"]


@pytest.mark.parametrize(
    ("action", "body", "field"),
    [
        ("_zoek", {"filters": {"hardheid": ["keihard"]}}, "filters.hardheid.0"),
        ("_zoek", {"filters": {"stand": ["misschien"]}}, "filters.stand.0"),
        ("_zoek", {"filters": {"jaren": [12]}}, "filters.jaren.0"),
        ("_zoek", {"filters": {"thema": ["nieuwbouw"]}}, "filters.thema"),
        ("_zoek", {"filters": {"metGetal": "soms"}}, "filters.metGetal"),
        ("_zoek", {"filters": {"gemeenten": ["Lindewaard"] * 51}}, "filters.gemeenten"),
        ("_zoek", {"zoekvraag": "a" * 1001}, "zoekvraag"),
        ("_zoek", {"pagina": 0}, "pagina"),
        ("_zoek", {"paginaGrootte": 101}, "paginaGrootte"),
        ("_zoek", {"sortering": "willekeurig"}, "sortering"),
        ("_tel", {}, "per"),
        ("_tel", {"per": "gevoel"}, "per"),
    ],
)
def test_a_request_that_is_wrong_is_refused_with_the_field_and_the_reason(
    client: TestClient, action: str, body: dict[str, object], field: str
) -> None:
    response = client.post(f"/v1/afspraken/{action}", json=body)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    assert [error["veld"] for error in response.json()["fouten"]] == [field]


def test_the_description_of_the_service_has_both_addresses(client: TestClient) -> None:
    paths = client.get("/v1/openapi.json").json()["paths"]
    for action in ("_zoek", "_tel"):
        described = paths[f"/v1/afspraken/{action}"]["post"]
        assert described["summary"]
        assert "400" in described["responses"]
