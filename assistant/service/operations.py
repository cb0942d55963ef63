"""What keeps the service running: does it live, can it answer, what did it do."""

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel

from assistant.service.deps import MetricsDep, ProductDep, StateDep
from assistant.service.outgoing import SearchedOut
from assistant.service.present import VERSION, searched_out

router = APIRouter()


class Alive(BaseModel):
    status: str
    versie: str


class ReadyOut(BaseModel):
    status: str
    doorzocht: SearchedOut


@router.get("/gezond", summary="Leeft de dienst?")
def alive() -> Alive:
    """200 as soon as the process lives."""
    return Alive(status="gezond", versie=VERSION)


@router.get("/gereed", summary="Kan er een vraag worden beantwoord?")
def ready(product: ProductDep) -> ReadyOut:
    """200 when a question can be answered, 503 before."""
    return ReadyOut(status="gereed", doorzocht=searched_out(product.library.coverage()))


@router.get("/metrics", summary="Tellers in de vorm van Prometheus", response_class=PlainTextResponse)
def metrics_text(metrics: MetricsDep, state: StateDep) -> Response:
    """Counters and gauges; nothing that was asked is among them."""
    dropped: dict[str, int] = {}
    gauges = {"ready": float(state.product is not None)}
    if state.product:
        coverage = state.product.library.coverage()
        gauges |= {"documents": float(coverage.documents), "passages": float(coverage.passages)}
        if writer := state.product.assistant.writer:
            gauges["model_paused"] = float(writer.model.paused)
            dropped = dict(writer.dropped)
    return PlainTextResponse(
        metrics.text(gauges, dropped), media_type="text/plain; version=0.0.4; charset=utf-8"
    )
