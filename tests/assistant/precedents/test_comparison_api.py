"""Comparisons, one commitment, its history and what is like it, at their addresses over a known library."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import LibrarySettings
from tests.assistant.precedents.compared import library_of_agreements
from tests.assistant.precedents.conftest import finished


@pytest.fixture(scope="module")
def client(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("comparison")
    library = Library(LibrarySettings(data=folder / "data"), embedder.fingerprint)
    library.put(*(finished(edition, embedder) for edition in library_of_agreements()))
    product = assemble(library, embedder, LibrarySettings(data=folder))
    state = ServiceState(ServiceSettings())
    state.open(product)
    with TestClient(create_app(state)) as client:
        yield client
    product.conversations.close()
    library.close()


def compared(client: TestClient, **body: object) -> dict[str, Any]:
    response = client.post("/v1/afspraken/_vergelijk", json=body)
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    answered = response.json()
    assert isinstance(answered, dict)
    return answered


def topics(answer: dict[str, Any]) -> list[dict[str, Any]]:
    return [topic for row in answer["themas"] for topic in row["onderwerpen"]]


def test_a_comparison_has_every_field_of_the_contract(client: TestClient) -> None:
    answer = compared(client, gemeenten=["Lindewaard", "Oosterveen"], sommen=True)
    assert set(answer) == {
        "soort", "zoekvraag", "begrepen", "toelichting", "kanten", "themas", "sommen", "allesVergeleken",
    }  # fmt: skip
    assert set(answer["kanten"][0]) == {"id", "naam", "afspraken", "doorzocht", "toelichting", "filters"}
    assert set(answer["kanten"][0]["doorzocht"]) == {"documenten", "soorten", "vanJaar", "totJaar"}
    row = answer["themas"][0]
    assert set(row) == {"thema", "ontbreektBij", "cellen", "onderwerpen", "nietGetoond"}
    assert set(row["cellen"][0]) == {"kant", "totaal", "toelichting", "filters"}
    topic = next(one for one in topics(answer) if one["getallen"])
    assert set(topic) == {"gelijkenis", "gedeeld", "samenAfgesproken", "ontbreektBij", "cellen", "getallen"}
    assert set(topic["getallen"]) == {"vergelijkbaar", "redenen", "eenheid", "vergelijkPerJaar", "waarden"}
    assert set(topic["getallen"]["waarden"][0]) == {
        "kant", "afspraakId", "waarde", "totEnMet", "eenheid", "grens", "per", "segment", "perJaar", "omgerekend",
        "berekening",
    }  # fmt: skip
    assert [one["documenten"][0]["waarde"] for one in answer["sommen"]["kanten"]] == [190, 140]
    assert answer["sommen"]["getallen"]["vergelijkbaar"] is False


def test_the_filters_behind_a_number_find_exactly_those_commitments(client: TestClient) -> None:
    answer = compared(client, gemeenten=["Lindewaard", "Oosterveen"], filters={"metGetal": True})
    for row in answer["themas"]:
        for cell in row["cellen"]:
            found = client.post("/v1/afspraken/_zoek", json={"filters": cell["filters"]}).json()
            assert found["totaal"] == cell["totaal"]


def test_what_is_missing_is_said_as_not_found_in_what_was_searched(client: TestClient) -> None:
    answer = compared(client, gemeenten=["Oosterveen", "Zilverdam"])
    assert answer["kanten"][1]["toelichting"] == "geen documenten van Zilverdam om in te zoeken"
    for topic in topics(answer):
        assert topic["ontbreektBij"] == [1]
        assert topic["cellen"][1] == {
            "kant": 1, "afspraak": None, "toelichting": "geen documenten van Zilverdam om in te zoeken",
        }  # fmt: skip
    assert "bestaat niet" not in str(answer)


def test_documents_are_compared_in_every_standing_unless_one_is_chosen(client: TestClient) -> None:
    both = ["lindewaard-2024", "lindewaard-bod"]
    assert compared(client, documenten=both)["kanten"][1]["afspraken"] == 1
    chosen = compared(client, documenten=both, filters={"stand": ["afgesproken"]})
    assert chosen["kanten"][1]["afspraken"] == 0
    stands = {
        cell["afspraak"]["stand"]
        for topic in topics(compared(client, documenten=both))
        for cell in topic["cellen"]
        if cell["afspraak"] and cell["kant"] == 1
    }
    assert stands == {"voorstel"}


@pytest.mark.parametrize(
    ("body", "field", "words"),
    [
        ({}, "gemeenten", "twee tot zes"),
        ({"gemeenten": ["Lindewaard"]}, "gemeenten", "minstens twee"),
        ({"gemeenten": list("abcdefg")}, "gemeenten", "hoogstens zes"),
        ({"gemeenten": ["Lindewaard", "Osterveen"]}, "gemeenten.1", "Bedoelt u Oosterveen?"),
        ({"documenten": ["lindewaard-2024", "nergens"]}, "documenten.1", "staat niet in de bibliotheek"),
        ({"gemeenten": ["Lindewaard", "Oosterveen"], "corporaties": ["A", "B"]}, "gemeenten", "niet door elkaar"),
        ({"gemeenten": ["A", "B"], "onderwerpenPerThema": 26}, "onderwerpenPerThema", "hoogstens 25"),
        ({"gemeenten": ["Lindewaard", ""]}, "gemeenten.1", "leeg"),
        ({"gemeente": ["Lindewaard"]}, "gemeente", "bestaat niet"),
    ],
)  # fmt: skip
def test_a_request_that_is_wrong_is_refused_with_the_field_and_the_reason(
    client: TestClient, body: dict[str, object], field: str, words: str
) -> None:
    response = client.post("/v1/afspraken/_vergelijk", json=body)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    error = response.json()["fouten"][0]
    assert error["veld"] == field
    assert words in error["melding"]


def test_one_commitment_its_history_and_what_is_like_it(client: TestClient) -> None:
    found = client.post("/v1/afspraken/_zoek", json={"zoekvraag": "184 sociale huurwoningen"}).json()[
        "afspraken"
    ]
    one = next(one for one in found if one["citaat"].startswith("De corporaties bouwen in vier jaar 184"))
    assert client.get(f"/v1/afspraken/{one['id']}").json()["citaat"] == one["citaat"]
    told = client.get(f"/v1/afspraken/{one['id']}/geschiedenis").json()
    assert [version["gevraagd"] for version in told["versies"]] == [False, True, False, False]
    assert set(told["versies"][1]) == {
        "document", "gevraagd", "afspraak", "toelichting", "gelijkenis", "zeker", "vergelekenMet", "verschillen",
        "getallen",
    }  # fmt: skip
    assert {piece["soort"] for piece in told["versies"][1]["verschillen"]} == {"gelijk", "erbij", "eraf"}
    like = client.get(f"/v1/afspraken/{one['id']}/vergelijkbaar", params={"aantal": 1}).json()
    assert [found["afspraak"]["document"]["gemeenten"] for found in like["afspraken"]] == [["Oosterveen"]]


@pytest.mark.parametrize("rest", ["", "/geschiedenis", "/vergelijkbaar"])
def test_a_commitment_that_is_not_there_is_not_found(client: TestClient, rest: str) -> None:
    response = client.get(f"/v1/afspraken/niets.0c0{rest}")
    assert response.status_code == 404
    assert "staat niet (meer) in de bibliotheek" in response.json()["detail"]
