"""Whether the sources of an answer support its sentences, with a plain rule in place of a model.

After ALCE (Gao et al., 2023, "Enabling Large Language Models to Generate Text with Citations"): recall is whether the
sources of a sentence together support it; precision is whether each of them is needed, or enough by itself.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.measures import Value
from eval.measures.gold import same_page, verbatim
from eval.normalise import normalise
from eval.questions import GoldPassage
from eval.responses import ReceivedAnswer, ReceivedSource

NAMES = ("citationRecall", "citationPrecision", "goldSentences", "goldCited", "verbatimQuotes")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# A word with a capital within a sentence is a name; the first word has one anyway.
_NAME = re.compile(r"(?<=[\w,;’')] )[A-Z][\w’'&-]+")
# How an answer says that it gives a summary of a public page: whose it is is no claim of the sentence.
_SUMMARY = re.compile(r"\((?:onze )?samenvatting van [^()]{1,200}\)")
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_WORD, _STEM = 4, 5  # letters; words are compared by their beginning
_ENOUGH = 0.5  # share of the other words of a sentence that its sources hold
_WORDS_FOR_NUMBERS = (
    "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien", "veertien",
    "vijftien", "zestien", "zeventien", "achttien", "negentien", "twintig",
)  # fmt: skip
_NUMBERS = {word: str(number) for number, word in enumerate(_WORDS_FOR_NUMBERS, start=2)}


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence with what its sources lack of it; `precise` says of each of its citations whether it counts."""

    text: str
    sources: tuple[int, ...]
    supported: bool
    lacking: tuple[str, ...]
    precise: tuple[bool, ...]


def check_sentences(
    answer: ReceivedAnswer, pages: Mapping[int, Sequence[str]]
) -> tuple[CheckedSentence, ...]:
    """Every sentence of an answer against the sources that it cites; `pages` has the texts of their pages."""
    evidence = {
        source.nummer: f"{_evidence(source)} {_table_head(source.citaat, pages.get(source.nummer, ()))}"
        for source in answer.bronnen
    }
    return tuple(_check(one.tekst, one.bronnen, evidence) for one in answer.zinnen)


def citations(
    answer: ReceivedAnswer,
    checked: Sequence[CheckedSentence],
    gold: Sequence[GoldPassage],
    pages: Mapping[int, Sequence[str]] | None,
) -> dict[str, Value]:
    """The measures of the citations of one answer; `pages` are None when the target does not show them."""
    given = [precise for one in checked for precise in one.precise]
    right = {
        source.nummer for source in answer.bronnen if any(same_page(passage, source) for passage in gold)
    }
    wanted = {(passage.document, passage.page): passage for passage in gold}.values()
    quotes = (
        [verbatim(s.citaat, pages.get(s.nummer, ())) for s in answer.bronnen] if pages is not None else []
    )
    return {
        "citationRecall": _share(one.supported for one in checked),
        "citationPrecision": _share(given),
        "goldSentences": _share(bool(right.intersection(one.sources)) for one in checked) if gold else None,
        "goldCited": _share(any(same_page(passage, s) for s in answer.bronnen) for passage in wanted),
        "verbatimQuotes": _share(quotes),
    }


def lacking(sentence: str, evidence: str) -> list[str]:
    """The figures and names of a sentence that `evidence` lacks, and `…` when it holds too few of the other words."""
    known_words = {word.casefold() for word in _WORD.findall(evidence)}
    known = _figures(evidence)
    wrong = sorted(_figures(sentence) - known)
    names = _NAME.findall(sentence)
    wrong += [n for n in names if not {part.casefold() for part in _WORD.findall(n)} <= known_words]
    stems = {word[:_STEM] for word in known_words}
    words = [w.casefold() for w in _WORD.findall(sentence) if len(w) >= _SHORTEST_WORD]
    held = sum(word[:_STEM] in stems for word in words)
    return [*wrong, "…"] if words and held / len(words) < _ENOUGH else wrong


def _check(text: str, sources: Sequence[int], evidence: Mapping[int, str]) -> CheckedSentence:
    claim = _SUMMARY.sub("", text)
    cited = tuple(dict.fromkeys(sources))
    known = [number for number in cited if number in evidence]
    missed = lacking(claim, " ".join(evidence[n] for n in known)) if known else ["[]"]
    precise = tuple(not missed and n in evidence and _counts(n, claim, known, evidence) for n in cited)
    return CheckedSentence(text, cited, not missed, tuple(missed), precise)


def _counts(number: int, text: str, known: Sequence[int], evidence: Mapping[int, str]) -> bool:
    """Whether a source supports a sentence alone, or the others do not without it."""
    others = " ".join(evidence[n] for n in known if n != number)
    return not lacking(text, evidence[number]) or bool(lacking(text, others))


def _evidence(source: ReceivedSource) -> str:
    """What a source says, with what it is: a sentence may name its document, parties, period and page."""
    about = source.document
    period = (about.periode.van, about.periode.tot) if about.periode else ()
    pages = range(source.pagina_van, source.pagina_tot + 1)[:2]
    return " ".join(
        [
            source.citaat,
            *source.koppen,
            source.bron_url or "",
            about.titel,
            about.soort,
            about.kennisdatum or "",
            *about.gemeenten,
            *about.corporaties,
            *about.huurdersorganisaties,
            *map(str, period),
            *map(str, pages),
            source.pagina_label or "",
        ]
    )


def _table_head(quote: str, pages: Sequence[str]) -> str:
    """The first row of the table that a quoted row stands in, with the line above it; cells are parted by tabs."""
    row = next((line for line in quote.splitlines() if "\t" in line), None)
    for page in pages if row else ():
        lines = page.splitlines()
        at = next((n for n, line in enumerate(lines) if row and row.strip() in line), None)
        if at is not None:
            while at and "\t" in lines[at - 1]:
                at -= 1
            above = [line for line in lines[max(0, at - 2) : at] if line]
            return " ".join([*above[-1:], lines[at]])
    return ""


def _figures(text: str) -> set[str]:
    """The numbers of a text without leading zeros; a date gives its year, month and day."""
    plain = normalise(text)
    words = {_NUMBERS[word] for word in _WORD.findall(plain) if word in _NUMBERS}
    return words | {figure.lstrip("0") or "0" for figure in _FIGURE.findall(plain)}


def _share(passed: Iterable[bool]) -> float | None:
    listed = list(passed)
    return round(sum(listed) / len(listed), 4) if listed else None
