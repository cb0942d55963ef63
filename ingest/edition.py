"""Steps 2 to 7: the bytes of one file become an edition, ready to be embedded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from corpus.edition import Edition
from ingest.clean import clean
from ingest.commitments import extract
from ingest.describe import describe
from ingest.fetch import Fetched
from ingest.known_questions import attach
from ingest.outline import outline
from ingest.read import read
from ingest.read.ocr import OcrSettings, missing
from ingest.read.records import ReadError, Reason, Sheet
from ingest.read.watch import Sign
from ingest.settings import IngestSettings
from ingest.split import CountTokens, split

_SHOWN = 8  # page numbers that a message names

_WHY = {
    Reason.TOO_SLOW: "De tekstherkenning duurde te lang; verhoog AFSPRAKENWIJZER_OCR_PAGE_SECONDS",
    Reason.BROKEN: "De pagina's zijn beschadigd",
    Reason.NO_TEXT: "De tekens zijn niet als tekst te lezen",
}


@dataclass(frozen=True, slots=True)
class Built:
    """An edition before embedding; `trouble` says why some of its pages have no text, and `message` what to do."""

    edition: Edition
    trouble: Reason | None = None
    message: str = ""


def build_edition(
    fetched: Fetched,
    settings: IngestSettings,
    count_tokens: CountTokens,
    limit: int,
    tell: Callable[[Sign], None] = lambda _: None,
) -> Built:
    """The steps between fetching and embedding. `limit` is what the embedder can take, in tokens.

    `tell` hears of every page. Raises ReadError when the file cannot be read.
    """
    ocr = ocr_settings(settings)
    reading = read(fetched.path.name, fetched.content, settings.read_seconds, ocr=ocr, tell=tell)
    cleaned = clean(reading)
    parts, entries = outline(cleaned, reading.bookmarks)
    description = describe(fetched.path, reading, cleaned, fetched.entry)
    if fetched.address and not description.source_url:
        description = replace(description, source_url=fetched.address)
    troubled = [sheet for sheet in reading.sheets if sheet.trouble]
    fingerprint = fetched.fingerprint
    if any(sheet.trouble is Reason.OCR_MISSING for sheet in troubled):
        fingerprint = unrecognised(fingerprint)
    edition_id = f"{fetched.document_id}.{fingerprint[:12]}"
    passages = split(
        parts,
        cleaned.pages,
        edition_id=edition_id,
        title=description.title,
        count_tokens=count_tokens,
        aim=settings.passage_tokens,
        limit=limit,
    )
    if not passages and not any(page.recognised for page in cleaned.pages):
        raise ReadError(Reason.NO_TEXT, "Er staat geen leesbare tekst in het bestand.")
    known = attach(fetched.questions, passages, description)
    edition = Edition(
        id=edition_id,
        document_id=fetched.document_id,
        source=fetched.source,
        fingerprint=fingerprint,
        file_name=fetched.path.name,
        media_type=reading.media_type,
        description=description,
        pages=cleaned.pages,
        outline=entries,
        passages=passages,
        commitments=extract(description, passages, cleaned.pages, edition_id),
        questions=known.questions,
    )
    if not troubled:
        said = _unknown(known.unknown) if passages else "Op de beelden is geen tekst herkend."
        return Built(edition, message=said)
    reason = troubled[0].trouble
    return Built(edition, reason, _message(troubled, ocr))


def _unknown(sentences: Sequence[str]) -> str:
    """What is said of sentences with questions that the document does not have."""
    if not sentences:
        return ""
    first = sentences[0][:100]
    if len(sentences) == 1:
        return f"Een zin uit het bestand met vragen staat niet in het document. Pas hem daar aan: {first}"
    return (
        f"{len(sentences)} zinnen uit het bestand met vragen staan niet in het document. Pas ze daar aan; de eerste "
        f"is: {first}"
    )


def ocr_settings(settings: IngestSettings) -> OcrSettings:
    """The settings of text recognition."""
    return OcrSettings(settings.ocr == "auto", settings.ocr_page_seconds)


def unrecognised(fingerprint: str) -> str:
    """The fingerprint of an edition that lacks pages because text could not be recognised: another one, so that the
    file is read again once it can."""
    return sha256(f"{fingerprint} {Reason.OCR_MISSING}".encode()).hexdigest()


def _message(troubled: Sequence[Sheet], ocr: OcrSettings) -> str:
    numbers = [str(sheet.number) for sheet in troubled]
    more = f" en {len(numbers) - _SHOWN} andere" if len(numbers) > _SHOWN else ""
    shown = ", ".join(numbers[:_SHOWN]) + more
    reasons = dict.fromkeys(sheet.trouble for sheet in troubled)
    unable = missing(ocr)
    why = [_WHY[reason] for reason in reasons if reason in _WHY]
    if unable and reasons.keys() & {Reason.OCR_MISSING, Reason.NO_TEXT}:
        why.append(unable.rstrip("."))
    return f"Geen tekst van pagina {shown}. {'. '.join(why)}."
