"""Files become passages in the corpus: the steps of ingestion, top to bottom."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Literal

from corpus.edition import Edition, FinishedEdition
from corpus.embedding import Embedder
from corpus.library import EmbeddingMismatch, Store
from ingest.ahead import Ahead
from ingest.edition import Built, build_edition, ocr_settings, unrecognised
from ingest.embed import embed, embed_questions
from ingest.fetch import Fetched, Refused, fetch, gone, path_of, paths_of
from ingest.model_steps import ModelPhase, ModelSteps
from ingest.read.ocr import missing
from ingest.read.records import ReadError, Reason
from ingest.read.watch import Sign
from ingest.reading import ReadingProcess
from ingest.report import DocumentReport, Outcome, Report
from ingest.settings import IngestSettings
from ingest.split import estimate_tokens

_USUAL_LIMIT = 512  # tokens, where no embedder is at hand

Phase = Literal["reading", "embedding", "storing"] | ModelPhase


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is: in `file` at `page` of `pages` (0 when it has none; commitments when refining, parts of its
    text when questioning), `done` of `total` files, `passages` embedded so far. Reading runs ahead of embedding, so
    that phases alternate."""

    phase: Phase
    file: str
    done: int
    total: int
    passages: int
    page: int = 0
    pages: int = 0


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

    Files are read in a process of their own, while those before them are embedded. `prune` removes the documents of
    files that lay in one of the target folders and are gone. `dry_run` reads and reports, and stores nothing.
    `on_progress` is called from two threads, never at the same time. Raises TargetMissing for a target that does not
    exist, EmbeddingMismatch, `ingest.sources.SourcesError`, `ingest.reading.ReadingFailed`,
    `corpus.language_model.ModelUnusable`.
    """
    if store.embedding_model != embedder.fingerprint:
        raise EmbeddingMismatch(store.embedding_model, embedder.fingerprint)
    run = _Run(store, embedder, settings or IngestSettings(), dry_run, on_progress or (lambda _: None))
    return run.over(targets, prune=prune)


def read_document(path: str | Path, settings: IngestSettings | None = None) -> Edition:
    """One file as an edition: all steps before embedding, with estimated token counts, in this process.

    Raises ReadError.
    """
    settings = settings or IngestSettings()
    fetched = next(fetch(paths_of([path]), settings, {}))
    if isinstance(fetched, Refused):
        raise ReadError(fetched.reason, fetched.message)
    return build_edition(fetched, settings, estimate_tokens, _USUAL_LIMIT).edition


@dataclass(frozen=True, slots=True)
class _Read:
    """A file that has been read: its report, and its edition and bytes when there is something to store."""

    report: DocumentReport
    edition: Edition | None = None
    original: bytes = b""

    @property
    def weight(self) -> int:
        return len(self.edition.passages) if self.edition else 0


class _Run:
    """One call of `ingest`: a thread has file after file read, and this one embeds and stores when enough passages
    have gathered."""

    def __init__(
        self, store: Store, embedder: Embedder, settings: IngestSettings, dry_run: bool, tell: OnProgress
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._settings = settings
        self._dry_run = dry_run
        self._models = ModelSteps(settings)
        self._tell = tell
        self._telling = Lock()
        self._visible = store.visible()
        self._waiting: list[tuple[Edition, bytes, DocumentReport]] = []
        self._passages = 0
        self._done = 0
        self._total = 0

    def over(self, targets: Sequence[str | Path], *, prune: bool) -> Report:
        begun = time.perf_counter()
        report = Report()
        places = paths_of(targets)
        self._total = len(places)
        room = self._settings.batch_passages
        with ReadingProcess(
            self._settings, self._embedder.count_tokens, self._embedder.max_tokens
        ) as process:
            ahead = Ahead(self._read(places, process), lambda item: item.weight, room)
            try:
                for item in ahead:
                    report.documents.append(item.report)
                    self._done += 1
                    self._total = max(self._total, self._done)
                    if item.edition is not None and not self._dry_run:
                        self._waiting.append((item.edition, item.original, item.report))
                    del item
                    if sum(len(edition.passages) for edition, _, _ in self._waiting) >= room:
                        self._finish_waiting()
                self._finish_waiting()
            finally:
                ahead.close()
                process.close()
                ahead.join()
        if prune:
            report.documents.extend(self._pruned(targets, report.documents))
        self._say("storing", "")
        report.seconds = time.perf_counter() - begun
        return report

    def _read(self, places: Sequence[Path | str], process: ReadingProcess) -> Iterator[_Read]:
        owners = {card.document_id: source for source, card in self._visible.items()}
        for item in fetch(places, self._settings, owners):
            self._say("reading", item.path.name)
            if isinstance(item, Refused):
                yield _Read(
                    DocumentReport(item.path, item.source, Outcome.REJECTED, item.reason, item.message)
                )
                continue
            wanted = replace(item, fingerprint=self._models.fingerprint(item))
            yield self._unchanged(wanted) or self._one(wanted, process)

    def _unchanged(self, item: Fetched) -> _Read | None:
        """What is known of a file that need not be read again; None when it must be."""
        known = self._visible.get(item.source)
        if known is None:
            return None
        report = DocumentReport(
            item.path,
            item.source,
            Outcome.UNCHANGED,
            pages=known.page_count,
            passages=known.passage_count,
            document_id=known.document_id,
        )
        if known.fingerprint == item.fingerprint:
            return _Read(report)
        unable = missing(ocr_settings(self._settings))
        if unable and known.fingerprint == unrecognised(item.fingerprint):
            report.reason, report.message = Reason.OCR_MISSING, f"Er missen nog pagina's. {unable}"
            return _Read(report)
        return None

    def _one(self, item: Fetched, process: ReadingProcess) -> _Read:
        """Read one file."""
        begun = time.perf_counter()

        def tell(sign: Sign | None) -> None:
            self._say("reading", item.path.name, sign)

        def tell_models(phase: ModelPhase, done: int, of: int) -> None:
            self._say(phase, item.path.name, Sign(done, of))

        try:
            built = process.build(item, tell)
        except ReadError as error:
            seconds = time.perf_counter() - begun
            return _Read(
                DocumentReport(
                    item.path, item.source, Outcome.REJECTED, error.reason, str(error), seconds=seconds
                )
            )
        if not self._dry_run:
            built = self._models.take(item, built, tell_models)
        return _Read(self._report(item, built, time.perf_counter() - begun), built.edition, item.content)

    def _report(self, item: Fetched, built: Built, seconds: float) -> DocumentReport:
        edition = built.edition
        known = item.source in self._visible
        outcome = Outcome.PARTIAL if built.trouble else Outcome.REPLACED if known else Outcome.ADDED
        return DocumentReport(
            item.path,
            item.source,
            outcome,
            built.trouble,
            built.message,
            pages=len(edition.pages),
            ocr_pages=sum(page.recognised for page in edition.pages),
            words=sum(len(page.text.split()) for page in edition.pages),
            passages=len(edition.passages),
            seconds=seconds,
            document_id=edition.document_id,
        )

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

        editions = [edition for edition, _, _ in self._waiting]
        arrays = embed(editions, self._embedder, on_passages)
        asked = embed_questions(editions, self._embedder, lambda _: self._say("embedding", names))
        total = sum(len(array) for array in arrays)
        each = (time.perf_counter() - begun) / max(total, 1)
        begun = time.perf_counter()
        self._say("storing", names)
        model = self._embedder.fingerprint
        finished = [
            FinishedEdition(edition, original, vectors, model, questions)
            for (edition, original, _), vectors, questions in zip(self._waiting, arrays, asked, strict=True)
        ]
        self._store.put(*finished)
        storing = (time.perf_counter() - begun) / len(finished)
        for (_, _, report), vectors in zip(self._waiting, arrays, strict=True):
            report.seconds += storing + each * len(vectors)
        self._passages = before + total
        self._waiting.clear()

    def _pruned(
        self, targets: Sequence[str | Path], documents: Sequence[DocumentReport]
    ) -> list[DocumentReport]:
        """Remove the documents whose file belonged to one of the targets and is not there any more."""
        seen = {entry.source for entry in documents}
        unread = {entry.source for entry in documents if entry.outcome is Outcome.REJECTED}
        removed: list[DocumentReport] = []
        for source in gone(self._visible, targets, seen, unread):
            document_id = self._visible[source].document_id
            if self._dry_run or self._store.remove(document_id):
                path = path_of(source) or Path(source)
                removed.append(DocumentReport(path, source, Outcome.REMOVED, document_id=document_id))
        return removed

    def _say(self, phase: Phase, file: str, sign: Sign | None = None) -> None:
        page, pages = (sign.page, sign.pages) if sign else (0, 0)
        with self._telling:
            self._tell(Progress(phase, file, self._done, self._total, self._passages, page, pages))
