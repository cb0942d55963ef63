"""Indexes an existing library anew: two new indexes beside the old ones, then over to them in one step."""

from collections.abc import Callable
from contextlib import closing

from corpus import indexes
from corpus.catalogue import Catalogue
from corpus.embedding import Embedder
from corpus.indexes import EMBEDDING_MODEL, TERMS, VECTORS, VECTORS_STAMP
from corpus.library import catalogue_url
from corpus.model import EditionState
from corpus.owner import locked
from corpus.settings import LibrarySettings
from corpus.terms import Terms


def reindex(
    settings: LibrarySettings, embedder: Embedder, on_progress: Callable[[int, int], None] | None = None
) -> int:
    """Make both indexes of the visible passages again, with vectors of `embedder`; returns how many passages.

    Until the last moment the library keeps its old indexes and model. Vectors that the catalogue has of this model
    are used again, so that what was cut off goes on where it was. `on_progress` hears passages done and in all.
    Raises LibraryInUse while a service or another run owns the library.
    """
    with locked(settings), closing(Catalogue(catalogue_url(settings))) as catalogue:
        return rebuild(settings, catalogue, embedder, on_progress)


def rebuild(
    settings: LibrarySettings,
    catalogue: Catalogue,
    embedder: Embedder,
    on_progress: Callable[[int, int], None] | None = None,
) -> int:
    """`reindex`, for a process that has locked the library already."""
    model = embedder.fingerprint
    folders = {name: indexes.next_place(settings, catalogue, name) for name in (TERMS, VECTORS)}
    terms = Terms(folders[TERMS])
    vectors = indexes.empty_vectors(settings, folders[VECTORS], model)
    old, old_model = indexes.place(settings, catalogue, VECTORS), catalogue.fact(EMBEDDING_MODEL)
    with closing(terms), closing(vectors):
        cards = catalogue.cards(state=EditionState.VISIBLE)
        total, done = sum(card.passage_count for card in cards), 0
        for card in cards:
            passages = [stored.passage for stored in catalogue.passages(edition_id=card.id)]
            known = catalogue.vectors(card.id, model)
            if known is None:
                known = embedder.embed_passages([p.indexed_text(card.description.title) for p in passages])
                catalogue.keep_vectors(card.id, model, known)
            vectors.add((card.id, [passage.id for passage in passages], known))
            done += len(passages)
            if on_progress:
                on_progress(done, total)
        for edition_id, questions in catalogue.questions_without_vectors(model):
            asked = embedder.question_vectors([question.text for question in questions])
            catalogue.keep_questions(edition_id, model, questions, asked)
        terms.refill(indexes.visible_texts(catalogue))
        catalogue.set_facts(
            {
                EMBEDDING_MODEL: model,
                VECTORS_STAMP: vectors.stamp(),
                **{name: folder.name for name, folder in folders.items()},
            }
        )
    indexes.retire(settings, old, old_model or model)
    catalogue.forget_other_vectors(model)
    indexes.sweep(settings, catalogue)
    return done
