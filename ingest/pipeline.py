"""Files become passages in the corpus: the steps of ingestion, top to bottom."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.embedding import Embedder
from corpus.library import EmbeddingMismatch, Store
from corpus.model import Edition, FinishedEdition
from ingest.clean import clean
from ingest.describe import describe
from ingest.embed import embed
from ingest.fetch import Fetched, Refused, fetch, path_of, paths_of, source_of
from ingest.outline import outline
from ingest.read import read
from ingest.read.records import ReadError, Reason
from ingest.report import DocumentReport, Outcome, Report
from ingest.settings import IngestSettings
from ingest.split import CountTokens, estimate_tokens, split

_USUAL_LIMIT = 512  # tokens, where no embedder is at hand


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: in `file`, `done` of `total` files, `passages` embedded so far."""

    phase: Literal["reading", "embedding", "storing"]
    file: str
    done: int
    total: int
    passages: int


OnProgress = Callable[[Progress], None]


def ingest(
    targets: Sequence[str | Path],
    store: Store,
    embedder: Embedder,
    *,
    prune: bool = False,
    dry_run: bool = False,
    on_progress: OnProgress | None = None,
    settings: IngestSettings | None = None,
) -> Report:
    """Bring the files that `targets` name into the store; one that cannot be read is reported, the rest goes on.

    `prune` removes the documents of files that lay in one of the target folders and are gone. `dry_run` reads and
    reports, and stores nothing. Raises TargetMissing for a target that does not exist, EmbeddingMismatch,
    `ingest.sources.SourcesError`.
    """
    if store.embedding_model != embedder.fingerprint:
        raise EmbeddingMismatch(store.embedding_model, embedder.fingerprint)
    run = _Run(store, embedder, settings or IngestSettings(), dry_run, on_progress or (lambda _: None))
    return run.over(targets, prune=prune)


def read_document(path: str | Path, settings: IngestSettings | None = None) -> Edition:
    """One file as an edition: all steps before embedding, with estimated token counts. Raises ReadError."""
    settings = settings or IngestSettings()
    fetched = next(fetch(paths_of([path]), settings, {}))
    if isinstance(fetched, Refused):
        raise ReadError(fetched.reason, fetched.message)
    return build_edition(fetched, settings, estimate_tokens, _USUAL_LIMIT).edition


@dataclass(frozen=True, slots=True)
class Built:
    """An edition before embedding; `trouble` says why some of its pages have no text."""

    edition: Edition
    trouble: Reason | None


def build_edition(fetched: Fetched, settings: IngestSettings, count_tokens: CountTokens, limit: int) -> Built:
    """The steps between fetching and embedding. `limit` is what the embedder can take, in tokens.

    Raises ReadError when the file cannot be read.
    """
    reading = read(fetched.path.name, fetched.content, settings.read_seconds)
    cleaned = clean(reading)
    parts, entries = outline(cleaned, reading.bookmarks)
    description = describe(fetched.path, reading, cleaned, fetched.entry)
    edition_id = f"{fetched.document_id}.{fetched.fingerprint[:12]}"
    passages = split(
        parts,
        cleaned.pages,
        edition_id=edition_id,
        title=description.title,
        count_tokens=count_tokens,
        aim=settings.passage_tokens,
        limit=limit,
    )
    if not passages:
        raise ReadError(Reason.NO_TEXT, "Er staat geen leesbare tekst in het bestand.")
    edition = Edition(
        id=edition_id,
        document_id=fetched.document_id,
        source=fetched.source,
        fingerprint=fetched.fingerprint,
        file_name=fetched.path.name,
        media_type=reading.media_type,
        description=description,
        pages=cleaned.pages,
        outline=entries,
        passages=passages,
    )
    return Built(edition, next((sheet.trouble for sheet in reading.sheets if sheet.trouble), None))


