"""The words around a quote: which document it is from, how that stands today, and whose words they are."""

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import urlsplit

from assistant.answering.contract import Citation
from assistant.answering.figures import MONTHS
from assistant.answering.texts import Texts
from corpus.model import EditionCard, FoundPassage, Kind, Origin, Period, Status
from corpus.sentences import sentences

# The summaries of `corpus/documents` name the page that each paragraph summarises, after that paragraph.
_SOURCE_LINE = re.compile(
    r"Bron(?:nen)?:\s*<?(?P<url>https?://[^\s>]+)>?(?:,\s*gelezen op (?P<day>\d{1,2} \w+ \d{4}))?",
    re.IGNORECASE,
)
# The guidance pages name a source between brackets at the end of a sentence: an address or a name with a capital.
_BRACKETED = re.compile(r"\s*\((?P<name>[^()]*)\)(?=[.;](?:\s|$))")
_SOURCE_NAME = re.compile(r"[A-Z][^()]{2,80}|[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_MANY = 3
_PLURAL = frozenset({Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN, Kind.REGIONALE_AFSPRAKEN})


def named(card: EditionCard, texts: Texts) -> str:
    """A document as it is spoken of: 'de prestatieafspraken 2024–2027 van Lindewaard'."""
    described = card.description
    places = joined(described.municipalities)
    if (
        described.origin is not Origin.SAMENVATTING
        and texts.has_frame(described.kind)
        and (places or described.kind is Kind.BOD)
    ):
        return texts.frame(f"document.{described.kind}", years=_years(described.period), places=places)
    return texts.frame("document.other", title=described.title)


def framed(
    citation: Citation,
    texts: Texts,
    today: date,
    *,
    columns: str = "",
    where: bool = False,
    again: bool = False,
) -> str:
    """A quote with the words around it. `columns` is a table row written out; it comes without quotation marks."""
    card, passage = citation.card, citation.found.passage
    quote = " ".join(citation.quote.split())
    if card.description.origin is Origin.SAMENVATTING:
        return _summary(citation, columns or quote, texts)
    values = {
        "document": named(card, texts),
        "standing": texts.frame(f"standing.{card.description.status(today)}"),
    }
    if card.description.kind is Kind.BOD:
        offerer = (
            card.description.corporations[0] if len(card.description.corporations) == 1 else "De corporatie"
        )
        name = "offer_table" if columns else "offer"
        return texts.frame(name, **values, corporation=offerer, quote=quote, cells=columns)
    if columns:
        return texts.frame("table_again" if again else "table", **values, cells=columns)
    if again:
        return texts.frame("again", quote=quote)
    if where:
        page = f"pagina {citation.page_label or citation.spans[0].page}"
        headings = f" ({passage.headings[-1]})" if passage.headings else ""
        return texts.frame("where", **values, page=page, headings=headings, quote=quote)
    return texts.frame("quote", **values, quote=quote)


def standing_note(
    card: EditionCard,
    texts: Texts,
    today: date,
    newer: EditionCard | None,
    *,
    newer_cited: bool,
    years: Sequence[int] = (),
) -> str:
    """What a reader must know of a document that is not in force; empty for one that is.

    `newer` is the document in force of the same kind and place, if there is one; it is not mentioned when it is
    cited itself or when the question is about `years` of this one.
    """
    described = card.description
    status = described.status(today)
    name = named(card, texts)
    bare = re.sub(r"^(?:de|het) ", "", name)
    whole = f"{name[:1].upper()}{name[1:]}"
    plural = described.kind in _PLURAL
    if status is Status.CONCEPT:
        return texts.note("concept", document=whole)
    if status is Status.TOEKOMSTIG:
        year = described.period.start
        return texts.note("future" if plural else "future_one", document=bare if plural else whole, year=year)
    if status is not Status.VERLOPEN or described.origin is Origin.SAMENVATTING:
        return ""
    gone = texts.note(
        "expired" if plural else "expired_one", document=bare if plural else whole, year=described.period.end
    )
    if newer_cited or any(year in described.period.years() for year in years):
        return gone
    if newer is None:
        return f"{gone} {texts.note('newer_none')}"
    return f"{gone} {texts.note('newer_silent', document=re.sub(r'^(?:de|het) ', '', named(newer, texts)))}"


def joined(names: tuple[str, ...]) -> str:
    """'A', 'A en B', 'A, B en C'; more than three are counted."""
    if len(names) > _MANY:
        return f"{len(names)} gemeenten"
    return " en ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def written(day: date) -> str:
    """A date in words: '22 november 2026'."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _summary(citation: Citation, text: str, texts: Texts) -> str:
    """Our own words: never between quotation marks, and with the page that they summarise."""
    described = citation.card.description
    site, day = _origin(citation.found, citation.quote)
    if site in [found["name"] for found in _BRACKETED.finditer(text)]:
        text = text.replace(f" ({site})", "")
    text = text.rstrip(" .")
    places = described.municipalities
    if len(places) == 1 and places[0] not in text:
        text = (
            f"{places[0]}: {text[:1].lower()}{text[1:]}"
            if text.split()[0] in _OPENERS
            else f"{places[0]}: {text}"
        )
    if not site:
        return texts.frame("summary_mixed", text=text, day=day)
    if day:
        return texts.frame("summary", text=text, site=site, day=day)
    return texts.frame("summary_unread", text=text, site=site)


_OPENERS = frozenset("De Het Een In Op Over Voor Bij Er Deze Dit Ook Per Tot Vanaf Met Alle Als".split())  # noqa: SIM905


def _origin(found: FoundPassage, quote: str) -> tuple[str, str]:
    """What a summary summarises, as the paragraph names it, and the day that was read.

    The name is empty where several sources may be behind the words and none is named for all of them.
    """
    text, described = found.passage.text, found.card.description
    start = max(text.find(quote), 0)
    line = _SOURCE_LINE.search(text, start + len(quote)) or _SOURCE_LINE.search(text)
    day = line["day"] if line and line["day"] else written(described.known_on) if described.known_on else ""
    if line:
        return _site(line["url"]), day
    bracketed = [
        match["name"] for match in _BRACKETED.finditer(text, start) if _SOURCE_NAME.fullmatch(match["name"])
    ]
    if bracketed:
        return (bracketed[0] if len(sentences(quote)) == 1 else ""), day
    if described.kind is Kind.ARTIKEL and described.source_url:
        return _site(described.source_url), day
    return "", day


def _site(address: str) -> str:
    return urlsplit(address).netloc.removeprefix("www.")


def _years(period: Period) -> str:
    if period.start and period.end and period.start != period.end:
        return f" {period.start}–{period.end}"
    year = period.start or period.end
    return f" {year}" if year else ""
