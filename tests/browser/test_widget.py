"""The chat on somebody else's website: at another origin, under a strict policy, on a page that works against it."""

import json
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.server import server
from assistant.service.settings import ServiceSettings
from assistant.service.site import Site
from assistant.service.state import ServiceState
from assistant.service.web_files import web_files
from corpus.embedding import Embedder
from corpus.owner import own
from corpus.settings import LibrarySettings
from tests.browser.host_pages import Website, hostile_page, plain_page, strict_policy, website

QUESTION = "Hoeveel mag de huur in Lindewaard in 2026 omhoog?"
MOST_BYTES = 25_000
SITES: tuple[dict[str, Any], ...] = (
    {
        "name": "lindewaard",
        "title": "Vraag over wonen in Lindewaard",
        "opening": "Welkom op de website van Lindewaard.",
        "questions": ("Hoeveel mag de huur in 2026 omhoog?",),
        "filters": {"gemeenten": ["Lindewaard"]},
        "colours": {"accent": "#7a1f3d", "on_accent": "#ffffff"},
        "privacy_url": "https://www.lindewaard.example/privacy",
    },
    {
        "name": "oosterveen",
        "opening": "Welkom op de website van Oosterveen.",
        "audience": "beleid",
        "filters": {"gemeenten": ["Oosterveen"]},
    },
)


@pytest.fixture(scope="module")
def websites() -> Iterator[tuple[Website, Website]]:
    """Two websites, at two origins."""
    with website() as one, website() as other:
        yield one, other


