"""Exports of known commitments, opened again as their readers open them, beside what the API says of the same."""

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from starlette.testclient import TestClient

from assistant.exports.labels import MODALITIES, STANDINGS
from assistant.exports.sheet import MADE_WITH_AI
from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState

ASKED: dict[str, Any] = {
    "zoekvraag": "woningen",
    "filters": {"gemeenten": ["Lindewaard", "Zilverdam"], "stand": []},
}
ADDRESS = "q=woningen&gemeente=Lindewaard&gemeente=Zilverdam&stand=alles"


@pytest.fixture
def client(precedents_product: Product) -> Iterator[TestClient]:
    state = ServiceState(ServiceSettings(questions_per_minute=0))
    state.open(precedents_product)
    with TestClient(create_app(state)) as client:
        yield client


def found(client: TestClient, **body: object) -> list[dict[str, Any]]:
    """Everything that a search finds, page by page."""
    pages: list[dict[str, Any]] = []
    while True:
        answer = client.post(
            "/v1/afspraken/_zoek", json={**body, "pagina": len(pages) // 100 + 1, "paginaGrootte": 100}
        ).json()
        pages += answer["afspraken"]
        if len(pages) == answer["totaal"]:
            return pages


def exported(client: TestClient, kind: str, sort: str = "zoekopdracht", **body: object) -> bytes:
    response = client.post("/v1/afspraken/_exporteer", json={"soort": sort, "formaat": kind, **body})
    assert response.status_code == 200, response.text
    return response.content


def table(content: bytes) -> list[dict[str, str]]:
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def book(content: bytes) -> Any:
    return load_workbook(io.BytesIO(content))


def written(content: bytes) -> Any:
    return Document(io.BytesIO(content))


def paragraphs(content: bytes, style: str) -> list[str]:
    return [paragraph.text for paragraph in written(content).paragraphs if paragraph.style.name == style]


def rows_of(made: Any, sheet: str) -> list[dict[str, Any]]:
    header, *rows = made[sheet].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def test_a_table_of_text_has_exactly_what_the_search_finds(client: TestClient) -> None:
    rows, ones = table(exported(client, "csv", **ASKED)), found(client, **ASKED)
    assert len(ones) > 10
    assert [row["Kenmerk"] for row in rows] == [one["id"] for one in ones]
    for row, one in zip(rows, ones, strict=True):
        assert row["Citaat"] == one["citaat"]
        assert row["Document"] == one["document"]["titel"]
        assert row["Gemeente"] == ", ".join(one["document"]["gemeenten"])
        assert row["Corporaties"] == ", ".join(one["document"]["corporaties"])
        assert row["Stand"] == STANDINGS[one["stand"]]
        assert row["Hardheid"] == MODALITIES[one["hardheid"]]
        assert row["Wat"].startswith(one["handeling"])
        assert row["Adres van de pagina"] == f"http://testserver{one['pagina']['url']}"
        assert row["Pagina"] == one["pagina"]["label"]
        assert row["Blad in het bestand"] == str(one["pagina"]["nummer"])
        assert row["Uiterlijk"] == (one["uiterlijk"] or "")
        assert row["Waarde"] == ("7" if one["getallen"] else "")
        assert row["Eenheid"] == (one["getallen"][0]["eenheid"] if one["getallen"] else "")
        assert row["Gezocht op"] == "2026-11-23"
        assert MADE_WITH_AI in row["Verantwoording"]
        assert "“woningen”" in row["Vraag"]


def test_a_workbook_has_the_same_rows_with_numbers_days_and_links(client: TestClient) -> None:
    made, ones = book(exported(client, "xlsx", **ASKED)), found(client, **ASKED)
    assert made.sheetnames == ["Afspraken", "Verantwoording"]
    sheet, rows = made["Afspraken"], rows_of(made, "Afspraken")
    assert [row["Kenmerk"] for row in rows] == [one["id"] for one in ones]
    assert [row["Citaat"] for row in rows] == [one["citaat"] for one in ones]
    days = [row["Uiterlijk"].date().isoformat() if row["Uiterlijk"] else None for row in rows]
    assert days == [one["uiterlijk"] for one in ones]
    assert [row["Waarde"] for row in rows] == [
        one["getallen"][0]["waarde"] if one["getallen"] else None for one in ones
    ]
    assert {type(row["Waarde"]) for row in rows if row["Waarde"] is not None} == {int}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == sheet.dimensions
    links = [cell.hyperlink.target for row in sheet.iter_rows(min_row=2) for cell in row if cell.hyperlink]
    assert links == [f"http://testserver{one['pagina']['url']}" for one in ones]


def test_the_account_says_what_was_asked_when_in_what_and_that_a_machine_did_it(client: TestClient) -> None:
    asked: dict[str, Any] = {
        "zoekvraag": "woningen",
        "filters": {"gemeenten": ["Lindewaard", "Utrecht"], "hardheid": ["inspanning"]},
    }
    searched = client.post("/v1/afspraken/_zoek", json=asked).json()["doorzocht"]
    told = {
        str(name): line for name, line in book(exported(client, "xlsx", **asked))["Verantwoording"].iter_rows(
            values_only=True
        ) if name
    }  # fmt: skip
    assert told["Zoekvraag"] == "“woningen”"
    assert told["Gemeente"] == "Lindewaard of Utrecht"
    assert told["Hardheid"] == "inspanning"
    assert told["Stand"] == "afgesproken"
    assert told["Datum"] == "23 november 2026"
    assert f"{searched['documenten']} documenten" in told["Doorzocht"]
    assert told["Let op"] == MADE_WITH_AI
    document = written(exported(client, "docx", **asked))
    lines = {row.cells[0].text: row.cells[1].text for row in document.tables[-1].rows}
    assert told["Doorzocht"] in lines["Doorzocht"]
    assert "Geen enkel document is er van: Utrecht." in lines["Doorzocht"]
    assert MADE_WITH_AI in lines["Let op"]
    assert MADE_WITH_AI in document.sections[0].footer.paragraphs[0].text


@pytest.mark.parametrize("by", ["document", "thema"])
def test_a_document_quotes_everything_found_with_its_source(client: TestClient, by: str) -> None:
    content, ones = exported(client, "docx", groepering=by, **ASKED), found(client, **ASKED)
    quotes = paragraphs(content, "Quote")
    assert sorted(quotes) == sorted(f"“{one['citaat']}”" for one in ones)
    made = written(content)
    urls = {rel.target_ref for rel in made.part.rels.values() if rel.is_external}
    assert urls == {f"http://testserver{one['pagina']['url']}" for one in ones}
    sources = [text for text in paragraphs(content, "Bron") if "pagina" in text]
    assert len(sources) == len(ones)
    assert sum("Voorstel, geen afspraak." in text for text in sources) == sum(
        one["stand"] == "voorstel" for one in ones
    )
    heads = paragraphs(content, "Heading 1")
    assert len(heads) == 1 + len(
        {one["document"]["id"] if by == "document" else one["themas"][0] for one in ones}
    )
    assert (made.sections[0].page_width.cm, made.sections[0].page_height.cm) == pytest.approx(
        (21, 29.7), 0.001
    )


def test_notes_stand_with_their_quotes_in_every_file(client: TestClient) -> None:
    one, other = found(client, **ASKED)[:2]
    notes = {one["id"]: "Vraag dit na.\nOok bij Kadewonen."}
    asked = {**ASKED, "notities": notes}
    rows = table(exported(client, "csv", **asked))
    assert {row["Kenmerk"]: row["Notitie"] for row in rows if row["Notitie"]} == notes
    rows = rows_of(book(exported(client, "xlsx", **asked)), "Afspraken")
    assert {row["Kenmerk"]: row["Notitie"] for row in rows if row["Notitie"]} == notes
    assert paragraphs(exported(client, "docx", **asked), "Notitie") == [f"Notitie: {notes[one['id']]}"]
    basket = {"afspraken": [other["id"], one["id"]], "notities": notes}
    rows = table(exported(client, "csv", "mandje", **basket))
    assert [(row["Kenmerk"], row["Notitie"]) for row in rows] == [
        (other["id"], ""),
        (one["id"], notes[one["id"]]),
    ]


def test_a_basket_says_what_is_no_longer_there(client: TestClient) -> None:
    kept = found(client, **ASKED)[0]["id"]
    made = book(exported(client, "xlsx", "mandje", afspraken=[kept, "weg.0c1", kept]))
    assert [row["Kenmerk"] for row in rows_of(made, "Afspraken")] == [kept]
    told = [line for _, line in made["Verantwoording"].iter_rows(values_only=True, min_col=1, max_col=2)]
    assert any(line and line.startswith("1 gekozen afspraak staat niet meer") for line in told)


def test_a_form_without_a_script_takes_the_basket_along(client: TestClient) -> None:
    one, other = (found["id"] for found in found(client, **ASKED)[:2])
    response = client.post("/afspraken/mandje/export.csv", data={"id": f"{one} {other}", "noot": "laatste"})
    rows = table(response.content)
    assert [(row["Kenmerk"], row["Notitie"]) for row in rows] == [(one, ""), (other, "laatste")]
    assert client.post("/afspraken/mandje/export.csv", json={"id": one}).status_code == 415


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_count_is_exported_with_the_list_behind_every_number(client: TestClient, kind: str) -> None:
    asked: dict[str, Any] = {
        "zoekvraag": "woningen",
        "per": "gemeente",
        "filters": {"stand": [], "jaren": [2025]},
    }
    counted = client.post("/v1/afspraken/_tel", json=asked).json()
    content = exported(client, kind, "telling", **asked)
    rows = table(content) if kind == "csv" else rows_of(book(content), "Telling")
    assert [(row["Gemeente"], int(row["Afspraken"]), int(row["Documenten"])) for row in rows] == [
        (row["waarde"], row["afspraken"], row["documenten"]) for row in counted["rijen"]
    ]
    if kind == "csv":
        assert f"In totaal zijn er {counted['afspraken']} afspraken" in rows[0]["Verantwoording"]
        return
    cells = book(content)["Telling"].iter_rows(min_row=2)
    for (value, number, *_), row in zip(cells, counted["rijen"], strict=True):
        query = number.hyperlink.target.removeprefix("http://testserver/afspraken?")
        behind = table(client.get(f"/afspraken/export.csv?{query}").content)
        assert value.value == row["waarde"]
        assert len([one for one in behind if one["Kenmerk"]]) == number.value == row["afspraken"]


def test_a_comparison_is_exported_with_its_quotes_and_sources(client: TestClient) -> None:
    asked: dict[str, Any] = {"gemeenten": ["Lindewaard", "Zilverdam"], "zoekvraag": "woningen"}
    made = book(exported(client, "xlsx", "vergelijking", **asked))
    assert made.sheetnames == ["Vergelijking", "Bronnen", "Verantwoording"]
    rows = rows_of(made, "Vergelijking")
    agreed = {(one["citaat"], one["pagina"]["url"]) for one in found(client, zoekvraag="woningen")}
    told = [row[side] for row in rows for side in ("Lindewaard", "Zilverdam") if isinstance(row[side], str)]
    quotes = [text[1:].partition("”")[0] for text in told if text.startswith("“")]
    assert quotes
    assert set(quotes) <= {quote for quote, _ in agreed}
    linked = {
        (cell.value[1:].partition("”")[0], cell.hyperlink.target.removeprefix("http://testserver"))
        for row in made["Vergelijking"].iter_rows(min_row=2)
        for cell in row
        if cell.hyperlink and isinstance(cell.value, str)
    }
    assert {quote for quote, _ in linked} == set(quotes)
    assert linked <= agreed
    sources = rows_of(made, "Bronnen")
    assert {row["Adres van de pagina"] for row in sources} == {f"http://testserver{url}" for _, url in linked}
    document = written(exported(client, "docx", "vergelijking", **asked))
    assert [cell.text for cell in document.tables[0].rows[0].cells] == [
        "Onderwerp", "Lindewaard", "Zilverdam", "Getallen",
    ]  # fmt: skip
    assert len(document.tables[0].rows) == len(rows) + 1


@pytest.mark.parametrize("kind", ["csv", "xlsx", "docx"])
def test_the_address_of_a_page_gives_its_file(client: TestClient, kind: str) -> None:
    response = client.get(f"/afspraken/export.{kind}?{ADDRESS}")
    assert response.status_code == 200
    assert response.headers["content-disposition"] == (
        f'attachment; filename="afspraken-over-woningen-2026-11-23.{kind}"'
    )
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-content-type-options"] == "nosniff"
    if kind == "csv":
        assert response.content == exported(client, "csv", **ASKED)


def test_a_place_named_in_the_words_of_an_address_filters_as_on_the_page(client: TestClient) -> None:
    rows = table(client.get("/afspraken/export.csv?q=woningen+in+Lindewaard").content)
    assert rows
    assert all("Lindewaard" in row["Gemeente"] for row in rows)
    assert all("Gemeente: Lindewaard" in row["Vraag"] for row in rows)


def test_personal_data_in_an_address_is_not_in_the_file(client: TestClient) -> None:
    response = client.get("/afspraken/export.csv?q=woningen+0612345678")
    assert b"0612345678" not in response.content
    assert "0612345678" not in response.headers["content-disposition"]


def test_an_export_without_results_still_says_what_was_searched(client: TestClient) -> None:
    asked: dict[str, Any] = {"zoekvraag": "zwembadverwarming"}
    (row,) = table(exported(client, "csv", **asked))
    assert row["Kenmerk"] == row["Citaat"] == ""
    assert "Gezocht in" in row["Verantwoording"]
    assert rows_of(book(exported(client, "xlsx", **asked)), "Afspraken") == []
    assert any("niets gevonden" in text for text in paragraphs(exported(client, "docx", **asked), "Normal"))


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"formaat": "csv"}, "soort"),
        ({"soort": "alles", "formaat": "csv"}, "soort"),
        ({"soort": "zoekopdracht"}, "formaat"),
        ({"soort": "zoekopdracht", "formaat": "pdf"}, "formaat"),
        ({"soort": "zoekopdracht", "formaat": "csv", "filters": {"hardheid": ["keihard"]}}, "filters.hardheid.0"),
        ({"soort": "telling", "formaat": "csv"}, "per"),
        ({"soort": "mandje", "formaat": "csv"}, "afspraken"),
        ({"soort": "mandje", "formaat": "csv", "afspraken": []}, "afspraken"),
        ({"soort": "mandje", "formaat": "csv", "afspraken": ["a"] * 501}, "afspraken"),
        ({"soort": "mandje", "formaat": "csv", "afspraken": ["a"], "notities": {"a": "x" * 2001}}, "notities.a"),
        ({"soort": "vergelijking", "formaat": "csv", "gemeenten": ["Lindewaard"]}, "gemeenten"),
    ],
)  # fmt: skip
def test_a_wrong_request_is_refused_with_the_field_as_it_was_sent(
    client: TestClient, body: dict[str, object], field: str
) -> None:
    response = client.post("/v1/afspraken/_exporteer", json=body)
    assert response.status_code == 400
    assert [error["veld"] for error in response.json()["fouten"]] == [field]


def test_a_file_of_another_kind_is_refused(client: TestClient) -> None:
    assert client.get("/afspraken/export.exe").status_code == 400


def test_exports_count_towards_what_one_client_may_ask(precedents_product: Product) -> None:
    state = ServiceState(ServiceSettings(questions_per_minute=1))
    state.open(precedents_product)
    with TestClient(create_app(state)) as client:
        statuses = [client.get("/afspraken/export.csv?q=woningen").status_code for _ in range(3)]
    assert statuses[0] == 200
    assert statuses[-1] == 429
