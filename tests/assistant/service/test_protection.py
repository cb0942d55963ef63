"""What surrounds every request: readiness, headers, other websites, the public description, the counters."""

import re

import pytest
from starlette.testclient import TestClient

from assistant.service.app import create_app
from assistant.service.quota import WINDOW_SECONDS, Quota
from assistant.service.settings import ServiceSettings
from assistant.service.site import Site
from assistant.service.state import Product, ServiceState

SITE = "https://www.gemeente-voorbeeld.nl"


def test_until_the_library_is_open_the_service_lives_but_cannot_answer() -> None:
    state = ServiceState(ServiceSettings())
    state.report("De bibliotheek wordt gevuld.")
    with TestClient(create_app(state)) as client:
        assert client.get("/gezond").status_code == 200
        requests = [
            client.get("/gereed"),
            client.post("/v1/chat", json={"vraag": "huur"}),
            client.post("/v1/passages/_zoek", json={"zoekvraag": "huur"}),
            client.get("/v1/documenten"),
        ]
        for response in requests:
            assert response.status_code == 503
            assert int(response.headers["retry-after"]) > 0
            assert response.headers["content-type"] == "application/problem+json"
            assert "De bibliotheek wordt gevuld." in response.json()["detail"]
        front = client.get("/", headers={"Accept": "text/html"})
        assert front.status_code == 503
        assert "De bibliotheek wordt gevuld." in front.text
        assert "afsprakenwijzer_ready 0" in client.get("/metrics").text