@pytest.fixture(scope="module")
def service(
    websites: tuple[Website, Website],
    bundled_data: Any,
    embedder: Embedder,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The address of a service that both websites may use."""
    data = tmp_path_factory.mktemp("widget") / "data"
    shutil.copytree(bundled_data, data)
    settings = LibrarySettings(data=data)
    sites = tuple(
        Site.model_validate({**given, "origins": (website.origin,)})
        for given, website in zip(SITES, websites, strict=True)
    )
    state = ServiceState(ServiceSettings(port=0, sites=sites))
    with own(settings, embedder.fingerprint) as library, socket.create_server(("127.0.0.1", 0)) as listener:
        product = assemble(library, embedder, settings)
        state.open(product)
        running = server(create_app(state), state.settings)
        thread = threading.Thread(target=running.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        running.should_exit = True
        thread.join(20)
        product.conversations.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of a visitor."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context
    context.close()


def open_chat(page: Page) -> None:
    page.get_by_role("button", name="Vraag over woonafspraken").click()
    expect(page.get_by_label("Uw vraag")).to_be_visible()


def ask(page: Page, question: str = QUESTION) -> None:
    page.get_by_label("Uw vraag").fill(question)
    page.keyboard.press("Enter")


def test_one_tag_adds_a_button_that_opens_the_chat_and_gets_the_focus_back(
    visit: BrowserContext, websites: tuple[Website, Website], service: str
) -> None:
    page = visit.new_page()
    page.goto(websites[0].page("/", plain_page(service, "lindewaard")))
    opener = page.get_by_role("button", name="Vraag over woonafspraken")
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Vraag over wonen in Lindewaard")).to_be_visible()
    expect(page.get_by_label("Uw vraag")).to_be_focused()
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".sentence").first).to_contain_text("3,5%")
    page.get_by_role("button", name="Meer").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    expect(page.locator(".sentence").first).to_contain_text("3,5%")


def test_beside_a_page_the_window_leaves_the_page_usable_and_on_a_phone_it_is_the_whole_screen(
    visit: BrowserContext, websites: tuple[Website, Website], service: str
) -> None:
    page = visit.new_page()
    page.goto(websites[0].page("/", plain_page(service, "lindewaard")))
    open_chat(page)
    page.get_by_role("heading", name="Een gemeente").click()  # fails when it is covered or out of use
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.get_by_label("Uw vraag")).to_be_visible()
    expect(page.locator("dialog:modal")).to_be_visible()
    box = page.get_by_role("dialog").bounding_box()
    assert box == {"x": 0, "y": 0, "width": 390, "height": 844}
    page.set_viewport_size({"width": 1280, "height": 900})
    expect(page.locator("dialog:popover-open")).to_be_visible()
    expect(page.locator("dialog:modal")).to_have_count(0)


def test_the_field_stays_above_the_keyboard_of_a_phone(
    visit: BrowserContext, websites: tuple[Website, Website], service: str
) -> None:
    page = visit.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    # What a phone does when its keyboard comes up: the part that is seen shrinks, the layout does not.
    page.add_init_script(
        """const seen = Object.assign(new EventTarget(), { height: 844, offsetTop: 0, width: 390 });
           Object.defineProperty(window, "visualViewport", { value: seen });"""
    )
    page.goto(websites[0].page("/", plain_page(service, "lindewaard")))
    open_chat(page)
    page.evaluate(
        "Object.assign(visualViewport, { height: 420, offsetTop: 30 }).dispatchEvent(new Event('resize'))"
    )
    box = page.get_by_label("Uw vraag").bounding_box()
    assert box
    assert box["y"] > 30
    assert box["y"] + box["height"] <= 450


def test_a_hostile_page_neither_breaks_the_chat_nor_is_touched_by_it(
    visit: BrowserContext, websites: tuple[Website, Website], service: str
) -> None:
    """Global resets, things on top of everything, changed prototypes and globals, and a strict content policy."""
    page = visit.new_page()
    complaints: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    address = websites[0].page(
        "/lastig", hostile_page(service, "lindewaard", "eigen"), strict_policy(service, "eigen")
    )
    page.goto(address)
    opener = page.get_by_role("button", name="Vraag over woonafspraken")
    expect(opener).to_be_visible()
    page.wait_for_timeout(500)  # the page changes more of its globals after a while
    opener.click()  # fails when anything of the page lies over it
    ask(page)
    expect(page.locator(".sentence").first).to_contain_text("3,5%")
    expect(page.locator(".state")).to_have_text("AI-antwoord · gezocht in 7 documenten")
    # Looked at from outside the page's own scripts, which would break the looking too.
    for name, value in {
        "font-size": "18px",
        "letter-spacing": "normal",
        "text-transform": "none",
        "visibility": "visible",
        "font-family": "^system-ui",
    }.items():
        expect(page.locator(".sentence").first).to_have_css(name, re.compile(value))
    page.locator(".sources summary").click()
    page.locator(".sources summary").click()
    with visit.expect_page() as opened:
        page.locator("a.ref").first.click()
    expect(opened.value.locator("mark").first).to_contain_text("3,5%")
    opened.value.close()
    page.get_by_role("button", name="Nuttig", exact=True).click()
    expect(page.locator(".opinion")).to_have_text("Bedankt, uw oordeel is bewaard.")
    page.reload()
    opener.click()
    expect(page.locator(".sentence").first).to_contain_text("3,5%")
    assert complaints == []
    assert [url for url in asked if not url.startswith((service, address))] == []


def test_nothing_on_the_page_moves_when_the_chat_comes_opens_and_answers(
    visit: BrowserContext, websites: tuple[Website, Website], service: str
) -> None:
    page = visit.new_page()
    page.add_init_script(
        """window.moved = 0;
           new PerformanceObserver((list) => { 
             for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value; })
             .observe({ type: "layout-shift", buffered: true });"""
    )
    page.goto(websites[0].page("/", plain_page(service, "lindewaard")))
    open_chat(page)
    ask(page)
    expect(page.locator(".opinion")).to_be_visible()
    page.wait_for_timeout(700)
    assert page.evaluate("window.moved") == 0


def test_until_it_is_opened_the_service_is_asked_for_nothing_but_files(
    visit: BrowserContext, websites: tuple[Website, Website], service: str
) -> None:
    page = visit.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(websites[0].page("/", plain_page(service, "lindewaard")))
    expect(page.get_by_role("button", name="Vraag over woonafspraken")).to_be_visible()
    page.wait_for_load_state("networkidle")
    loaded = {url.removeprefix(service) for url in asked if url.startswith(service)}
    assert loaded == {
        f"/web/{name}"
        for name in (
            "widget.js",
            "widget_launcher.js",
            "widget_natives.js",
            "words.json.js",
        )
    }
    assert visit.cookies() == []


def test_all_that_is_loaded_together_stays_small(
    visit: BrowserContext, websites: tuple[Website, Website], service: str
) -> None:
    page = visit.new_page()
    loaded: set[str] = set()
    page.on(
        "request",
        lambda request: loaded.add(request.url.rpartition("/")[2]) if "/web/" in request.url else None,
    )
    page.goto(websites[0].page("/", plain_page(service, "lindewaard")))
    open_chat(page)
    ask(page)
    expect(page.locator(".opinion")).to_be_visible()
    sizes = {name: len(web_files()[name].compressed) for name in loaded}
    assert loaded == {"widget.js", "widget_natives.js", "widget_launcher.js", "chat.js", "words.json.js"}
    assert sum(sizes.values()) <= MOST_BYTES, sizes


def test_two_websites_begin_with_their_own_documents_and_keep_their_own_conversation(
    visit: BrowserContext, websites: tuple[Website, Website], service: str
) -> None:
    one, other = websites
    page = visit.new_page()
    page.goto(one.page("/", plain_page(service, "lindewaard")))
    open_chat(page)
    expect(page.get_by_text("Welkom op de website van Lindewaard.")).to_be_visible()
    colour = page.get_by_role("button", name="Vraag", exact=True).evaluate(
        "button => getComputedStyle(button).backgroundColor"
    )
    assert colour == "rgb(122, 31, 61)"
    with page.expect_request("**/v1/chat") as first:
        ask(page)
    sent = first.value.post_data_json or {}
    assert sent["site"] == "lindewaard"
    assert sent["filters"]["gemeenten"] == ["Lindewaard"]
    expect(page.locator(".opinion")).to_be_visible()
    page.get_by_role("button", name="Zoek in alles").click()
    with page.expect_request("**/v1/chat") as wide:
        ask(page, "Hoeveel woningen bouwt Oosterveen?")
    assert (wide.value.post_data_json or {})["filters"] == {}
    expect(page.locator(".opinion")).to_have_count(2)

    page.goto(one.page("/andere-pagina", plain_page(service, "lindewaard")))
    open_chat(page)
    expect(page.locator(".question")).to_have_count(2)

    page.goto(other.page("/", plain_page(service, "oosterveen")))
    open_chat(page)
    expect(page.get_by_text("Welkom op de website van Oosterveen.")).to_be_visible()
    expect(page.locator(".question")).to_have_count(0)
    with page.expect_request("**/v1/chat") as second:
        ask(page, "Hoeveel sociale huurwoningen komen erbij?")
    sent = second.value.post_data_json or {}
    assert (sent["site"], sent["doelgroep"], sent["gesprekId"]) == ("oosterveen", "beleid", None)
    assert sent["filters"]["gemeenten"] == ["Oosterveen"]
    expect(page.locator(".sentence").first).to_contain_text("Oosterveen")


def test_a_conversation_of_another_tab_is_not_shown(
    visit: BrowserContext, websites: tuple[Website, Website], service: str
) -> None:
    address = websites[0].page("/", plain_page(service, "lindewaard"))
    page = visit.new_page()
    page.goto(address)
    open_chat(page)
    ask(page)
    expect(page.locator(".opinion")).to_be_visible()
    kept = page.evaluate("JSON.stringify(sessionStorage) + JSON.stringify(localStorage)")
    assert "huur" not in kept
    another = visit.new_page()
    another.goto(address)
    open_chat(another)
    expect(another.get_by_text("Bijvoorbeeld")).to_be_visible()
    expect(another.locator(".question")).to_have_count(0)


@pytest.mark.parametrize("status", [403, 404])
def test_a_website_that_is_not_on_the_list_is_told_so_without_breaking(
    visit: BrowserContext, websites: tuple[Website, Website], service: str, status: int
) -> None:
    page = visit.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    problem = json.dumps({"status": status, "detail": ""})
    page.route(
        "**/v1/sites/onbekend",
        lambda route: route.fulfill(
            status=status, body=problem, headers={"Access-Control-Allow-Origin": "*"}
        ),
    )
    page.goto(websites[0].page("/", plain_page(service, "onbekend")))
    page.get_by_role("button", name="Vraag over woonafspraken").click()
    expect(page.get_by_text("Deze chat is op deze website niet ingesteld.")).to_be_visible()
    expect(page.get_by_label("Uw vraag")).to_have_count(0)
    page.get_by_role("button", name="Sluiten").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert any(re.search(rf'"onbekend" may not show the chat here \({status}\)', text) for text in complaints)


def test_an_element_in_the_page_keeps_its_room_and_follows_the_theme_of_the_page(
    visit: BrowserContext, websites: tuple[Website, Website], service: str
) -> None:
    page = visit.new_page()
    page.add_init_script(
        """window.moved = 0;
           new PerformanceObserver((list) => { 
             for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value; })
             .observe({ type: "layout-shift", buffered: true });"""
    )
    body = (
        '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Een gemeente</title>'
        "<style>afsprakenwijzer-chat { display: block; height: 30rem; --afsprakenwijzer-accent: #5b2a86; }"
        ":root { --utrecht-document-font-family: monospace; }</style><h1>Een gemeente</h1>"
        '<afsprakenwijzer-chat site="oosterveen" thema="licht"></afsprakenwijzer-chat><p>Daaronder</p>'
        f'<script type="module" src="{service}/web/widget.js"></script>'
    )
    page.emulate_media(color_scheme="dark")
    page.goto(websites[1].page("/binnen", body))
    ask(page, "Hoeveel sociale huurwoningen komen erbij?")
    expect(page.locator(".opinion")).to_be_visible()
    page.wait_for_timeout(700)
    assert page.evaluate("window.moved") == 0
    assert page.locator("afsprakenwijzer-chat").evaluate("chat => chat.offsetHeight") == 480
    found = page.locator(".chat").evaluate(
        """chat => [getComputedStyle(chat).fontFamily, getComputedStyle(chat).backgroundColor,
                    getComputedStyle(chat.querySelector(".send")).backgroundColor]"""
    )
    assert found == ["monospace", "rgb(255, 255, 255)", "rgb(91, 42, 134)"]
