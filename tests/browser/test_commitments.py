"""The pages about what was agreed, in a real browser: with and without JavaScript, on small screens, and axe."""

import re
import socket
import threading
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.server import server
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.settings import LibrarySettings
from tests.assistant.precedents.conftest import finished
from tests.assistant.service.agreements import example_editions

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
STATES = (
    "/afspraken",
    "/afspraken?q=huur+stijgt&stand=alles&groep=artikel",
    "/afspraken?q=zwembad+glijbaan&gemeente=Zilverdam",
    "/afspraken/tellen?per=hardheid&getal=woningen",
    "/afspraken/vergelijken",
    "/afspraken/vergelijken?gemeente=Lindewaard&gemeente=Zilverdam&gemeente=Oosterveen&gemeente=Kwelrade",
    "/afspraken/vergelijken?kant=document&document=lindewaard-2021&document=lindewaard-2025",
    "/afspraken/mandje",
)


@pytest.fixture(scope="module")
def site(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a service over agreements whose commitments are known."""
    settings = LibrarySettings(data=tmp_path_factory.mktemp("commitments") / "data")
    library = Library(settings, embedder.fingerprint)
    library.put(*(finished(edition, embedder) for edition in example_editions()))
    state = ServiceState(ServiceSettings(port=0))
    product = assemble(library, embedder, settings)
    state.open(product)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        running = server(create_app(state), state.settings)
        thread = threading.Thread(target=running.run, args=([listener],))
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        running.should_exit = True
        thread.join(20)
    product.conversations.close()
    library.close()


@pytest.fixture
def plain(browser: Browser, site: str) -> Iterator[Page]:
    """A page in a browser without JavaScript."""
    context = browser.new_context(base_url=site, java_script_enabled=False)
    yield context.new_page()
    context.close()


def keep(page: Page, title: str) -> None:
    page.locator(".deal", has_text=title).get_by_label("Bewaar in mandje").first.check()


def test_filters_are_chosen_and_let_go_without_javascript(plain: Page) -> None:
    plain.goto("/afspraken")
    plain.get_by_label("Waar gaat de afspraak over?").fill("huur")
    plain.get_by_role("group", name="Gemeente").get_by_label("Zilverdam").check()
    plain.get_by_role("button", name="Filters toepassen").click()
    assert "q=huur" in plain.url
    chip = plain.get_by_role("link", name="Verwijder filter Gemeente: Zilverdam")
    chip.click()
    expect(chip).to_have_count(0)
    assert "q=huur" in plain.url


def test_a_commitment_opens_its_page_with_the_quote_marked(page: Page) -> None:
    page.goto("/afspraken?q=huur+stijgt&document=zilverdam-2024")
    page.locator(".deal__source a").first.click()
    expect(page.locator("#citaat")).to_contain_text("De huur stijgt in 2024")


def test_the_basket_works_without_javascript_and_what_was_chosen_goes_along(plain: Page) -> None:
    plain.goto("/afspraken?gemeente=Zilverdam&thema=betaalbaarheid")
    keep(plain, "De huur stijgt in 2024")
    plain.get_by_role("button", name="Zet de aangevinkte afspraken in mijn mandje").click()
    expect(plain.locator("[data-kept]")).to_have_count(1)
    plain.get_by_role("link", name="Zoek verder").click()
    plain.get_by_label("Waar gaat de afspraak over?").fill("woningen")
    plain.get_by_role("button", name="Zoeken", exact=True).click()
    plain.locator(".deal", has_text="Kadewonen").get_by_label("Bewaar in mandje").first.check()
    plain.get_by_role("button", name="Zet de aangevinkte afspraken in mijn mandje").click()
    expect(plain.locator("[data-kept]")).to_have_count(2)
    plain.get_by_label("Uw notitie").first.fill("Voor de notitie")
    plain.get_by_role("button", name="Haal weg").last.click()
    expect(plain.locator("[data-kept]")).to_have_count(1)
    expect(plain.get_by_label("Uw notitie")).to_have_value("Voor de notitie")
    with plain.expect_download() as download:
        plain.get_by_role("button", name="Word").click()
    assert download.value.suggested_filename.endswith(".docx")


def test_the_basket_stays_in_the_browser_with_its_notes(page: Page) -> None:
    page.goto("/afspraken?gemeente=Zilverdam&thema=betaalbaarheid")
    keep(page, "De huur stijgt in 2024")
    page.get_by_label("Uw notitie").fill("Dit willen wij ook")
    page.goto("/afspraken?document=lindewaard-2025&thema=nieuwbouw")
    keep(page, "Kadewonen")
    expect(page.get_by_role("link", name="Mandje (2)")).to_be_visible()
    page.get_by_role("link", name="Mandje (2)").click()
    expect(page.locator("[data-kept]")).to_have_count(2)
    assert page.url.endswith("/afspraken/mandje")
    expect(page.get_by_label("Uw notitie").first).to_have_value("Dit willen wij ook")
    page.get_by_label("Uw notitie").last.fill("Aantallen")
    page.reload()
    expect(page.get_by_label("Uw notitie").last).to_have_value("Aantallen")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    text = download.value.path().read_text("utf-8-sig")
    assert "Dit willen wij ook" in text
    assert "Aantallen" in text
    page.get_by_role("button", name=re.compile("Haal weg.*Zilverdam")).click()
    expect(page.locator("[data-kept]")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Leeg het mandje").click()
    expect(page.get_by_text("Er ligt nog niets in uw mandje")).to_be_visible()
    assert page.context.cookies() == []


def test_a_box_that_was_checked_is_checked_when_the_reader_comes_back(page: Page) -> None:
    page.goto("/afspraken?gemeente=Zilverdam&thema=betaalbaarheid")
    keep(page, "De huur stijgt in 2024")
    page.reload()
    box = page.locator(".deal", has_text="De huur stijgt in 2024").get_by_label("Bewaar in mandje")
    expect(box).to_be_checked()
    box.uncheck()
    page.goto("/afspraken/mandje")
    expect(page.get_by_text("Er ligt nog niets in uw mandje")).to_be_visible()


def test_what_a_broken_basket_holds_is_left_alone(page: Page) -> None:
    page.goto("/afspraken")
    for broken in ('"tekst"', "{", '[{"id": 3}, null, {"id": "weg", "note": "x"}]'):
        page.evaluate("text => localStorage.setItem('afsprakenwijzer.mandje', text)", broken)
        page.goto("/afspraken/mandje")
        expect(page.get_by_role("heading", name="Mijn mandje")).to_be_visible()
    expect(page.get_by_text("staat niet meer in de documenten")).to_be_visible()


def test_sides_are_chosen_in_a_form_and_every_number_opens_its_list(plain: Page) -> None:
    plain.goto("/afspraken/vergelijken")
    plain.get_by_label("Gemeente 1").select_option("Lindewaard")
    plain.get_by_label("Gemeente 2").select_option("Zilverdam")
    plain.get_by_label("Onderwerp").select_option("betaalbaarheid")
    plain.get_by_role("button", name="Vergelijk").click()
    expect(plain.get_by_role("columnheader", name=re.compile("Lindewaard"))).to_be_visible()
    link = plain.locator(".sideways__total a").first
    count = link.inner_text().split()[0]
    link.click()
    expect(plain.locator(".results-head__count")).to_contain_text(f"{count} afspra")


def test_a_bar_opens_its_commitment(page: Page) -> None:
    page.goto("/afspraken/tellen?getal=woningen&document=zilverdam-2024")
    page.locator(".chart a").first.click()
    expect(page.locator(".single")).to_contain_text("Kadewonen")


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_no_page_scrolls_sideways(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 800})
    page = context.new_page()
    for address in (*STATES, detail(page)):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    context.close()


def detail(page: Page) -> str:
    """The address of a commitment with a history."""
    page.goto("/afspraken?document=lindewaard-2025&thema=betaalbaarheid")
    return str(page.locator(".deal__title a").first.get_attribute("href"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_state_has_violations(browser: Browser, site: str, scheme: str, width: int) -> None:
    # axe itself puts styles on the page, which the content policy would refuse.
    context: BrowserContext = browser.new_context(
        base_url=site,
        bypass_csp=True,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    found = [detail(page)]
    keep(page, "De huur stijgt")
    for address in (*found, *STATES):
        page.goto(address)
        if address.endswith("mandje"):
            expect(page.locator("[data-kept]")).to_have_count(1)
        for closed in page.locator("details:not([open]) > summary").all():
            if closed.is_visible():
                closed.evaluate("summary => summary.parentElement.open = true")
        result = Axe().run(page, options=RULES)
        assert result.violations_count == 0, f"{address}\n{result.generate_report()}"
    context.close()
