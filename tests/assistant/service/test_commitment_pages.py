"""The pages about what was agreed: searching, counting, comparing, one commitment, and the basket."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import LibrarySettings
from tests.assistant.precedents.conftest import finished
from tests.assistant.service.agreements import example_editions

HTML = {"Accept": "text/html"}


@pytest.fixture(scope="module")
def library(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """Agreements of two municipalities, a bid, an older agreement, and ten by chance."""
    settings = LibrarySettings(data=tmp_path_factory.mktemp("pages") / "data")
    library = Library(settings, embedder.fingerprint)
    library.put(*(finished(edition, embedder) for edition in example_editions()))
    yield library
    library.close()


@pytest.fixture
def client(library: Library, embedder: Embedder, tmp_path: Path) -> Iterator[TestClient]:
    product = assemble(library, embedder, LibrarySettings(data=tmp_path))
    state = ServiceState(ServiceSettings())
    state.open(product)
    with TestClient(create_app(state)) as client:
        yield client
    product.conversations.close()


def page(client: TestClient, address: str, status: int = 200) -> str:
    response = client.get(address, headers=HTML)
    assert response.status_code == status, response.text
    assert response.headers["content-type"].startswith("text/html")
    return response.text


def words(html: str) -> str:
    """What a reader sees, roughly: the text without its tags."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", html)))


def total(html: str) -> int:
    found = re.search(r"<strong>([\d.]+) (?:afspraak|afspraken|punt|punten)</strong>", html)
    return int(found[1].replace(".", "")) if found else 0


def id_of(library: Library, document: str, ordinal: int) -> str:
    card = next(card for card in library.cards() if card.document_id == document)
    return [name for name in library.commitment_columns().ids if name.startswith(card.id)][ordinal]


def test_a_search_tells_who_what_how_hard_when_and_where_it_stands(client: TestClient) -> None:
    html = page(client, "/afspraken?q=huur+stijgt&gemeente=Zilverdam")
    text = words(html)
    assert "De huur stijgt in 2024 met hoogstens 4 procent." in text.replace("  ", " ")
    assert "Zilverdam · Artikel 3 Huur, lid 1" in text
    assert "4% per jaar" in text
    assert re.search(r"Hoe hard resultaat", text)
    assert "/v1/documenten/zilverdam-2024/paginas/1?" in html
    assert "#citaat" in html


def test_every_search_says_what_was_searched_and_of_how_many_there_is_nothing(client: TestClient) -> None:
    text = words(page(client, "/afspraken?q=huur+stijgt"))
    assert re.search(r"Gezocht in \d+ documenten van \d+ gemeenten", text)
    assert re.search(r"Van \d+ van de \d+ gemeenten in Nederland is hier geen document", text)


def test_what_was_not_agreed_is_left_out_and_never_shown_without_saying_so(client: TestClient) -> None:
    agreed = page(client, "/afspraken?document=bod-lindewaard")
    assert total(agreed) == 0
    assert "Toon ook wat niet is afgesproken" in agreed
    everything = page(client, "/afspraken?document=bod-lindewaard&stand=alles")
    assert total(everything) == 5
    assert "5 punten" in everything
    assert "Niet alles hiervan is afgesproken" in everything
    cards = re.findall(r'<li class="deal.*?</li>', everything, re.DOTALL)
    assert cards
    assert all("Voorstel, geen afspraak" in card for card in cards)


def test_cells_of_one_row_are_one_card_with_a_link_for_every_number(
    client: TestClient, library: Library
) -> None:
    html = page(client, "/afspraken?document=zilverdam-2024&thema=nieuwbouw")
    assert total(html) == 2
    assert html.count('<li class="deal') == 1
    assert "woningen per jaar: 2025: 40" in re.sub(r"\s+(?=:)", "", words(html)).replace(
        " woningen per jaar, 2025", ""
    )
    assert f"/afspraken/{id_of(library, 'zilverdam-2024', 3)}" in html
    assert re.search(r"<th scope=\"col\">2026</th>", html)


def test_text_of_documents_and_of_the_address_is_only_text(client: TestClient) -> None:
    for address in (
        "/afspraken?document=zilverdam-2024",
        "/afspraken?document=zilverdam-2024&groep=artikel",
        f"/afspraken?q={quote('<script>alert(2)</script>')}",
        f"/afspraken/vergelijken?gemeente={quote('<script>x')}&gemeente=Zilverdam",
        f"/afspraken/tellen?getal={quote('<script>y')}",
    ):
        html = page(client, address)
        assert "<script>alert" not in html
        assert "<script>x" not in html
        assert "<script>y" not in html
        assert "<b>woningen" not in html


def test_a_chip_lets_go_of_its_filter_alone(client: TestClient) -> None:
    html = page(client, "/afspraken?gemeente=Lindewaard&thema=betaalbaarheid&metGetal=ja")
    chips = {
        unescape(words(chip)).strip(): unescape(url)
        for url, chip in re.findall(r'<a class="chip" href="([^"]+)">(.*?)</a>', html, re.DOTALL)
    }
    assert len(chips) == 3
    [without] = [url for name, url in chips.items() if "Gemeente" in name]
    assert without == "/afspraken?thema=betaalbaarheid&metGetal=ja"
    assert all("pagina=" not in url for url in chips.values())


