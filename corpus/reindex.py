"""Indexes an existing library anew: vectors of another model beside the old ones, then over in one step."""

from collections.abc import Callable

from corpus.catalogue import Catalogue
from corpus.embedding import Embedder
from corpus.library import EMBEDDING_MODEL, catalogue_url
from corpus.model import EditionState
from corpus.owner import locked
from corpus.settings import LibrarySettings
from corpus.terms import Terms
from corpus.vectors import Vectors, open_client


def reindex(
    settings: LibrarySettings, embedder: Embedder, on_progress: Callable[[int, int], None] | None = None
) -> int:
    """Embed every visible passage with `embedder` and make its vectors the library's; returns how many.

    Until the last moment the library keeps its old model. The lexical index is filled again on the way.
    `on_progress` hears passages done and in all. Raises LibraryInUse while a service or another run owns the library.
    """
    with locked(settings):
        catalogue = Catalogue(catalogue_url(settings))
        client = open_client(settings.data / "vectors", settings.chroma_url)
        old = catalogue.fact(EMBEDDING_MODEL)
        if old == embedder.fingerprint:
            Vectors(client, old).drop()
        fresh = Vectors(client, embedder.fingerprint)
        terms = Terms(settings.data / "terms")
        cards = catalogue.cards(state=EditionState.VISIBLE)
        total, done = sum(card.passage_count for card in cards), 0
        for card in cards:
            passages = [stored.passage for stored in catalogue.passages(edition_id=card.id)]
            texts = [passage.indexed_text(card.description.title) for passage in passages]
            terms.add((card.id, card.description.title, passages))
            fresh.add((card.id, [passage.id for passage in passages], embedder.embed_passages(texts)))
            done += len(passages)
            if on_progress:
                on_progress(done, total)
        catalogue.set_fact(EMBEDDING_MODEL, embedder.fingerprint)
        if old and old != embedder.fingerprint:
            Vectors(client, old).drop()
        terms.close()
        catalogue.close()
        return done
