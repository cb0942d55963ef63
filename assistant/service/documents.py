"""GET /v1/documenten and what is under it: the documents, their editions, and their pages with a quote marked."""

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse

from assistant.service.deps import PageImagesDep, ProductDep
from assistant.service.incoming import DocumentsQuery
from assistant.service.outgoing import (
    DocumentDetail,
    DocumentsOut,
    EditionOut,
    EvidenceOut,
    HeadingOut,
    PageOut,
    ParentOut,
)
from assistant.service.page_view import MarkQuery, page_out, page_values
from assistant.service.present import listed_document, page_url
from assistant.service.problems import Problem
from assistant.service.templates import page as html_page
from assistant.service.templates import wants_html
from corpus.model import EditionCard, EditionState, Evidence, Kind, OutlineEntry

router = APIRouter(prefix="/v1/documenten")

_STANDS: dict[EditionState, Literal["zichtbaar", "vervangen", "verwijderd"]] = {
    EditionState.VISIBLE: "zichtbaar",
    EditionState.REPLACED: "vervangen",
    EditionState.REMOVED: "verwijderd",
}
_EVIDENCE_ORIGINS: dict[str, Literal["bronnenlijst", "tekst", "bestand", "aanname"]] = {
    "sources.toml": "bronnenlijst",
    "text": "tekst",
    "file": "bestand",
    "default": "aanname",
}
# The fields of a description under their public names.
_FIELDS = {
    "title": "titel",
    "kind": "soort",
    "origin": "herkomst",
    "known_on": "kennisdatum",
    "municipalities": "gemeenten",
    "corporations": "corporaties",
    "tenant_organisations": "huurdersorganisaties",
    "period": "periode",
    "stage": "stadium",
    "signed": "ondertekend",
    "parent": "hoortBij",
    "themes": "themas",
    "source_url": "bronUrl",
    "licence": "licentie",
}
# What an addendum or a year's part can belong to.
_PARENTS = frozenset({Kind.PRESTATIEAFSPRAKEN, Kind.REGIONALE_AFSPRAKEN})


@router.get("", summary="Welke documenten zijn er?")
def documents(query: Annotated[DocumentsQuery, Query()], product: ProductDep) -> DocumentsOut:
    """The visible documents that pass the filters, newest period first, one page of them."""
    today = product.today()
    cards = product.library.cards(query.filters(), today=today)
    first = (query.pagina - 1) * query.pagina_grootte
    return DocumentsOut(
        totaal=len(cards),
        pagina=query.pagina,
        pagina_grootte=query.pagina_grootte,
        documenten=[listed_document(card, today) for card in cards[first : first + query.pagina_grootte]],
    )


@router.get("/{document_id}", summary="Eén document, met uitgaven, inhoud en herleiding")
def document(document_id: str, product: ProductDep) -> DocumentDetail:
    """A document with its editions, its outline, and why each described field has its value."""
    editions = product.library.editions(document_id)
    card = choose_edition(editions, None)
    outline = product.library.outline(card.id)
    return DocumentDetail(
        **dict(listed_document(card, product.today())),
        stadium=card.description.stage,
        ondertekend=card.description.signed,
        hoort_bij=_parent(card, product.library.cards()),
        bron_url=card.description.source_url,
        licentie=card.description.licence,
        uitgaven=[_edition(one) for one in editions],
        inhoud=[_heading(card, entry) for entry in outline],
        herleiding=[_evidence(found) for found in card.description.evidence],
    )


@router.get(
    "/{document_id}/paginas/{number}", response_model=PageOut, summary="Een pagina, met het citaat gemarkeerd"
)
def document_page(
    document_id: str, number: int, request: Request, product: ProductDep, marks: Annotated[MarkQuery, Query()]
) -> Response:
    """A page of an edition as a web page for a browser, and as JSON otherwise."""
    card = choose_edition(product.library.editions(document_id), marks.uitgave)
    page = product.library.page(card.id, number) if 1 <= number <= card.page_count else None
    if page is None:
        raise Problem(404, f"Dit document heeft geen pagina {number}.")
    shown = page_out(card, page, marks, product.today())
    if not wants_html(request):
        return JSONResponse(shown.to_json(), headers={"Vary": "Accept"})
    headings = {entry.text for entry in product.library.outline(card.id) if entry.page == number}
    values = page_values(card, page, shown, marks, headings)
    return html_page(request, "page.html", values, headers={"Vary": "Accept"})


@router.get(
    "/{document_id}/paginas/{number}/afbeelding",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}},
    summary="Een pagina van een pdf als afbeelding",
)
def page_image(
    document_id: str, number: int, product: ProductDep, images: PageImagesDep, uitgave: str | None = None
) -> Response:
    """A page of a PDF as the reader of the original sees it (PNG)."""
    card = choose_edition(product.library.editions(document_id), uitgave)
    if card.media_type != "application/pdf" or not 1 <= number <= card.page_count:
        raise Problem(404, "Van deze pagina is geen afbeelding.")
    image = images.image(product.library, card.id, number)
    if image is None:
        raise Problem(404, "Van deze pagina is geen afbeelding.")
    return Response(image, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})


def choose_edition(editions: list[EditionCard], edition_id: str | None) -> EditionCard:
    """The edition that was asked for, or the visible one; 404 when unknown and 410 when removed."""
    if not editions:
        raise Problem(404, "Dit document is hier niet bekend.")
    if edition_id is None:
        chosen = next((card for card in editions if card.state is EditionState.VISIBLE), editions[0])
    else:
        found = next((card for card in editions if card.id == edition_id), None)
        if found is None:
            raise Problem(404, "Deze uitgave van het document is hier niet bekend.")
        chosen = found
    if chosen.state is EditionState.REMOVED:
        raise Problem(410, "Dit document is verwijderd. De tekst is hier niet meer te lezen.")
    return chosen


def _parent(card: EditionCard, others: Sequence[EditionCard]) -> ParentOut | None:
    """The document that `card` belongs to: by its file or its title, or else the one agreement of the same
    municipality and the years that its name gives."""
    name = card.description.parent
    if name is None:
        return None
    others = [other for other in others if other.document_id != card.document_id]
    named = [other for other in others if name in (other.file_name, other.description.title)]
    years = [int(year) for year in re.findall(r"\b20\d\d\b", name)]
    alike = [
        other
        for other in others
        if other.description.kind in _PARENTS
        and [other.description.period.start, other.description.period.end] == years
        and set(other.description.municipalities) & set(card.description.municipalities)
    ]
    found = named or (alike if len(alike) == 1 else [])
    if not found:
        return ParentOut(naam=name, id=None)
    return ParentOut(naam=found[0].description.title, id=found[0].document_id)


def _edition(card: EditionCard) -> EditionOut:
    return EditionOut(
        uitgave=card.id,
        stand=_STANDS[card.state],
        ingelezen=card.ingested_at,
        paginas=card.page_count,
        passages=card.passage_count,
        bestand=card.file_name,
        mediatype=card.media_type,
    )


def _heading(card: EditionCard, entry: OutlineEntry) -> HeadingOut:
    return HeadingOut(
        niveau=entry.level, tekst=entry.text, pagina=entry.page, pagina_url=page_url(card, entry.page)
    )


def _evidence(found: Evidence) -> EvidenceOut:
    return EvidenceOut(
        veld=_FIELDS.get(found.field, found.field),
        waarde=found.value,
        herkomst=_EVIDENCE_ORIGINS[found.origin],
        citaat=found.quote or None,
        pagina=found.page,
        zekerheid=found.certainty,
    )
