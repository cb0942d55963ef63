"""Every state that the chat can be in, as a reader gets there; for the tests and for the pictures in the manual."""

import json
from collections.abc import Callable

from playwright.sync_api import Page, expect

QUESTION = "Hoeveel mag de huur in Lindewaard in 2026 omhoog?"


def ask(page: Page, question: str) -> None:
    page.get_by_label("Uw vraag").fill(question)
    page.keyboard.press("Enter")
    expect(page.locator(".exchange").last.locator(".answer .sentence").first).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)


def start(page: Page) -> None:
    expect(page.get_by_text("Bijvoorbeeld")).to_be_visible()


def answer(page: Page) -> None:
    ask(page, QUESTION)


def sources(page: Page) -> None:
    ask(page, QUESTION)
    page.locator(".sources:not([open]) > summary, .sources[open] > summary").first.focus()
    if page.locator(".sources:not([open])").count():
        page.keyboard.press("Enter")
    expect(page.locator(".source").first).to_be_visible()


def number(page: Page) -> None:
    ask(page, QUESTION)
    page.locator("a.ref").first.focus()


def reasons(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="Niet nuttig").click()


def partly(page: Page) -> None:
    ask(page, "Hoeveel mag de huur in Lindewaard in 2026 en in 2031 omhoog?")


def not_found(page: Page) -> None:
    ask(page, "Wat is er in Lindewaard afgesproken over parkeervergunningen voor zeppelins?")


def refused(page: Page) -> None:
    ask(page, "Is mijn huurverhoging legaal?")


def question_back(page: Page) -> None:
    ask(page, "Hoeveel woningen worden er in mijn gemeente gebouwd?")


def about(page: Page) -> None:
    page.get_by_role("button", name="Meer").click()


def erasing(page: Page) -> None:
    ask(page, QUESTION)
    page.get_by_role("button", name="Meer").click()
    page.get_by_role("button", name="Wis gesprek").click()


def too_long(page: Page) -> None:
    page.get_by_label("Uw vraag").fill("Hoe zit het met de huur? " * 41)


def waiting(page: Page) -> None:
    problem = json.dumps({"status": 429, "detail": "", "title": "", "type": "about:blank", "instance": ""})
    headers = {"Retry-After": "42", "Content-Type": "application/problem+json"}
    page.route("**/v1/chat", lambda route: route.fulfill(status=429, headers=headers, body=problem))
    page.get_by_label("Uw vraag").fill(QUESTION)
    page.keyboard.press("Enter")
    expect(page.locator(".trouble")).to_be_visible()


STATES: dict[str, Callable[[Page], None]] = {
    "start": start,
    "antwoord": answer,
    "bronnen": sources,
    "nummer": number,
    "redenen": reasons,
    "deels": partly,
    "niet-gevonden": not_found,
    "geweigerd": refused,
    "vraag-terug": question_back,
    "meer": about,
    "wissen": erasing,
    "te-lang": too_long,
    "wachten": waiting,
}
MAIN = ("bronnen", "niet-gevonden", "vraag-terug", "wissen", "te-lang", "wachten")
