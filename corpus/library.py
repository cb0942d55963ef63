"""The library as the floors above see it: finished editions go in, passages and pages come out.

One object owns the catalogue and both indexes and keeps them in step: an edition becomes visible in one step
when everything about it is stored, and invisible in one step when it is replaced or removed. A crash in between
leaves the old state; opening the library again finishes or clears away what was left half done.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from threading import RLock
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus import indexes
from corpus.catalogue import Catalogue
from corpus.commitment_index import Columns, CommitmentIndex, StoredCommitment
from corpus.edition import FinishedEdition
from corpus.errors import Explained
from corpus.exact import ExactSearch, passage_id
from corpus.indexes import EMBEDDING_MODEL, VECTORS_STAMP
from corpus.known_question import KnownHit, KnownQuestion
from corpus.model import (
    EVERYTHING,
    Coverage,
    EditionCard,
    EditionState,
    Filters,
    FoundPassage,
    Hit,
    OutlineEntry,
    Page,
)
from corpus.packed import PackedEdition, pack
from corpus.question_index import QuestionIndex
from corpus.settings import LibrarySettings
from corpus.shown import Shown

# A filter that lets through more than this share of the editions is wide: the lexical index is then asked for as many
# passages as hold `k` that pass, and half as many again.
_WIDE = 0.1
_MORE = 1.5


class EmbeddingMismatch(Explained):
    """The library's vectors were made with another model than the one configured."""

    def __init__(self, stored: str, configured: str) -> None:
        super().__init__(
            f"Deze bibliotheek is gemaakt met het zoekmodel {stored}, maar {configured} is ingesteld. Maak de "
            "bibliotheek geschikt met 'afsprakenwijzer documents reindex', of stel het andere model weer in."
        )


class Store(Protocol):
    """Where ingestion hands its work to: the library itself, or the door of the process that owns it."""

    @property
    def embedding_model(self) -> str:
        """Fingerprint of the model that the stored vectors were made with."""

    def visible(self) -> Mapping[str, EditionCard]:
        """The visible edition of every source, by `source`."""

    def put(self, *finished: FinishedEdition) -> None:
        """Store editions and make each the visible one of its document, replacing the one before.

        Several at once are quicker: each index is written to once. Raises EmbeddingMismatch when their vectors are
        of another model than the library's.
        """

    def remove(self, document_id: str) -> bool:
        """Make a document invisible and delete its content; False when there is no such visible document."""


