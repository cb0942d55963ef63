"""POST /v1/afspraken/_zoek and /v1/afspraken/_tel: commitments found and counted, with what was searched."""

from fastapi import APIRouter, Response

from assistant.answering.elsewhere import notes_on_names
from assistant.precedents.counting import count
from assistant.precedents.searching import search
from assistant.service.commitments_in import CommitmentCountIn, CommitmentSearchIn
from assistant.service.commitments_out import (
    CommitmentsOut,
    CountsOut,
    commitment_out,
    counts_out,
    facets_out,
    searched_commitments_out,
)
from assistant.service.deps import JsonBody, ProductDep
from assistant.service.outgoing import UnderstoodOut
from assistant.service.search import read, understood_out
from assistant.service.state import Product
from corpus.terms import Sought, searchbox

router = APIRouter(prefix="/v1/afspraken")


@router.post("/_zoek", dependencies=[JsonBody], summary="Zoek in de afspraken")
def search_commitments(body: CommitmentSearchIn, product: ProductDep, response: Response) -> CommitmentsOut:
    """De afspraken die bij een zoekvraag en filters passen, één pagina ervan, met wat er doorzocht is.

    Alleen `filters` filteren. Wat de zoekvraag zelf noemt staat in `begrepen`, om op te filteren.
    """
    response.headers["Cache-Control"] = "no-store"
    today, typed = product.today(), searchbox(body.zoekvraag)
    understood, notes = _understood(product, body.zoekvraag)
    found = search(
        product.library,
        product.retriever,
        body.filters.selection(),
        body.zoekvraag,
        body.sortering,
        body.pagina,
        body.pagina_grootte,
        today,
    )
    sought = Sought(typed.text, typed.must) if body.zoekvraag else None
    return CommitmentsOut(
        totaal=found.total,
        totaal_exact=found.exact,
        pagina=body.pagina,
        pagina_grootte=body.pagina_grootte,
        doorzocht=searched_commitments_out(found.coverage),
        begrepen=understood,
        toelichting=notes,
        facetten=facets_out(found.facets),
        afspraken=[commitment_out(one, today, sought) for one in found.items],
        nabij=[commitment_out(one, today, sought) for one in found.near],
    )


@router.post("/_tel", dependencies=[JsonBody], summary="Tel de afspraken")
def count_commitments(body: CommitmentCountIn, product: ProductDep, response: Response) -> CountsOut:
    """Hoeveel afspraken er zijn per gemeente, thema, jaar, hardheid, corporatie of stand, met de noemer erbij.

    Elke rij heeft de filters waarmee `_zoek` met dezelfde zoekvraag precies die afspraken geeft.
    """
    response.headers["Cache-Control"] = "no-store"
    understood, notes = _understood(product, body.zoekvraag)
    counts = count(
        product.library,
        product.retriever,
        body.filters.selection(),
        body.zoekvraag,
        body.per,
        product.today(),
    )
    return counts_out(counts, body.zoekvraag, understood, notes)


def _understood(product: Product, text: str) -> tuple[UnderstoodOut, list[str]]:
    asked = read(product, text)
    return understood_out(asked), notes_on_names(asked, product.library.cards())
