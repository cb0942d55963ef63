"""GET /v1/documenten/{id}/paginas/{n}/gemarkeerd: the page of a source as a picture with the quote marked."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from assistant.service.deps import PageImagesDep, ProductDep
from assistant.service.documents import choose_edition
from assistant.service.marking import boxes, within
from assistant.service.page_images import PDF, marking
from assistant.service.page_view import MarkQuery
from assistant.service.problems import Problem

router = APIRouter(prefix="/v1/documenten")


@router.get(
    "/{document_id}/paginas/{number}/gemarkeerd",
    response_class=Response,
    responses={200: {"content": {"image/png": {}}}},
    summary="Een pagina van een pdf als afbeelding, met het citaat gemarkeerd",
)
def marked_picture(
    document_id: str,
    number: int,
    product: ProductDep,
    images: PageImagesDep,
    marks: Annotated[MarkQuery, Query()],
) -> Response:
    """The page as the reader of the original sees it (PNG), with what `van` and `tot` say marked on it."""
    card = choose_edition(product.library.editions(document_id), marks.uitgave)
    drawable = card.media_type == PDF and 1 <= number <= card.page_count
    page = product.library.page(card.id, number) if drawable else None
    image = None
    if page:
        rectangles = boxes(page, within(page.text, marks.van, marks.tot))
        image = images.image(product.library, card.id, number, marking(page, rectangles))
    if image is None:
        raise Problem(404, "Van deze pagina is geen afbeelding.")
    return Response(image, media_type="image/png", headers={"Cache-Control": "private, max-age=600"})
