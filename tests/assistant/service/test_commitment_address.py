"""What the address of a search in what was agreed means, as a browser and a link write it."""

from typing import Annotated
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI, Query
from starlette.testclient import TestClient

from assistant.precedents.selection import Selection
from assistant.service.commitment_address import CommitmentAddress
from corpus.commitment import Modality, Role, Standing
from corpus.model import Kind, Status, Theme

FULL = (
    "/afspraken?q=uitfaseren+EFG&gemeente=Lindewaard&gemeente=Zilverdam&corporatie=Kadewonen&thema=verduurzaming"
    "&hardheid=inspanning&rol=corporatie&actor=Kadewonen&jaar=2025&jaar=2026&status=geldend&stand=afgesproken"
    "&stand=concept&soort=bod&eenheid=woningen&document=afspraken-1&metGetal=nee&sortering=nieuwste"
)


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    kept: list[CommitmentAddress] = []
    app.state.kept = kept

    @app.get("/afspraken")
    def take(address: Annotated[CommitmentAddress, Query()]) -> None:
        kept.append(address)

    return TestClient(app)


def taken(client: TestClient, url: str) -> CommitmentAddress:
    response = client.get(url)
    assert response.status_code == 200, response.text
    address = client.app.state.kept[-1]  # type: ignore[attr-defined]
    assert isinstance(address, CommitmentAddress)
    return address


def test_every_field_of_an_address_is_in_its_selection(client: TestClient) -> None:
    address = taken(client, FULL)
    assert address.words() == "uitfaseren EFG"
    assert address.selection() == Selection(
        roles=(Role.CORPORATIE,),
        actors=("Kadewonen",),
        themes=(Theme.VERDUURZAMING,),
        modalities=(Modality.INSPANNING,),
        municipalities=("Lindewaard", "Zilverdam"),
        corporations=("Kadewonen",),
        years=(2025, 2026),
        statuses=(Status.GELDEND,),
        standings=(Standing.AFGESPROKEN, Standing.CONCEPT),
        kinds=(Kind.BOD,),
        documents=("afspraken-1",),
        with_number=False,
        units=("woningen",),
    )


def test_an_address_written_out_is_the_same_search(client: TestClient) -> None:
    address = taken(client, FULL)
    assert taken(client, address.url()) == address
    assert parse_qs(urlsplit(address.url()).query) == parse_qs(urlsplit(FULL).query)
    assert address.url("/afspraken/feed.atom").startswith("/afspraken/feed.atom?q=")


def test_what_a_form_leaves_empty_is_no_filter(client: TestClient) -> None:
    address = taken(client, "/afspraken?q=&gemeente=&jaar=&stand=&metGetal=&sortering=&pagina=")
    assert address == CommitmentAddress()
    assert address.selection() == Selection()
    assert address.url() == "/afspraken"


def test_every_standing_can_be_asked_for_and_only_what_was_agreed_is_the_default(client: TestClient) -> None:
    assert taken(client, "/afspraken?stand=alles").selection().standings == ()
    assert taken(client, "/afspraken").selection().standings == (Standing.AFGESPROKEN,)


def test_a_change_goes_to_the_first_page_and_what_is_let_go_is_left_out(client: TestClient) -> None:
    address = taken(client, "/afspraken?q=huur&gemeente=Lindewaard&pagina=3")
    assert address.url() == "/afspraken?q=huur&gemeente=Lindewaard"
    assert address.url(gemeente=[], met_getal=False) == "/afspraken?q=huur&metGetal=nee"
    assert address.url(pagina=2) == "/afspraken?q=huur&gemeente=Lindewaard&pagina=2"


def test_personal_data_in_the_words_is_left_out(client: TestClient) -> None:
    words = taken(client, "/afspraken?q=huur+van+0612345678").words()
    assert "0612345678" not in words
    assert words.startswith("huur")


@pytest.mark.parametrize("query", ["jaar=12", "thema=onzin", "stand=misschien", "metGetal=soms", "pagina=0"])
def test_a_value_that_does_not_exist_is_refused(client: TestClient, query: str) -> None:
    assert client.get(f"/afspraken?{query}").status_code == 422
