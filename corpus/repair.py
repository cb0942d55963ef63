"""Compares the parts of a library with its catalogue one by one, and makes each equal to it again.

Every function looks, changes only with `repair`, and says what was wrong and what remains so. They work on a library
that this process has locked.
"""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from hashlib import file_digest
from importlib.resources import files
from pathlib import Path
from urllib.parse import unquote, urlsplit

import numpy as np

from corpus import indexes
from corpus.catalogue import Catalogue, Contents
from corpus.embedding import Embedder
from corpus.indexes import EMBEDDING_MODEL, TERMS, IndexBroken
from corpus.library import edition_of
from corpus.model import EditionCard, EditionState
from corpus.settings import LibrarySettings
from corpus.terms import Terms
from corpus.vectors import Vectors

# Stored vectors come back from the index to this much.
_SAME = 1e-4


@dataclass(frozen=True, slots=True)
class Mended:
    """What was wrong, in Dutch and empty when nothing was; and what a repair cannot put right."""

    wrong: str
    left: str = ""


def mend_editions(catalogue: Catalogue, embedder: Embedder, repair: bool) -> Mended:
    """Editions that have not the pages and passages that their card says, or lack some of their commitments.

    A wrong count is corrected. Of an edition that lost content no half is shown: it is taken out, to be read again.
    """
    miscounted: list[Contents] = []
    lost: list[Contents] = []
    gaps = catalogue.without_commitments()
    for found in catalogue.contents():
        if found.id in gaps:
            lost.append(found)
            continue
        expected = found.passage_count if found.state == EditionState.VISIBLE else found.passages
        if (found.pages, found.passages) == (found.page_count, expected):
            continue
        sized = (
            catalogue.vector_bytes(found.id, embedder.fingerprint) == 4 * embedder.dimension * found.passages
        )
        whole = found.pages >= found.page_count and (found.passages >= expected or (sized and found.passages))
        (miscounted if whole else lost).append(found)
    if repair:
        for found in miscounted:
            catalogue.recount(found.id, pages=found.pages, passages=found.passages)
        catalogue.forget_editions([found.id for found in lost])
    told = [
        f"{len(miscounted)} uitgaven met een verkeerd aantal pagina's of passages" if miscounted else "",
        f"{len(lost)} uitgaven zijn tekst kwijt" if lost else "",
    ]
    again = ", ".join(found.source for found in lost)
    todo = f"Die zijn uit de bibliotheek gehaald. Lees ze opnieuw in met 'afsprakenwijzer ingest': {again}"
    return Mended("; ".join(filter(None, told)), todo if repair and lost else "")


def mend_originals(settings: LibrarySettings, catalogue: Catalogue, repair: bool) -> list[Mended]:
    """Originals that are missing or changed, which may come back from where they were read, and files too many."""
    folder = settings.data / "originals"
    wanted = {found.original: found.source for found in catalogue.contents()}
    missing = {
        name: source for name, source in wanted.items() if name and not _is_original(folder / name, name)
    }
    unknown = [path for path in _files(folder) if path.name not in catalogue.originals()]
    gone = dict(missing)
    if repair:
        folder.mkdir(exist_ok=True)
        for name, source in missing.items():
            path = _path_of(source)
            if path and _is_original(path, name):
                half = folder / f"{name}.half"
                half.write_bytes(path.read_bytes())
                half.replace(folder / name)
                del gone[name]
        for path in unknown:
            path.unlink(missing_ok=True)
    elsewhere = "niet meer te vinden op de plek waar ze vandaan kwamen; zet ze daar terug en herstel opnieuw"
    left = f"{len(gone)} zijn {elsewhere}: {', '.join(sorted(gone.values()))}" if repair and gone else ""
    return [
        Mended(
            f"Van {len(missing)} uitgaven ontbreekt het bestand of is het veranderd" if missing else "", left
        ),
        Mended(f"{len(unknown)} bestanden horen bij geen uitgave" if unknown else ""),
    ]


