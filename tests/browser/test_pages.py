"""The pages without the chat: the front page, and reading a source, on every width, in every theme."""

import re
import socket
import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.service.app import create_app
from assistant.service.server import server
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
PAPER = "/v1/documenten/lindewaard-prestatieafspraken-2024-2027/paginas/6"
MARKED = f"{PAPER}?van=1818&tot=1910&deel=7-0-40"
STATES = (
    "/",
    "/?gemeente=Lindewaard&soort=&status=geldend",
    "/?gemeente=Nergenshuizen",
    "/?pagina=4",
    MARKED,
    "/v1/documenten/lindewaard-prestatieafspraken-2020-2023/paginas/2",  # expired
    "/v1/documenten/oosterveen-prestatieafspraken-2021-2024/paginas/2?van=100&tot=300",  # recognised
    "/v1/documenten/lindewaard-jaarschijf-2026/paginas/2?van=10&tot=90",  # no paper, with tables
    "/v1/documenten/handreiking-geschillen/paginas/1?van=10&tot=90",
    "/v1/documenten/bestaat-niet/paginas/1",
)
# As at 400% on a screen of 1280 by 1024.
ENLARGED = {"width": 320, "height": 256}


@pytest.fixture
def plain_page(browser: Browser, site: str) -> Iterator[Page]:
    """A browser that runs no scripts."""
    context = browser.new_context(base_url=site, java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_searching_reading_and_turning_the_page_work_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/")
    expect(page.get_by_text("heeft JavaScript nodig")).to_be_visible()
    page.get_by_role("link", name="Wat is er in Lindewaard afgesproken over schimmel en vocht?").click()
    expect(page.locator(".results mark").first).to_be_visible()
    page.locator(".results__where a").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()
    before = re.findall(r"paginas/(\d+)", page.url)
    page.get_by_role("link", name="Volgende pagina").first.click()
    after = re.findall(r"paginas/(\d+)", page.url)
    assert int(after[0]) == int(before[0]) + 1
    expect(page.locator(".strip")).to_contain_text(f"Pagina {after[0]} van")


def test_the_documents_are_narrowed_and_turned_over_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/")
    total = int(re.findall(r"\d+", page.locator(".shelf__head strong").inner_text())[0])
    page.get_by_label("Gemeente").select_option(label="Lindewaard (7)")
    page.get_by_label("Soort document").select_option("prestatieafspraken")
    page.get_by_role("button", name="Toon").click()
    expect(page.get_by_role("status")).to_have_text("3 documenten")
    expect(page.get_by_label("Geldt het nu?").locator("option")).to_have_text(
        ["alles", "geldend (1)", "verlopen (2)"]
    )
    page.get_by_label("Geldt het nu?").select_option("geldend")
    page.get_by_role("button", name="Toon").click()
    expect(page.locator(".documents__title")).to_have_text("Prestatieafspraken Lindewaard 2024–2027")
    page.get_by_role("link", name=f"Toon alle {total} documenten").click()
    first = page.locator(".documents__title").all_inner_texts()
    page.get_by_role("link", name="Volgende bladzijde").click()
    assert not set(first) & set(page.locator(".documents__title").all_inner_texts())


def test_the_front_page_says_what_it_is_above_the_fold_and_stays_short(page: Page) -> None:
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    expect(page.get_by_label("Uw vraag")).to_be_in_viewport()
    expect(
        page.get_by_role("button", name="Hoeveel mag de huur in Lindewaard in 2026 omhoog?")
    ).to_be_in_viewport()
    expect(page.locator(".documents > li")).to_have_count(10)


def test_every_document_of_the_front_page_opens(page: Page) -> None:
    page.goto("/")
    seen = 0
    while True:
        for link in page.locator(".documents__title").all():
            address = link.get_attribute("href")
            assert address
            response = page.request.get(address, headers={"Accept": "text/html"})
            assert response.status == 200
            assert "<h1>" in response.text()
            seen += 1
        onward = page.locator(".shelf .pager").get_by_role("link", name="Volgende bladzijde")
        if not onward.count():
            break
        onward.click()
    assert page.locator(".shelf__head strong").inner_text() == f"{seen} documenten"


def test_a_search_that_finds_nothing_more_says_what_was_searched(page: Page) -> None:
    page.goto("/zoeken?q=huur&soort=visitatie")
    expect(page.get_by_role("status")).to_have_text("Hier is niets over gevonden.")
    expect(page.get_by_text("Dat betekent niet dat er niets is afgesproken.")).to_be_visible()


def test_the_page_of_an_expired_document_says_so_in_words(page: Page) -> None:
    page.goto("/v1/documenten/lindewaard-prestatieafspraken-2020-2023/paginas/2")
    expect(page.locator(".strip .label--verlopen")).to_have_text("verlopen")
    expect(page.get_by_text("Dit document is verlopen.")).to_be_visible()


def test_the_mark_is_in_sight_in_the_text_and_in_the_picture_beside_it(page: Page) -> None:
    page.goto(f"{MARKED}#citaat")
    expect(page.locator("#citaat")).to_be_in_viewport()
    picture = page.get_by_role("img", name="met het citaat gemarkeerd")
    expect(picture).to_be_in_viewport(ratio=1)
    yellow = picture.evaluate(
        """async image => {
            await image.decode();
            const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight);
            const pen = canvas.getContext("2d");
            pen.drawImage(image, 0, 0);
            const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let at = 0; at < data.length; at += 4)
              if (data[at] > 240 && data[at + 1] > 200 && data[at + 2] < 120) count += 1;
            return count;
        }"""
    )
    assert yellow > 5_000


def test_the_quote_is_reached_and_left_by_keyboard_alone(page: Page) -> None:
    page.goto(MARKED)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Direct naar de inhoud")).to_be_focused()
    link = page.get_by_role("link", name="Naar het citaat")
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#citaat")).to_be_in_viewport()
    page.keyboard.press("Tab")
    onward = page.get_by_role("link", name="pagina 7", exact=True)
    expect(onward).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("paginas/7.*#citaat$"))
    expect(page.locator("#citaat")).to_be_in_viewport()


