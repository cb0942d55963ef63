"""Whether a source is a gold passage, and whether its quote stands on the pages that it names."""

from collections.abc import Callable, Sequence

from eval.normalise import fold, one_space
from eval.questions import GoldPassage
from eval.responses import ReceivedSource

_FEWEST_WORDS = 5  # of a citation that is a part of the gold quote

Same = Callable[[GoldPassage, ReceivedSource], bool]


def is_document(name: str, id_: str, title: str) -> bool:
    """Whether a question set's name of a document is this document's id or title."""
    return name == id_ or fold(name) == fold(title)


def same_document(gold: GoldPassage, source: ReceivedSource) -> bool:
    return is_document(gold.document, source.document.id, source.document.titel)


def same_page(gold: GoldPassage, source: ReceivedSource) -> bool:
    return same_document(gold, source) and source.pagina_van <= gold.page <= source.pagina_tot


def same_quote(gold: GoldPassage, source: ReceivedSource) -> bool:
    """One of the two quotes is part of the other, on the gold page."""
    wanted, cited = one_space(gold.quote), one_space(source.citaat)
    overlap = wanted in cited or (cited in wanted and len(cited.split()) >= _FEWEST_WORDS)
    return same_page(gold, source) and overlap


def any_source(gold: Sequence[GoldPassage], sources: Sequence[ReceivedSource], same: Same) -> bool | None:
    """Whether a source is one of the gold passages; None without gold."""
    return any(same(passage, source) for passage in gold for source in sources) if gold else None


def verbatim(quote: str, pages: Sequence[str]) -> bool:
    """Whether a quote stands to the letter on its pages, white space aside; over several pages every page holds
    a part, in order."""
    words = quote.split()
    for page in map(one_space, pages):
        count = _longest_start(words, page)
        if count == 0:
            return False
        words = words[count:]
    return bool(pages) and not words


def _longest_start(words: Sequence[str], page: str) -> int:
    """How many of the first words stand together on the page (when n do, fewer do as well: halve the search)."""
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if " ".join(words[:middle]) in page else (low, middle - 1)
    return low