def test_the_same_service_answers_once_the_library_is_open(product: Product) -> None:
    state = ServiceState(ServiceSettings())
    with TestClient(create_app(state)) as client:
        assert client.get("/gereed").status_code == 503
        state.open(product)
        assert client.get("/gereed").status_code == 200
        assert client.get("/", headers={"Accept": "text/html"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/zoeken?q=huur", "/v1/documenten", "/v1/nergens", "/web/chat.js", "/gezond"]
)
def test_every_answer_protects_its_reader(client: TestClient, path: str) -> None:
    headers = client.get(path, headers={"Accept": "text/html"}).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_api_names_its_version_also_in_an_error(client: TestClient) -> None:
    for path in ("/v1/documenten", "/v1/documenten/geen", "/v1/nergens", "/openapi.json"):
        assert client.get(path).headers["api-version"] == "1.0.0"


@pytest.mark.parametrize(
    "path",
    ["/", "/zoeken?q=huur", "/v1/documenten/lindewaard-prestatieafspraken-2024-2027/paginas/6?van=0&tot=9"],
)
def test_pages_hold_no_script_or_style_of_their_own_and_nothing_from_elsewhere(
    client: TestClient, path: str
) -> None:
    page = client.get(path, headers={"Accept": "text/html"}).text
    assert "<style" not in page
    assert " style=" not in page
    assert not re.search(r"\son\w+=", page)
    assert not re.search(r"<script(?![^>]*(src=|application/json))", page)
    assert not re.search(r"""(src|<link[^>]*href)=["'](https?:)?//""", page)


def test_no_other_website_may_use_the_api_unless_it_is_configured(product: Product) -> None:
    def asked_by_site(settings: ServiceSettings) -> str | None:
        state = ServiceState(settings)
        state.open(product)
        with TestClient(create_app(state)) as client:
            allowed = client.get("/v1/documenten", headers={"Origin": SITE}).headers
            found = allowed.get("access-control-allow-origin")
            before = client.options(
                "/v1/chat",
                headers={
                    "Origin": SITE,
                    "Access-Control-Request-Method": "POST",
                    "Access-Control-Request-Headers": "content-type",
                },
            )
            assert before.headers.get("access-control-allow-origin") == found
            for path in ("/openapi.json", "/v1/openapi.json", "/web/widget.js"):
                allowed = client.get(path, headers={"Origin": SITE}).headers
                assert allowed["access-control-allow-origin"] in {"*", SITE}
        return str(found) if found else None

    assert asked_by_site(ServiceSettings()) is None
    other = Site(name="ander", origins=("https://www.anders.nl",))
    assert asked_by_site(ServiceSettings(sites=(other,))) is None
    assert asked_by_site(ServiceSettings(sites=(Site(name="voorbeeld", origins=(SITE,)),))) == SITE


def test_the_public_description_has_the_names_of_the_contract_and_problems_as_errors(
    client: TestClient,
) -> None:
    found = client.get("/openapi.json").json()
    assert found == client.get("/v1/openapi.json").json()
    assert set(found["paths"]) == {
        "/v1/chat",
        "/v1/passages/_zoek",
        "/v1/afspraken/_zoek",
        "/v1/afspraken/_tel",
        "/v1/afspraken/_vergelijk",
        "/v1/afspraken/_exporteer",
        "/v1/afspraken/{commitment_id}",
        "/v1/afspraken/{commitment_id}/geschiedenis",
        "/v1/afspraken/{commitment_id}/vergelijkbaar",
        "/v1/documenten",
        "/v1/documenten/{document_id}",
        "/v1/documenten/{document_id}/passages",
        "/v1/documenten/{document_id}/paginas/{number}",
        "/v1/documenten/{document_id}/paginas/{number}/afbeelding",
        "/v1/terugkoppelingen",
        "/v1/gesprekken/{conversation_id}",
        "/v1/sites/{naam}",
        "/gezond",
        "/gereed",
        "/metrics",
    }
    schemas = found["components"]["schemas"]
    assert set(schemas["ChatIn"]["properties"]) == {"vraag", "gesprekId", "doelgroep", "site", "filters"}
    assert schemas["ChatIn"]["required"] == ["vraag"]
    assert "gemaaktDoor" in schemas["AnswerOut"]["properties"]
    assert "text/event-stream" in found["paths"]["/v1/chat"]["post"]["responses"]["200"]["content"]
    for operations in found["paths"].values():
        for operation in operations.values():
            assert "422" not in operation["responses"]
            assert "application/problem+json" in operation["responses"]["default"]["content"]
    assert not re.search(r'"#/components/schemas/(HTTPValidationError|ValidationError)"', str(found))


def test_an_unknown_address_is_a_problem_for_a_program_and_a_page_for_a_browser(client: TestClient) -> None:
    assert client.get("/nergens").json()["status"] == 404
    shown = client.get("/nergens", headers={"Accept": "text/html"})
    assert shown.status_code == 404
    assert "<h1>Niet gevonden</h1>" in shown.text
    assert client.put("/v1/chat").status_code == 405
    assert client.get("/v1/documenten/", follow_redirects=False).status_code == 404


def test_what_is_counted_holds_no_question_and_no_made_up_address(client: TestClient) -> None:
    client.post("/v1/chat", json={"vraag": "Hoeveel mag de huur in Lindewaard in 2026 omhoog?"})
    client.get("/zoeken", params={"q": "zeldzaamwoord"})
    client.get("/v1/documenten/zeldzaamwoord")
    client.get("/zeldzaamwoord")
    counted = client.get("/metrics")
    assert counted.headers["content-type"].startswith("text/plain; version=0.0.4")
    assert 'afsprakenwijzer_answers_total{status="beantwoord"} 1' in counted.text
    assert 'afsprakenwijzer_requests_total{method="GET",route="/zoeken",status="200"} 1' in counted.text
    assert "zeldzaamwoord" not in counted.text
    assert "Lindewaard" not in counted.text
    for line in counted.text.splitlines():
        assert line.startswith("# TYPE ") or re.fullmatch(
            r'[a-z_]+(\{([a-z]+="[^"]*",?)+\})? [0-9.e+-]+', line
        ), line


def test_a_head_request_is_answered_like_a_get(client: TestClient) -> None:
    assert client.head("/gezond").status_code == 200
    assert client.head("/", headers={"Accept": "text/html"}).status_code == 200


def test_a_quota_lets_a_client_ask_again_after_a_minute() -> None:
    now = [100.0]
    quota = Quota(2, clock=lambda: now[0])
    assert [quota.take("203.0.113.5") for _ in range(3)] == [0, 0, 60]
    now[0] += WINDOW_SECONDS - 1
    assert quota.take("203.0.113.5") == 1
    now[0] += 1
    assert quota.take("203.0.113.5") == 0
