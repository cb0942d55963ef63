"""How an agreed thing changed over the documents of a municipality: the same subject in agreements, addenda and bids.

The documents are in the order of their years; what a document lacks is what was not found in it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from assistant.precedents.differences import Segment, differences
from assistant.precedents.footing import Footing, on_one_footing
from assistant.precedents.likeness import likeness, of_commitments, one_a_row, sentences
from assistant.precedents.topics import ALIKE, CERTAIN
from assistant.precedents.traits import alike, traits
from corpus.commitment import Standing
from corpus.commitment_index import Columns, Numbers, StoredCommitment
from corpus.library import Library
from corpus.model import EditionCard, Kind

# Documents that a commitment is looked for in, and commitments of each that come near enough to be loaded.
MOST_VERSIONS = 12
_NEAREST = 6
_KINDS = frozenset(
    {Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN, Kind.ADDENDUM, Kind.REGIONALE_AFSPRAKEN, Kind.BOD}
)


@dataclass(frozen=True, slots=True)
class Version:
    """A document of the row, and its commitment about the subject; None when none was found in it.

    `likeness` is that to the commitment that was asked for, `changes` what became of the words of the agreed version
    before it (of any version before it for what is not agreed), and `footing` their numbers.
    """

    card: EditionCard
    stored: StoredCommitment | None
    likeness: float
    changes: tuple[Segment, ...]
    since: str | None
    footing: Footing | None


@dataclass(frozen=True, slots=True)
class History:
    """The versions in the order of the years of their documents, and the place of the one asked for.

    `complete` is False when there are more documents than are shown.
    """

    versions: tuple[Version, ...]
    asked: int
    complete: bool


def history(library: Library, stored: StoredCommitment, today: date) -> History:
    """The versions of a commitment over the documents of its municipalities."""
    columns = library.commitment_columns()
    places = _row_of_documents(columns, stored.card)
    own = next((at for at, place in enumerate(places) if columns.cards[place].id == stored.card.id), 0)
    first = min(max(0, own - MOST_VERSIONS // 2), max(0, len(places) - MOST_VERSIONS))
    shown = places[first : first + MOST_VERSIONS]
    nearest = _nearest(library, columns, stored, shown, today)
    versions: list[Version] = []
    for place in shown:
        card = columns.cards[place]
        same = card.id == stored.card.id
        found, value = (stored, 1.0) if same else nearest.get(place, (None, 0.0))
        before = _before(versions, found)
        changes = _changes(before, found)
        numbers = (
            on_one_footing([before, found], likely=value >= CERTAIN, editions=True)
            if before and found
            else None
        )
        since = before.commitment.id if before else None
        versions.append(Version(card, found, value, changes, since, numbers))
    return History(tuple(versions), own - first, len(shown) == len(places))


def _row_of_documents(columns: Columns, card: EditionCard) -> list[int]:
    """The places of the documents with commitments of the same municipalities, oldest first."""
    own = set(card.description.municipalities)
    held = set(columns.edition.tolist())
    places = [
        place
        for place, other in enumerate(columns.cards)
        if other.id == card.id
        or (
            place in held and other.description.kind in _KINDS and own & set(other.description.municipalities)
        )
    ]
    return sorted(places, key=lambda place: _when(columns.cards[place]))


def _when(card: EditionCard) -> tuple[int, date, str]:
    about = card.description
    years = about.period.years()
    start = years[0] if years else 9_999
    return start, about.signed or date(min(start, 9_998), 12, 31), card.document_id


def _nearest(
    library: Library, columns: Columns, stored: StoredCommitment, places: Iterable[int], today: date
) -> dict[int, tuple[StoredCommitment, float]]:
    """Of each document the commitment that is most like one, and how much, when that is enough."""
    row = columns.ids.index(stored.commitment.id)
    asked = of_commitments(columns, np.array([row], np.int32), [stored])
    wanted: list[int] = []
    for place in places:
        others = one_a_row(columns, _of_edition(columns, place))
        if columns.cards[place].id == stored.card.id or not len(others):
            continue
        scores = likeness(asked, sentences(columns, others))[0]
        wanted += others[np.argsort(-scores, kind="stable")[:_NEAREST]].tolist()
    found = {one.commitment.id: one for one in library.commitments([columns.ids[at] for at in wanted])}
    kept = [at for at in wanted if columns.ids[at] in found]
    if not kept:
        return {}
    loaded = [found[columns.ids[at]] for at in kept]
    words = likeness(asked, of_commitments(columns, np.array(kept, np.int32), loaded))[0]
    about = traits([stored, *loaded], today)
    values = alike(words, about.at(slice(0, 1)), about.at(slice(1, None)), True).tolist()
    nearest: dict[int, tuple[StoredCommitment, float]] = {}
    for at, one, value in zip(kept, loaded, values, strict=True):
        place = int(columns.edition[at])
        if value >= ALIKE and value > nearest.get(place, (None, 0.0))[1]:
            nearest[place] = one, min(value, 1.0)
    return nearest


def _of_edition(columns: Columns, place: int) -> Numbers:
    start, end = np.searchsorted(columns.edition, (place, place + 1))
    return np.arange(start, end, dtype=np.int32)


def _changes(before: StoredCommitment | None, found: StoredCommitment | None) -> tuple[Segment, ...]:
    """What became of the words; nothing between a sentence and a row of a table."""
    if not before or not found or (before.commitment.form == "table") != (found.commitment.form == "table"):
        return ()
    return differences(before.commitment.quote, found.commitment.quote)


def _before(versions: Iterable[Version], found: StoredCommitment | None) -> StoredCommitment | None:
    """The version that one is laid beside: the last one that was agreed; any for what is not agreed itself."""
    if found is None:
        return None
    there = [version.stored for version in versions if version.stored]
    agreed = [one for one in there if one.commitment.standing is Standing.AFGESPROKEN]
    return next(reversed(agreed or there), None)
