"""The page of one commitment: its fields with the words they come from, its clause, and what stands around it."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from assistant.exports import labels
from assistant.service.commitment_history import course, elsewhere
from assistant.service.commitment_page_address import PageAddress
from assistant.service.commitment_view import Shown, around, clause_name, rows_of, shown, shown_row
from assistant.service.commitment_words import MEANT, when
from assistant.service.deps import ProductDep
from assistant.service.marking import Piece
from assistant.service.problems import Problem
from assistant.service.state import Product
from assistant.service.templates import dutch_date
from assistant.service.templates import page as html_page
from corpus.commitment import Commitment
from corpus.commitment_index import StoredCommitment

router = APIRouter(include_in_schema=False)
_MOST_NEIGHBOURS = 30
_UNSURE = 0.75
_NO_STORE = {"Cache-Control": "no-store"}


@dataclass(frozen=True, slots=True)
class Field:
    """What was read: the name of a field, its value, the words it comes from, and whether that is unsure."""

    name: str
    value: str
    words: list[str]
    unsure: bool


@router.get("/afspraken/{name}")
def commitment_page(request: Request, name: str, product: ProductDep) -> Response:
    """One commitment; 404 when no visible edition has it (any more)."""
    found = product.library.commitments([name]) if len(name) <= 250 else []
    if not found:
        detail = "Deze afspraak is er niet (meer). Misschien is er een nieuwe uitgave van het document."
        raise Problem(404, detail)
    stored = found[0]
    one, today = stored.commitment, product.today()
    values = {
        "address": PageAddress(),
        "one": shown(stored, today, whole=True),
        "fields": fields_of(stored),
        "clause": clause_name(one),
        "headings": one.headings,
        "bound": one.bound,
        "passage": _passage(product, one),
        "neighbours": _neighbours(product, stored),
        "course": course(product, stored),
        "similar": elsewhere(product, stored),
    }
    return html_page(request, "afspraken_afspraak.html", values, headers=_NO_STORE)


def fields_of(stored: StoredCommitment) -> list[Field]:
    """The fields that have a value, in the order of reading."""
    one, about = stored.commitment, stored.card.description
    told = (
        ("Wie", ("actors",), labels.who(one.actors)),
        ("Wat", ("action", "object"), labels.what(one)),
        ("Getallen" if len(one.numbers) > 1 else "Getal", ("numbers",), labels.numbers(one)),
        ("Hoe hard", ("modality",), f"{labels.MODALITIES[one.modality]}: {MEANT[one.modality]}"),
        ("Stand", ("standing",), labels.STANDINGS[one.standing]),
        ("Wanneer", ("period", "deadline"), when(one, about.period)),
        ("Waar", ("location",), one.location or ""),
        ("Onderwerp", ("themes",), labels.themes(one)),
        ("Afgesproken door" if one.standing == "afgesproken" else "Partijen", ("bound",), ", ".join(one.bound)),
        ("Ondertekend", (), dutch_date(about.signed)),
    )  # fmt: skip
    return [Field(name, value, *_read_from(one, keys)) for name, keys, value in told if value]


def _read_from(one: Commitment, keys: tuple[str, ...]) -> tuple[list[str], bool]:
    evidence = [why for why in one.evidence if why.field in keys]
    words = list(dict.fromkeys(why.words for why in evidence if why.words))
    return words, any(why.certainty < _UNSURE for why in evidence)


def _passage(product: Product, one: Commitment) -> list[Piece]:
    """The passage that it stands in, with the quote marked."""
    found = product.library.found([one.passage_id])
    return around(one, found[0].passage.text) if found else []


def _neighbours(product: Product, stored: StoredCommitment) -> list[Shown]:
    """The other commitments of the same clause, in reading order."""
    one, columns = stored.commitment, product.library.commitment_columns()
    place = columns.ids.index(one.id)
    first, last = place, place
    while first and columns.edition[first - 1] == columns.edition[place] and place - first < _MOST_NEIGHBOURS:
        first -= 1
    while (
        last + 1 < columns.size
        and columns.edition[last + 1] == columns.edition[place]
        and last - place < _MOST_NEIGHBOURS
    ):
        last += 1
    around = product.library.commitments([name for name in columns.ids[first : last + 1] if name != one.id])
    same = [
        other
        for other in around
        if (other.commitment.clause, other.commitment.headings) == (one.clause, one.headings)
    ]
    return [shown_row(row, product.today()) for row in rows_of(same)]
