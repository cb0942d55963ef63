"""A model server that misbehaves on purpose: it speaks OpenAI's streaming protocol over real sockets, well or badly.

One manner of going wrong a request, from a script; what its clients did is kept, such as when they hung up.
"""

import json
import socket
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

HANDLER = "misbehaving"  # the name of the threads that talk to a client
_FOREVER = 60.0  # seconds that a server without end goes on, should nobody hang up
_PIECE = 7  # characters a chunk, so that sentences and marks arrive in pieces
_HEAD = "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nConnection: close\r\n{more}\r\n"
_EVENTS = "text/event-stream"
_CHUNKED = "Transfer-Encoding: chunked\r\n"


@dataclass(slots=True)
class Exchange:
    """One request: what was asked, and whether and after how many seconds the client hung up on the reply."""

    body: dict[str, Any] = field(default_factory=dict)
    hung_up: threading.Event = field(default_factory=threading.Event)
    seconds: float | None = None

    @property
    def asked(self) -> str:
        """All that the model was given to read."""
        return "\n".join(message["content"] for message in self.body["messages"])


class Reply:
    """The server's side of one exchange, for a way of misbehaving to write to."""

    def __init__(self, connection: socket.socket, exchange: Exchange) -> None:
        self._connection = connection
        self._began = time.monotonic()
        self.exchange = exchange

    def send(self, data: str | bytes) -> None:
        """Send bytes as they are. Raises OSError when the client is gone."""
        self._connection.sendall(data.encode() if isinstance(data, str) else data)

    def begin(self, status: str = "200 OK", kind: str = _EVENTS, more: str = "") -> None:
        """The headers."""
        self.send(_HEAD.format(status=status, kind=kind, more=more))

    def say(self, text: str, pause: float = 0.0) -> None:
        """Text as the model's words, a few characters a chunk, `pause` seconds apart."""
        for start in range(0, len(text), _PIECE):
            self.send(event({"content": text[start : start + _PIECE]}))
            self.wait(pause)

    def end(self, reason: str = "stop") -> None:
        """The orderly end of a reply."""
        self.send(event({}, reason) + "data: [DONE]\n\n")

    def wait(self, seconds: float = _FOREVER) -> None:
        """Do nothing for so long, or until the client hangs up: then raises ConnectionResetError."""
        if not seconds:
            return
        self._connection.settimeout(seconds)
        with suppress(TimeoutError):
            if not self._connection.recv(1):
                raise ConnectionResetError
        self._connection.settimeout(None)

    def reset(self) -> None:
        """Break the connection off, as a crash does."""
        linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
        self._connection.close()

    def gone(self) -> None:
        """Note that the client hung up."""
        self.exchange.seconds = time.monotonic() - self._began
        self.exchange.hung_up.set()


Manner = Callable[[Reply], None]


def event(delta: dict[str, Any], finish: str | None = None) -> str:
    """A chunk of a reply in OpenAI's protocol."""
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
    chunk = {"id": "x", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
    return f"data: {json.dumps(chunk)}\n\n"


def body(text: str) -> str:
    """A whole reply in OpenAI's protocol."""
    return event({"content": text}) + event({}, "stop") + "data: [DONE]\n\n"


def says(text: str, finish: str = "stop") -> Manner:
    """A server that works, whatever the model says."""

    def reply(to: Reply) -> None:
        to.begin()
        to.say(text)
        to.end(finish)

    return reply


def refuses(status: str, retry_after: str | None = None) -> Manner:
    """A server that answers with an error status, such as '429 Too Many Requests'."""
    more = f"Retry-After: {retry_after}\r\n" if retry_after else ""

    def reply(to: Reply) -> None:
        to.begin(status, "application/json", more)
        to.send('{"error": {"message": "nee", "type": "x", "code": null}}')

    return reply


def sends(body: str | bytes, kind: str = _EVENTS) -> Manner:
    """A server that sends a body as it is."""

    def reply(to: Reply) -> None:
        to.begin(kind=kind)
        to.send(body)

    return reply


def silent(to: Reply) -> None:
    """Accepts the question and never answers."""
    to.wait()


def hangs_after_headers(to: Reply) -> None:
    to.begin()
    to.wait()


def keeps_alive_without_words(to: Reply) -> None:
    to.begin()
    for _ in range(int(_FOREVER * 20)):
        to.send(": ping\n\n")
        to.wait(0.05)


def says_slowly(text: str, *, first: float = 0.0, between: float = 0.0) -> Manner:
    """A server that takes `first` seconds before, and `between` seconds within its reply."""

    def reply(to: Reply) -> None:
        to.begin()
        to.wait(first)
        to.say(text, between)
        to.end()

    return reply


def stops_writing_after(text: str) -> Manner:
    """A server that hangs in the middle of its reply."""

    def reply(to: Reply) -> None:
        to.begin()
        to.say(text)
        to.wait()

    return reply


def closes_after(text: str, *, promised: bool = False) -> Manner:
    """A server that ends the connection without an end of the reply; `promised` is with more chunks announced."""

    def reply(to: Reply) -> None:
        to.begin(more=_CHUNKED if promised else "")
        for start in range(0, len(text), _PIECE):
            chunk = event({"content": text[start : start + _PIECE]})
            to.send(f"{len(chunk.encode()):x}\r\n{chunk}\r\n" if promised else chunk)

    return reply


def resets_after(text: str) -> Manner:
    """A server that crashes in the middle of its reply."""

    def reply(to: Reply) -> None:
        to.begin()
        to.say(text)
        to.reset()

    return reply


def repeats(text: str) -> Manner:
    """A server that says the same without end."""

    def reply(to: Reply) -> None:
        to.begin()
        until = time.monotonic() + _FOREVER
        while time.monotonic() < until:
            to.say(text)

    return reply


def one_line_without_end(to: Reply) -> None:
    to.begin()
    to.send('data: {"choices": [{"delta": {"content": "')
    until = time.monotonic() + _FOREVER
    while time.monotonic() < until:
        to.send(b"a" * 65536)


@dataclass(slots=True)
class ModelServer:
    """A running server: `script` holds how it behaves, one a request, the last for all that follow."""

    address: str
    script: list[Manner] = field(default_factory=list)
    exchanges: list[Exchange] = field(default_factory=list)


@contextmanager
def model_server() -> Iterator[ModelServer]:
    """A server on a free port of this machine."""
    lock = threading.Lock()

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            threading.current_thread().name = HANDLER
            exchange = Exchange()
            reply = Reply(self.request, exchange)
            try:
                exchange.body = _read(self.request)
            except OSError:
                return
            with lock:
                state.exchanges.append(exchange)
                manner = state.script.pop(0) if len(state.script) > 1 else state.script[0]
            try:
                manner(reply)
            except OSError:
                reply.gone()

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        request_queue_size = 128

    with Server(("127.0.0.1", 0), Handler) as server:
        state = ModelServer(f"http://127.0.0.1:{server.server_address[1]}/v1")
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        serving.start()
        try:
            yield state
        finally:
            server.shutdown()
            serving.join()


def closed_port() -> int:
    """A port of this machine on which nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def _read(connection: socket.socket) -> dict[str, Any]:
    """The JSON body of a request. Raises OSError when the client goes away before it is whole."""

    def more() -> bytes:
        data = connection.recv(65536)
        if not data:
            raise ConnectionResetError
        return data

    held = b""
    while b"\r\n\r\n" not in held:
        held += more()
    head, _, body = held.partition(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    size = next(int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length"))
    while len(body) < size:
        body += more()
    read: dict[str, Any] = json.loads(body)
    return read
