"""What axe-core finds against WCAG 2.2 AA, in light and dark, on every kind of page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

PAGE = "/v1/documenten/lindewaard-prestatieafspraken-2024-2027/paginas/6?van=1818&tot=1910"
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["/", "/zoeken", "/zoeken?q=huur", PAGE])
def test_a_page_has_no_violations(browser: Browser, site: str, address: str, scheme: str) -> None:
    # axe itself puts styles on the page, which the content policy would refuse.
    context = browser.new_context(
        base_url=site, bypass_csp=True, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(address)
    if address == "/":
        page.get_by_label("Uw vraag").fill("Hoeveel mag de huur in Lindewaard in 2026 omhoog?")
        page.keyboard.press("Enter")
        expect(page.locator(".opinion")).to_be_visible()
    found = Axe().run(page, options=RULES)
    context.close()
    assert found.violations_count == 0, found.generate_report()
