"""GET /afspraken/feed.atom: the newest matches of a search as a reader of feeds takes them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest
from starlette.testclient import TestClient

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.feed import MEDIA_TYPE, MOST_ENTRIES
from assistant.service.settings import ServiceSettings
from assistant.service.state import Product, ServiceState
from corpus.commitment import Standing
from corpus.edition import Edition
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Kind
from corpus.settings import LibrarySettings
from tests.assistant.precedents.conftest import Shelf, commitment, edition_of, finished

ATOM = {"": "http://www.w3.org/2005/Atom"}
HOSTILE = 'De huur <b>stijgt</b> ]]> &amp; "3%" <script>alert(1)</script> \u202eterug'


def opened(product: Product) -> TestClient:
    state = ServiceState(ServiceSettings())
    state.open(product)
    return TestClient(create_app(state))


@pytest.fixture
def client(precedents_product: Product) -> Iterator[TestClient]:
    with opened(precedents_product) as client:
        yield client


@pytest.fixture
def own(embedder: Embedder, tmp_path: Path) -> Iterator[Library]:
    """A library that a test puts documents into."""
    library = Library(LibrarySettings(data=tmp_path / "data"), embedder.fingerprint)
    yield library
    library.close()


@pytest.fixture
def following(own: Library, embedder: Embedder, tmp_path: Path) -> Iterator[TestClient]:
    product = assemble(own, embedder, LibrarySettings(data=tmp_path))
    with opened(product) as client:
        yield client
    product.conversations.close()


def agreement(document: str, *quotes: str, version: str = "") -> Edition:
    edition = edition_of(
        document,
        ["\n".join(quotes)],
        version,
        kind=Kind.PRESTATIEAFSPRAKEN,
        municipalities=("Lindewaard",),
    )
    return replace(
        edition,
        commitments=tuple(
            commitment(edition.id, number, edition.passages[0], quote) for number, quote in enumerate(quotes)
        ),
    )


def feed(client: TestClient, query: str = "") -> Element:
    response = client.get(f"/afspraken/feed.atom?{query}")
    assert response.status_code == 200
    assert response.headers["content-type"] == MEDIA_TYPE
    return fromstring(response.content)


def text(element: Element, name: str) -> str:
    found = element.findall(name, ATOM)
    assert len(found) == 1, name
    return found[0].text or ""


def ids(found: Element) -> list[str]:
    return [text(entry, "id") for entry in found.findall("entry", ATOM)]


def moment(written: str) -> datetime:
    found = datetime.fromisoformat(written)
    assert found.tzinfo
    return found


def test_a_feed_has_what_the_standard_asks(client: TestClient) -> None:
    found = feed(client, "q=woningen&stand=alles")
    assert found.tag == "{http://www.w3.org/2005/Atom}feed"
    assert text(found, "title") == "Afspraken over “woningen”"
    assert text(found, "id").startswith("urn:uuid:")
    assert text(found, "author/name") == "Afsprakenwijzer"
    moment(text(found, "updated"))
    links = {link.get("rel"): link.get("href") for link in found.findall("link", ATOM)}
    assert links == {
        "self": "http://testserver/afspraken/feed.atom?q=woningen&stand=alles",
        "alternate": "http://testserver/afspraken?q=woningen&stand=alles",
    }
    entries = found.findall("entry", ATOM)
    assert 0 < len(entries) <= MOST_ENTRIES
    assert len(set(ids(found))) == len(entries)
    for entry in entries:
        assert text(entry, "title")
        assert text(entry, "id").startswith("urn:uuid:")
        moment(text(entry, "updated"))
        assert [link.get("rel") for link in entry.findall("link", ATOM)] == ["alternate"]
        assert all(category.get("term") for category in entry.findall("category", ATOM))
    moments = [moment(text(entry, "updated")) for entry in entries]
    assert moments == sorted(moments, reverse=True)
    assert moment(text(found, "updated")) == moments[0]


def test_entries_are_what_the_search_finds_with_quote_source_and_page(client: TestClient) -> None:
    asked = {"zoekvraag": "woningen", "filters": {"gemeenten": ["Oosterveen"]}, "paginaGrootte": 100}
    answer = client.post("/v1/afspraken/_zoek", json=asked).json()["afspraken"]
    assert 0 < len(answer) < MOST_ENTRIES
    entries = feed(client, "q=woningen&gemeente=Oosterveen").findall("entry", ATOM)
    told = {}
    for entry in entries:
        (link,) = entry.findall("link", ATOM)
        told[link.get("href")] = text(entry, "content")
    assert set(told) == {f"http://testserver{one['pagina']['url']}" for one in answer}
    for one in answer:
        content = told[f"http://testserver{one['pagina']['url']}"]
        assert content.startswith(f"“{one['citaat']}”")
        assert one["document"]["titel"] in content
        assert f"pagina {one['pagina']['label']}" in content


def test_a_reader_that_has_it_already_gets_nothing(client: TestClient) -> None:
    first = client.get("/afspraken/feed.atom?q=woningen")
    tag = first.headers["etag"]
    for given in (tag, f"W/{tag}", f'"iets anders", {tag}', "*"):
        again = client.get("/afspraken/feed.atom?q=woningen", headers={"If-None-Match": given})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["etag"] == tag
    other = client.get("/afspraken/feed.atom?q=huur", headers={"If-None-Match": tag})
    assert other.status_code == 200


def test_the_newest_come_first_and_no_more_than_fit(
    own: Library, following: TestClient, embedder: Embedder
) -> None:
    own.put(finished(agreement("a-oud", *(f"De huur stijgt {n} procent." for n in range(40))), embedder))
    own.put(finished(agreement("b-nieuw", *(f"Wij bouwen {n} woningen." for n in range(40))), embedder))
    entries = feed(following).findall("entry", ATOM)
    assert len(entries) == MOST_ENTRIES
    contents = [text(entry, "content") for entry in entries]
    assert [content.split("”")[0] for content in contents[:40]] == [
        f"“Wij bouwen {n} woningen." for n in range(40)
    ]
    assert contents[40].startswith("“De huur stijgt 0 procent.")


def test_entries_keep_their_ids_when_their_document_is_read_anew(
    own: Library, following: TestClient, embedder: Embedder
) -> None:
    same = ("De huur stijgt.", "Wij bouwen.", "De huur stijgt.")
    own.put(finished(agreement("afspraken", *same), embedder))
    before, tag = ids(feed(following)), following.get("/afspraken/feed.atom").headers["etag"]
    own.put(finished(agreement("afspraken", *same, "Wij overleggen.", version="2"), embedder))
    again = following.get("/afspraken/feed.atom", headers={"If-None-Match": tag})
    assert again.status_code == 200
    after = ids(fromstring(again.content))
    assert len(set(before)) == 3
    assert after[:3] == before
    assert len(set(after)) == 4


def test_hostile_words_stay_words(own: Library, following: TestClient, embedder: Embedder) -> None:
    own.put(finished(agreement("afspraken", HOSTILE), embedder))
    found = feed(following, "q=%3Cscript%3E+huur")
    assert text(found, "title") == "Afspraken over “<script> huur”"
    (entry,) = feed(following, "gemeente=Lindewaard").findall("entry", ATOM)
    assert text(entry, "content").startswith(f"“{HOSTILE.replace(chr(0x202E), '')}”")
    content = entry.find("content", ATOM)
    assert content is not None
    assert content.get("type") == "text"
    assert not list(content)


def test_what_was_not_agreed_says_so(client: TestClient, shelf: Shelf) -> None:
    entries = feed(client, "stand=voorstel").findall("entry", ATOM)
    proposals = [one for one, _ in shelf.records if one.standing is Standing.VOORSTEL]
    assert len(entries) == min(len(proposals), MOST_ENTRIES)
    assert all("Voorstel, geen afspraak." in text(entry, "content") for entry in entries)


def test_a_feed_without_matches_is_a_feed(client: TestClient) -> None:
    found = feed(client, "q=zwembadverwarming")
    assert found.findall("entry", ATOM) == []
    moment(text(found, "updated"))


def test_personal_data_is_in_no_address_of_a_feed(client: TestClient) -> None:
    assert b"0612345678" not in client.get("/afspraken/feed.atom?q=huur+0612345678").content
