"""Libraries of any number of commitments to measure on: agreements of real sentences, with fields by chance.

The documents are those of `eval.bench_library`; every sentence of theirs becomes a commitment. A library is kept in a
folder, so that it is made once.
"""

import random
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from corpus.commitment import Actor, Commitment, Limit, Modality, Quantity, Role, Standing
from corpus.edition import Edition, FinishedEdition
from corpus.library import Library
from corpus.model import Kind, Passage, Period, Span, Theme
from corpus.settings import LibrarySettings
from eval.bench_library import PASSAGES, Material, Tell, document

_TOGETHER = 12  # documents stored at a time
_SENTENCE = re.compile(r"[^.;:?!\n]{25,}[.;:?!]?")
_NUMBER = re.compile(r"(?<![\w.,])\d{1,4}(?![\w.,])")
# Of ten documents six are agreements of parties, as in a library that somebody keeps for this.
_KINDS = (
    Kind.PRESTATIEAFSPRAKEN, Kind.PRESTATIEAFSPRAKEN, Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN,
    Kind.JAARAFSPRAKEN, Kind.REGIONALE_AFSPRAKEN, Kind.BOD, Kind.BOD, Kind.MONITOR, Kind.MAGAZINE,
)  # fmt: skip
_STANDING = {
    Kind.BOD: Standing.VOORSTEL,
    Kind.MONITOR: Standing.RESULTAAT,
    Kind.MAGAZINE: Standing.VOORBEELD,
}
_UNITS = ("woningen", "procent", "euro", "nultredenwoningen", "huishoudens", "weken")
_ACTIONS = (
    "bouwen",
    "verduurzamen",
    "toewijzen",
    "onderzoeken",
    "overleggen",
    "melden",
    "verhogen",
    "slopen",
)
# How often each hardness stands in agreements, about.
_HARDNESS = (5, 2, 1, 1, 2)


def agreements_of(size: int, made_of: Material, cache: Path, tell: Tell) -> Path:
    """The data folder of a library with `size` commitments."""
    about = sha256("\0".join((made_of.embedding_model, *made_of.texts)).encode()).hexdigest()[:12]
    folder = cache / f"agreements-{about}-{size}"
    if folder.is_dir():
        return folder
    half = cache / f"half-{folder.name}"
    shutil.rmtree(half, ignore_errors=True)
    settings = LibrarySettings(data=half, catalogue_url=None, chroma_url=None)
    library = Library(settings, made_of.embedding_model)
    held = 0
    try:
        some: list[FinishedEdition] = []
        for one in _agreements(size, made_of):
            some.append(one)
            held += len(one.edition.commitments)
            if len(some) == _TOGETHER or held == size:
                library.put(*some)
                some = []
                tell(f"bibliotheek met {size} afspraken", held, size)
    finally:
        library.close()
    return half.rename(folder)


def _agreements(size: int, made_of: Material) -> Iterator[FinishedEdition]:
    number = 0
    while size:
        made = document(number, PASSAGES, made_of)
        edition = _agreed(made.edition, random.Random(-number), size)  # noqa: S311 - the same every time
        size -= len(edition.commitments)
        yield replace(made, edition=edition)
        number += 1


def _agreed(edition: Edition, chance: random.Random, most: int) -> Edition:
    """An edition with a commitment for every sentence, `most` at most."""
    kind = chance.choice(_KINDS)
    edition = replace(edition, description=replace(edition.description, kind=kind))
    sentences = [
        (passage, match.start(), match.group().rstrip())
        for passage in edition.passages
        for match in _SENTENCE.finditer(passage.text)
    ]
    commitments = tuple(
        _commitment(edition, ordinal, passage, start, quote, chance)
        for ordinal, (passage, start, quote) in enumerate(sentences[:most])
    )
    return replace(edition, commitments=commitments)


def _commitment(
    edition: Edition, ordinal: int, passage: Passage, start: int, quote: str, chance: random.Random
) -> Commitment:
    about, span = edition.description, passage.spans[0]
    first, last = about.period.start or 0, about.period.end or 0
    year = chance.randint(first, last)
    actors = chance.choice(
        (
            (Actor(Role.CORPORATIE),),
            (Actor(Role.CORPORATIE, about.corporations[0]),),
            (Actor(Role.GEMEENTE),),
            (Actor(Role.GEMEENTE), Actor(Role.CORPORATIE)),
            (Actor(Role.PARTIJEN),),
            (Actor(Role.HUURDERSORGANISATIE),),
        )
    )
    numbers = tuple(
        Quantity(float(found), chance.choice(_UNITS), limit=chance.choice(tuple(Limit)), per="jaar")
        for found in _NUMBER.findall(quote)[:3]
    )
    return Commitment(
        id=f"{edition.id}.c{ordinal}",
        ordinal=ordinal,
        passage_id=passage.id,
        quote=quote,
        spans=(Span(span.page, span.start + start, span.start + start + len(quote)),),
        standing=_STANDING.get(about.kind, Standing.AFGESPROKEN),
        modality=chance.choices(tuple(Modality), _HARDNESS)[0],
        actors=actors,
        action=chance.choice(_ACTIONS),
        object=" ".join(quote.split()[:4]),
        themes=tuple(dict.fromkeys((*chance.choices(about.themes, k=1), *chance.choices(tuple(Theme), k=1)))),
        numbers=numbers,
        period=Period(year, year) if chance.random() < 0.5 else Period(),
        deadline=date(last, 12, 31) if chance.random() < 0.1 else None,
        bound=(*about.municipalities, *about.corporations),
        clause=f"{ordinal // 10 + 1}.{ordinal % 10}",
        headings=passage.headings,
    )