def test_the_count_of_a_facet_is_what_it_finds_when_it_is_chosen(client: TestClient) -> None:
    html = page(client, "/afspraken?q=woningen")
    boxes = re.findall(
        r'name="(\w+)" value="([^"]*)"(?! checked)[^>]*> <span>[^<]*<span class="count">([\d.]+)', html
    )
    assert {name for name, _, _ in boxes} >= {"gemeente", "thema", "hardheid", "jaar"}
    for name, value, count in boxes[:12]:
        if name != "stand":
            chosen = page(client, f"/afspraken?q=woningen&{name}={quote(unescape(value))}")
            assert total(chosen) == int(count.replace(".", "")), (name, value)


def test_grouping_keeps_what_belongs_together_and_shows_everything_once(client: TestClient) -> None:
    plain = page(client, "/afspraken?gemeente=Lindewaard&thema=betaalbaarheid")
    grouped = page(client, "/afspraken?gemeente=Lindewaard&thema=betaalbaarheid&groep=document")
    keep = r'name="id" value="([^"]+)"'
    assert sorted(re.findall(keep, plain)) == sorted(re.findall(keep, grouped))
    titles = re.findall(r'class="bundle__title">([^<]+)', grouped)
    assert len(titles) == len(set(titles)) > 1


def test_a_search_without_result_says_what_would_find_something(client: TestClient) -> None:
    html = page(client, "/afspraken?q=huur+stijgt&gemeente=Zilverdam&jaar=2050")
    assert "Dat betekent niet dat er niets is afgesproken" in html
    [(url, count)] = re.findall(
        r'<a href="([^"]+)">zonder de keuze bij ‘Jaar’</a> <span class="count">(\d+)', html
    )
    assert total(page(client, unescape(url))) == int(count) > 0


def test_personal_data_leaves_the_address(client: TestClient) -> None:
    response = client.get("/afspraken?q=huur+jan@voorbeeld.nl", headers=HTML, follow_redirects=False)
    assert response.status_code == 303
    assert "voorbeeld.nl" not in response.headers["location"]


def test_every_number_of_a_count_finds_as_many(client: TestClient) -> None:
    for by in ("gemeente", "thema", "jaar", "hardheid", "corporatie", "stand"):
        html = page(client, f"/afspraken/tellen?per={by}&q=woningen&stand=alles")
        rows = re.findall(r'<td class="counts__bar"><a href="([^"]+)">([\d.]+)', html)
        assert rows, by
        for url, count in rows[:4]:
            assert total(page(client, unescape(url))) == int(count.replace(".", "")), (by, url)


def test_numbers_are_drawn_per_municipality_and_year_and_open_their_commitment(
    client: TestClient, library: Library
) -> None:
    html = page(client, "/afspraken/tellen?getal=woningen&document=zilverdam-2024&document=lindewaard-2025")
    assert "Nieuwbouw: woningen, per jaar" in html
    assert "4 getallen uit 2 gemeenten" in html
    assert f"/afspraken/{id_of(library, 'zilverdam-2024', 2)}" in html
    heights = [int(height) for height in re.findall(r'<rect y="\d+" width="10" height="(\d+)"', html)]
    assert sorted(heights) == [80, 80, 100, 100]


def test_a_comparison_has_a_column_for_each_and_says_what_was_not_found(client: TestClient) -> None:
    html = page(client, "/afspraken/vergelijken?gemeente=Lindewaard&gemeente=Zilverdam&thema=betaalbaarheid")
    text = words(html)
    assert re.findall(r'<th scope="col" role="columnheader">(\w+)', html) == ["Lindewaard", "Zilverdam"]
    assert "hoogstens 4 procent" in text
    for url, count in re.findall(r'<span class="sideways__total"><a href="([^"]+)">([\d.]+)', html):
        assert total(page(client, unescape(url))) == int(count)
    nothing = page(client, "/afspraken/vergelijken?gemeente=Zilverdam&gemeente=Urk")
    assert "geen documenten van Urk" in nothing


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "Kies er twee of meer"),
        ("gemeente=Zilverdam", "Kies er nog een"),
        ("gemeente=Zilverdam&gemeente=Onzinstad", "staat niet in de bibliotheek"),
        ("&".join(f"gemeente=G{n}" for n in range(7)), "hoogstens zes"),
    ],
)
def test_a_comparison_that_cannot_be_made_says_what_to_do(client: TestClient, query: str, told: str) -> None:
    assert told in page(client, f"/afspraken/vergelijken?{query}")


def test_the_page_of_a_commitment_has_its_fields_with_the_words_they_come_from(
    client: TestClient, library: Library
) -> None:
    text = words(page(client, f"/afspraken/{id_of(library, 'zilverdam-2024', 0)}"))
    assert "Hoe hard resultaat: dit moet niet zeker stijgt" in text
    assert "4% per jaar" in text
    assert "Andere afspraken in hetzelfde artikel" in text
    assert "Elk kwartaal overleggen wij." in text


