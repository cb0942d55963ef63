"""GET /v1/documenten/{id}/origineel: the PDF that an edition was read from, as it was stored."""

from urllib.parse import quote

from fastapi import APIRouter, Response

from assistant.service.deps import ProductDep
from assistant.service.documents import choose_edition
from assistant.service.page_images import PDF
from assistant.service.problems import Problem

router = APIRouter(prefix="/v1/documenten")

# What a browser's own viewer of PDFs needs; a document may still not run, load or be framed.
_CONTENT_POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"


@router.get(
    "/{document_id}/origineel",
    response_class=Response,
    responses={200: {"content": {PDF: {}}}},
    summary="De pdf waaruit een uitgave is gelezen",
)
def original(document_id: str, product: ProductDep, uitgave: str | None = None) -> Response:
    """The stored file, opened at a page with `#page=7`; other kinds of file could hold scripts, and are a 404."""
    card = choose_edition(product.library.editions(document_id), uitgave)
    content = product.library.original(card.id) if card.media_type == PDF else None
    if content is None:
        raise Problem(404, "Van dit document is geen pdf te openen. De tekst kunt u hier wel lezen.")
    headers = {
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(card.file_name, safe='')}",
        "Content-Security-Policy": _CONTENT_POLICY,
        "Cache-Control": "private, max-age=600",
    }
    return Response(content, media_type=PDF, headers=headers)
