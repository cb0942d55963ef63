"""What both pipelines of the benchmark read and are asked: the bundled documents, more text, and questions.

More text and real questions come from the shared data where that is present.
"""

import itertools
import json
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from ingest.fetch import bundled_folder, paths_of
from ingest.pipeline import read_document
from ingest.read.records import ReadError

_QUERIES = 150
_LONGEST = 50_000  # characters in a document of law text: about as long as an agreement of twenty pages


def texts_of(characters: int) -> list[str]:
    """Documents of at least so many characters together: the bundled ones, law texts, and copies if need be."""
    texts: list[str] = []
    for text in itertools.chain(bundled_texts(), _law_texts(), _copies()):
        texts.append(text)
        if sum(map(len, texts)) >= characters:
            break
    return texts


def queries_of() -> list[str]:
    """Questions of citizens from the shared data, or beginnings of the bundled paragraphs without it."""
    if asked := [line["text"] for line in _shared("rijksoverheid-faq/queries.jsonl")]:
        return asked[:_QUERIES]
    paragraphs = [part for text in bundled_texts() for part in text.split("\n\n") if len(part) > 60]
    step = max(1, len(paragraphs) // _QUERIES)
    return [" ".join(part.split()[:12]) for part in paragraphs[::step]][:_QUERIES]


@lru_cache
def bundled_texts() -> tuple[str, ...]:
    """The bundled documents as their readers extract them, a text a document; a scan has none."""
    texts: list[str] = []
    for path in paths_of([bundled_folder()]):
        with suppress(ReadError):
            texts.append("\n\n".join(page.text for page in read_document(path).pages))
    return tuple(texts)


def _law_texts() -> Iterator[str]:
    """Regulations put together from their articles, in parts of a document's length."""
    for _, articles in itertools.groupby(
        _shared("wetten/corpus.jsonl"), key=lambda line: line["_id"].split("#")[0]
    ):
        gathered: list[str] = []
        for article in articles:
            gathered.append(f"{article['title']}\n\n{article['text']}")
            if sum(map(len, gathered)) >= _LONGEST:
                yield "\n\n".join(gathered)
                gathered.clear()
        if gathered:
            yield "\n\n".join(gathered)


def _copies() -> Iterator[str]:
    """The bundled documents over and over, each time a little different."""
    for number in itertools.count(2):
        for text in bundled_texts():
            yield f"Kopie {number}\n\n{text}"


def _shared(name: str) -> list[dict[str, Any]]:
    """The lines of a file of the shared data; empty where there is none."""
    folder = Path(os.environ.get("AFSPRAKENWIJZER_SHARED_DATA", "../shared/data"))
    path = Path(__file__).parents[1] / folder / name
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