def test_the_page_of_a_commitment_shows_how_it_changed_and_what_is_like_it_elsewhere(
    client: TestClient, library: Library
) -> None:
    html = page(client, f"/afspraken/{id_of(library, 'lindewaard-2025', 0)}")
    changed = re.search(r'id="verloop".*?</section>', html, re.DOTALL)
    assert changed
    assert re.search(r"<del>.*?2021.*?</del>", changed[0], re.DOTALL)
    assert re.search(r"<ins>.*?2025.*?</ins>", changed[0], re.DOTALL)
    assert "Voorstel, geen afspraak" in changed[0]
    alike = re.search(r'id="lijkt".*?</section>', html, re.DOTALL)
    assert alike
    assert "Zilverdam" in alike[0]


@pytest.mark.parametrize("name", ["onzin", "x" * 300, "%2e%2e%2fetc"])
def test_a_commitment_that_is_not_there_is_a_page_that_says_so(client: TestClient, name: str) -> None:
    assert client.get(f"/afspraken/{name}", headers=HTML).status_code == 404


def test_the_basket_has_what_a_form_names_with_its_notes_and_keeps_nothing(
    client: TestClient, library: Library
) -> None:
    one, cell, next_cell = (id_of(library, "zilverdam-2024", place) for place in (0, 2, 3))
    body = {"id": [one, f"{cell} {next_cell}"], "noot": ["Voor <b>artikel</b> 3", "Aantallen"]}
    form = "&".join(
        f"id={quote(name)}&noot={quote(note)}" for name, note in zip(body["id"], body["noot"], strict=True)
    )
    headers = {**HTML, "Content-Type": "application/x-www-form-urlencoded"}
    response = client.post("/afspraken/mandje", content=form, headers=headers)
    assert response.status_code == 200
    assert "Voor &lt;b&gt;artikel&lt;/b&gt; 3</textarea>" in response.text
    assert response.text.count("<textarea") == 2
    assert response.headers["cache-control"] == "no-store"
    assert "set-cookie" not in response.headers
    assert "Voor" not in page(client, f"/afspraken/mandje?id={quote(one)}")
    gone = client.post("/afspraken/mandje", content=f"{form}&weg={quote(one)}", headers=headers)
    assert gone.text.count("<textarea") == 1
    fields = re.findall(r'name="id" value="([^"]+)"', response.text)
    assert fields == [one, cell, next_cell]
    taken = f"id={quote(one)}&noot=&id={quote(cell)}&id={quote(next_cell)}&noot=Aantallen"
    file = client.post("/afspraken/mandje/export.csv", content=taken, headers=headers)
    assert file.status_code == 200
    assert "Aantallen" in file.content.decode("utf-8-sig")


def test_the_basket_is_bounded_and_says_what_is_no_longer_there(client: TestClient, library: Library) -> None:
    headers = {**HTML, "Content-Type": "application/x-www-form-urlencoded"}
    many = "&".join(f"id=x{number}" for number in range(1_000))
    assert client.post("/afspraken/mandje", content=many, headers=headers).status_code == 413
    known = id_of(library, "zilverdam-2024", 0)
    text = words(page(client, f"/afspraken/mandje?id={quote(known)}&id=weg-ermee"))
    assert "1 afspraak staat niet meer in de documenten" in text
    assert client.post("/afspraken/mandje", json={}, headers=HTML).status_code == 415


def test_what_was_chosen_without_a_script_goes_along_in_every_address(
    client: TestClient, library: Library
) -> None:
    kept = id_of(library, "zilverdam-2024", 0)
    html = page(client, f"/afspraken?q=woningen&mandje={quote(kept)}")
    assert f"/afspraken/mandje?id={kept}" in html
    assert f'<input type="hidden" name="id" value="{kept}">' in html
    exports = re.findall(r'href="(/afspraken/(?:export|feed)[^"]+)"', html)
    assert len(set(exports)) == 4
    assert all("mandje" not in url for url in exports)


def test_files_and_feed_of_the_pages_are_there(client: TestClient) -> None:
    html = page(client, "/afspraken?q=huur+stijgt&gemeente=Zilverdam")
    pages = [html, page(client, "/afspraken/tellen?q=huur")]
    pages.append(page(client, "/afspraken/vergelijken?gemeente=Lindewaard&gemeente=Zilverdam"))
    for one in pages:
        files = re.findall(r'href="(/afspraken/[^"]*(?:export|feed)\.[^"]+)"', one)
        assert len(files) >= 3
        for url in files:
            assert client.get(unescape(url)).status_code == 200, url


def test_without_any_choice_everything_that_was_agreed_is_found(client: TestClient, library: Library) -> None:
    stands = library.commitment_columns().tags["stand"]
    assert total(page(client, "/afspraken")) == int(stands.having(["afgesproken"]).sum()) > 0
