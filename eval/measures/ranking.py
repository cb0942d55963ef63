"""How high the gold stands among the passages that a search found: per document, page and passage, by ir-measures."""

from collections.abc import Callable, Iterable, Sequence

from eval.measures import Value
from eval.measures.gold import is_document
from eval.normalise import one_space
from eval.questions import GoldPassage
from eval.responses import Found

LEVELS = ("document", "page", "passage")
CUTS = (1, 5, 10)
NAMES = tuple(
    f"{measure}.{level}"
    for level in LEVELS
    for measure in (*(f"{m}@{k}" for m in ("recall", "success") for k in CUTS), "mrr@10", "ndcg@10")
)
_MOST_PAGES = 20  # of one passage
_FEWEST_WORDS = 4  # of a gold quote that a passage must hold in one run


def ranking(gold: Sequence[GoldPassage], found: Sequence[Found] | None) -> dict[str, Value]:
    """The measures of one question at every level; all None without gold or without a search."""
    if not gold or found is None:
        return dict.fromkeys(NAMES)
    wanted = list(enumerate(gold))
    return {
        **_level("document", gold, found, lambda g: _unit(g.document, found), lambda f: [f.document]),
        **_level("page", gold, found, lambda g: f"{_unit(g.document, found)} {g.page}", _pages),
        **_level(
            "passage",
            gold,
            found,
            lambda g: f"gold {next(n for n, one in wanted if one is g)}",
            lambda f: [f"gold {n}" for n, one in wanted if _holds(f, one)] or [f"other {id(f)}"],
        ),
    }


def _level(
    level: str,
    gold: Sequence[GoldPassage],
    found: Sequence[Found],
    wanted: Callable[[GoldPassage], str],
    units: Callable[[Found], Iterable[str]],
) -> dict[str, Value]:
    import ir_measures
    from ir_measures import RR, R, Success, nDCG

    ranked = dict.fromkeys(unit for one in found for unit in units(one))
    # The rank is the score: equal scores would be put in order of name by the library underneath.
    run = {"q": {unit: float(-rank) for rank, unit in enumerate(ranked)}}
    relevant = {"q": {wanted(one): 1 for one in gold}}
    measures = {
        **{R @ k: f"recall@{k}" for k in CUTS},
        **{Success @ k: f"success@{k}" for k in CUTS},
        RR @ 10: "mrr@10",
        nDCG @ 10: "ndcg@10",
    }
    values: dict[str, Value] = {f"{name}.{level}": 0.0 for name in measures.values()}
    for metric in ir_measures.iter_calc(list(measures), relevant, run if ranked else {}):
        name = measures[metric.measure]
        values[f"{name}.{level}"] = (
            bool(metric.value) if name.startswith("success") else round(metric.value, 4)
        )
    return {name: bool(value) if name.startswith("success") else value for name, value in values.items()}


def _unit(document: str, found: Sequence[Found]) -> str:
    """The id of a gold document, which a set may call by its title."""
    return next((one.document for one in found if is_document(document, one.document, one.title)), document)


def _pages(found: Found) -> list[str]:
    last = min(found.last_page, found.first_page + _MOST_PAGES - 1)
    return [f"{found.document} {number}" for number in range(found.first_page, last + 1)]


def _holds(found: Found, gold: GoldPassage) -> bool:
    """Whether a passage holds a gold quote, or at least half of its words (and four) in one run: a quote may
    stand on both sides of a cut."""
    if not is_document(gold.document, found.document, found.title):
        return False
    words, text = gold.quote.split(), one_space(found.text)
    half = max((len(words) + 1) // 2, min(len(words), _FEWEST_WORDS))
    return any(" ".join(words[start : start + half]) in text for start in range(len(words) - half + 1))
