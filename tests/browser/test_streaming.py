"""A real browser at a service that is slow for real: each sentence is shown while the next is still being made."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from assistant.assembly import assemble
from corpus.embedding import Embedder
from corpus.owner import own
from corpus.settings import LibrarySettings
from tests.assistant.service.slow import Slow, slow_service

QUESTION = "Wat is er in Lindewaard afgesproken over vocht en schimmel?"


@pytest.fixture
def service(
    bundled_data: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Slow]]:
    data = tmp_path_factory.mktemp("slow") / "data"
    shutil.copytree(bundled_data, data)
    settings = LibrarySettings(data=data)
    with own(settings, embedder.fingerprint) as library:
        product = assemble(library, embedder, settings)
        with slow_service(product) as found:
            yield found
        product.conversations.close()


def test_sentences_are_shown_one_at_a_time_as_the_service_makes_them(
    browser: Browser, service: tuple[str, Slow]
) -> None:
    address, slow = service
    page = browser.new_page(base_url=address)
    page.goto("/")
    page.get_by_label("Uw vraag").fill(QUESTION)
    page.keyboard.press("Enter")
    slow.let(QUESTION)
    expect(page.locator(".state")).to_have_text(re.compile(r"^Ik zoek in \d+ documenten…$"))
    slow.let(QUESTION, 2)  # a source and its sentence
    expect(page.locator(".sentence")).to_have_count(1)
    expect(page.locator(".opinion")).to_have_count(0)
    slow.let(QUESTION, 2)
    expect(page.locator(".sentence")).to_have_count(2)
    expect(page.locator(".opinion")).to_have_count(0)
    assert QUESTION not in slow.finished
    slow.let(QUESTION, 100)
    expect(page.locator(".opinion")).to_be_visible()
    page.close()


def test_closing_the_page_stops_the_work(browser: Browser, service: tuple[str, Slow]) -> None:
    address, slow = service
    page = browser.new_page(base_url=address)
    page.goto("/")
    page.get_by_label("Uw vraag").fill(QUESTION)
    page.keyboard.press("Enter")
    slow.let(QUESTION, 3)  # understood, a source and its sentence
    expect(page.locator(".sentence")).to_have_count(1)
    page.close()
    assert slow.stops(QUESTION)


def test_stopping_keeps_what_was_said_and_stops_the_work(browser: Browser, service: tuple[str, Slow]) -> None:
    address, slow = service
    page = browser.new_page(base_url=address)
    page.goto("/")
    page.get_by_label("Uw vraag").fill(QUESTION)
    page.keyboard.press("Enter")
    slow.let(QUESTION, 3)  # understood, a source and its sentence
    expect(page.locator(".sentence")).to_have_count(1)
    page.get_by_label("Uw vraag").fill("De volgende vraag")
    page.keyboard.press("Enter")
    expect(page.locator(".exchange")).to_have_count(1)
    page.get_by_role("button", name="Stop").click()
    expect(page.locator(".trouble")).to_contain_text("U hebt de vraag gestopt.")
    expect(page.locator(".sentence")).to_have_count(1)
    expect(page.get_by_label("Uw vraag")).to_have_value("De volgende vraag")
    assert slow.stops(QUESTION)
    page.close()
