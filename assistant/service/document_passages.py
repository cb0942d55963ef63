"""GET /v1/documenten/{id}/passages: what a document was cut into, which is what is searched and cited."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from assistant.service.deps import ProductDep
from assistant.service.documents import choose_edition
from assistant.service.incoming import Incoming
from assistant.service.outgoing import Outgoing
from assistant.service.present import page_url
from corpus.model import FoundPassage

router = APIRouter(prefix="/v1/documenten")


class PassagesQuery(Incoming):
    """Which of a document's passages, from the address."""

    pagina: int = Field(1, ge=1, le=10_000)
    pagina_grootte: int = Field(50, ge=1, le=200)


class PassageOut(Outgoing):
    """A passage in reading order; `context` is the table head or opening sentence that helps reading it."""

    passage_id: str
    nummer: int
    clausule: str | None
    koppen: list[str]
    context: str
    tekst: str
    vorm: Literal["text", "list", "table"]
    pagina_van: int
    pagina_tot: int
    pagina_label: str | None
    pagina_url: str


class PassagesOut(Outgoing):
    totaal: int
    pagina: int
    pagina_grootte: int
    uitgave: str
    passages: list[PassageOut]


@router.get("/{document_id}/passages", summary="De passages van een document, in leesvolgorde")
def passages(document_id: str, query: Annotated[PassagesQuery, Query()], product: ProductDep) -> PassagesOut:
    """The passages of the visible edition of a document, one page of them."""
    card = choose_edition(product.library.editions(document_id), None)
    found = product.library.passages_of(card.id)
    first = (query.pagina - 1) * query.pagina_grootte
    return PassagesOut(
        totaal=len(found),
        pagina=query.pagina,
        pagina_grootte=query.pagina_grootte,
        uitgave=card.id,
        passages=[_passage(one) for one in found[first : first + query.pagina_grootte]],
    )


def _passage(found: FoundPassage) -> PassageOut:
    passage = found.passage
    return PassageOut(
        passage_id=passage.id,
        nummer=passage.ordinal + 1,
        clausule=passage.clause,
        koppen=list(passage.headings),
        context=passage.context,
        tekst=passage.text,
        vorm=passage.form,
        pagina_van=passage.page_from,
        pagina_tot=passage.page_to,
        pagina_label=found.page_label,
        pagina_url=page_url(found.card, passage.page_from, passage.spans),
    )
