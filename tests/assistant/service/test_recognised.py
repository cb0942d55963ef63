"""What was read from a scan says so wherever it is shown: in an answer, among results, and on its page."""

import pytest
from starlette.testclient import TestClient

from ingest.read.ocr import LANGUAGE, languages

pytestmark = pytest.mark.skipif(LANGUAGE not in languages(), reason="tesseract with Dutch is not installed")

SCAN = "oosterveen-prestatieafspraken-2021-2024"
QUESTION = "Wat was het leefbaarheidsbudget per verhuureenheid in de prestatieafspraken Oosterveen 2021–2024?"


def test_an_answer_from_a_scan_says_so_of_its_source_and_in_a_note(client: TestClient) -> None:
    answer = client.post("/v1/chat", json={"vraag": QUESTION}).json()
    (source,) = [source for source in answer["bronnen"] if source["document"]["id"] == SCAN]
    assert source["herkend"] is True
    assert source["citaat"] == "De corporaties besteden per verhuureenheid € 90 per jaar aan leefbaarheid."
    (note,) = [note for note in answer["toelichting"] if note.startswith("Herkende tekst")]
    assert note in answer["tekst"]


def test_an_answer_from_digital_text_says_nothing_of_the_kind(client: TestClient) -> None:
    answer = client.post(
        "/v1/chat", json={"vraag": "Hoeveel mag de huur in Lindewaard in 2026 omhoog?"}
    ).json()
    assert {source["herkend"] for source in answer["bronnen"]} == {False}
    assert not [note for note in answer["toelichting"] if "erkende" in note]


def test_results_and_the_search_page_say_which_text_is_recognised(client: TestClient) -> None:
    search = {
        "zoekvraag": "besteden per verhuureenheid leefbaarheid",
        "filters": {"gemeenten": ["Oosterveen"]},
    }
    results = client.post("/v1/passages/_zoek", json=search).json()["resultaten"]
    assert {result["herkend"] for result in results if result["document"]["id"] == SCAN} == {True}
    assert {result["herkend"] for result in results if result["document"]["id"] != SCAN} == {False}
    shown = client.get("/zoeken", params={"q": "besteden per verhuureenheid leefbaarheid oosterveen"}).text
    assert "Herkende tekst" in shown


def test_the_page_says_that_its_text_is_recognised_and_marks_the_quote(client: TestClient) -> None:
    answer = client.post("/v1/chat", json={"vraag": QUESTION}).json()
    (address,) = [s["paginaUrl"] for s in answer["bronnen"] if s["document"]["id"] == SCAN]
    page = client.get(address, headers={"Accept": "application/json"}).json()
    assert page["herkend"] is True
    assert page["vlakken"]
    assert "Herkende tekst." in client.get(address, headers={"Accept": "text/html"}).text
