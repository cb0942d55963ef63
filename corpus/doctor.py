"""Looks whether the library is in order, and repairs it: every floor of it against the catalogue.

The catalogue is the truth. What the indexes lack or have too much is made again from it; what it has lost itself can
only be read again from the document.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import sqlalchemy as sa
from pydantic import ValidationError

from corpus import indexes
from corpus.catalogue import Catalogue, OutdatedCatalogue
from corpus.embedding import Embedder, EmbeddingError, load_embedder
from corpus.indexes import EMBEDDING_MODEL
from corpus.library import Library, catalogue_url
from corpus.model import EditionState
from corpus.owner import LibraryInUse, current_owner, locked
from corpus.reindex import rebuild
from corpus.repair import Mended, mend_editions, mend_originals, mend_terms, mend_vectors
from corpus.settings import LibrarySettings

OnProgress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: whether it was in order, what was seen or what to do, and whether that has been done."""

    subject: str
    ok: bool
    message: str
    repaired: bool = False

    @property
    def healthy(self) -> bool:
        """Whether it is in order now."""
        return self.ok or self.repaired


def examine(
    settings: LibrarySettings, *, repair: bool = False, on_progress: OnProgress | None = None
) -> list[Finding]:
    """Look at the embedding model and the library, and with `repair` put right what can be.

    Without `repair` nothing is changed. `on_progress` hears of passages that are embedded again, done and in all.
    Raises LibraryInUse for a repair while a service or another run owns the library.
    """
    try:
        embedder = load_embedder(settings)
    except EmbeddingError as problem:
        return [Finding("zoekmodel", False, str(problem))]
    model = Finding("zoekmodel", True, embedder.fingerprint)
    if settings.catalogue_url is None and not (settings.data / "catalogue.db").is_file():
        todo = f"In {settings.data} is nog geen bibliotheek. Vul die met 'afsprakenwijzer ingest'."
        return [model, Finding("bibliotheek", False, todo)]
    try:
        with locked(settings), ExitStack() as opened:
            return [model, *_library(settings, embedder, repair, on_progress, opened)]
    except LibraryInUse as taken:
        if repair:
            raise
        return [model, *_while_in_use(settings, taken)]


def _while_in_use(settings: LibrarySettings, taken: LibraryInUse) -> Iterator[Finding]:
    """What can be seen beside a process that owns the library."""
    owner = taken.owner or current_owner(settings)
    who = (owner.service or f"proces {owner.pid}") if owner else "een ander proces"
    yield Finding(
        "bibliotheek",
        True,
        f"In gebruik door {who}. Stop dat om de originelen en de indexen te laten nakijken of herstellen.",
    )
    with ExitStack() as opened:
        yield from _database(settings, opened, [])


def _database(settings: LibrarySettings, opened: ExitStack, found: list[Catalogue]) -> Iterator[Finding]:
    """Whether the catalogue can be read at all; puts it into `found` when it can."""
    remedy = "Zet een reservekopie terug, of zet de map met gegevens opzij en lees de documenten opnieuw in."
    try:
        catalogue = Catalogue(catalogue_url(settings))
        opened.callback(catalogue.close)
        faults = catalogue.faults()
        if not faults:
            catalogue.cards()
    except OutdatedCatalogue as problem:
        yield Finding("catalogus", False, str(problem))
    except (sa.exc.DatabaseError, ValidationError, ValueError) as broken:
        said = str(getattr(broken, "orig", broken)).splitlines()[0]
        yield Finding("catalogus", False, f"De catalogus is beschadigd ({said}). {remedy}")
    else:
        if faults:
            yield Finding("catalogus", False, f"De catalogus is beschadigd ({faults[0]}). {remedy}")
        else:
            found.append(catalogue)


def _library(
    settings: LibrarySettings,
    embedder: Embedder,
    repair: bool,
    on_progress: OnProgress | None,
    opened: ExitStack,
) -> Iterator[Finding]:
    readable: list[Catalogue] = []
    yield from _database(settings, opened, readable)
    if not readable:
        return
    (catalogue,) = readable
    unfinished = catalogue.unfinished()
    yield _finding("catalogus", _seen(catalogue), [mend_editions(catalogue, embedder, repair)], repair)
    stored = catalogue.fact(EMBEDDING_MODEL)
    if stored not in (None, embedder.fingerprint):
        message = (
            f"De vectoren zijn van {stored}, ingesteld is {embedder.fingerprint}. Maak ze opnieuw met "
            "'afsprakenwijzer documents reindex', of stel het andere model weer in."
        )
        if repair:
            rebuild(settings, catalogue, embedder, on_progress)
        yield Finding("vectoren", False, message, repaired=repair)
        if not repair:
            return
    elif stored is None and repair:
        catalogue.set_facts({EMBEDDING_MODEL: embedder.fingerprint})
    yield _finding(
        "originelen", "Elk document heeft zijn bestand", mend_originals(settings, catalogue, repair), repair
    )
    yield _finding("woordenindex", "Gelijk aan de catalogus", mend_terms(settings, catalogue, repair), repair)
    vectors = mend_vectors(settings, catalogue, embedder, repair, on_progress)
    yield _finding("vectorindex", "Gelijk aan de catalogus", vectors, repair)
    left = [name for name, _ in unfinished]
    half = Mended(f"{len(left)} uitgaven waren niet helemaal bewaard of verwijderd" if left else "")
    strays = indexes.strays(settings, catalogue)
    old = Mended(f"{len(strays)} oude mappen van een index staan er nog" if strays else "")
    if repair:
        # Opening finishes what was left half done.
        Library(settings, embedder.fingerprint).close()
    yield _finding("afgebroken werk", "Geen", [half, old], repair)


def _seen(catalogue: Catalogue) -> str:
    cards = catalogue.cards(state=EditionState.VISIBLE)
    if not cards:
        return "Er zijn nog geen documenten. Vul de bibliotheek met 'afsprakenwijzer ingest'"
    passages, agreed = sum(card.passage_count for card in cards), catalogue.commitment_count()
    return f"{len(cards)} documenten, {passages} passages, {agreed} afspraken"


def _finding(subject: str, fine: str, mended: list[Mended], repair: bool) -> Finding:
    """One finding out of what was looked at: fine when there was nothing to mend."""
    wrong = [one for one in mended if one.wrong]
    if not wrong:
        return Finding(subject, True, f"{fine}.")
    repaired = repair and all(not one.left for one in wrong)
    told = [text for one in wrong for text in (one.wrong, one.left) if text]
    remedy = [] if repair else ["Herstel dit met 'afsprakenwijzer doctor --repair'"]
    return Finding(subject, False, ". ".join([*told, *remedy]) + ".", repaired)
