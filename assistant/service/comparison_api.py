"""/v1/afspraken/_vergelijk and /v1/afspraken/{id}: what was agreed side by side, before, and elsewhere."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from assistant.answering.elsewhere import notes_on_names
from assistant.precedents.comparing import compare
from assistant.precedents.history import history
from assistant.precedents.sides import ComparisonError, Sides
from assistant.precedents.similar import similar
from assistant.precedents.totals import totals
from assistant.service.commitments_out import CommitmentOut, commitment_out
from assistant.service.comparison_in import ComparisonIn
from assistant.service.comparison_out import ComparisonOut, comparison_out
from assistant.service.deps import JsonBody, ProductDep
from assistant.service.history_out import HistoryOut, SimilarsOut, history_out, similars_out
from assistant.service.problems import FieldError, Problem
from assistant.service.search import read, understood_out
from assistant.service.state import Product
from corpus.commitment_index import StoredCommitment
from corpus.terms import Sought, searchbox

router = APIRouter(prefix="/v1/afspraken")


@router.post("/_vergelijk", dependencies=[JsonBody], summary="Vergelijk afspraken")
def compare_commitments(body: ComparisonIn, product: ProductDep, response: Response) -> ComparisonOut:
    """Twee tot zes gemeenten, corporaties of documenten naast elkaar, per thema en per onderwerp.

    Wat bij een kant ontbreekt, is niet gevonden in wat van die kant doorzocht is. Getallen staan op één noemer, of er
    staat bij waarom ze niet te vergelijken zijn.
    """
    response.headers["Cache-Control"] = "no-store"
    sides = one_sort(body.sides())
    try:
        comparison = compare(
            product.library,
            product.retriever,
            sides,
            body.zoekvraag,
            body.selection(),
            product.today(),
            body.onderwerpen_per_thema,
        )
        sums = (
            totals(
                product.library,
                product.retriever,
                sides,
                body.zoekvraag,
                body.selection(),
                product.today(),
            )
            if body.sommen
            else None
        )
    except ComparisonError as error:
        raise problem_of(error, sides) from error
    asked, typed = read(product, body.zoekvraag), searchbox(body.zoekvraag)
    return comparison_out(
        comparison,
        body.zoekvraag,
        understood_out(asked),
        notes_on_names(asked, product.library.cards()),
        product.today(),
        Sought(typed.text, typed.must) if body.zoekvraag else None,
        sums,
    )


@router.get("/{commitment_id}", summary="Eén afspraak")
def one_commitment(commitment_id: str, product: ProductDep) -> CommitmentOut:
    """Eén afspraak, met waar zij staat."""
    return commitment_out(_stored(product, commitment_id), product.today())


@router.get("/{commitment_id}/geschiedenis", summary="De geschiedenis van een afspraak")
def commitment_history(commitment_id: str, product: ProductDep) -> HistoryOut:
    """Dezelfde afspraak in de documenten van de gemeente over de jaren, met de verschillen woord voor woord."""
    stored = _stored(product, commitment_id)
    return history_out(stored, history(product.library, stored, product.today()), product.today())


@router.get("/{commitment_id}/vergelijkbaar", summary="Vergelijkbare afspraken")
def similar_commitments(
    commitment_id: str, product: ProductDep, aantal: Annotated[int, Query(ge=1, le=50)] = 10
) -> SimilarsOut:
    """Afspraken van andere gemeenten over hetzelfde, die er het meest op lijken eerst."""
    stored = _stored(product, commitment_id)
    return similars_out(stored, similar(product.library, stored, aantal, product.today()), product.today())


def _stored(product: Product, commitment_id: str) -> StoredCommitment:
    found = product.library.commitments([commitment_id])
    if not found:
        raise Problem(404, "Deze afspraak staat niet (meer) in de bibliotheek. Zoek opnieuw.")
    return found[0]


def one_sort(chosen: list[Sides]) -> Sides:
    """The sort of sides that was chosen; a problem when that is none or several."""
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        detail = "Noem twee tot zes gemeenten, corporaties of documenten om te vergelijken."
        raise Problem(400, detail, errors=[FieldError(veld="gemeenten", melding=detail)])
    detail = "Vergelijk gemeenten, corporaties óf documenten: niet door elkaar."
    raise Problem(400, detail, errors=[FieldError(veld=one.sort, melding=detail) for one in chosen])


def problem_of(error: ComparisonError, sides: Sides) -> Problem:
    field = sides.sort if error.place is None else f"{sides.sort}.{error.place}"
    value = None if error.place is None else sides.names[error.place]
    return Problem(400, str(error), errors=[FieldError(veld=field, melding=str(error), waarde=value)])
