"""A library of invented agreements with commitments written by hand and by chance, and the records themselves."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from assistant.assembly import assemble
from assistant.retrieval import Retriever
from assistant.service.state import Product
from corpus.commitment import Actor, Commitment, Modality, Quantity, Role, Standing
from corpus.edition import Edition, FinishedEdition
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Description, Kind, Page, Passage, Period, Span, Stage, Theme
from corpus.settings import LibrarySettings

TODAY = date(2026, 11, 23)
_PER_PASSAGE = 3
_SENTENCES = (
    ("De corporaties bouwen {n} sociale huurwoningen.", Theme.NIEUWBOUW, "bouwen", "woningen"),
    ("De huur stijgt hoogstens {n} procent.", Theme.BETAALBAARHEID, "verhogen", "procent"),
    ("Woningen met een EFG-label zijn in 2028 verdwenen.", Theme.VERDUURZAMING, "uitfaseren", ""),
    ("Wij overleggen elk kwartaal over de leefbaarheid.", Theme.LEEFBAARHEID, "overleggen", ""),
    (
        "De corporaties isoleren {n} woningen zonder huurverhoging.",
        Theme.VERDUURZAMING,
        "isoleren",
        "woningen",
    ),
    ("De gemeente zorgt voor voldoende locaties.", Theme.BESCHIKBAARHEID, "zorgen", ""),
)


@dataclass(frozen=True)
class Shelf:
    """A library and what was put into it."""

    library: Library
    retriever: Retriever
    editions: tuple[Edition, ...]

    @property
    def records(self) -> list[tuple[Commitment, Edition]]:
        return [(one, edition) for edition in self.editions for one in edition.commitments]


def commitment(edition_id: str, ordinal: int, passage: Passage, quote: str, **fields: object) -> Commitment:
    """A commitment that says little; `fields` are what matters in a test."""
    start = passage.text.index(quote)
    page = passage.spans[0].page
    settled: dict[str, object] = {
        "standing": Standing.AFGESPROKEN,
        "modality": Modality.RESULTAAT,
        "actors": (Actor(Role.CORPORATIE),),
        "action": "doen",
        "object": "iets",
        "themes": (Theme.PROCES,),
        **fields,
    }
    return Commitment(
        id=f"{edition_id}.c{ordinal}",
        ordinal=ordinal,
        passage_id=passage.id,
        quote=quote,
        spans=(Span(page, passage.spans[0].start + start, passage.spans[0].start + start + len(quote)),),
        **settled,  # type: ignore[arg-type]
    )


def edition_of(document: str, texts: Sequence[str], version: str = "", **described: object) -> Edition:
    """An edition with a page and a passage a text."""
    fingerprint = sha256("\n".join((document, version, *texts)).encode()).hexdigest()
    name = f"{document}.{fingerprint[:12]}"
    return Edition(
        id=name,
        document_id=document,
        source=f"file:///{document}.txt",
        fingerprint=fingerprint,
        file_name=f"{document}.txt",
        media_type="text/plain",
        description=Description(**{"title": document.capitalize(), **described}),  # type: ignore[arg-type]
        pages=tuple(Page(number, text, f"p{number}") for number, text in enumerate(texts, 1)),
        outline=(),
        passages=tuple(
            Passage(f"{name}.{number}", number, text, (Span(number + 1, 0, len(text)),))
            for number, text in enumerate(texts)
        ),
    )


def agreement(number: int) -> Edition:
    """An agreement of invented parties with commitments by chance, the same every time."""
    chance = random.Random(number)
    chosen = [chance.choice(_SENTENCES) for _ in range(chance.randint(0, 12))]
    written = [
        sentence.format(n=chance.randint(2, 90)) + f" ({i})" for i, (sentence, *_) in enumerate(chosen)
    ]
    texts = [" ".join(written[at : at + _PER_PASSAGE]) for at in range(0, len(written), _PER_PASSAGE)]
    start = chance.choice((2019, 2022, 2024, 2026))
    edition = edition_of(
        f"afspraken-{number}",
        texts or ["Er staat niets in dit document."],
        kind=chance.choice((Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN, Kind.BOD, Kind.WOONVISIE)),
        stage=chance.choice((Stage.ONDERTEKEND, Stage.CONCEPT)),
        municipalities=tuple(
            chance.sample(("Lindewaard", "Oosterveen", "Zilverdam", "Kwelrade"), chance.choice((1, 1, 2)))
        ),
        corporations=tuple(chance.sample(("Kadewonen", "Thuisrijk", "De Veste"), chance.choice((1, 2)))),
        tenant_organisations=("Huurdersbelang",),
        period=chance.choice((Period(), Period(start, start + 3), Period(None, start))),
    )
    commitments = [
        commitment(
            edition.id,
            place,
            edition.passages[place // _PER_PASSAGE],
            quote,
            standing=chance.choice((Standing.AFGESPROKEN, Standing.AFGESPROKEN, Standing.VOORSTEL, Standing.CONCEPT)),
            modality=chance.choice(tuple(Modality)),
            actors=tuple(
                {
                    role: Actor(role, chance.choice((None, edition.description.corporations[0])))
                    if role is Role.CORPORATIE
                    else Actor(role)
                    for role in chance.choices(tuple(Role), k=2)
                }.values()
            ),
            action=action,
            themes=tuple(dict.fromkeys((theme, *chance.choices(tuple(Theme), k=chance.randint(0, 1))))),
            numbers=(Quantity(7, unit),) if unit else (),
            period=chance.choice((Period(), Period(), Period(2025, 2025), Period(2026, None))),
            deadline=chance.choice((None, None, date(2031, 12, 31))),
        )
        for place, (quote, (_, theme, action, unit)) in enumerate(zip(written, chosen, strict=True))
    ]  # fmt: skip
    return replace(edition, commitments=tuple(commitments))


def finished(edition: Edition, embedder: Embedder) -> FinishedEdition:
    vectors = embedder.embed_passages([passage.text for passage in edition.passages])
    return FinishedEdition(edition, edition.id.encode(), vectors, embedder.fingerprint)


@pytest.fixture(scope="session")
def shelf(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    """Thirty agreements, for tests that only read."""
    library = Library(
        LibrarySettings(data=tmp_path_factory.mktemp("precedents") / "data"), embedder.fingerprint
    )
    editions = tuple(agreement(number) for number in range(30))
    library.put(*(finished(edition, embedder) for edition in editions))
    yield Shelf(library, Retriever(library, embedder), editions)
    library.close()


@pytest.fixture
def precedents_product(shelf: Shelf, embedder: Embedder, tmp_path: Path) -> Iterator[Product]:
    product = assemble(shelf.library, embedder, LibrarySettings(data=tmp_path))
    yield product
    product.conversations.close()
