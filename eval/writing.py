"""What a language model writes, checked once more by another rule: is anything shown that its sources don't say?

`python -m eval.writing --model FILE.gguf SET…` asks questions of the sets and looks at every written sentence that
was shown: its citations must exist, and its figures, dates and names must stand in the passages that it cites. This
check shares nothing with the product's own; it knows no synonyms and forgives nothing. Ends with 1 when one fails.
"""

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.answering.contract import Answer, Audience, Question, Sentence, Turn
from assistant.answering.pipeline import Assistant
from assistant.answering.settings import AnsweringSettings
from assistant.local_model import local_model
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import FoundPassage
from corpus.settings import LibrarySettings
from corpus.terminal import out, ready_embedder, say
from eval.questions import Question as Asked
from eval.questions import load_questions

_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
# A word with a capital within a sentence is a name; the first word has one anyway.
_NAME = re.compile(r"(?<=[\w,;:’'\"] )[A-Z][\w’'-]+")
_SMALL_NUMBERS = re.compile(
    r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|twintig|dertig|veertig|vijftig|honderd|duizend|"
    r"miljoen|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)\b"
)


@dataclass(slots=True)
class Written:
    """What came of a run."""

    questions: int = 0
    written: int = 0
    sentences: int = 0
    failed: int = 0
    seconds: float = 0.0
    dropped: Counter[str] = field(default_factory=Counter)
    unsupported: list[str] = field(default_factory=list)


def unsupported(sentence: Sentence, answer: Answer) -> list[str]:
    """The citations, figures, dates and names of a sentence that are not in what it cites."""
    cited = [citation for citation in answer.citations if citation.number in sentence.sources]
    if len(cited) != len(set(sentence.sources)) or not cited:
        return [f"citation {sentence.sources}"]
    text = " ".join(_all_of(citation.found) for citation in cited)
    figures = {_digits(figure) for figure in _FIGURE.findall(text)}
    wrong = [figure for figure in _FIGURE.findall(sentence.text) if _digits(figure) not in figures]
    words = {word.lower() for word in re.findall(r"\w+", text)}
    named = _NAME.findall(sentence.text) + _SMALL_NUMBERS.findall(sentence.text.lower())
    return wrong + [
        name for name in named if not all(part.lower() in words for part in re.findall(r"\w+", name))
    ]


def check(
    questions: Sequence[Asked], library: Library, embedder: Embedder, settings: AnsweringSettings
) -> Written:
    """Ask the questions and check what the model wrote."""
    days = LibrarySettings()
    assistant = Assistant(library, embedder, settings, days.current_day)
    assert assistant.writer
    seen = Written()
    began = time.perf_counter()
    for question in questions:
        turns = tuple(Turn(earlier, earlier) for earlier in question.history)
        asked = Question(question.question, Audience(question.audience), history=turns)
        answer = assistant.answer(asked)
        seen.questions += 1
        seen.failed += any("schrijven" in note for note in answer.notes)
        if answer.manner == "schrijven":
            seen.written += 1
            seen.sentences += len(answer.sentences)
            for sentence in answer.sentences:
                wrong = unsupported(sentence, answer)
                seen.unsupported += [f"{question.id}: {', '.join(wrong)}"] if wrong else []
        say(f"{seen.questions} van {len(questions)} vragen")
    seen.seconds = time.perf_counter() - began
    seen.dropped = assistant.writer.dropped
    return seen


def _all_of(found: FoundPassage) -> str:
    described, passage = found.card.description, found.passage
    return " ".join(
        [
            described.title,
            *described.municipalities,
            *described.corporations,
            *described.tenant_organisations,
            str(described.period.start),
            str(described.period.end),
            *passage.headings,
            passage.context,
            passage.text,
        ]
    )


def _digits(figure: str) -> str:
    """A figure without its marks for thousands: '1.000' and '1000' are the same, '3,5' stays."""
    return re.sub(r"\.(?=\d{3}(?!\d))", "", figure).lstrip("0")


def main() -> int:
    """The command; 1 when something was shown that is not in the sources."""
    parser = argparse.ArgumentParser(prog="python -m eval.writing", description=__doc__)
    parser.add_argument("--model", required=True, help="a GGUF file, or openai:NAME with --model-url")
    parser.add_argument("--model-url", help="address of a server that runs")
    parser.add_argument("--most", type=int, default=20, help="most questions, spread over the sets [20]")
    parser.add_argument("sets", type=Path, nargs="+", help="question sets (JSONL), or folders of them")
    given = parser.parse_args()
    url = {"model_url": given.model_url} if given.model_url else {}
    settings, configured = LibrarySettings(), AnsweringSettings(model=given.model, **url)
    questions = load_questions(given.sets)
    step = max(1, len(questions) // given.most)
    from corpus.owner import own

    embedder = ready_embedder(settings)
    with own(settings, embedder.fingerprint) as library, local_model(configured, say) as reachable:
        seen = check(questions[::step][: given.most], library, embedder, reachable)
    out.print(
        f"{seen.questions} questions in {seen.seconds:.0f} s: {seen.written} answers written, the rest quoted"
    )
    out.print(f"({seen.failed} times with the note that writing failed or stopped).")
    out.print(f"{seen.sentences} written sentences shown, {seen.dropped.total()} dropped:")
    for reason, count in seen.dropped.most_common():
        out.print(f"  {count:5}  {reason}")
    out.print(f"{len(seen.unsupported)} shown sentences with an unsupported citation, figure, date or name.")
    for line in seen.unsupported:
        out.print(f"  {line}", markup=False)
    return 1 if seen.unsupported else 0


if __name__ == "__main__":
    sys.exit(main())
