"""POST /v1/chat: the contract of the answer, its events, its refusals."""

import json
import logging
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState

QUESTION = "Hoeveel mag de huur in Lindewaard in 2026 omhoog?"
ANSWER_FIELDS = {
    "antwoordId", "gesprekId", "status", "tekst", "zinnen", "toelichting", "verwijzingen", "keuzes", "bronnen",
    "doorzocht", "vervolgvragen", "begrepenAls", "telling", "gemaaktDoor", "duurMs",
}  # fmt: skip
SOURCE_FIELDS = {
    "nummer", "passageId", "citaat", "paginaVan", "paginaTot", "paginaLabel", "koppen", "paginaUrl", "bronUrl",
    "herkend", "document",
}  # fmt: skip
DOCUMENT_FIELDS = {
    "id", "titel", "soort", "herkomst", "kennisdatum", "gemeenten", "corporaties", "huurdersorganisaties",
    "periode", "status", "themas",
}  # fmt: skip


def ask(client: TestClient, **body: object) -> dict[str, Any]:
    response = client.post("/v1/chat", json={"vraag": QUESTION, **body})
    assert response.status_code == 200, response.text
    answer = response.json()
    assert isinstance(answer, dict)
    return answer


def events(text: str) -> list[tuple[str, Any]]:
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n", 1)
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_an_answer_has_every_field_of_the_contract_and_no_other(client: TestClient) -> None:
    answer = ask(client)
    assert set(answer) == ANSWER_FIELDS
    assert answer["status"] == "beantwoord"
    assert set(answer["doorzocht"]) == {"documenten", "passages", "gemeente", "vanJaar", "totJaar"}
    assert set(answer["gemaaktDoor"]) == {"ai", "antwoordwijze", "model", "prompts", "versie"}
    assert answer["gemaaktDoor"]["ai"] is True
    assert answer["gemaaktDoor"]["model"] is None
    assert all(isinstance(value, int) for value in answer["duurMs"].values())
    assert "totaal" in answer["duurMs"]
    for source in answer["bronnen"]:
        assert set(source) == SOURCE_FIELDS
        assert set(source["document"]) == DOCUMENT_FIELDS
        assert set(source["document"]["periode"]) == {"van", "tot"}


def test_every_sentence_names_sources_that_are_in_the_list(client: TestClient) -> None:
    answer = ask(client)
    numbers = {source["nummer"] for source in answer["bronnen"]}
    assert answer["zinnen"]
    for sentence in answer["zinnen"]:
        assert sentence["bronnen"]
        assert set(sentence["bronnen"]) <= numbers
        assert sentence["tekst"] in answer["tekst"]


def test_a_source_opens_the_page_on_which_its_quote_is_marked(client: TestClient) -> None:
    for source in ask(client)["bronnen"]:
        page = client.get(source["paginaUrl"]).json()
        assert page["pagina"] == source["paginaVan"]
        assert page["uitgave"] == parse_qs(urlsplit(source["paginaUrl"]).query)["uitgave"][0]
        marked = "".join(page["tekst"][start:end] for start, end in page["markeringen"])
        assert marked
        assert source["citaat"].startswith(marked)


def test_an_example_document_has_no_address_of_an_original(client: TestClient) -> None:
    examples = [source for source in ask(client)["bronnen"] if source["document"]["herkomst"] == "voorbeeld"]
    assert examples
    assert {source["bronUrl"] for source in examples} == {None}


