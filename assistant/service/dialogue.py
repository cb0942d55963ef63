"""GET and DELETE /v1/gesprekken/{id} and POST /v1/terugkoppelingen: what was said, and what a reader thinks of it."""

from fastapi import APIRouter, Response

from assistant.answering.guard import mask, visible
from assistant.conversations import Feedback
from assistant.service.deps import JsonBody, MetricsDep, ProductDep
from assistant.service.incoming import FeedbackIn
from assistant.service.outgoing import ConversationOut, ExchangeOut, FeedbackOut
from assistant.service.problems import Problem

router = APIRouter(prefix="/v1")


@router.get("/gesprekken/{conversation_id}", summary="Lees een gesprek terug")
def conversation(conversation_id: str, product: ProductDep, response: Response) -> ConversationOut:
    """The exchanges of a conversation, oldest first, each answer as it was given."""
    found = product.conversations.get(conversation_id)
    if found is None:
        raise Problem(404, "Dit gesprek is er niet (meer).")
    response.headers["Cache-Control"] = "no-store"
    exchanges = [
        ExchangeOut(
            antwoord_id=past.id, gesteld_op=past.asked_at, vraag=past.question, antwoord=dict(past.answer)
        )
        for past in found.exchanges
    ]
    return ConversationOut(gesprek_id=found.id, begonnen_op=found.started_at, beurten=exchanges)


@router.delete("/gesprekken/{conversation_id}", status_code=204, summary="Wis een gesprek")
def delete_conversation(conversation_id: str, product: ProductDep) -> None:
    """Erase a conversation, its answers and its feedback for good."""
    if not product.conversations.delete(conversation_id):
        raise Problem(404, "Dit gesprek is er niet (meer).")


@router.post(
    "/terugkoppelingen", status_code=201, dependencies=[JsonBody], summary="Geef uw oordeel over een antwoord"
)
def give_feedback(body: FeedbackIn, product: ProductDep, metrics: MetricsDep) -> FeedbackOut:
    """Keep what a reader thinks of an answer."""
    note = mask(visible(body.toelichting)) if body.toelichting else None
    reasons = [mask(visible(reason)) for reason in body.redenen]
    feedback = Feedback(body.antwoord_id, body.oordeel, tuple(reasons), note, body.site)
    feedback_id = product.conversations.give_feedback(feedback)
    if feedback_id is None:
        raise Problem(404, "Dit antwoord is er niet (meer).")
    metrics.feedback(body.oordeel)
    return FeedbackOut(
        terugkoppeling_id=feedback_id,
        antwoord_id=body.antwoord_id,
        oordeel=body.oordeel,
        redenen=reasons,
        toelichting=note,
        site=body.site,
    )
