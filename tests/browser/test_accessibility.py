"""What axe-core finds against WCAG 2.2 AA, and what it cannot see: sizes, reflow, spaced text, the spoken answer."""

from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.chat_states import MAIN, QUESTION, STATES, ask

PAGE = "/v1/documenten/lindewaard-prestatieafspraken-2024-2027/paginas/6?van=1818&tot=1910"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
# The last is what a window of 1280 by 1024 comes to at 400% zoom.
SIZES = [(320, 640), (390, 844), (768, 1024), (1280, 900), (320, 256)]
Scheme = Literal["light", "dark"]


def opened(browser: Browser, site: str, scheme: Scheme, size: tuple[int, int]) -> Page:
    # axe itself puts styles on the page, which the content policy would refuse.
    page = browser.new_page(
        base_url=site,
        bypass_csp=True,
        color_scheme=scheme,
        reduced_motion="reduce",
        viewport={"width": size[0], "height": size[1]},
    )
    page.goto("/")
    expect(page.get_by_label("Uw vraag")).to_be_visible()
    return page


def check(page: Page, state: str) -> None:
    violations = Axe().run(page, options=RULES).response["violations"]
    found = [
        f"{violation['id']}: {node['html']}\n{node['failureSummary']}"
        for violation in violations
        for node in violation["nodes"]
    ]
    assert found == [], state


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/", "/zoeken", "/zoeken?q=huur", PAGE])
def test_a_page_has_no_violations(browser: Browser, site: str, address: str, scheme: Scheme) -> None:
    page = browser.new_page(base_url=site, bypass_csp=True, color_scheme=scheme)
    page.goto(address)
    if address == "/":
        ask(page, QUESTION)
    check(page, address)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("state", MAIN)
def test_a_main_state_of_the_chat_has_no_violations(
    browser: Browser, site: str, state: str, scheme: Scheme
) -> None:
    page = opened(browser, site, scheme, (390, 844))
    STATES[state](page)
    check(page, state)
    page.close()


@pytest.mark.verify
@pytest.mark.parametrize("theme", ["light", "dark", "forced"])
@pytest.mark.parametrize("state", STATES)
def test_no_state_of_the_chat_has_violations_at_any_size(
    browser: Browser, site: str, state: str, theme: Literal["light", "dark", "forced"]
) -> None:
    page = opened(browser, site, "dark" if theme == "dark" else "light", (390, 844))
    page.emulate_media(forced_colors="active" if theme == "forced" else "none")
    STATES[state](page)
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        check(page, f"{state} at {width} by {height}")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()


@pytest.mark.parametrize("state", STATES)
def test_targets_are_large_enough_and_nothing_is_cut_off_at_400_percent(
    browser: Browser, site: str, state: str
) -> None:
    page = opened(browser, site, "light", (320, 256))
    STATES[state](page)
    small = page.locator(".chat").evaluate(
        """chat => [...chat.querySelectorAll("button, select, textarea, summary, input, .ref")]
          .map((target) => [target.textContent || target.id, target.getBoundingClientRect(), target.className])
          .filter(([, box]) => box.width && box.height)
          .filter(([, box, name]) => Math.min(box.width, box.height) < (/choice|send|thumb/.test(name) ? 43.9 : 24))
          .map(([text, box]) => `${text}: ${box.width} by ${box.height}`)"""
    )
    assert small == []
    wide = page.locator(".chat").evaluate(
        """chat => [chat, ...chat.querySelectorAll("*:not(.visually-hidden, .visually-hidden *)")]
          .filter((one) => one.clientWidth && one.scrollWidth > one.clientWidth + 1)
          .map((one) => one.className || one.tagName)"""
    )
    assert wide == []
    page.close()


@pytest.mark.parametrize("state", ["bronnen", "meer", "niet-gevonden"])
def test_text_can_be_spaced_out_without_losing_any(browser: Browser, site: str, state: str) -> None:
    """The distances of success criterion 1.4.12."""
    page = opened(browser, site, "light", (390, 844))
    STATES[state](page)
    lost = page.locator("afsprakenwijzer-chat").evaluate(
        """chat => {
          const sheet = new CSSStyleSheet();
          sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                                 word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
          chat.shadowRoot.adoptedStyleSheets = [...chat.shadowRoot.adoptedStyleSheets, sheet];
          return [...chat.shadowRoot.querySelectorAll("p:not(.quote), button, a, h2, h3, label")]
            .filter((one) => one.clientWidth && !one.closest(".visually-hidden"))
            .filter((one) => one.scrollWidth > one.clientWidth + 1)
            .map((one) => one.textContent);
        }"""
    )
    assert lost == []
    page.close()


def test_an_answer_reads_well_without_sight(browser: Browser, site: str) -> None:
    """What a screen reader gets: the question as a heading, sentences, numbers that say what they are, sources."""
    page = opened(browser, site, "light", (1280, 900))
    ask(page, QUESTION)
    expect(page.locator(".exchange")).to_match_aria_snapshot(
        """
        - article:
          - 'heading "Uw vraag: Hoeveel mag de huur in Lindewaard in 2026 omhoog?" [level=3]'
          - paragraph: /AI-antwoord · gezocht in \\d+ documenten/
          - paragraph:
            - text: /ten hoogste 3,5%/
            - link "bron 1 (opent in een nieuw tabblad)"
          - paragraph:
            - text: /Ook staat er in een tabel/
            - link "bron 2 (opent in een nieuw tabblad)"
          - group:
            - text: 2 bronnen
            - list:
              - listitem:
                - text: Bron 1
                - link "Prestatieafspraken Lindewaard 2024–2027, pagina 3 (opent in een nieuw tabblad)"
                - paragraph: /Prestatieafspraken 2024–2027 · Lindewaard geldend/
                - paragraph: 3 Betaalbaarheid › Artikel 3.2 Huurverhoging
                - paragraph: /^“De huur van een zelfstandige sociale huurwoning stijgt/
          - button "Kopieer met bronnen"
          - group "Hebt u hier iets aan?":
            - button "Nuttig"
            - button "Niet nuttig"
          - paragraph: Verder vragen
          - list "Verder vragen"
        """
    )
    page.close()


def test_the_window_moves_only_for_who_wants_that(browser: Browser, site: str) -> None:
    page = opened(browser, site, "light", (1280, 900))
    ask(page, QUESTION)
    moving = page.locator(".chat").evaluate(
        """chat => [...chat.querySelectorAll("*")].map((one) => [one.className, getComputedStyle(one)])
          .filter(([, style]) => parseFloat(style.transitionDuration) > 0 || style.animationName !== "none")
          .map(([name]) => name)"""
    )
    assert moving == []
    page.close()