def test_the_events_tell_the_answer_and_end_with_the_whole_of_it(client: TestClient) -> None:
    response = client.post("/v1/chat", json={"vraag": QUESTION}, headers={"Accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    assert response.headers["cache-control"] == "no-store"
    found = events(response.text)
    names = [name for name, _ in found]
    assert names[0] == "begrepen"
    assert names[-1] == "klaar"
    answer = found[-1][1]
    assert set(answer) == ANSWER_FIELDS
    assert [data for name, data in found if name == "zin"] == answer["zinnen"]
    told = [source["nummer"] for name, data in found if name == "bronnen" for source in data["bronnen"]]
    assert {source["nummer"] for source in answer["bronnen"]} <= set(told)


def test_the_events_hold_the_same_answer_as_the_object(client: TestClient) -> None:
    streamed = events(
        client.post("/v1/chat", json={"vraag": QUESTION}, headers={"Accept": "text/event-stream"}).text
    )[-1][1]
    whole = ask(client)
    for changing in ("antwoordId", "gesprekId", "duurMs"):
        streamed.pop(changing)
        whole.pop(changing)
    assert streamed == whole


def test_nothing_found_is_said_with_what_was_searched_and_without_sources(client: TestClient) -> None:
    answer = ask(client, vraag="Hoeveel parkeerboetes deelde Groningen uit in 1850?")
    assert answer["zinnen"] == []
    assert answer["doorzocht"]["documenten"] > 0
    assert answer["status"] in {"nietGevonden", "buitenOnderwerp", "verduidelijkingNodig"}


def test_a_filter_keeps_other_documents_out_of_the_sources(client: TestClient) -> None:
    answer = ask(client, vraag="Wat is er afgesproken over de huur?", filters={"gemeenten": ["Oosterveen"]})
    assert answer["bronnen"]
    assert all(source["document"]["gemeenten"] == ["Oosterveen"] for source in answer["bronnen"])


def test_a_second_question_is_understood_from_the_first(client: TestClient) -> None:
    first = ask(client)
    second = ask(client, vraag="En in 2027?", gesprekId=first["gesprekId"])
    assert second["gesprekId"] == first["gesprekId"]
    assert second["antwoordId"] != first["antwoordId"]
    assert "2027" in second["begrepenAls"]
    assert "huur" in second["begrepenAls"].lower()


def test_an_unknown_conversation_is_not_found(client: TestClient) -> None:
    response = client.post("/v1/chat", json={"vraag": QUESTION, "gesprekId": "bestaat-niet"})
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_every_error_in_a_request_is_listed(client: TestClient) -> None:
    body = {
        "vraag": "  ",
        "onbekend": 1,
        "doelgroep": "iedereen",
        "filters": {"jaren": ["x"], "kleur": "rood"},
    }
    response = client.post("/v1/chat", json=body)
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert set(problem) == {"type", "title", "status", "detail", "instance", "fouten"}
    assert problem["status"] == 400
    assert problem["instance"] == "/v1/chat"
    assert {error["veld"] for error in problem["fouten"]} == {
        "vraag",
        "onbekend",
        "doelgroep",
        "filters.jaren.0",
        "filters.kleur",
    }
    assert all(set(error) == {"veld", "melding", "waarde"} for error in problem["fouten"])


@pytest.mark.parametrize(
    "body",
    [b"{", b"", b"[]", b'"tekst"', b"null", b'{"vraag": "\\ud800"}', b'{"vraag": null}', b"\xff\xfe"],
)
def test_a_body_that_is_not_a_question_is_a_400(client: TestClient, body: bytes) -> None:
    response = client.post("/v1/chat", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert response.json()["fouten"]


def test_the_longest_question_is_taken_and_a_longer_one_refused(client: TestClient) -> None:
    assert client.post("/v1/chat", json={"vraag": "huur " * 200}).status_code == 200
    assert client.post("/v1/chat", json={"vraag": "x" * 1001}).status_code == 400


def test_another_content_type_is_a_415(client: TestClient) -> None:
    response = client.post("/v1/chat", content="vraag=huur", headers={"Content-Type": "text/plain"})
    assert response.status_code == 415
    assert response.json()["status"] == 415


def test_a_body_that_is_too_large_is_a_413_announced_or_not(client: TestClient) -> None:
    headers = {"Content-Type": "application/json"}
    large = b'{"vraag": "' + b"x" * 70_000 + b'"}'
    announced = client.post("/v1/chat", content=large, headers=headers)
    streamed = client.post("/v1/chat", content=iter([large[:40_000], large[40_000:]]), headers=headers)
    for response in (announced, streamed):
        assert response.status_code == 413
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["status"] == 413


def test_a_client_that_asks_too_much_is_told_when_to_come_back(product: Product) -> None:
    state = ServiceState(ServiceSettings(questions_per_minute=2))
    state.open(product)
    app = create_app(state)
    with TestClient(app, client=("203.0.113.5", 1)) as busy:
        statuses = [busy.post("/v1/chat", json={"vraag": "Hallo"}).status_code for _ in range(3)]
        assert statuses == [200, 200, 429]
        refused = busy.post("/v1/chat", json={"vraag": "Hallo"})
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert refused.json()["title"] == "Te veel vragen achter elkaar"
        other = TestClient(app, client=("203.0.113.6", 1))
        assert other.post("/v1/chat", json={"vraag": "Hallo"}).status_code == 200
        itself = TestClient(app, client=("127.0.0.1", 1))
        assert [itself.post("/v1/chat", json={"vraag": "Hallo"}).status_code for _ in range(3)] == [200] * 3


def test_a_failure_is_a_problem_and_its_log_does_not_hold_the_question(
    failing_client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        whole = failing_client.post("/v1/chat", json={"vraag": QUESTION})
        streamed = failing_client.post(
            "/v1/chat", json={"vraag": QUESTION}, headers={"Accept": "text/event-stream"}
        )
    assert whole.status_code == 500
    assert whole.headers["content-type"] == "application/problem+json"
    assert "geheime" not in whole.text
    [(name, problem)] = events(streamed.text)
    assert name == "fout"
    assert problem == whole.json()
    logged = caplog.text
    assert "RuntimeError" in logged
    assert "geheime" not in logged
    assert "Lindewaard" not in logged
