"""Libraries of any size to measure retrieval on: real passages and vectors, then copies that differ a little.

Documents of eighty passages are spread over 340 invented municipalities and the years 2016 to 2031. A larger library
is a smaller one with more documents, and all of it is kept in a folder, so that it is made once.
"""

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.edition import Edition, FinishedEdition
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Description, Kind, Page, Passage, Period, Span, Stage, Theme
from corpus.settings import LibrarySettings
from eval.bench_material import bundled_texts

PASSAGES = 80  # a document
MUNICIPALITIES = tuple(f"Proefgemeente {number}" for number in range(1, 341))
FIRST_YEAR, LAST_YEAR = 2016, 2031
_SHORTEST, _LONGEST = 120, 600  # characters of a passage
_PER_PAGE = 8
# A copy lies about as far from its original as a sentence from the same one in other words.
_NOISE = 0.3
_CHANGED_WORDS = 0.1
_TOGETHER = 12  # documents stored at a time
_EMBEDDED = 512  # passages embedded between two times that they are kept

Tell = Callable[[str, int, int], None]
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Material:
    """Real passages with their unit vectors `(n, d)`, and the model that made them."""

    texts: tuple[str, ...]
    vectors: Vectors
    embedding_model: str


def material(embedder: Embedder, most: int, cache: Path, tell: Tell) -> Material:
    """At most `most` real passages, kept in `cache` with their vectors, also of a run that was cut off.

    What is there is taken as it is: figures of later versions are of the same passages.
    """
    cache.mkdir(parents=True, exist_ok=True)
    written = cache / f"passages-{most}.json"
    if not written.is_file():
        half = written.with_suffix(".half")
        half.write_text(json.dumps(list(islice(_passages(), most)), ensure_ascii=False), "utf-8")
        half.replace(written)
    texts = tuple(json.loads(written.read_text("utf-8")))
    about = sha256("\0".join((embedder.fingerprint, *texts)).encode()).hexdigest()[:12]
    kept = cache / f"vectors-{about}.npy"
    vectors: Vectors = np.load(kept) if kept.is_file() else np.zeros((0, embedder.dimension), np.float32)
    while len(vectors) < len(texts):
        more = embedder.embed_passages(texts[len(vectors) : len(vectors) + _EMBEDDED])
        vectors = np.concatenate([vectors, more])
        half = cache / f"vectors-{about}.half.npy"
        np.save(half, vectors)
        half.replace(kept)
        tell("vectoren", len(vectors), len(texts))
    return Material(texts, vectors, embedder.fingerprint)


def library_of(size: int, made_of: Material, cache: Path, tell: Tell) -> Path:
    """The data folder of a library of `size` passages, made from the largest smaller one in `cache`."""
    about = sha256("\0".join((made_of.embedding_model, *made_of.texts)).encode()).hexdigest()[:12]
    name = f"library-{about}"
    there = {
        int(path.name.rpartition("-")[2]): path for path in cache.glob(f"{name}-[0-9]*") if path.is_dir()
    }
    if size in there:
        return there[size]
    half = cache / f"half-{name}-{size}"
    shutil.rmtree(half, ignore_errors=True)
    smaller = max((held for held in there if held < size and held % PASSAGES == 0), default=0)
    if smaller:
        shutil.copytree(there[smaller], half)
    library = Library(
        LibrarySettings(data=half, catalogue_url=None, chroma_url=None), made_of.embedding_model
    )
    try:
        held = library.coverage().passages
        while held < size:
            first = held // PASSAGES
            some = [
                document(number, min(PASSAGES, size - number * PASSAGES), made_of)
                for number in range(first, first + _TOGETHER)
                if number * PASSAGES < size
            ]
            library.put(*some)
            held += sum(len(one.edition.passages) for one in some)
            tell(f"bibliotheek van {size}", held, size)
    finally:
        library.close()
    return half.rename(cache / f"{name}-{size}")


