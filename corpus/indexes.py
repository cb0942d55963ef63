"""Where the two indexes of a library stand, and how it goes over to new ones in one step.

Both are derived from the catalogue, which names the folder of each. New ones are made beside the old; naming them in
the catalogue makes them the library's, and a folder that it does not name is a leftover.
"""

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.catalogue import Catalogue
from corpus.errors import Explained
from corpus.model import EditionState, Passage
from corpus.settings import LibrarySettings
from corpus.terms import Terms
from corpus.vectors import Vectors

TERMS, VECTORS = "terms", "vectors"
EMBEDDING_MODEL = "embedding_model"
VECTORS_STAMP = "vectors_stamp"
_FOLDER = re.compile(r"(?:terms|vectors)(?:-\d+)?")


class IndexBroken(Explained):
    """An index cannot be opened, or cannot be made again from the catalogue alone."""

    def __init__(self, which: str) -> None:
        super().__init__(
            f"De index van {which} is beschadigd. Herstel de bibliotheek met 'afsprakenwijzer doctor --repair'."
        )


def place(settings: LibrarySettings, catalogue: Catalogue, index: str) -> Path:
    """The folder of an index (TERMS or VECTORS)."""
    return settings.data / (catalogue.fact(index) or index)


def next_place(settings: LibrarySettings, catalogue: Catalogue, index: str) -> Path:
    """Where an index can be made anew; empty."""
    _, _, number = (catalogue.fact(index) or index).partition("-")
    folder = settings.data / f"{index}-{int(number or 1) + 1}"
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def open_terms(settings: LibrarySettings, catalogue: Catalogue) -> Terms:
    """The lexical index. Raises IndexBroken."""
    try:
        return Terms(place(settings, catalogue, TERMS))
    except (ValueError, OSError) as broken:
        raise IndexBroken("woorden") from broken


def open_vectors(settings: LibrarySettings, catalogue: Catalogue, embedding_model: str) -> Vectors:
    """The vector index. Raises IndexBroken."""
    try:
        return Vectors(place(settings, catalogue, VECTORS), settings.chroma_url, embedding_model)
    except BaseException as broken:
        if is_failure_of_chroma(broken):
            raise IndexBroken("vectoren") from broken
        raise


def is_failure_of_chroma(error: BaseException) -> bool:
    """Whether Chroma failed: it raises what it pleases, and its Rust part panics past `Exception`."""
    return isinstance(error, Exception) or type(error).__name__ == "PanicException"


def visible_texts(catalogue: Catalogue) -> Iterator[tuple[str, str, Sequence[Passage]]]:
    """What the lexical index is made from: id, title and passages of every visible edition."""
    for card in catalogue.cards(state=EditionState.VISIBLE):
        passages = [stored.passage for stored in catalogue.passages(edition_id=card.id)]
        yield card.id, card.description.title, passages


def vectors_anew(settings: LibrarySettings, catalogue: Catalogue, embedding_model: str) -> Vectors:
    """Make the vector index again from the vectors in the catalogue and go over to it.

    Raises IndexBroken when the catalogue has not got them all.
    """
    folder = next_place(settings, catalogue, VECTORS)
    fresh = empty_vectors(settings, folder, embedding_model)
    old = place(settings, catalogue, VECTORS)
    for card in catalogue.cards(state=EditionState.VISIBLE):
        vectors = catalogue.vectors(card.id, embedding_model)
        if vectors is None:
            fresh.close()
            raise IndexBroken("vectoren")
        names = [stored.passage.id for stored in catalogue.passages(edition_id=card.id)]
        fresh.add((card.id, names, vectors))
    catalogue.set_facts({VECTORS: folder.name, VECTORS_STAMP: fresh.stamp()})
    retire(settings, old, embedding_model)
    return fresh


def complete(catalogue: Catalogue, vectors: Vectors, embedding_model: str) -> None:
    """Give the catalogue the vectors of visible editions that only the vector index has.

    Raises IndexBroken when neither has them.
    """
    for edition_id in catalogue.without_vectors(embedding_model):
        names = [stored.passage.id for stored in catalogue.passages(edition_id=edition_id)]
        try:
            catalogue.keep_vectors(edition_id, embedding_model, vectors.get(names))
        except KeyError as missing:
            raise IndexBroken("vectoren") from missing


def empty_vectors(settings: LibrarySettings, folder: Path, embedding_model: str) -> Vectors:
    """A new vector index; what an earlier try left on a server is dropped."""
    fresh = Vectors(folder, settings.chroma_url, embedding_model)
    if fresh.count():
        fresh.drop()
        fresh.close()
        fresh = Vectors(folder, settings.chroma_url, embedding_model)
    return fresh


def retire(settings: LibrarySettings, old: Path, embedding_model: str) -> None:
    """Drop a vector index that the library has left from its server; `sweep` removes what is a folder."""
    if settings.chroma_url:
        left = Vectors(old, settings.chroma_url, embedding_model)
        left.drop()
        left.close()


def strays(settings: LibrarySettings, catalogue: Catalogue) -> list[Path]:
    """Folders of indexes that are not, or no longer, the library's."""
    current = {place(settings, catalogue, TERMS), place(settings, catalogue, VECTORS)}
    return [
        folder
        for folder in settings.data.iterdir()
        if _FOLDER.fullmatch(folder.name) and folder not in current and folder.is_dir()
    ]


def sweep(settings: LibrarySettings, catalogue: Catalogue) -> None:
    """Remove what is a stray."""
    for folder in strays(settings, catalogue):
        shutil.rmtree(folder, ignore_errors=True)
