"""Reads how questions of counting, listing and comparing what was agreed are put (`commitment_questions.toml`)."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from corpus.vocabulary import _read

_NAMED = re.compile(r"<([a-z_]+)>")
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class CountedSubject:
    """A subject that is asked after with a number: which questions mean it, and which sentences are about it.

    `unit` is what the number must count; `said` stands in the sentence, its heading or its table, `never` does not.
    """

    name: str
    asked: re.Pattern[str]
    unless: re.Pattern[str]
    needs: re.Pattern[str]
    themes: tuple[str, ...]
    unit: re.Pattern[str]
    said: re.Pattern[str]
    never: re.Pattern[str]

    def meant_in(self, question: str) -> bool:
        """Whether a question in small letters is about it."""
        return bool(
            self.asked.search(question) and self.needs.search(question) and not self.unless.search(question)
        )


@dataclass(frozen=True, slots=True)
class CommitmentQuestionWords:
    """`kinds` holds for each kind what must be found in a question in small letters, and what must not.

    `frame` is a word that says nothing of the subject, `endings` what a word of the subject may end in besides;
    `themes` are the ways to name a whole theme.
    """

    kinds: tuple[tuple[str, tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]], ...]
    frame: re.Pattern[str]
    endings: re.Pattern[str]
    limits: Mapping[str, re.Pattern[str]]
    hardness: Mapping[str, re.Pattern[str]]
    least: re.Pattern[str]
    themes: Mapping[str, re.Pattern[str]]
    subjects: tuple[CountedSubject, ...]

    def kind(self, question: str) -> str | None:
        """The kind of a question, None when no pattern matches."""
        return next(
            (
                name
                for name, found, unless in self.kinds
                if any(p.search(question) for p in found) and not any(p.search(question) for p in unless)
            ),
            None,
        )

    def theme(self, subject: str) -> str | None:
        """The theme that a subject is as a whole, if it is one."""
        return next((name for name, one in self.themes.items() if one.fullmatch(subject.lower())), None)

    def subject(self, question: str) -> CountedSubject | None:
        """The subject with a number that a question is about, if it is one of those."""
        return next((one for one in self.subjects if one.meant_in(question)), None)


@cache
def commitment_question_words() -> CommitmentQuestionWords:
    """The patterns of `commitment_questions.toml`."""
    data = tomllib.loads(_read("commitment_questions.toml"))
    words: dict[str, str] = data["words"]

    def pattern(source: str) -> re.Pattern[str]:
        return re.compile(_NAMED.sub(lambda found: words[found[1]], source))

    def patterns(sources: Sequence[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(map(pattern, sources))

    return CommitmentQuestionWords(
        tuple((one["name"], patterns(one["patterns"]), patterns(one["unless"])) for one in data["kind"]),
        pattern("|".join(f"(?:{word})" for word in data["frame"]["words"])),
        re.compile("(?:" + "|".join(data["frame"]["endings"]) + ")$"),
        {name: pattern(one) for name, one in data["limit"].items()},
        {name: pattern(one) for name, one in data["hardness"].items()},
        pattern(data["least"]["words"]),
        {name: pattern(one) for name, one in data["theme"].items()},
        tuple(
            CountedSubject(
                one["name"],
                pattern(one["asked"]),
                pattern(one["unless"]) if "unless" in one else _NEVER,
                pattern(one.get("needs", "")),
                tuple(one["themes"]),
                pattern(one["unit"]),
                pattern(one["said"]),
                pattern(one["never"]),
            )
            for one in data["subject"]
        ),
    )
