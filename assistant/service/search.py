"""POST /v1/passages/_zoek: the passages that fit a search, with marks, facets and stable pages of results."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Response

from assistant.answering.contract import Question
from assistant.answering.elsewhere import notes_on_names
from assistant.answering.names import Names
from assistant.answering.understand import Understanding, understand
from assistant.retrieval import Ranked
from assistant.service.deps import JsonBody, ProductDep
from assistant.service.facets import facets
from assistant.service.incoming import Order, SearchIn
from assistant.service.matching import Matches, matches
from assistant.service.outgoing import FacetsOut, ResultOut, SearchOut, UnderstoodOut
from assistant.service.present import document_out, page_url, searched_out, source_url
from assistant.service.state import Product
from corpus.library import Library, edition_of
from corpus.model import EditionCard, Filters, FoundPassage
from corpus.terms import Sought, searchbox

router = APIRouter(prefix="/v1")

# So many passages are put in order by all that the retriever knows; what is found beyond those follows by its words.
_RANKED = 100
# What stands first for its meaning counts as found with one word of the search, where others need most of them.
_BEST = 10
# When nothing holds the words, so many that come nearest in meaning are offered; they are not counted.
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Found:
    """One page of results and what holds for all of them; `exact` is False when `total` is "at least".

    `near` is what comes nearest in meaning when nothing holds the words.
    """

    total: int
    exact: bool
    results: list[ResultOut]
    near: list[ResultOut]
    facets: FacetsOut


@router.post("/passages/_zoek", dependencies=[JsonBody], summary="Zoek in de documenten")
def search_passages(body: SearchIn, product: ProductDep, response: Response) -> SearchOut:
    """The passages that fit a search, one page of them, with what was searched.

    Only `filters` filter. What the search names itself is in `begrepen`, for the client to filter by.
    """
    response.headers["Cache-Control"] = "no-store"
    filters = body.filters.filters()
    asked = read(product, body.zoekvraag)
    found = find(product, body.zoekvraag, filters, body.sortering, body.pagina, body.pagina_grootte)
    return SearchOut(
        totaal=found.total,
        totaal_exact=found.exact,
        pagina=body.pagina,
        pagina_grootte=body.pagina_grootte,
        doorzocht=searched_out(product.library.coverage(filters, today=product.today())),
        begrepen=understood_out(asked),
        toelichting=notes_on_names(asked, product.library.cards()),
        facetten=found.facets,
        resultaten=found.results,
        nabij=found.near,
    )


def read(product: Product, query: str) -> Understanding:
    """What a search names: places, organisations, years, kinds, themes."""
    return understand(Question(searchbox(query).text), product.library.cards(), product.today())


def understood_out(asked: Understanding) -> UnderstoodOut:
    """What a search names, as filters that a client may send."""
    return UnderstoodOut(
        gemeenten=list(asked.municipalities),
        corporaties=list(asked.corporations),
        themas=list(asked.themes),
        soorten=list(asked.look_in),
        jaren=list(asked.all_years),
        status=list(asked.statuses),
        huurdersorganisaties=list(asked.tenants),
        onbekend=[*asked.unknown, *asked.elsewhere],
    )


def find(
    product: Product,
    query: str,
    filters: Filters,
    order: Order,
    page: int,
    size: int,
) -> Found:
    """One page of the passages that fit `query`; the same search gives the same order every time.

    Found is what holds the words (all of one or two, two thirds of more), and the best ten that hold one of them.
    """
    typed, today = searchbox(query), product.today()
    nearest = product.retriever.retrieve(typed.text, _RANKED, filters, today) if typed.text else []
    names = _names(typed.text, filters, product)
    held = matches(product.library, typed, names, filters, today)
    inside = {card.id: card for card in product.library.cards(filters, today=today)}
    first = {hit.found.passage.id for hit in nearest[:_BEST] if hit.found.passage.id in held.held}
    found = held.found() | first
    ids = _sorted(
        [passage for passage in _by_relevance(found, nearest, held) if edition_of(passage) in inside],
        order,
        inside,
    )
    known = {hit.found.passage.id: hit for hit in nearest}
    shown = ids[(page - 1) * size : page * size]
    loaded = {one.passage.id: one for one in product.library.found(p for p in shown if p not in known)}
    sought = Sought(typed.text, typed.must)
    results = [
        _result(known[one].found, known[one].scores.reranked, sought, product)
        if one in known
        else _result(loaded[one], _tail_score(one, held, nearest), sought, product)
        for one in shown
        if one in known or one in loaded
    ]
    per_edition = Counter(edition_of(passage) for passage in found)
    near_only = [] if ids or typed.must else nearest[:_NEAR]
    near_results = [_result(hit.found, hit.scores.reranked, sought, product) for hit in near_only]
    return Found(len(ids), held.exact, results, near_results, facets(per_edition, filters, product))


def marks(text: str, sought: Sought) -> list[tuple[int, int]]:
    """Where the words of a search stand in `text`: half-open ranges in code points."""
    return sought.marks(text)


def _names(text: str, filters: Filters, product: Product) -> list[str]:
    """The names in a search that are filtered on, or of which there is nothing: no words to look for."""
    chosen = {*filters.municipalities, *filters.corporations}
    found = Names.of(product.library.cards()).find(text)
    return [
        text[name.start : name.end] for name in found if name.former or not name.known or name.name in chosen
    ]


def _by_relevance(found: set[str], nearest: Sequence[Ranked], held: Matches) -> list[str]:
    """In the order of the retriever, then the rest by how many words they hold and how well; ties by id."""
    first = [hit.found.passage.id for hit in nearest if hit.found.passage.id in found]
    ranked = set(first)
    rest = sorted(
        (passage for passage in found if passage not in ranked),
        key=lambda passage: (*(-value for value in held.held[passage]), passage),
    )
    return first + rest


def _sorted(ids: list[str], order: Order, cards: dict[str, EditionCard]) -> list[str]:
    """By relevance as given, or by year; passages of unknown year come last, ties keep their relevance."""
    if order is Order.RELEVANTIE:
        return ids
    sign = -1 if order is Order.NIEUWSTE else 1
    years = {edition: _year(card) for edition, card in cards.items()}

    def place(passage: str) -> tuple[bool, int]:
        year = years[edition_of(passage)]
        return year is None, sign * (year or 0)

    return sorted(ids, key=place)


def _year(card: EditionCard) -> int | None:
    about = card.description
    known = about.known_on.year if about.known_on else None
    return about.period.start or about.period.end or known


def _tail_score(passage: str, held: Matches, nearest: Sequence[Ranked]) -> float:
    """A score below that of everything the retriever put in order, by the words held."""
    lowest = nearest[-1].scores.reranked if nearest else 1.0
    count, score = held.held[passage]
    return max(0.0, lowest) * min(1.0, count / max(held.enough, 1)) * score / (score + 10)


def _result(found: FoundPassage, score: float, sought: Sought, product: Product) -> ResultOut:
    passage, card = found.passage, found.card
    return ResultOut(
        passage_id=passage.id,
        tekst=passage.text,
        markeringen=marks(passage.text, sought),
        score=round(score, 4),
        pagina_van=passage.page_from,
        pagina_tot=passage.page_to,
        pagina_label=found.page_label,
        koppen=list(passage.headings),
        pagina_url=page_url(card, passage.page_from, passage.spans),
        bron_url=source_url(card, passage.page_from),
        herkend=any(
            is_recognised(product.library, card.id, page) for page in {s.page for s in passage.spans}
        ),
        document=document_out(card, product.today()),
    )


def is_recognised(library: Library, edition_id: str, number: int) -> bool:
    """Whether the text of a page was read from its picture."""
    page = library.page(edition_id, number)
    return page is not None and page.recognised