class _Run:
    """One call of `ingest`: reads file after file, and embeds and stores when enough passages have gathered."""

    def __init__(
        self, store: Store, embedder: Embedder, settings: IngestSettings, dry_run: bool, tell: OnProgress
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._settings = settings
        self._dry_run = dry_run
        self._tell = tell
        self._visible = store.visible()
        self._waiting: list[tuple[Edition, bytes, DocumentReport]] = []
        self._passages = 0
        self._done = 0
        self._total = 0

    def over(self, targets: Sequence[str | Path], *, prune: bool) -> Report:
        begun = time.perf_counter()
        report = Report()
        paths = paths_of(targets)
        self._total = len(paths)
        owners = {card.document_id: source for source, card in self._visible.items()}
        for item in fetch(paths, self._settings, owners):
            self._say("reading", item.path.name)
            report.documents.append(self._one(item))
            self._done += 1
            if sum(len(edition.passages) for edition, _, _ in self._waiting) >= self._settings.batch_passages:
                self._finish_waiting()
        self._finish_waiting()
        if prune:
            report.documents.extend(self._pruned(targets, paths))
        self._say("storing", "")
        report.seconds = time.perf_counter() - begun
        return report

    def _one(self, item: Fetched | Refused) -> DocumentReport:
        """Read one file, and put it with those waiting to be embedded."""
        if isinstance(item, Refused):
            return DocumentReport(item.path, item.source, Outcome.REJECTED, item.reason, item.message)
        known = self._visible.get(item.source)
        if known is not None and known.fingerprint == item.fingerprint:
            return DocumentReport(
                item.path,
                item.source,
                Outcome.UNCHANGED,
                pages=known.page_count,
                passages=known.passage_count,
                document_id=known.document_id,
            )
        begun = time.perf_counter()
        limit = self._embedder.max_tokens
        try:
            built = build_edition(item, self._settings, self._embedder.count_tokens, limit)
        except ReadError as error:
            return DocumentReport(
                item.path,
                item.source,
                Outcome.REJECTED,
                error.reason,
                str(error),
                seconds=time.perf_counter() - begun,
            )
        edition = built.edition
        outcome = Outcome.PARTIAL if built.trouble else Outcome.REPLACED if known else Outcome.ADDED
        report = DocumentReport(
            item.path,
            item.source,
            outcome,
            built.trouble,
            "Niet op elke pagina staat leesbare tekst." if built.trouble else "",
            pages=len(edition.pages),
            ocr_pages=sum(page.recognised for page in edition.pages),
            words=sum(len(page.text.split()) for page in edition.pages),
            passages=len(edition.passages),
            seconds=time.perf_counter() - begun,
            document_id=edition.document_id,
        )
        if not self._dry_run:
            self._waiting.append((edition, item.content, report))
        return report

    def _finish_waiting(self) -> None:
        """Embed and store the editions that wait."""
        if not self._waiting:
            return
        names = ", ".join(edition.file_name for edition, _, _ in self._waiting[:3])
        before = self._passages
        begun = time.perf_counter()

        def on_passages(count: int) -> None:
            self._passages = before + count
            self._say("embedding", names)

        arrays = embed([edition for edition, _, _ in self._waiting], self._embedder, on_passages)
        total = sum(len(array) for array in arrays)
        each = (time.perf_counter() - begun) / max(total, 1)
        begun = time.perf_counter()
        self._say("storing", names)
        model = self._embedder.fingerprint
        finished = [
            FinishedEdition(edition, original, vectors, model)
            for (edition, original, _), vectors in zip(self._waiting, arrays, strict=True)
        ]
        self._store.put(*finished)
        storing = (time.perf_counter() - begun) / len(finished)
        for (_, _, report), vectors in zip(self._waiting, arrays, strict=True):
            report.seconds += storing + each * len(vectors)
        self._passages = before + total
        self._waiting.clear()

    def _pruned(self, targets: Sequence[str | Path], paths: Sequence[Path]) -> list[DocumentReport]:
        """Remove the documents whose file lay in one of the target folders and is not there any more."""
        present = {source_of(path) for path in paths}
        removed: list[DocumentReport] = []
        for target in targets:
            folder = Path(target).expanduser().absolute()
            if not folder.is_dir():
                continue
            for source, card in self._visible.items():
                path = path_of(source)
                if path is None or source in present or not path.is_relative_to(folder):
                    continue
                present.add(source)
                if self._dry_run or self._store.remove(card.document_id):
                    removed.append(
                        DocumentReport(path, source, Outcome.REMOVED, document_id=card.document_id)
                    )
        return removed

    def _say(self, phase: Literal["reading", "embedding", "storing"], file: str) -> None:
        self._tell(Progress(phase, file, self._done, self._total, self._passages))
