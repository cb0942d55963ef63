"""What a language model replies about parts of a document: several at a time, every reply bounded and checked."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import local
from typing import Any, TypeVar

from pydantic import HttpUrl, SecretStr

from corpus.language_model import chat_model, provider

_PROMPTS = Path(__file__).parents[1] / "prompts"
_FAILURES = 3  # in a row, after which the model is left alone
_WIRE = 400  # bytes that a server may send for a character: a word comes in some 250

Part = TypeVar("Part")
Reply = TypeVar("Reply")


@dataclass(frozen=True, slots=True)
class Access:
    """A model as the settings name it, and how long one reply may take; `setting` is the environment variable that
    names it, for messages."""

    name: str | None
    url: HttpUrl | None
    key: SecretStr | None
    seconds: float
    parallel: int
    setting: str


class ReplyingModel:
    """A model that is asked with one prompt of `prompts/` about part after part.

    A reply is at most `longest` characters; `attempts` is how often it may be asked for. Raises
    `corpus.language_model.ModelUnusable`.
    """

    def __init__(self, access: Access, prompt: str, *, longest: int, attempts: int = 1) -> None:
        key = access.key.get_secret_value() if access.key else None
        self._access = access
        self._prompt = _prompt(prompt)
        self._longest = longest
        self._attempts = attempts
        self._until = local()  # `by`: when the reply that this thread waits for has to be whole
        options = {"http_client": self._client()} if provider(access.name) == "openai" else {}
        self._model = chat_model(access.name, access.url, key, access.seconds, access.setting, **options)

    def fingerprint(self, original: str) -> str:
        """The fingerprint of an edition that the model adds to: it follows the model and the prompt, so that a file
        is read again when one of them changes."""
        return sha256(f"{original} {self._access.name} {self._prompt}".encode()).hexdigest()

    def replies(
        self,
        parts: Sequence[Part],
        texts: Callable[[Part], Mapping[str, str]],
        read: Callable[[Part, str], Reply],
    ) -> Iterator[tuple[Part, Reply | None]]:
        """Each part with what `read` makes of the JSON object in its reply; None without a usable one.

        `texts` fill the prompt: what stands in a document is in marks of `enclosed`. `read` raises for a reply that
        is of no use. After failures in a row nothing is asked any more.
        """
        failures = 0

        def reply(part: Part) -> Reply | None:
            if failures >= _FAILURES:
                return None
            return self._reply(_filled(self._prompt, texts(part)), lambda text: read(part, text))

        with ThreadPoolExecutor(self._access.parallel, "model") as pool:
            for part, given in zip(parts, pool.map(reply, parts), strict=True):
                failures = 0 if given is not None else failures + 1
                yield part, given

    def _reply(self, prompt: str, read: Callable[[str], Reply]) -> Reply | None:
        self._until.by = time.monotonic() + self._access.seconds
        for _ in range(self._attempts):
            try:
                text = self._said(prompt)
                return read(text[text.index("{") : text.rindex("}") + 1])
            except Exception:  # whatever a provider raises or a model writes, the document goes on without it
                if time.monotonic() > self._until.by:
                    break
        return None

    def _said(self, prompt: str) -> str:
        """The whole reply. Raises TimeoutError and ValueError for one that takes too long or is too long."""
        text = ""
        chunk: Any
        for chunk in self._model.stream([("user", prompt)]):
            text += str(chunk.text)
            self._check(len(text), self._longest)
        return text

    def _check(self, length: int, longest: int) -> None:
        """Raises TimeoutError and ValueError for a reply that takes too long or is too long."""
        if time.monotonic() > self._until.by:
            raise TimeoutError
        if length > longest:
            raise ValueError("a reply without end")

    def _client(self) -> Any:
        """A client that follows no redirect and checks what it receives, also while that makes no word."""
        from openai import DefaultHttpxClient

        url = self._access.url
        here = url is not None and url.host in ("127.0.0.1", "localhost", "[::1]")
        return DefaultHttpxClient(
            timeout=self._access.seconds,
            follow_redirects=False,
            trust_env=not here,  # a proxy for the web cannot reach this machine
            event_hooks={"response": [self._bound]},
        )

    def _bound(self, response: Any) -> None:
        """Check every piece of a reply: a server may send signs of life, or one line, without end."""
        read = response.iter_bytes

        def bounded(chunk_size: int | None = None) -> Iterator[bytes]:
            length = 0
            for part in read(chunk_size):
                length += len(part)
                self._check(length, _WIRE * self._longest)
                yield part

        response.iter_bytes = bounded


def enclosed(text: str) -> str:
    """A text that cannot end the marks around it, nor be taken for a place to fill in."""
    return text.translate(str.maketrans("<>{}", "‹›()"))


@cache
def _prompt(name: str) -> str:
    return (_PROMPTS / f"{name}.md").read_text("utf-8")


def _filled(prompt: str, texts: Mapping[str, str]) -> str:
    for name, text in texts.items():
        prompt = prompt.replace(f"{{{name}}}", text)
    return prompt
