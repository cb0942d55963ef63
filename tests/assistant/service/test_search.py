"""POST /v1/passages/_zoek and /zoeken: finding passages, marking words, turning pages."""

from itertools import pairwise
from typing import Any

import pytest
from starlette.testclient import TestClient

from assistant.service.search import marks
from assistant.service.snippet import snippet
from corpus.terms import Sought


def search(client: TestClient, query: str = "schimmel en vocht", **body: object) -> dict[str, Any]:
    response = client.post("/v1/passages/_zoek", json={"zoekvraag": query, **body})
    assert response.status_code == 200, response.text
    found = response.json()
    assert isinstance(found, dict)
    return found


def test_a_search_has_every_field_of_the_contract(client: TestClient) -> None:
    found = search(client)
    assert set(found) == {
        "totaal", "totaalExact", "pagina", "paginaGrootte", "doorzocht", "begrepen", "toelichting", "facetten",
        "resultaten", "nabij",
    }  # fmt: skip
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
    [(start, end)] = marks(text, Sought("huur huren"))
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


def test_the_count_of_a_facet_is_what_it_finds_when_it_is_chosen(client: TestClient) -> None:
    found = search(client, "schimmel")
    for field in ("gemeenten", "soorten", "status", "jaren", "themas", "corporaties"):
        for facet in found["facetten"][field][:3]:
            chosen = search(client, "schimmel", filters={field: [facet["waarde"]]})
            assert chosen["totaal"] >= facet["aantal"] > 0, (field, facet)


def test_the_facet_that_is_filtered_on_keeps_its_other_values(client: TestClient) -> None:
    whole = search(client, "huur")["facetten"]
    kept = search(client, "huur", filters={"gemeenten": ["Lindewaard"]})["facetten"]
    assert {"Lindewaard", "Oosterveen"} <= {facet["waarde"] for facet in kept["gemeenten"]}
    assert {facet["waarde"] for facet in kept["corporaties"]} < {
        facet["waarde"] for facet in whole["corporaties"]
    }


