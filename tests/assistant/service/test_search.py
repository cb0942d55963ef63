"""POST /v1/passages/_zoek and /zoeken: finding passages, marking words, turning pages."""

from itertools import pairwise
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.service.search import marks
from corpus.terms import analyse


def search(client: TestClient, query: str = "schimmel en vocht", **body: object) -> dict[str, Any]:
    response = client.post("/v1/passages/_zoek", json={"zoekvraag": query, **body})
    assert response.status_code == 200, response.text
    found = response.json()
    assert isinstance(found, dict)
    return found


def test_a_search_has_every_field_of_the_contract(client: TestClient) -> None:
    found = search(client)
    assert set(found) == {"totaal", "pagina", "paginaGrootte", "doorzocht", "facetten", "resultaten"}
    assert set(found["facetten"]) == {"gemeenten", "corporaties", "themas", "soorten", "jaren", "status"}
    assert set(found["doorzocht"]) == {"documenten", "passages", "vanJaar", "totJaar"}
    assert set(found["resultaten"][0]) == {
        "passageId", "tekst", "markeringen", "score", "paginaVan", "paginaTot", "paginaLabel", "koppen",
        "paginaUrl", "bronUrl", "herkend", "document",
    }  # fmt: skip
    assert (found["pagina"], found["paginaGrootte"]) == (1, 20)


def test_marks_stand_on_words_with_the_stem_of_a_word_of_the_query(client: TestClient) -> None:
    best = search(client, "schimmels")["resultaten"][0]
    words = [best["tekst"][start:end].lower() for start, end in best["markeringen"]]
    assert words
    assert all(word.startswith("schimmel") for word in words)


def test_marks_count_code_points_also_after_characters_outside_the_basic_plane() -> None:
    text = "🏠🏠 é́ De huren stijgen."
    [(start, end)] = marks(text, {token.term for token in analyse("huur huren")})
    assert text[start:end] == "huren"


def test_pages_of_results_follow_on_each_other_without_overlap_or_gap(client: TestClient) -> None:
    whole = [result["passageId"] for result in search(client, "huur", paginaGrootte=100)["resultaten"]]
    parts = [
        result["passageId"]
        for page in range(1, 5)
        for result in search(client, "huur", pagina=page, paginaGrootte=7)["resultaten"]
    ]
    assert parts == whole[:28]
    assert len(set(whole)) == len(whole)


def test_a_page_past_the_end_is_empty_with_the_same_total(client: TestClient) -> None:
    found = search(client, pagina=500)
    assert found["resultaten"] == []
    assert found["totaal"] == search(client)["totaal"] > 0


def test_facets_count_all_that_was_found_and_not_the_page_alone(client: TestClient) -> None:
    found = search(client, "huur verhoging 2024", paginaGrootte=1)
    kinds = {facet["waarde"]: facet["aantal"] for facet in found["facetten"]["soorten"]}
    assert sum(kinds.values()) == found["totaal"]
    first = search(client, "huur verhoging 2024", paginaGrootte=100)["resultaten"]
    shown = sum(result["document"]["soort"] == "prestatieafspraken" for result in first)
    assert kinds["prestatieafspraken"] >= shown > 1


def test_a_facet_used_as_a_filter_leaves_only_its_documents(client: TestClient) -> None:
    found = search(client, "huur", filters={"soorten": ["bod"]})
    assert {result["document"]["soort"] for result in found["resultaten"]} == {"bod"}
    bids = client.get("/v1/documenten", params={"soort": "bod"}).json()["totaal"]
    assert found["doorzocht"]["documenten"] == bids


@pytest.mark.parametrize(("order", "sign"), [("nieuwste", -1), ("oudste", 1)])
def test_sorting_by_year_goes_one_way_and_puts_unknown_years_last(
    client: TestClient, order: str, sign: int
) -> None:
    found = search(client, "huur", sortering=order, paginaGrootte=100)["resultaten"]

    def year(result: dict[str, Any]) -> int:
        document = result["document"]
        known = document["kennisdatum"]
        return int(document["periode"]["van"] or document["periode"]["tot"] or (known or "0")[:4])

    years = [year(result) for result in found]
    assert len(set(years)) > 2
    assert all(sign * one <= sign * next_one for one, next_one in pairwise(years))


def test_a_search_that_is_wrong_lists_its_errors(client: TestClient) -> None:
    body = {"zoekvraag": "", "pagina": 0, "paginaGrootte": 101, "sortering": "kleur", "q": 1}
    response = client.post("/v1/passages/_zoek", json=body)
    assert response.status_code == 400
    assert {error["veld"] for error in response.json()["fouten"]} == {
        "zoekvraag",
        "pagina",
        "paginaGrootte",
        "sortering",
        "q",
    }


def test_the_search_page_shows_marked_results_with_where_they_stand(client: TestClient) -> None:
    page = client.get("/zoeken", params={"q": "schimmel"}, headers={"Accept": "text/html"}).text
    assert "<mark>schimmel</mark>" in page
    assert "/v1/documenten/lindewaard-prestatieafspraken-2024-2027/paginas/9?uitgave=" in page
    assert "Voorbeeld" in page


def test_personal_data_leaves_the_address_of_a_search_before_anything_else(client: TestClient) -> None:
    response = client.get("/zoeken", params={"q": "huur jan@voorbeeld.nl"}, follow_redirects=False)
    assert response.status_code == 303
    assert "voorbeeld.nl" not in response.headers["location"]
    assert "jan%40" not in response.headers["location"]
    shown = client.get(response.headers["location"]).text
    assert "jan@" not in shown


def test_words_of_a_search_are_shown_as_text_and_never_as_markup(client: TestClient) -> None:
    page = client.get("/zoeken", params={"q": '"><script>alert(1)</script>'}, headers={"Accept": "text/html"})
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_chosen_facets_stay_in_the_links_of_the_search_page(client: TestClient) -> None:
    page = client.get("/zoeken", params={"q": "huur", "soort": "bod"}, headers={"Accept": "text/html"}).text
    assert "sortering=nieuwste" in page
    assert "/zoeken?q=huur&amp;soort=bod&amp;sortering=nieuwste" in page
