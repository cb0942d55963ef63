"""Records of the library and the answering steps in the public shapes."""

from collections.abc import Sequence
from datetime import date
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import quote, urlencode

from assistant.answering.contract import Answer, Citation, Counted, Sentence
from assistant.precedents.selection import FIELDS
from assistant.service.outgoing import (
    AnswerOut,
    ChatSearchedOut,
    CountedOut,
    CountedRowOut,
    DocumentOut,
    ListedDocument,
    MadeByOut,
    PeriodOut,
    ReferralOut,
    SearchedOut,
    SentenceOut,
    SourceOut,
)
from corpus.model import Coverage, EditionCard, Origin, Span

try:
    VERSION = version("afsprakenwijzer")
except PackageNotFoundError:  # run from a checkout that is not installed
    VERSION = "checkout"


def document_out(card: EditionCard, today: date) -> DocumentOut:
    """A document as sources and results name it, with its status on `today`."""
    about = card.description
    return DocumentOut(
        id=card.document_id,
        titel=about.title,
        soort=about.kind,
        herkomst=about.origin,
        kennisdatum=about.known_on,
        gemeenten=list(about.municipalities),
        corporaties=list(about.corporations),
        huurdersorganisaties=list(about.tenant_organisations),
        periode=PeriodOut(van=about.period.start, tot=about.period.end),
        status=about.status(today),
        themas=list(about.themes),
    )


def listed_document(card: EditionCard, today: date) -> ListedDocument:
    """A document as the list names it."""
    return ListedDocument(
        **dict(document_out(card, today)),
        paginas=card.page_count,
        ingelezen=card.ingested_at,
        uitgave=card.id,
    )


def page_url(card: EditionCard, page: int, spans: Sequence[Span] = ()) -> str:
    """Where a page of an edition is shown, relative, with `spans` marked.

    `van` and `tot` are the span on the page itself; a quote that also stands on other pages names those in
    `deel` (page-from-to), so that turning the page keeps the mark.
    """
    query: list[tuple[str, str | int]] = [("uitgave", card.id)]
    for span in spans:
        if span.page == page:
            query += [("van", span.start), ("tot", span.end)]
        else:
            query.append(("deel", f"{span.page}-{span.start}-{span.end}"))
    return f"/v1/documenten/{quote(card.document_id, safe='')}/paginas/{page}?{urlencode(query)}"


def source_url(card: EditionCard, page: int) -> str | None:
    """Where the original stands on the web, at its page when it is a PDF; None when it stands nowhere."""
    about = card.description
    if about.source_url is None:
        return None
    paged = card.media_type == "application/pdf" and about.origin is Origin.ORIGINEEL
    return f"{about.source_url.partition('#')[0]}#page={page}" if paged else about.source_url


def source_out(citation: Citation, today: date) -> SourceOut:
    """A numbered source."""
    first, last = citation.spans[0].page, citation.spans[-1].page
    return SourceOut(
        nummer=citation.number,
        passage_id=citation.found.passage.id,
        citaat=citation.quote,
        pagina_van=first,
        pagina_tot=last,
        pagina_label=citation.page_label,
        koppen=list(citation.found.passage.headings),
        pagina_url=page_url(citation.card, first, citation.spans),
        bron_url=source_url(citation.card, first),
        herkend=citation.recognised,
        document=document_out(citation.card, today),
    )


def sentence_out(sentence: Sentence) -> SentenceOut:
    """A statement with the numbers of its sources."""
    return SentenceOut(tekst=sentence.text, bronnen=list(sentence.sources))


def searched_out(coverage: Coverage) -> SearchedOut:
    """What was searched."""
    return SearchedOut(
        documenten=coverage.documents,
        passages=coverage.passages,
        van_jaar=coverage.first_year,
        tot_jaar=coverage.last_year,
    )


def counted_out(counted: Counted) -> CountedOut:
    """What was counted, with the filters that were chosen."""
    selection = counted.selection
    filters: dict[str, list[str | int] | bool] = {
        field: list(chosen) for field in FIELDS if field != "metGetal" and (chosen := selection.chosen(field))
    }
    if selection.with_number is not None:
        filters["metGetal"] = selection.with_number
    return CountedOut(
        soort=counted.kind,
        zoekvraag=counted.text,
        filters=filters,
        aantal=counted.total,
        rijen=[CountedRowOut(waarde=value, getal=number) for value, number in counted.rows],
        afspraken=list(counted.commitments),
        documenten=counted.documents,
        niet_vergelijkbaar=list(counted.reasons),
    )


def answer_out(
    answer: Answer, *, answer_id: str, conversation_id: str, today: date, total_ms: float
) -> AnswerOut:
    """The whole answer."""
    return AnswerOut(
        antwoord_id=answer_id,
        gesprek_id=conversation_id,
        status=answer.status,
        tekst=answer.text,
        zinnen=[sentence_out(sentence) for sentence in answer.sentences],
        toelichting=list(answer.notes),
        verwijzingen=[ReferralOut(naam=r.name, url=r.url, reden=r.reason) for r in answer.referrals],
        keuzes=list(answer.choices),
        bronnen=[source_out(citation, today) for citation in answer.citations],
        doorzocht=ChatSearchedOut(
            **dict(searched_out(answer.coverage)), gemeente=answer.coverage_municipality
        ),
        vervolgvragen=list(answer.follow_ups),
        begrepen_als=answer.understood,
        telling=counted_out(answer.counted) if answer.counted else None,
        gemaakt_door=MadeByOut(
            antwoordwijze=answer.manner, model=answer.model, versie=VERSION, prompts=answer.prompts
        ),
        duur_ms={step: round(ms) for step, ms in answer.timings_ms.items()} | {"totaal": round(total_ms)},
    )  # fmt: skip
