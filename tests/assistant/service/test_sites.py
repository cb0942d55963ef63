"""Websites that may embed the chat: what their widget is told, who may ask it, and how much."""

from collections.abc import Callable, Iterator

import pytest
from pydantic import ValidationError
from starlette.testclient import TestClient

from assistant.service.app import create_app
from assistant.service.settings import ServiceSettings
from assistant.service.site import Site, contrast
from assistant.service.state import Product, ServiceState

ORIGIN = "https://www.voorbeeld.nl"
SITE = Site.model_validate(
    {
        "name": "voorbeeld",
        "origins": [ORIGIN],
        "title": "Vraag over wonen in Lindewaard",
        "questions": ["Hoeveel mag de huur omhoog?"],
        "filters": {"gemeenten": ["Lindewaard"]},
        "colours": {"accent": "#0f5a5e", "on_accent": "#ffffff"},
        "questions_per_minute": 2,
    }
)
Start = Callable[[ServiceSettings], TestClient]


@pytest.fixture
def start(product: Product) -> Iterator[Start]:
    clients = []

    def started(settings: ServiceSettings) -> TestClient:
        state = ServiceState(settings)
        state.open(product)
        client = TestClient(create_app(state))
        client.__enter__()
        clients.append(client)
        return client

    yield started
    for client in clients:
        client.__exit__()


def test_a_widget_is_told_what_its_site_shows_and_nothing_of_the_administration(start: Start) -> None:
    client = start(ServiceSettings(sites=(SITE,)))
    told = client.get("/v1/sites/voorbeeld", headers={"Origin": ORIGIN})
    assert told.status_code == 200
    assert "max-age" in told.headers["cache-control"]
    body = told.json()
    assert body["titel"] == "Vraag over wonen in Lindewaard"
    assert body["filters"]["gemeenten"] == ["Lindewaard"]
    assert 0 < body["documenten"] < client.get("/gereed").json()["doorzocht"]["documenten"]
    assert body["kleuren"] == {
        "accent": "#0f5a5e",
        "opAccent": "#ffffff",
        "accentDonker": None,
        "opAccentDonker": None,
    }
    assert ORIGIN not in told.text
    assert "origins" not in body


def test_an_unknown_site_and_a_page_of_another_website_get_a_reason_that_their_page_can_read(
    start: Start,
) -> None:
    client = start(ServiceSettings(sites=(SITE,)))
    for name, origin, status in (("geen", ORIGIN, 404), ("voorbeeld", "https://elders.nl", 403)):
        refused = client.get(f"/v1/sites/{name}", headers={"Origin": origin})
        assert refused.status_code == status
        assert refused.headers["content-type"] == "application/problem+json"
        assert refused.headers["access-control-allow-origin"] in {"*", origin}
    assert start(ServiceSettings()).get("/v1/sites/voorbeeld").status_code == 404


def test_the_visitors_of_a_site_share_its_quota_and_its_page_can_read_when_to_try_again(
    start: Start,
) -> None:
    client = start(ServiceSettings(sites=(SITE,)))
    question = {"vraag": "hoi", "site": "voorbeeld"}
    answers = [client.post("/v1/chat", json=question, headers={"Origin": ORIGIN}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert int(answers[2].headers["retry-after"]) > 0
    assert answers[2].headers["access-control-allow-origin"] == ORIGIN
    assert client.post("/v1/chat", json={"vraag": "hoi", "site": "anders"}).status_code == 200


def test_an_error_that_nobody_foresaw_can_be_read_by_the_page_of_a_site(product: Product) -> None:
    client = TestClient(create_app(ServiceState(ServiceSettings(sites=(SITE,)))))
    answer = client.post("/v1/chat", content=b"x" * 70_000, headers={"Origin": ORIGIN})
    assert answer.status_code == 413
    assert answer.headers["access-control-allow-origin"] == ORIGIN


@pytest.mark.parametrize(
    "wrong",
    [
        {"origins": ["http://www.voorbeeld.nl"]},
        {"origins": ["https://www.voorbeeld.nl/pad"]},
        {"origins": ["https://*.voorbeeld.nl"]},
        {"origins": ["https://Voorbeeld.nl"]},
        {"origins": []},
        {"name": "Met spatie"},
        {"colours": {"accent": "#dddddd", "on_accent": "#000000"}},
        {"colours": {"accent": "#0f5a5e"}},
        {"filters": {"gemeente": ["Lindewaard"]}},
        {"questions": ["a"] * 6},
    ],
)
def test_a_site_that_is_not_safe_or_readable_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Site.model_validate({"name": "voorbeeld", "origins": [ORIGIN], **wrong})


def test_a_name_stands_in_the_list_once() -> None:
    with pytest.raises(ValidationError, match="twee keer"):
        ServiceSettings(sites=(SITE, SITE))


def test_contrast_is_that_of_the_guidelines() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
