"""The marks on pages, held against the words of a hundred quotes on paper and one of every other document."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.page_images import PDF
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.owner import own
from corpus.settings import LibrarySettings
from tests.verify.marked_pages import judge, table
from tests.verify.marked_quotes import draw

pytestmark = pytest.mark.verify


@pytest.fixture
def library(data_copy: Path, embedder: Embedder) -> Iterator[Library]:
    with own(LibrarySettings(data=data_copy), embedder.fingerprint) as library:
        yield library


@pytest.fixture
def client(library: Library, embedder: Embedder, tmp_path: Path) -> Iterator[TestClient]:
    product = assemble(library, embedder, LibrarySettings(data=tmp_path))
    state = ServiceState(ServiceSettings())
    state.open(product)
    with TestClient(create_app(state)) as client:
        yield client
    product.conversations.close()


def test_the_marked_page_of_every_quote_shows_the_mark_on_the_quote(
    client: TestClient, library: Library
) -> None:
    verdicts = judge(client, library, draw(library, 100, seed=2026))
    on_paper = [verdict for verdict in verdicts if verdict.quote.card.media_type == PDF]
    assert len(on_paper) == 100
    assert {verdict.quote.card.id for verdict in verdicts} == {card.id for card in library.cards()}
    assert {"two pages", "over columns", "two columns", "table"} <= {one.quote.kind for one in on_paper}
    assert all(verdict.text_right and verdict.area_right for verdict in verdicts), table(verdicts)