def test_every_result_of_a_long_list_is_shown_exactly_once_in_every_order(client: TestClient) -> None:
    for order in ("relevantie", "nieuwste", "oudste"):
        total = search(client, "huur", sortering=order)["totaal"]
        assert total > 200
        shown = [
            result["passageId"]
            for page in range(1, total // 100 + 2)
            for result in search(client, "huur", sortering=order, pagina=page, paginaGrootte=100)[
                "resultaten"
            ]
        ]
        assert len(shown) == len(set(shown)) == total


def test_scores_go_down_over_all_pages(client: TestClient) -> None:
    scores = [
        result["score"]
        for page in (1, 2, 3)
        for result in search(client, "huur", pagina=page, paginaGrootte=100)["resultaten"]
    ]
    assert scores[100:] == sorted(scores[100:], reverse=True)
    assert max(scores[100:]) <= min(scores[:100])


def test_a_phrase_is_found_only_where_its_words_stand_together(client: TestClient) -> None:
    apart, together = search(client, "passend toewijzen"), search(client, '"passend toewijzen"')
    assert 0 < together["totaal"] < apart["totaal"]
    for result in together["resultaten"]:
        text = " ".join([*result["koppen"], result["tekst"]]).lower()
        assert "passend toe" in text or "passende toe" in text


def test_the_beginning_of_a_word_finds_and_marks_whole_words(client: TestClient) -> None:
    found = search(client, "huurverh*")
    assert found["totaal"] > 0
    assert found["totaalExact"]
    marked = [
        result["tekst"][start:end].lower()
        for result in found["resultaten"]
        for start, end in result["markeringen"]
    ]
    assert marked
    assert all("huur" in word or "verh" in word for word in marked)


def test_what_holds_none_of_the_words_is_offered_but_not_counted(client: TestClient) -> None:
    found = search(client, "zwembad glijbaan")
    assert (found["totaal"], found["resultaten"]) == (0, [])
    assert 0 < len(found["nabij"]) <= 3


def test_what_a_search_names_is_told_and_does_not_filter(client: TestClient) -> None:
    found = search(client, "wat staat er in het bod van Hagelinde over nieuwbouw in 2026")
    assert found["begrepen"]["soorten"] == ["bod"]
    assert found["begrepen"]["corporaties"] == ["Woonstichting Hagelinde"]
    assert found["begrepen"]["jaren"] == [2026]
    assert found["doorzocht"]["documenten"] > 100


def test_a_municipality_without_documents_is_named_with_what_there_is(client: TestClient) -> None:
    found = search(client, "nieuwbouw in Hengelo")
    assert found["begrepen"]["onbekend"] == ["Hengelo"]
    [note] = found["toelichting"]
    assert note.startswith("Ik heb geen documenten van Hengelo. Wel van gemeenten in dezelfde provincie")
    assert "Enschede" in note


def test_a_former_municipality_is_explained(client: TestClient) -> None:
    [note] = search(client, "nieuwbouw in Weesp")["toelichting"]
    assert note.startswith("Weesp is sinds 2022 geen gemeente meer. Het hoort nu bij Amsterdam.")


def test_a_snippet_keeps_its_marks_on_the_same_words() -> None:
    text = "Inleiding zonder iets. " * 30 + "De corporatie pakt schimmel aan. " + "Slot zonder iets. " * 30
    start = text.index("schimmel")
    shown, [(first, last)] = snippet(text, [(start, start + len("schimmel"))])
    assert shown[first:last] == "schimmel"
    assert len(shown) < 450
    assert shown.startswith("… ")
    assert shown.endswith(" …")


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
    assert len(set(years)) > 1
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
    assert "/zoeken?q=huur&amp;soort=bod&amp;sortering=nieuwste" in page
    assert '<input type="checkbox" form="zoek" name="soort" value="bod" checked>' in page


def test_what_the_words_name_becomes_a_filter_that_can_be_let_go(client: TestClient) -> None:
    page = client.get("/zoeken", params={"q": "huur in lindewaart"}).text
    assert 'name="gemeente" value="Lindewaard" checked' in page
    without = "/zoeken?q=huur+in+lindewaart&amp;begrepen=Lindewaard"
    assert f'href="{without}"' in page
    again = client.get(without.replace("&amp;", "&")).text
    assert 'value="Lindewaard" checked' not in again


def test_a_name_that_the_words_no_longer_hold_filters_no_longer(client: TestClient) -> None:
    params = {"q": "huur in oosterveen", "gemeente": "Lindewaard", "begrepen": "Lindewaard"}
    page = client.get("/zoeken", params=params).text
    assert 'value="Oosterveen" checked' in page
    assert 'value="Lindewaard" checked' not in page


def test_a_search_that_finds_nothing_offers_searches_that_do(client: TestClient) -> None:
    page = client.get(
        "/zoeken", params={"q": "schimmel", "gemeente": "Lindewaard", "soort": "woonvisie"}
    ).text
    assert "Hier is niets over gevonden." in page
    assert "zonder de keuze bij soort document" in page
    assert "/zoeken?q=schimmel&amp;gemeente=Lindewaard" in page


def test_an_empty_search_with_filters_asks_for_words(client: TestClient) -> None:
    page = client.get("/zoeken", params={"gemeente": "Lindewaard"}).text
    assert "Typ een of meer woorden." in page


@pytest.mark.parametrize("params", [{"pagina": "0"}, {"soort": "kleur"}, {"jaar": "morgen"}])
def test_an_address_that_is_wrong_is_refused_with_a_page(client: TestClient, params: dict[str, str]) -> None:
    response = client.get("/zoeken", params={"q": "huur", **params}, headers={"Accept": "text/html"})
    assert response.status_code == 400
    assert "<h1>" in response.text
