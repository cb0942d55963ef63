"""The evaluation's report in a real browser: no network, no sideways scrolling, filters, and what axe-core finds."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Request

from eval.comparing import compare
from eval.reporting import write_report
from tests.eval.conftest import Service, answer
from tests.eval.scored_runs import asked

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


@pytest.fixture
def report(tmp_path: Path) -> str:
    """The address of a report with answers that are good and not good, compared with an earlier run."""
    # In a thread: the browser's event loop holds this one.
    with ThreadPoolExecutor() as threads:
        return threads.submit(_report, tmp_path).result()


def _report(folder: Path) -> str:
    service = Service()
    questions: list[dict[str, Any]] = [
        {"question": "Hoeveel mag de huur omhoog?", "persona": "huurder"},
        {"question": "Welke partijen tekenden?", "persona": "beleid", "expect": {"status": "nietGevonden"}},
    ]
    before = asked(folder / "before", service, *questions)
    service.answers["Welke partijen tekenden?"] = answer(status="nietGevonden", tekst="Niets.", bronnen=[])
    after = asked(folder / "after", service, *questions)
    return write_report(after, baseline=compare(before, after)).as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_report_has_no_violations_and_fits(
    browser: Browser, report: str, width: int, scheme: str
) -> None:
    # axe itself puts styles on the page, which the content policy would refuse.
    context = browser.new_context(
        bypass_csp=True,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": width, "height": 900},
    )
    page = context.new_page()
    page.goto(report)
    found = Axe().run(page, options=RULES)
    overflowing = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert found.violations_count == 0, found.generate_report()
    assert overflowing <= 0


def test_the_list_of_questions_can_be_narrowed_and_nothing_comes_from_elsewhere(
    browser: Browser, report: str
) -> None:
    page = browser.new_page()
    elsewhere: list[str] = []

    def watch(request: Request) -> None:
        if request.url != report and not request.url.startswith("data:"):
            elsewhere.append(request.url)

    page.on("request", watch)
    page.on("console", lambda message: elsewhere.append(message.text))
    page.goto(report)
    assert page.locator("#count").inner_text() == "2 van de 2 vragen"
    page.get_by_label("Woorden").fill("tekenden")
    assert page.locator("#count").inner_text() == "1 van de 2 vragen"
    page.get_by_label("Wie het vraagt").select_option("huurder")
    assert page.locator("#count").inner_text() == "0 van de 2 vragen"
    page.close()
    assert elsewhere == []


def test_without_javascript_every_question_stands_there(browser: Browser, report: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(report)
    assert page.locator("details[data-case]").count() == 2
    assert not page.locator("#filter").is_visible()
    page.close()
