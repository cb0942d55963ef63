"""Step 7, questions: a file beside a document says which questions its sentences answer.

`vragen/afspraken.pdf.vragen` beside `afspraken.pdf`: a line that begins with `>` is a sentence or table row of the
document, the lines below it are questions that it answers, and `#` begins a remark.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from corpus.known_question import KnownQuestion
from corpus.model import Description, Passage

FOLDER, SUFFIX = "vragen", ".vragen"
# What a file may hold: more is no list of questions that somebody wrote.
MOST_BYTES = 4_000_000
_LONGEST_QUESTION = 300
_MOST_QUESTIONS = 40  # of one sentence
_MOST_PLACES = 20  # of one sentence: what stands in more is a word
_GAP = re.compile(r"[\s|]+")


class Attached(NamedTuple):
    """The questions of a document, and the sentences in the file that it does not have."""

    questions: tuple[KnownQuestion, ...]
    unknown: tuple[str, ...] = ()


def attach(written: str, passages: Sequence[Passage], description: Description) -> Attached:
    """The questions of a file at the places of their sentences, in the order of the passages.

    The names of the document's own parties are taken out of them: a search looks for what is asked without names.
    """
    nameless = without_names(description)
    questions: list[KnownQuestion] = []
    unknown: list[str] = []
    for sentence, asked in _sentences(written):
        places = _places(sentence, passages)
        if not places:
            unknown.append(sentence)
        bare = dict.fromkeys(map(nameless, asked))
        questions += [KnownQuestion(*place, text) for place in places for text in bare]
    # A sentence may have been written down twice.
    different = sorted(dict.fromkeys(questions), key=lambda one: (one.ordinal, one.start))
    return Attached(tuple(different), tuple(unknown))


def _places(sentence: str, passages: Sequence[Passage]) -> list[tuple[int, int, int]]:
    """Where a sentence stands, passage by passage; white space and the bars between cells may differ."""
    words = [word for word in _GAP.split(sentence) if word]
    longest = max((len(passage.text) for passage in passages), default=0)
    if not 0 < len(" ".join(words)) <= longest:
        return []
    pattern = re.compile(_GAP.pattern.join(map(re.escape, words)))
    found = (
        (passage.ordinal, match.start(), match.end())
        for passage in passages
        for match in pattern.finditer(passage.text)
    )
    return list(islice(found, _MOST_PLACES))


def without_names(description: Description) -> Callable[[str], str]:
    """What takes the names of the document's own parties out of a question; one that is only a name stays."""
    names = _names(description)
    return lambda asked: " ".join(names.sub(" ", asked).split()) or asked


def _sentences(written: str) -> Iterator[tuple[str, list[str]]]:
    sentence, asked = "", list[str]()
    for line in map(str.strip, written.splitlines()):
        if line.startswith(">"):
            if sentence and asked:
                yield sentence, asked
            sentence, asked = line[1:].strip(), []
        elif line and not line.startswith("#") and len(asked) < _MOST_QUESTIONS:
            asked.append(line[:_LONGEST_QUESTION])
    if sentence and asked:
        yield sentence, asked


def _names(description: Description) -> re.Pattern[str]:
    """Finds the names of the parties."""
    names: Iterable[str] = {
        *description.municipalities,
        *description.corporations,
        *description.tenant_organisations,
    }
    found = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE) if found else re.compile(r"(?!)")
