"""POST /v1/passages/_zoek: the passages that fit a search, with marks, facets and stable pages of results."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Response

from assistant.retrieval import Ranked
from assistant.service.deps import JsonBody, ProductDep
from assistant.service.incoming import Order, SearchIn
from assistant.service.outgoing import FacetsOut, FacetValue, ResultOut, SearchOut
from assistant.service.present import document_out, page_url, searched_out, source_url
from assistant.service.state import Product
from corpus.library import Library
from corpus.model import EditionCard, Filters
from corpus.terms import analyse

router = APIRouter(prefix="/v1")

# All that is found is this many passages at most: pages, facets and totals are over these.
MOST_FOUND = 200
# Every passage is near to some degree, so nearness alone counts as found only for the first few.
_NEAREST = 20


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results and what holds for all of them."""

    total: int
    results: list[ResultOut]
    facets: FacetsOut


@router.post("/passages/_zoek", dependencies=[JsonBody], summary="Zoek in de documenten")
def search_passages(body: SearchIn, product: ProductDep, response: Response) -> SearchOut:
    """The passages that fit a search, one page of them, with what was searched."""
    response.headers["Cache-Control"] = "no-store"
    filters = body.filters.filters()
    found = find(product, body.zoekvraag, filters, body.sortering, body.pagina, body.pagina_grootte)
    return SearchOut(
        totaal=found.total,
        pagina=body.pagina,
        pagina_grootte=body.pagina_grootte,
        doorzocht=searched_out(product.library.coverage(filters)),
        facetten=found.facets,
        resultaten=found.results,
    )


def find(product: Product, query: str, filters: Filters, order: Order, page: int, size: int) -> Found:
    """One page of the passages that fit `query`; the same question gives the same order every time."""
    nearest = product.retriever.retrieve(query, MOST_FOUND, filters, product.today())
    matches = [hit for place, hit in enumerate(nearest) if hit.scores.terms is not None or place < _NEAREST]
    ranked = _sorted(matches, order)
    terms = {token.term for token in analyse(query)}
    shown = [_result(hit, terms, product) for hit in ranked[(page - 1) * size : page * size]]
    return Found(len(ranked), shown, _facets([hit.found.card for hit in ranked], product))


def marks(text: str, terms: set[str]) -> list[tuple[int, int]]:
    """Where `text` has a word with one of `terms` as its stem: half-open ranges in code points."""
    return [(token.start, token.end) for token in analyse(text) if token.term in terms]


def _sorted(hits: Sequence[Ranked], order: Order) -> list[Ranked]:
    """By relevance as retrieved, or by year; passages of unknown year come last, ties keep their relevance."""
    if order is Order.RELEVANTIE:
        return list(hits)
    dated = [(_year(hit.found.card), hit) for hit in hits]
    sign = -1 if order is Order.NIEUWSTE else 1
    return [hit for _, hit in sorted(dated, key=lambda pair: (pair[0] is None, sign * (pair[0] or 0)))]


def _year(card: EditionCard) -> int | None:
    about = card.description
    known = about.known_on.year if about.known_on else None
    return about.period.start or about.period.end or known


def _result(hit: Ranked, terms: set[str], product: Product) -> ResultOut:
    passage, card = hit.found.passage, hit.found.card
    return ResultOut(
        passage_id=passage.id,
        tekst=passage.text,
        markeringen=marks(passage.text, terms),
        score=round(hit.scores.reranked, 4),
        pagina_van=passage.page_from,
        pagina_tot=passage.page_to,
        pagina_label=hit.found.page_label,
        koppen=list(passage.headings),
        pagina_url=page_url(card, passage.page_from, passage.spans),
        bron_url=source_url(card, passage.page_from),
        herkend=any(is_recognised(product.library, card.id, span.page) for span in passage.spans),
        document=document_out(card, product.today()),
    )


def is_recognised(library: Library, edition_id: str, number: int) -> bool:
    """Whether the text of a page was read from its picture."""
    page = library.page(edition_id, number)
    return page is not None and page.recognised


def _facets(cards: Sequence[EditionCard], product: Product) -> FacetsOut:
    """For every value of every field, how many of the passages found it would leave."""
    today = product.today()
    about = [card.description for card in cards]
    return FacetsOut(
        gemeenten=_counts(name for card in about for name in card.municipalities),
        corporaties=_counts(name for card in about for name in card.corporations),
        themas=_counts(theme.value for card in about for theme in card.themes),
        soorten=_counts(card.kind.value for card in about),
        jaren=_counts(year for card in about for year in card.period.years()),
        status=_counts(card.status(today).value for card in about),
    )


def _counts(values: Iterable[str] | Iterable[int]) -> list[FacetValue]:
    """Most frequent first, then in alphabetical order."""
    ranked = sorted(Counter[str | int](values).items(), key=lambda item: (-item[1], str(item[0])))
    return [FacetValue(waarde=value, aantal=count) for value, count in ranked]
