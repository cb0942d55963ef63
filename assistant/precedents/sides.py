"""The sides of a comparison: municipalities, corporations or documents, each with what was searched of it."""

from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from typing import Literal

from assistant.precedents.coverage import Coverage, covered
from assistant.precedents.selection import Selected, Selection
from corpus.commitment_index import Columns, Mask
from corpus.library import Library
from corpus.model import EditionCard
from corpus.vocabulary import corporations, municipalities

SideSort = Literal["gemeenten", "corporaties", "documenten"]
FEWEST, MOST = 2, 6
_NEAR, _LONGEST_NAME = 0.8, 60


class ComparisonError(ValueError):
    """Sides that cannot be compared; the message says why, in Dutch. `place` is the side that is meant, if one is."""

    def __init__(self, message: str, place: int | None = None) -> None:
        super().__init__(message)
        self.place = place


@dataclass(frozen=True, slots=True)
class Sides:
    """Two to six names of one sort; a document goes by its id."""

    sort: SideSort
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its name as the library has it, the selection of its commitments, and how many pass.

    Searching for `selection`, with the same text, finds exactly these. `coverage` is what was searched for it.
    """

    name: str
    title: str
    selection: Selection
    mask: Mask
    coverage: Coverage
    total: int

    @property
    def not_found(self) -> str:
        """What is said where this side has nothing: what was searched, never that it does not exist."""
        number = self.coverage.documents
        if number and self.selection.documents:
            return f"niet gevonden in {self.title}"
        if not number:
            return f"geen documenten van {self.title} om in te zoeken"
        documents = "het ene doorzochte document" if number == 1 else f"de {number} doorzochte documenten"
        return f"niet gevonden in {documents} van {self.title}"


def check(library: Library, sides: Sides) -> dict[str, str]:
    """The names of the sides as the library has them, with how each is called. Raises ComparisonError.

    A municipality or corporation without documents can be compared: it has none, and the comparison says so. What is
    no municipality, corporation or document of the library at all cannot.
    """
    names = tuple(dict.fromkeys(name.strip().casefold() for name in sides.names))
    if len(names) > MOST:
        raise ComparisonError("Vergelijk hoogstens zes kanten tegelijk.")
    known = _known(library.cards(), sides.sort)
    found: dict[str, str] = {}
    for place, name in enumerate(sides.names):
        if name.strip().casefold() not in known:
            raise ComparisonError(_unknown(name.strip(), sides.sort, known), place)
        key, title = known[name.strip().casefold()]
        found.setdefault(key, title)
    if len(found) < FEWEST:
        raise ComparisonError("Kies minstens twee verschillende kanten om te vergelijken.")
    return found


def side(
    library: Library,
    columns: Columns,
    sort: SideSort,
    name: str,
    title: str,
    selection: Selection,
    among: Mask | None,
    today: date,
) -> Side:
    """One side of a comparison under a selection; `among` are the commitments that a text finds (None: all)."""
    own = _of(selection, sort, name)
    selected = Selected(columns, own, today, among)
    return Side(name, title, own, selected.mask, covered(library, selected, today), int(selected.mask.sum()))


def _of(selection: Selection, sort: SideSort, name: str) -> Selection:
    if sort == "gemeenten":
        return replace(selection, municipalities=(name,))
    if sort == "documenten":
        return replace(selection, documents=(name,))
    # Parties of one agreement have the same documents: a corporation is compared by what it does itself.
    return replace(selection, corporations=(name,), actors=(name,))


def _known(cards: list[EditionCard], sort: SideSort) -> dict[str, tuple[str, str]]:
    """The names there are, folded, each as the library has it and as it is called.

    A municipality or corporation that exists is known without documents too.
    """
    if sort == "documenten":
        return {card.document_id.casefold(): (card.document_id, card.description.title) for card in cards}
    if sort == "gemeenten":
        names = {one.name for one in municipalities()}.union(*(c.description.municipalities for c in cards))
    else:
        names = {one.name for one in corporations()}.union(*(c.description.corporations for c in cards))
    return {name.casefold(): (name, name) for name in sorted(names)}


def _unknown(name: str, sort: SideSort, known: dict[str, tuple[str, str]]) -> str:
    which = {"gemeenten": "De gemeente", "corporaties": "De corporatie", "documenten": "Het document"}[sort]
    near = get_close_matches(name.casefold()[:_LONGEST_NAME], known, 1, _NEAR)
    meant = f" Bedoelt u {known[near[0]][0]}?" if near else ""
    return f"{which} '{name}' staat niet in de bibliotheek.{meant}"
