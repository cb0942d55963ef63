"""What a search or a count of commitments looked through: the denominator behind every number."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from assistant.precedents.selection import Selected
from corpus.commitment import Standing
from corpus.library import Library
from corpus.model import EditionCard, Kind
from corpus.standing import standing_of
from corpus.vocabulary import municipalities


@dataclass(frozen=True, slots=True)
class Coverage:
    """The documents searched, of which kinds (most frequent first) and years; and how the municipalities stand.

    `municipalities` have a document that was searched, `with_some` of them have a commitment that was found,
    `none_found` are the others. `not_searched` are in the library with other documents only, `not_in_library` were
    chosen and have nothing there. Of all `nationwide` municipalities of the Netherlands `absent` have nothing there.
    """

    documents: int
    kinds: tuple[tuple[Kind, int], ...]
    first_year: int | None
    last_year: int | None
    municipalities: int
    with_some: int
    none_found: tuple[str, ...]
    not_searched: tuple[str, ...]
    not_in_library: tuple[str, ...]
    nationwide: int
    absent: int


def covered(library: Library, selected: Selected, today: date) -> Coverage:
    """What there was to search for a selection, and where something was found.

    Searched are the documents that pass it and in which such commitments can stand: agreements for what was agreed,
    bids for proposals. A municipality that was not chosen is not counted as searched.
    """
    selection, columns = selected.selection, selected.columns
    hits = {columns.cards[place].id for place in selected.per_edition(selected.mask).nonzero()[0].tolist()}
    cards = [
        card
        for card in library.cards(selection.documents_filter(), today=today)
        if card.id in hits or _may_hold(card, selection.standings)
    ]
    searched_ids = {card.id for card in cards}
    # A commitment may be about years that its document is not.
    cards += [card for card in columns.cards if card.id in hits - searched_ids]
    wanted = {name.casefold(): name for name in selection.municipalities}
    in_library = {name.casefold(): name for name in _places(library.cards())}
    in_view = {name for folded, name in in_library.items() if not wanted or folded in wanted}
    searched = _places(cards) & in_view
    found = _places(card for card in cards if card.id in hits) & in_view
    years = [years for card in cards if (years := card.description.period.years())]
    return Coverage(
        documents=len(cards),
        kinds=tuple(Counter(card.description.kind for card in cards).most_common()),
        first_year=min((some[0] for some in years), default=None),
        last_year=max((some[-1] for some in years), default=None),
        municipalities=len(searched),
        with_some=len(found),
        none_found=tuple(sorted(searched - found)),
        not_searched=tuple(sorted(in_view - searched)),
        not_in_library=tuple(name for folded, name in wanted.items() if folded not in in_library),
        nationwide=len(municipalities()),
        absent=sum(one.name.casefold() not in in_library for one in municipalities()),
    )


def _may_hold(card: EditionCard, standings: Collection[Standing]) -> bool:
    """Whether commitments of one of these standings (none: of any) can stand in a document."""
    standing = standing_of(card.description)
    return standing is not None and (not standings or standing in standings)


def _places(cards: Iterable[EditionCard]) -> set[str]:
    return {name for card in cards for name in card.description.municipalities}
