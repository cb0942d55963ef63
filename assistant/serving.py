"""Runs the service: it listens at once, and opens the library (filling an empty one) in the background."""

import signal
import socket
import threading
from collections.abc import Callable

from assistant.answering.model import Model
from assistant.answering.settings import AnsweringSettings
from assistant.assembly import assemble
from assistant.local_model import local_model
from assistant.service.app import create_app
from assistant.service.server import server
from assistant.service.settings import ServiceSettings
from assistant.service.state import ServiceState
from corpus.embedding import Embedder
from corpus.errors import Explained
from corpus.library import Library
from corpus.owner import own
from corpus.settings import LibrarySettings


class AddressInUse(Explained):
    """Something else listens where the service should."""


def serve_until_stopped(
    library_settings: LibrarySettings,
    settings: ServiceSettings,
    answering: AnsweringSettings,
    *,
    prepare: Callable[[LibrarySettings], Embedder],
    fill: Callable[[Library, Embedder], None],
    say: Callable[[str], None],
) -> None:
    """Serve until the process is told to stop.

    `prepare` gives the embedding model, `fill` puts documents into an empty library, `say` shows one line to who
    started it. Raises AddressInUse, ModelUnusable, LocalModelFailed, and whatever opening the library raises.
    """
    state = ServiceState(settings)
    with _listen(settings) as listener:
        address = f"http://{_host(settings.host)}:{listener.getsockname()[1]}"
        service = server(create_app(state), settings)
        stopped = threading.Event()
        failures: list[BaseException] = []

        def told(line: str) -> None:
            state.report(line)
            say(line)

        def open_library() -> None:
            try:
                embedder = prepare(library_settings)
                with (
                    own(library_settings, embedder.fingerprint, service=address) as library,
                    local_model(answering, told) as reachable,
                ):
                    if reachable.model:
                        Model(reachable).prepare()
                    if not library.cards():
                        state.report("De bibliotheek wordt gevuld met de meegeleverde documenten.")
                        fill(library, embedder)
                    state.open(assemble(library, embedder, library_settings, reachable))
                    say(f"Afsprakenwijzer staat klaar op {address} (stoppen met Ctrl-C)")
                    stopped.wait()
            except BaseException as failure:  # raised again below, in the thread that started the service
                failures.append(failure)
                service.should_exit = True

        opener = threading.Thread(target=open_library, name="library")
        # Uvicorn raises the signal that ended it once more: by then this process is stopping in an orderly way.
        for ending in (signal.SIGINT, signal.SIGTERM):
            signal.signal(ending, lambda *_: None)
        opener.start()
        try:
            service.run([listener])
        finally:
            stopped.set()
            opener.join()
    if failures:
        raise failures[0]


def _listen(settings: ServiceSettings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as problem:
        listener.close()
        raise AddressInUse(
            f"Op {settings.host}:{settings.port} kan de dienst niet luisteren ({problem.strerror}). Kies een andere "
            "poort met --port of AFSPRAKENWIJZER_PORT."
        ) from problem
    return listener


def _host(host: str) -> str:
    """The address to show and to ask at: a wildcard listens everywhere, and is reached here on loopback."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    return f"[{shown}]" if ":" in shown else shown
