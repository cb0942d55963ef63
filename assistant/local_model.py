"""A language model from a GGUF file: llama.cpp serves it in a process beside this one, for this one alone.

In its own process, so that a file or a machine that breaks llama.cpp does not break the service. It listens on
loopback, wants a key that only we have, and ends with us.
"""

import json
import os
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import HttpUrl, SecretStr

from assistant.answering.settings import AnsweringSettings
from corpus.errors import Explained

_MAGIC = b"GGUF"
_NEWS_SECONDS = 15.0
# On a processor a model reads some hundreds of words a second before it writes its first one.
_PATIENT = {"model_first_word_seconds": 60.0, "model_seconds": 180.0, "model_parallel": 1}


class LocalModelFailed(Explained):
    """The GGUF file cannot be served; the message says what to do."""


@contextmanager
def local_model(settings: AnsweringSettings, say: Callable[[str], None]) -> Iterator[AnsweringSettings]:
    """The settings to reach the model with; when they name a GGUF file, it is served as long as this lasts.

    Times that are not set become longer, as fits a processor. Raises LocalModelFailed.
    """
    file = settings.model_file
    if file is None:
        yield settings
        return
    _check(file)
    say(f"Het taalmodel {file.name} wordt geladen ({file.stat().st_size // 1_000_000} MB).")
    began = time.monotonic()
    key = secrets.token_urlsafe(32)
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant.local_model"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,  # Ctrl-C is for us: the model ends after the last answer
    )
    try:
        address = _address(process, _orders(file, settings, key), say)
        say(f"Het taalmodel {file.name} staat klaar na {time.monotonic() - began:.0f} seconden.")
        patient = {name: value for name, value in _PATIENT.items() if name not in settings.model_fields_set}
        yield settings.model_copy(
            update={
                **patient,
                "model": f"openai:{file.stem}",
                "model_url": HttpUrl(f"{address}/v1"),
                "model_key": SecretStr(key),
            }
        )
    finally:
        process.kill()  # it has nothing to save
        process.communicate()


def _check(file: Path) -> None:
    if find_spec("xllamacpp") is None:
        raise LocalModelFailed(
            f"Om {file.name} te gebruiken ontbreekt het pakket xllamacpp. Installeer het met: "
            "pip install 'afsprakenwijzer[local-model]'"
        )
    try:
        with file.open("rb") as opened:
            magic = opened.read(len(_MAGIC))
    except OSError as problem:
        raise LocalModelFailed(
            f"Het taalmodel {file} is niet te lezen ({problem.strerror}). Controleer de naam van het bestand."
        ) from problem
    if magic != _MAGIC:
        raise LocalModelFailed(f"{file} is geen taalmodel in de vorm GGUF. Kies een ander bestand.")


def _orders(file: Path, settings: AnsweringSettings, key: str) -> dict[str, Any]:
    return {
        "file": str(file.resolve()),
        "name": file.stem,
        "key": key,
        "context": settings.model_context,
        "threads": settings.model_threads or os.cpu_count() or 1,
    }


def _address(process: "subprocess.Popen[str]", orders: dict[str, Any], say: Callable[[str], None]) -> str:
    """Where the process listens once the model is loaded; meanwhile it is said that this goes on."""
    assert process.stdin
    assert process.stdout
    loaded = threading.Event()

    def tell() -> None:
        while not loaded.wait(_NEWS_SECONDS):
            say("Het taalmodel wordt nog geladen.")

    telling = threading.Thread(target=tell, name="loading", daemon=True)
    telling.start()
    try:
        process.stdin.write(json.dumps(orders) + "\n")
        process.stdin.flush()
        line = process.stdout.readline()
    except BrokenPipeError:
        line = ""
    finally:
        loaded.set()
        telling.join()
    if not line.startswith("http://127.0.0.1:"):
        raise LocalModelFailed(
            f"{orders['name']} kon niet worden geladen. Misschien is het bestand beschadigd, of is er te weinig "
            "geheugen. Probeer een kleiner model, of een lagere AFSPRAKENWIJZER_MODEL_CONTEXT."
        )
    return line.strip()


def _serve() -> None:
    """The process itself: orders on standard input, the address on standard output; the end of input ends it."""
    import xllamacpp

    orders = json.loads(sys.stdin.readline())
    chosen = xllamacpp.CommonParams()
    chosen.model.path = orders["file"]
    chosen.model_alias = {orders["name"]}
    chosen.hostnames, chosen.port = ["127.0.0.1"], 0
    chosen.api_keys = [orders["key"]]
    chosen.n_ctx, chosen.n_parallel = orders["context"], 1
    chosen.cpuparams.n_threads = chosen.cpuparams_batch.n_threads = orders["threads"]
    chosen.ui = False
    server = xllamacpp.Server(chosen)
    sys.stdout.write(f"{server.listening_address}\n")
    sys.stdout.flush()
    sys.stdin.read()
    os._exit(0)  # llama.cpp would finish its answers first


if __name__ == "__main__":
    _serve()
