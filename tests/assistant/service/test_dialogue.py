"""Conversations that are read back and erased, and feedback on their answers."""

from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import Embedder
from corpus.owner import own
from corpus.settings import LibrarySettings


def ask(client: TestClient, question: str, conversation: str | None = None) -> dict[str, Any]:
    response = client.post("/v1/chat", json={"vraag": question, "gesprekId": conversation})
    assert response.status_code == 200, response.text
    answer = response.json()
    assert isinstance(answer, dict)
    return answer


def test_a_conversation_is_read_back_as_it_was_answered(client: TestClient) -> None:
    first = ask(client, "Hoeveel mag de huur in Lindewaard in 2026 omhoog?")
    second = ask(client, "En in 2027?", first["gesprekId"])
    found = client.get(f"/v1/gesprekken/{first['gesprekId']}")
    assert found.headers["cache-control"] == "no-store"
    conversation = found.json()
    assert set(conversation) == {"gesprekId", "begonnenOp", "beurten"}
    assert [turn["antwoord"] for turn in conversation["beurten"]] == [first, second]
    assert [turn["vraag"] for turn in conversation["beurten"]][1] == "En in 2027?"


def test_personal_data_in_a_question_is_not_kept(client: TestClient) -> None:
    answer = ask(client, "Mail mij op jan@voorbeeld.nl of bel 06-12345678 over de huur in Lindewaard")
    kept = client.get(f"/v1/gesprekken/{answer['gesprekId']}").text
    assert "jan@" not in kept
    assert "12345678" not in kept


def test_an_erased_conversation_is_gone_with_its_feedback(client: TestClient) -> None:
    answer = ask(client, "Hoeveel mag de huur in Lindewaard in 2026 omhoog?")
    feedback = {"antwoordId": answer["antwoordId"], "oordeel": "goed"}
    assert client.post("/v1/terugkoppelingen", json=feedback).status_code == 201
    gone = client.delete(f"/v1/gesprekken/{answer['gesprekId']}")
    assert (gone.status_code, gone.content) == (204, b"")
    assert client.get(f"/v1/gesprekken/{answer['gesprekId']}").status_code == 404
    assert client.delete(f"/v1/gesprekken/{answer['gesprekId']}").status_code == 404
    assert client.post("/v1/terugkoppelingen", json=feedback).status_code == 404


def test_feedback_is_kept_with_every_field(client: TestClient) -> None:
    answer = ask(client, "Hoeveel mag de huur in Lindewaard in 2026 omhoog?")
    body = {
        "antwoordId": answer["antwoordId"],
        "oordeel": "fout",
        "redenen": ["onvolledig"],
        "toelichting": "Bel mij op 06-12345678",
        "site": None,
    }
    response = client.post("/v1/terugkoppelingen", json=body)
    assert response.status_code == 201
    kept = response.json()
    assert kept.pop("terugkoppelingId")
    assert kept == {**body, "toelichting": "Bel mij op [weggelaten]"}


def test_feedback_that_is_wrong_lists_its_errors(client: TestClient) -> None:
    response = client.post("/v1/terugkoppelingen", json={"oordeel": "matig", "cijfer": 3})
    assert response.status_code == 400
    assert {error["veld"] for error in response.json()["fouten"]} == {"antwoordId", "oordeel", "cijfer"}


def test_no_file_of_the_library_holds_a_word_of_an_erased_conversation(
    data_copy: Path, embedder: Embedder
) -> None:
    def files_with_it() -> list[str]:
        files = [path for path in data_copy.rglob("*") if path.is_file()]
        return [path.name for path in files if b"kwispelpremie" in path.read_bytes()]

    settings = LibrarySettings(data=data_copy)
    with own(settings, embedder.fingerprint) as library:
        product = assemble(library, embedder, settings)
        state = ServiceState(ServiceSettings())
        state.open(product)
        with TestClient(create_app(state)) as client:
            for words in ("de kwispelpremie", "de huur en de kwispelpremie"):
                answer = ask(client, f"Wat is er in Lindewaard afgesproken over {words}?")
                ask(client, "vertel meer", answer["gesprekId"])
                assert files_with_it() == ["conversations.db"]
                assert client.delete(f"/v1/gesprekken/{answer['gesprekId']}").status_code == 204
                assert files_with_it() == []
        product.conversations.close()
    assert files_with_it() == []