def mend_terms(settings: LibrarySettings, catalogue: Catalogue, repair: bool) -> list[Mended]:
    """The lexical index beside the passages of the catalogue; it is filled again in one step."""
    try:
        terms = indexes.open_terms(settings, catalogue)
        with closing(terms):
            difference = _difference(catalogue, terms.ids())
            if repair and difference:
                terms.refill(indexes.visible_texts(catalogue))
    except (IndexBroken, ValueError, OSError):
        if repair:
            folder = indexes.next_place(settings, catalogue, TERMS)
            with closing(Terms(folder)) as fresh:
                fresh.refill(indexes.visible_texts(catalogue))
            catalogue.set_facts({TERMS: folder.name})
        difference = "De index is beschadigd"
    return [Mended(difference)]


def mend_vectors(
    settings: LibrarySettings,
    catalogue: Catalogue,
    embedder: Embedder,
    repair: bool,
    on_progress: Callable[[int, int], None] | None = None,
) -> list[Mended]:
    """The vector index beside the vectors of the catalogue; those that neither has are embedded again."""
    model = catalogue.fact(EMBEDDING_MODEL) or embedder.fingerprint
    cards = catalogue.cards(state=EditionState.VISIBLE)
    lacking = [card for card in cards if catalogue.vectors(card.id, model) is None]
    if repair:
        _embed_again(catalogue, embedder, lacking, on_progress)
    told = [f"Van {len(lacking)} uitgaven ontbreken de vectoren in de catalogus" if lacking else ""]
    try:
        with closing(indexes.open_vectors(settings, catalogue, model)) as vectors:
            difference = _difference(catalogue, vectors.ids()) or _changed(catalogue, cards, vectors, model)
    except BaseException as broken:
        if not isinstance(broken, IndexBroken) and not indexes.is_failure_of_chroma(broken):
            raise
        difference = "De index is beschadigd"
    if repair and (difference or lacking):
        indexes.vectors_anew(settings, catalogue, model).close()
    return [Mended(one) for one in (*told, difference)]


def _embed_again(
    catalogue: Catalogue,
    embedder: Embedder,
    cards: list[EditionCard],
    on_progress: Callable[[int, int], None] | None,
) -> None:
    total, done = sum(card.passage_count for card in cards), 0
    for card in cards:
        passages = [stored.passage for stored in catalogue.passages(edition_id=card.id)]
        texts = [passage.indexed_text(card.description.title) for passage in passages]
        catalogue.keep_vectors(card.id, embedder.fingerprint, embedder.embed_passages(texts))
        done += len(passages)
        if on_progress:
            on_progress(done, total)


def _changed(catalogue: Catalogue, cards: list[EditionCard], vectors: Vectors, model: str) -> str:
    """How many editions have other vectors in the index than in the catalogue."""
    changed = 0
    for card in cards:
        known = catalogue.vectors(card.id, model)
        names = [stored.passage.id for stored in catalogue.passages(edition_id=card.id)]
        if known is None or not names:
            continue
        held = vectors.get(names)
        changed += held.shape != known.shape or float(np.abs(held - known).max()) > _SAME
    return f"Van {changed} uitgaven zijn de vectoren anders dan in de catalogus" if changed else ""


def _difference(catalogue: Catalogue, held: list[str]) -> str:
    """How the ids in an index differ from those of the visible passages; what is under way counts as neither."""
    wanted = {passage.id for _, _, passages in indexes.visible_texts(catalogue) for passage in passages}
    under_way = {name for name, _ in catalogue.unfinished()}
    settled = [name for name in held if edition_of(name) not in under_way]
    missing, surplus = len(wanted - set(settled)), len(settled) - len(wanted & set(settled))
    told = [f"{missing} passages ontbreken" if missing else "", f"{surplus} te veel" if surplus else ""]
    return ", ".join(filter(None, told))


def _files(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []


def _is_original(path: Path, name: str) -> bool:
    """Whether a file has the SHA-256 `name`."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest() == name
    except OSError:
        return False


def _path_of(source: str) -> Path | None:
    """The file that an edition was read from, when it came from a file."""
    if source.startswith("bundled:"):
        return Path(str(files("corpus"))) / "documents" / source.removeprefix("bundled:")
    return Path(unquote(urlsplit(source).path)) if source.startswith("file:") else None