def test_a_reader_who_only_listens_hears_where_the_quote_begins_and_ends(page: Page) -> None:
    page.goto(MARKED)
    quote = page.locator("mark").inner_text()
    heard = page.locator("#tekst").text_content() or ""
    assert f"Begin van het citaat: {quote} Einde van het citaat." in heard


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways_or_moves_while_it_loads(browser: Browser, site: str, width: int) -> None:
    height = ENLARGED["height"] if width == 320 else 800
    context = browser.new_context(base_url=site, viewport={"width": width, "height": height})
    context.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
        " if (!entry.hadRecentInput) window.moved += entry.value;"
        "})).observe({type: 'layout-shift', buffered: true})"
    )
    elsewhere: list[str] = []
    context.on("request", lambda asked: None if asked.url.startswith(site) else elsewhere.append(asked.url))
    page = context.new_page()
    for address in STATES:
        page.goto(address, wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert page.evaluate("window.moved") < 0.01, address
    context.close()
    assert elsewhere == []


def test_at_400_percent_the_strip_leaves_the_screen_to_the_text(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 320, "height": 256})
    page = context.new_page()
    page.goto(f"{MARKED}#citaat")
    expect(page.locator("#citaat")).to_be_in_viewport()
    expect(page.locator(".strip")).not_to_be_in_viewport()
    context.close()


def test_the_text_and_the_marked_page_are_printed_without_what_is_for_a_screen(page: Page) -> None:
    page.goto(MARKED)
    page.emulate_media(media="print")
    expect(page.locator("#citaat")).to_be_visible()
    expect(page.get_by_role("img", name="met het citaat gemarkeerd")).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_text("geen rechten ontlenen")).to_be_hidden()


@pytest.fixture(params=["light", "dark"])
def examined(browser: Browser, site: str, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    # axe itself puts styles on the page, which the content policy would refuse.
    context = browser.new_context(base_url=site, bypass_csp=True, color_scheme=request.param)
    yield context
    context.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_state_of_a_page_has_violations(examined: BrowserContext, width: int) -> None:
    page = examined.new_page()
    page.set_viewport_size({"width": width, "height": 256 if width == 320 else 900})
    for address in STATES:
        page.goto(address)
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"


@pytest.fixture
def early() -> Iterator[tuple[str, ServiceState]]:
    """A service that is not ready yet, at its address."""
    state = ServiceState(ServiceSettings(port=0))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = server(create_app(state), state.settings)
        thread = threading.Thread(target=running.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", state
        running.should_exit = True
        thread.join(20)


def test_who_comes_too_early_sees_how_far_it_is_and_goes_on_by_itself(
    browser: Browser, early: tuple[str, ServiceState]
) -> None:
    address, state = early
    context = browser.new_context(base_url=address, bypass_csp=True)
    page = context.new_page()
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Even wachten")
    assert Axe().run(page, options=RULES).violations_count == 0
    state.report("De documenten worden ingelezen: 3 van 124.")
    expect(page.locator("#voortgang")).to_have_text("De documenten worden ingelezen: 3 van 124.")
    page.route("**/gereed", lambda route: route.fulfill(json={"status": "gereed"}))
    with page.expect_navigation():
        pass
    context.close()
