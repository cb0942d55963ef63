"""POST /v1/afspraken/_vergelijk: what municipalities, corporations or documents agreed, side by side."""

from fastapi import APIRouter, Response

from assistant.answering.elsewhere import notes_on_names
from assistant.precedents.comparing import compare
from assistant.precedents.sides import ComparisonError, Sides
from assistant.service.comparison_in import ComparisonIn
from assistant.service.comparison_out import ComparisonOut, comparison_out
from assistant.service.deps import JsonBody, ProductDep
from assistant.service.problems import FieldError, Problem
from assistant.service.search import read, understood_out
from corpus.terms import Sought, searchbox

router = APIRouter(prefix="/v1/afspraken")


@router.post("/_vergelijk", dependencies=[JsonBody], summary="Vergelijk afspraken")
def compare_commitments(body: ComparisonIn, product: ProductDep, response: Response) -> ComparisonOut:
    """Twee tot zes gemeenten, corporaties of documenten naast elkaar, per thema en per onderwerp.

    Wat bij een kant ontbreekt, is niet gevonden in wat van die kant doorzocht is. Getallen staan op één noemer, of er
    staat bij waarom ze niet te vergelijken zijn.
    """
    response.headers["Cache-Control"] = "no-store"
    sides = _one_sort(body.sides())
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
    except ComparisonError as error:
        raise _problem(error, sides) from error
    asked, typed = read(product, body.zoekvraag), searchbox(body.zoekvraag)
    return comparison_out(
        comparison,
        body.zoekvraag,
        understood_out(asked),
        notes_on_names(asked, product.library.cards()),
        product.today(),
        Sought(typed.text, typed.must) if body.zoekvraag else None,
    )


def _one_sort(chosen: list[Sides]) -> Sides:
    """The sort of sides that was chosen; a problem when that is none or several."""
    if len(chosen) == 1:
        return chosen[0]
    if not chosen:
        detail = "Noem twee tot zes gemeenten, corporaties of documenten om te vergelijken."
        raise Problem(400, detail, errors=[FieldError(veld="gemeenten", melding=detail)])
    detail = "Vergelijk gemeenten, corporaties óf documenten: niet door elkaar."
    raise Problem(400, detail, errors=[FieldError(veld=one.sort, melding=detail) for one in chosen])


def _problem(error: ComparisonError, sides: Sides) -> Problem:
    field = sides.sort if error.place is None else f"{sides.sort}.{error.place}"
    value = None if error.place is None else sides.names[error.place]
    return Problem(400, str(error), errors=[FieldError(veld=field, melding=str(error), waarde=value)])