class Library(Store):
    """Reads and writes the library in one process, which must be its owner (see `corpus.owner`).

    `embedding_model` is the fingerprint of the configured model. A new library is indexed with it; an existing
    one that is indexed with another model raises EmbeddingMismatch, and one with a broken index IndexBroken.
    """

    def __init__(self, settings: LibrarySettings, embedding_model: str) -> None:
        settings.data.mkdir(parents=True, exist_ok=True)
        self._settings = settings
        self._originals = settings.data / "originals"
        self._originals.mkdir(exist_ok=True)
        self._catalogue = Catalogue(catalogue_url(settings))
        stored = self._catalogue.fact(EMBEDDING_MODEL)
        if stored is None:
            self._catalogue.set_facts({EMBEDDING_MODEL: embedding_model})
        elif stored != embedding_model:
            self._catalogue.close()
            raise EmbeddingMismatch(stored, embedding_model)
        self._embedding_model = embedding_model
        self._terms = indexes.open_terms(settings, self._catalogue)
        self._vectors = indexes.open_vectors(settings, self._catalogue, embedding_model)
        self._writing = RLock()
        self._stamp = self._catalogue.fact(VECTORS_STAMP)
        self._exact = ExactSearch(self._catalogue, embedding_model)
        self._commitments = CommitmentIndex(self._catalogue)
        self._questions = QuestionIndex(self._catalogue, embedding_model)
        self._tidy_up()
        indexes.complete(self._catalogue, self._vectors, embedding_model)
        self._shown = Shown(self._catalogue.cards(state=EditionState.VISIBLE))
        self._generation = 0

    @property
    def embedding_model(self) -> str:
        return self._embedding_model

    @property
    def generation(self) -> int:
        """Another number after every change: what was made of the cards holds for as long as it is the same."""
        return self._generation

    # -- writing --------------------------------------------------------------------------------------------
    def visible(self) -> Mapping[str, EditionCard]:
        return self._shown.by_source

    def put(self, *finished: FinishedEdition) -> None:
        self.put_packed(*map(pack, finished))

    def put_packed(self, *finished: PackedEdition) -> None:
        """`put`, of editions as they come from another process."""
        for one in finished:
            if one.embedding_model != self._embedding_model:
                raise EmbeddingMismatch(self._embedding_model, one.embedding_model)
            for number, passage in enumerate(one.edition.passages):
                if passage.id != passage_id(one.edition.id, number):
                    raise ValueError(f"passage {number} of {one.edition.id} is called {passage.id}")
        with self._writing:
            new = [one for one in finished if one.edition.id not in self._shown.cards]
            if not new:
                return
            for one in new:
                self._catalogue.begin_edition(one, self._keep_original(one.original))
            self._vectors.add(
                *((one.edition.id, [p.id for p in one.edition.passages], one.vectors) for one in new)
            )
            self._terms.add(
                *((one.edition.id, one.edition.description.title, one.edition.passages) for one in new)
            )
            shown = [(one.edition.id, one.edition.document_id) for one in new]
            # An edition that comes back may have been looked for, in vain, while it was going.
            self._questions.forget([edition_id for edition_id, _ in shown])
            replaced = self._catalogue.show_editions(shown)
            self._show(self._catalogue.cards(ids=[edition_id for edition_id, _ in shown]), replaced)
            self._forget(replaced, self._catalogue.forget_passages)
            self._settle()

    def remove(self, document_id: str) -> bool:
        with self._writing:
            gone = self._catalogue.hide_document(document_id)
            if not gone:
                return False
            self._show([], gone)
            self._forget(gone, self._catalogue.forget_content)
            self._settle()
            self._sweep_originals()
            self._catalogue.erase()
        return True

    # -- documents ------------------------------------------------------------------------------------------
    def cards(self, filters: Filters = EVERYTHING, *, today: date | None = None) -> list[EditionCard]:
        """The visible editions that pass `filters`, newest period first, then by title."""
        if not filters:
            return list(self._shown.cards.values())
        return list(self._shown.passing(filters, today or self._settings.current_day()))

    def editions(self, document_id: str) -> list[EditionCard]:
        """All editions of a document, also replaced and removed ones, newest first; empty when unknown."""
        cards = self._catalogue.cards(document_id=document_id)
        return [card for card in cards if card.state is not EditionState.STORING]

    def outline(self, edition_id: str) -> list[OutlineEntry]:
        """The headings of an edition."""
        return self._catalogue.outline(edition_id)

    def page(self, edition_id: str, number: int) -> Page | None:
        """A page of an edition, also of a replaced one; None when there is no such page (any more)."""
        return self._catalogue.page(edition_id, number)

    def passages_of(self, edition_id: str) -> list[FoundPassage]:
        """All passages of a visible edition in reading order."""
        card = self._shown.cards.get(edition_id)
        stored = self._catalogue.passages(edition_id=edition_id) if card else []
        return [FoundPassage(entry.passage, card, entry.page_label) for entry in stored if card]

    def original(self, edition_id: str) -> bytes | None:
        """The bytes of the file that an edition was read from; None when unknown or removed."""
        name = self._catalogue.original(edition_id)
        path = self._originals / name if name else None
        return path.read_bytes() if path and path.is_file() else None

    def coverage(self, filters: Filters = EVERYTHING, *, today: date | None = None) -> Coverage:
        """How much there is to search under `filters`."""
        return self._shown.coverage(filters, today or self._settings.current_day())

    # -- finding --------------------------------------------------------------------------------------------
    def search_terms(
        self,
        query: str,
        k: int,
        filters: Filters = EVERYTHING,
        *,
        today: date | None = None,
        more: Mapping[str, float] | None = None,
        must: Sequence[str] = (),
        compounds: bool = True,
    ) -> list[Hit]:
        """The `k` best visible passages by Dutch full-text relevance (BM25), best first.

        `more`: words that may stand for what is asked, each with its weight (a word of the query has 1). `must`:
        phrases and beginnings of words ("huurver*") that a passage has to hold. Without `compounds` words are not
        taken apart.
        """
        inside = self._inside(filters, today)

        def ask(most: int, within: Collection[str] | None) -> list[Hit]:
            return self._terms.search(query, most, within, more=more, must=must, compounds=compounds)

        if inside is not None and len(inside) > _WIDE * len(self._shown.cards):
            # To let pass thousands of editions costs the index more than to find a few passages too many.
            asked = int(_MORE * k * len(self._shown.cards) / len(inside)) + 1
            hits = ask(asked, None)
            seen = [hit for hit in hits if edition_of(hit.passage_id) in inside]
            if len(seen) >= k or len(hits) < asked:
                return seen[:k]
        return self._search(lambda n: ask(n, inside), k)

    def search_vectors(
        self,
        vector: npt.NDArray[np.float32],
        k: int,
        filters: Filters = EVERYTHING,
        *,
        today: date | None = None,
    ) -> list[Hit]:
        """The `k` visible passages nearest to a unit vector by cosine (the score), best first."""
        inside = self._inside(filters, today)
        if inside is None:
            return self._search(lambda n: self._vectors.search(vector, n), k)
        return self._search(lambda n: self._exact.search(vector, n, inside), k)

    def search_questions(
        self,
        vector: npt.NDArray[np.float32],
        k: int,
        filters: Filters = EVERYTHING,
        *,
        today: date | None = None,
    ) -> list[KnownHit]:
        """The `k` sentences of visible editions whose known questions are nearest to the unit vector of a question,
        best first."""
        inside = self._inside(filters, today)
        return self._questions.search(vector, k, self._shown.cards if inside is None else inside)

    def questions_of(self, passage_id: str) -> Sequence[KnownQuestion]:
        """The questions that sentences of a passage are known to answer; none when the passage is not visible."""
        edition_id, _, ordinal = passage_id.rpartition(".")
        return self._questions.of(edition_id, int(ordinal)) if edition_id in self._shown.cards else ()

    def found(self, passage_ids: Iterable[str]) -> list[FoundPassage]:
        """The visible passages with these ids, in the order given; unknown ones are left out."""
        wanted = list(passage_ids)
        stored = {entry.passage.id: entry for entry in self._catalogue.passages(ids=wanted)}
        return [
            FoundPassage(entry.passage, card, entry.page_label)
            for entry in (stored[name] for name in wanted if name in stored)
            if (card := self._shown.cards.get(entry.edition_id))
        ]

    def vectors_of(self, passage_ids: Sequence[str]) -> npt.NDArray[np.float32]:
        """The stored unit vectors of passages, `(n, d)`, in the order given. Raises KeyError when unknown."""
        return self._vectors.get(passage_ids)

    def commitments(self, ids: Sequence[str]) -> list[StoredCommitment]:
        """The commitments of visible editions with these ids, in the order given; unknown ones are left out."""
        cards = self._shown.cards
        stored = {
            one.id: StoredCommitment(one, cards[edition_id], label)
            for one, edition_id, label in self._catalogue.commitments(ids)
            if edition_id in cards
        }
        return [stored[name] for name in ids if name in stored]

    def commitment_columns(self) -> Columns:
        """All commitments of the visible editions as columns; the same object until the library changes."""
        return self._commitments.columns(self._shown.cards)

    def indexed(self) -> dict[str, int]:
        """How many passages each index holds, by its name."""
        return {"woordenindex": self._terms.count(), "vectorindex": self._vectors.count()}

    def close(self) -> None:
        """Finish background work and release the files."""
        self._terms.close()
        self._vectors.close()
        self._catalogue.close()

    # -- inside ---------------------------------------------------------------------------------------------
    def _inside(self, filters: Filters, today: date | None) -> frozenset[str] | None:
        """The editions to search in; None for all."""
        return self._shown.ids(filters, today or self._settings.current_day()) if filters else None

    def _search(self, search: Callable[[int], list[Hit]], k: int) -> list[Hit]:
        """Search, and again deeper while editions that are being stored or cleared take up places."""
        asked = k
        while True:
            hits = search(asked)
            seen = [hit for hit in hits if edition_of(hit.passage_id) in self._shown.cards]
            if len(seen) >= k or len(hits) < asked:
                return seen[:k]
            asked *= 2

    def _keep_original(self, content: bytes) -> str:
        name = sha256(content).hexdigest()
        path = self._originals / name
        if not path.exists():
            half = path.with_suffix(".half")
            half.write_bytes(content)
            half.replace(path)
        return name

    def _sweep_originals(self) -> None:
        wanted = self._catalogue.originals()
        for path in self._originals.iterdir():
            if path.name not in wanted:
                path.unlink()

    def _forget(self, edition_ids: Sequence[str], in_catalogue: Callable[[Sequence[str]], None]) -> None:
        """Clear the indexes first: the catalogue remembers that this is to be done until it is."""
        if edition_ids:
            self._vectors.delete(edition_ids)
            self._terms.delete(edition_ids)
            in_catalogue(edition_ids)
            self._exact.forget(edition_ids)
            self._commitments.forget(edition_ids)
            self._questions.forget(edition_ids)

    def _tidy_up(self) -> None:
        """Finish what a crash left half done."""
        finish = {
            EditionState.STORING: self._catalogue.forget_editions,
            EditionState.REPLACED: self._catalogue.forget_passages,
            EditionState.REMOVED: self._catalogue.forget_content,
        }
        unfinished = self._catalogue.unfinished()
        if unfinished and self._vectors.stamp() != (self._stamp or ""):
            # The neighbour graph was being written to: it may be half of one and half of another.
            self._vectors.close()
            self._vectors = indexes.vectors_anew(self._settings, self._catalogue, self._embedding_model)
        for state, forget in finish.items():
            self._forget([name for name, left_in in unfinished if left_in is state], forget)
        self._settle()
        self._sweep_originals()
        indexes.sweep(self._settings, self._catalogue)
        self._catalogue.erase()

    def _settle(self) -> None:
        """Remember how the vector index looks on disk now that no change to it is under way."""
        stamp = self._vectors.stamp()
        if stamp != self._stamp:
            self._catalogue.set_facts({VECTORS_STAMP: stamp})
            self._stamp = stamp

    def _show(self, shown: Iterable[EditionCard], hidden: Iterable[str]) -> None:
        """Change what readers see; one assignment, so that they see the library before the change or after it."""
        without = set(hidden)
        visible = [card for card in self._shown.cards.values() if card.id not in without]
        self._shown = Shown([*visible, *shown])
        self._generation += 1


def edition_of(passage_id: str) -> str:
    """The edition that a passage id belongs to."""
    return passage_id.rpartition(".")[0]


def catalogue_url(settings: LibrarySettings) -> str:
    """Where the catalogue is: the configured address, or SQLite in the data folder."""
    return settings.catalogue_url or f"sqlite:///{Path(settings.data).absolute() / 'catalogue.db'}"
