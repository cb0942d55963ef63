"""How a commitment changed over the documents of its municipality, and what is like it elsewhere, for its page."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.exports import labels
from assistant.precedents.differences import Segment
from assistant.precedents.footing import Footing
from assistant.precedents.history import Version, history
from assistant.precedents.similar import similar
from assistant.service.commitment_view import Shown, shown
from assistant.service.outgoing import DocumentOut
from assistant.service.present import document_out, page_url
from assistant.service.state import Product
from corpus.commitment_index import StoredCommitment

_MOST_SIMILAR = 6
# Where less of the words than this stayed, marks in the text tell nothing.
_LEAST_KEPT = 0.4
_KINDS = ("equal", "insert", "delete")


@dataclass(frozen=True, slots=True)
class VersionShown:
    """A document of the row: its commitment about the subject with what changed in the words, or None."""

    document: DocumentOut
    title: str
    document_url: str
    years: str
    one: Shown | None
    changes: tuple[Segment, ...]
    difference: Literal["no", "words", "all"]
    footing: str | None
    asked: bool


@dataclass(frozen=True, slots=True)
class Course:
    """The versions, oldest first, and whether those are all."""

    versions: list[VersionShown]
    complete: bool


def course(product: Product, stored: StoredCommitment) -> Course:
    """The history of a commitment; without versions when there is only one document to look in."""
    today = product.today()
    found = history(product.library, stored, today)
    if len(found.versions) < 2:
        return Course([], True)
    return Course(
        [_version(one, place == found.asked, today) for place, one in enumerate(found.versions)],
        found.complete,
    )


def elsewhere(product: Product, stored: StoredCommitment) -> list[Shown]:
    """The commitments of other municipalities that are most like one."""
    today = product.today()
    return [shown(one.stored, today) for one in similar(product.library, stored, _MOST_SIMILAR, today)]


def footing_told(footing: Footing) -> str:
    """What there is to say of numbers side by side."""
    if not footing.comparable:
        return f"Deze getallen zijn niet te vergelijken: {'; '.join(footing.reasons)}."
    sums = [one.calculation for one in footing.figures if one.calculation]
    if footing.yearly and sums:
        return f"Omgerekend per jaar: {'; '.join(sums)}."
    numbers = list(dict.fromkeys(labels.number(one.number) for one in footing.figures))
    if len(numbers) == 1:
        return f"Het getal is gelijk: {numbers[0]}."
    return f"De getallen naast elkaar: {' en '.join(numbers)}."


def _version(one: Version, asked: bool, today: date) -> VersionShown:
    return VersionShown(
        document=document_out(one.card, today),
        title=one.card.description.title,
        document_url=page_url(one.card, 1),
        years=labels.years(one.card.description.period),
        one=shown(one.stored, today, whole=True) if one.stored else None,
        changes=one.changes,
        difference=_difference(one.changes),
        footing=footing_told(one.footing) if one.footing else None,
        asked=asked,
    )


def _difference(changes: tuple[Segment, ...]) -> Literal["no", "words", "all"]:
    """How much became different: nothing, some words, or all but a few."""
    sizes = {kind: sum(len(piece.text) for piece in changes if piece.kind == kind) for kind in _KINDS}
    if not sizes["insert"] and not sizes["delete"]:
        return "no"
    longest = sizes["equal"] + max(sizes["insert"], sizes["delete"])
    return "words" if sizes["equal"] >= _LEAST_KEPT * longest else "all"
