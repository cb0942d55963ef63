"""A real browser at a real service over the bundled library."""

import os
import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from assistant.assembly import assemble
from assistant.service.app import create_app
from assistant.service.server import server
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import Embedder
from corpus.owner import own
from corpus.settings import LibrarySettings


@pytest.fixture(scope="session")
def site(bundled_data: Path, embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the running service."""
    data = tmp_path_factory.mktemp("browser") / "data"
    shutil.copytree(bundled_data, data)
    settings = LibrarySettings(data=data)
    state = ServiceState(ServiceSettings(port=0))
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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, for one module: while it runs, its event loop stands in the way of other tests."""
    executable = os.environ.get("AFSPRAKENWIJZER_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(executable).is_file():
        pytest.fail(
            f"No browser at {executable}. Install Chromium (on Debian: apt-get install chromium), or name the "
            "program in AFSPRAKENWIJZER_CHROMIUM."
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable)
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh browser. Whatever a page asks of another host, and whatever it complains about, fails the test."""
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900})
    elsewhere: list[str] = []
    complaints: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((f"{site}/", "data:", "blob:")):
            elsewhere.append(request.url)

    context.on("request", watch)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    context.on(
        "console", lambda message: complaints.append(message.text) if message.type == "error" else None
    )
    yield context
    context.close()
    assert elsewhere == []
    # A refused request is reported by the browser itself; the tests that cause one look at what the page says.
    assert [text for text in complaints if not text.startswith("Failed to load resource")] == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
