"""The pictures in docs/widget.md: `python -m tests.browser.pictures ADDRESS`, the address of a running service."""

import os
import shutil
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.chat_states import STATES
from tests.browser.host_pages import launcher_tag

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "images" / "widget"
SITE = {
    "titel": "Vraag over wonen in Lindewaard",
    "openingstekst": "Welkom. Stel hier uw vraag over de afspraken over wonen in Lindewaard.",
    "voorbeeldvragen": [
        "Hoeveel mag de huur in 2026 omhoog?",
        "Wat is er afgesproken over schimmel en vocht?",
    ],
    "filters": {"gemeenten": ["Lindewaard"]},
    "documenten": 7,
    "bewaarDagen": 30,
}
WORDS = (
    "<h1>Gemeente Lindewaard</h1><p><strong>Deze gemeente is verzonnen.</strong></p><h2>Wonen</h2>"
    + "<p>De gemeente, de woningcorporaties en de huurders maken samen afspraken over wonen in Lindewaard.</p>"
    * 3
)
STYLE = "<style>body { font: 18px/1.6 Georgia, serif; margin: 3rem; max-width: 38rem; }</style>"
# State, width and colour scheme; a phone for each state, and a wide screen where the page beside it matters.
PICTURES: tuple[tuple[str, int, Literal["light", "dark"]], ...] = (
    ("knop", 900, "light"),
    ("antwoord", 900, "light"),
    ("start", 390, "light"),
    ("bronnen", 390, "light"),
    ("nummer", 390, "light"),
    ("deels", 390, "light"),
    ("niet-gevonden", 390, "light"),
    ("vraag-terug", 390, "light"),
    ("geweigerd", 390, "light"),
    ("redenen", 390, "light"),
    ("meer", 390, "light"),
    ("te-lang", 390, "light"),
    ("wachten", 390, "light"),
    ("bronnen", 390, "dark"),
)


def take(browser: Browser, service: str, state: str, width: int, scheme: Literal["light", "dark"]) -> None:
    """One picture, in a fresh browser."""
    size = {"width": width, "height": 800 if width < 600 else 700}
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    # A question back is asked where no municipality is given beforehand.
    site = {**SITE, "filters": {}} if state == "vraag-terug" else SITE
    page.route("**/v1/sites/lindewaard", lambda route: route.fulfill(json=site))
    head = '<!doctype html><html lang="nl"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    body = head + "<title>Lindewaard</title>" + STYLE + WORDS + launcher_tag(service, "lindewaard")
    page.route(f"{service}/lindewaard", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{service}/lindewaard")
    button = page.get_by_role("button", name="Vraag over woonafspraken")
    expect(button).to_be_visible()
    if state != "knop":
        button.click()
        expect(page.get_by_label("Uw vraag")).to_be_visible()
        STATES[state](page)
    page.wait_for_timeout(300)
    dark = "-donker" if scheme == "dark" else ""
    page.screenshot(path=FOLDER / f"{state}{dark}-{width}.png")
    page.close()


def main() -> None:
    """Take every picture."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    executable = os.environ.get("AFSPRAKENWIJZER_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        for state, width, scheme in PICTURES:
            take(browser, sys.argv[1].rstrip("/"), state, width, scheme)
        browser.close()


if __name__ == "__main__":
    main()