def document(number: int, count: int, made_of: Material) -> FinishedEdition:
    """Document `number` with `count` passages: real ones while there are, then copies of them."""
    chance = random.Random(number)  # noqa: S311 - the same every time
    places = range(number * PASSAGES, number * PASSAGES + count)
    real = [place % len(made_of.texts) for place in places]
    copied = np.asarray([place >= len(made_of.texts) for place in places])
    texts = [
        _changed(made_of.texts[row], made_of.texts, chance) if copy else made_of.texts[row]
        for row, copy in zip(real, copied, strict=True)
    ]
    vectors = made_of.vectors[real]
    noise = np.random.default_rng(number).standard_normal(vectors.shape, np.float32)
    noise *= _NOISE * copied[:, None] / np.sqrt(vectors.shape[1])
    vectors = vectors + noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return FinishedEdition(_edition(number, texts, chance), b"%d" % number, vectors, made_of.embedding_model)


def _edition(number: int, texts: list[str], chance: random.Random) -> Edition:
    municipality = MUNICIPALITIES[number % len(MUNICIPALITIES)]
    start = chance.randint(FIRST_YEAR, LAST_YEAR - 1)
    document_id = f"proef-{number}"
    edition_id = f"{document_id}.{sha256(document_id.encode()).hexdigest()[:12]}"
    pages: list[Page] = []
    passages: list[Passage] = []
    for at in range(0, len(texts), _PER_PAGE):
        offset = 0
        for text in texts[at : at + _PER_PAGE]:
            span = Span(len(pages) + 1, offset, offset + len(text))
            headings = (f"{at // _PER_PAGE + 1} Afspraken",)
            passages.append(Passage(f"{edition_id}.{len(passages)}", len(passages), text, (span,), headings))
            offset = span.end + 2
        pages.append(Page(len(pages) + 1, "\n\n".join(texts[at : at + _PER_PAGE]), str(len(pages) + 1)))
    return Edition(
        id=edition_id,
        document_id=document_id,
        source=f"file:///{document_id}.txt",
        fingerprint=sha256(document_id.encode()).hexdigest(),
        file_name=f"{document_id}.txt",
        media_type="text/plain",
        description=Description(
            f"Prestatieafspraken {municipality} {start}-{start + 1}",
            kind=chance.choice(tuple(Kind)),
            stage=Stage.ONDERTEKEND,
            municipalities=(municipality,),
            corporations=(f"Proefwonen {number % 200}",),
            period=Period(start, start + 1),
            themes=tuple(chance.sample(tuple(Theme), 3)),
        ),
        pages=tuple(pages),
        outline=(),
        passages=tuple(passages),
    )


def shared_texts(name: str) -> list[str]:
    """The texts in a file of the shared data; empty where there is none."""
    root = Path(__file__).parents[1]
    path = root / os.environ.get("AFSPRAKENWIJZER_SHARED_DATA", "../shared/data") / name
    if not path.is_file():
        return []
    return [json.loads(line)["text"] for line in path.read_text("utf-8").split("\n") if line]


def _passages() -> Iterator[str]:
    """Paragraphs of the bundled documents, of law and of pages for citizens, each in pieces of a passage's length."""
    read: set[str] = set()
    sources = [
        *bundled_texts(),
        *shared_texts("rijksoverheid-faq/corpus.jsonl"),
        *shared_texts("wetten/corpus.jsonl"),
    ]
    for text in sources:
        for piece in _pieces(text):
            if piece not in read:
                read.add(piece)
                yield piece


def _pieces(text: str) -> Iterator[str]:
    gathered = ""
    for part in re.split(r"(?<=[.;:?!])\s+|\n+", text):
        sentence = part.strip()[:_LONGEST]
        if gathered and len(gathered) + len(sentence) >= _LONGEST / 2:
            yield gathered
            gathered = ""
        gathered = f"{gathered} {sentence}".strip()
    if len(gathered) >= _SHORTEST:
        yield gathered


def _changed(text: str, others: tuple[str, ...], chance: random.Random) -> str:
    """A text with one word in ten from another one."""
    words, more = text.split(), chance.choice(others).split()
    return " ".join(
        chance.choice(more) if more and chance.random() < _CHANGED_WORDS else word for word in words
    )
