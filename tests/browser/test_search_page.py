"""The search page in a real browser: filters without JavaScript, chips, pages, small screens, and what axe finds."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
STATES = (
    "/zoeken",
    "/zoeken?q=huur+in+lindewaard",
    "/zoeken?q=nieuwbouw+in+Hengelo",
    "/zoeken?q=huur&pagina=3&soort=prestatieafspraken&soort=bod&jaar=2026",
    "/zoeken?q=zwembad+glijbaan&gemeente=Lindewaard",
)


def test_filters_are_chosen_and_let_go_without_javascript(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    page.goto("/zoeken")
    page.get_by_label("Waar zoekt u naar?").fill("schimmel in lindewaard")
    page.get_by_role("button", name="Zoeken").click()
    chip = page.get_by_role("link", name="Verwijder filter Gemeente: Lindewaard")
    expect(chip).to_be_visible()
    page.get_by_role("group", name="Geldigheid").get_by_label("geldend").check()
    page.get_by_role("button", name="Filters toepassen").click()
    expect(page.get_by_role("link", name="Verwijder filter Geldigheid: geldend")).to_be_visible()
    assert "status=geldend" in page.url
    expect(page.locator(".results > li .label--verlopen")).to_have_count(0)
    chip.click()
    expect(chip).to_have_count(0)
    expect(page.get_by_role("group", name="Gemeente").get_by_label("Lindewaard")).not_to_be_checked()
    context.close()


def test_a_municipality_that_is_unchecked_stays_off(page: Page) -> None:
    page.goto("/zoeken?q=huur+in+lindewaard")
    page.get_by_role("group", name="Gemeente").get_by_label("Lindewaard").uncheck()
    page.get_by_role("button", name="Filters toepassen").click()
    expect(page.get_by_role("group", name="Gemeente").get_by_label("Lindewaard")).not_to_be_checked()


def test_pages_follow_on_each_other_and_the_address_keeps_the_search(page: Page) -> None:
    page.goto("/zoeken?q=huur&soort=prestatieafspraken")
    first = page.locator(".results__where").all_inner_texts()
    page.get_by_role("link", name="Volgende bladzijde").click()
    expect(page.locator(".pager [aria-current=page]")).to_have_text(re.compile("2$"))
    assert "soort=prestatieafspraken" in page.url
    assert page.locator(".results__where").all_inner_texts() != first
    expect(page.locator(".results")).to_have_attribute("start", "11")


def test_a_result_opens_its_page_with_the_passage_marked(page: Page) -> None:
    page.goto("/zoeken?q=schimmel+en+vocht")
    page.locator(".results__where a").first.click()
    expect(page.locator("#citaat")).to_be_in_viewport()


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_page_never_scrolls_sideways_and_folds_its_filters_on_a_phone(
    browser: Browser, site: str, width: int
) -> None:
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 800})
    page = context.new_page()
    for address in STATES:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
    page.goto("/zoeken?q=huur")
    box = page.get_by_role("button", name="Filters toepassen")
    if width < 900:
        expect(box).to_be_hidden()
        page.locator(".facets > summary").click()
    expect(box).to_be_visible()
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_state_of_the_page_has_violations(browser: Browser, site: str, scheme: str, width: int) -> None:
    # axe itself puts styles on the page, which the content policy would refuse.
    context = browser.new_context(
        base_url=site,
        bypass_csp=True,
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
    )
    page = context.new_page()
    for address in STATES:
        page.goto(address)
        for closed in page.locator("details:not([open]) > summary").all():
            if closed.is_visible():
                closed.evaluate("summary => summary.parentElement.open = true")
        found = Axe().run(page, options=RULES)
        assert found.violations_count == 0, f"{address}\n{found.generate_report()}"
    context.close()
