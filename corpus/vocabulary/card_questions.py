"""Reads how questions are put that the catalogue cards of documents answer (`card_questions.toml`)."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from corpus.vocabulary import _read

_NAMED = re.compile(r"<([a-z_]+)>")


@dataclass(frozen=True, slots=True)
class CardQuestionWords:
    """Patterns for a question in small letters with G, C, H and J for names and years; first match counts.

    `kinds` holds for each kind what must be found, and what must not; `allowed` is every word besides plain ones
    that may stand in such a question; `spelled` are words that are recognised with one typing error.
    """

    kinds: tuple[tuple[str, tuple[re.Pattern[str], ...], tuple[re.Pattern[str], ...]], ...]
    allowed: re.Pattern[str]
    spelled: tuple[str, ...]

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


@cache
def card_question_words() -> CardQuestionWords:
    """The patterns of `card_questions.toml`."""
    data = tomllib.loads(_read("card_questions.toml"))
    words: dict[str, str] = data["words"]

    def patterns(sources: list[str]) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(_NAMED.sub(lambda found: words[found[1]], source)) for source in sources)

    allowed = [*data["allowed"]["words"], *(words[name] for name in words if name != "know")]
    return CardQuestionWords(
        tuple((one["name"], patterns(one["patterns"]), patterns(one["unless"])) for one in data["kind"]),
        re.compile("|".join(f"(?:{word})" for word in allowed)),
        tuple(data["allowed"]["spelled"]),
    )
