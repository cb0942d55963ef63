"""The words of the field as data: glossary, municipalities, kinds of questions; and what reads them."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Group:
    """Words that mean the same: the one that documents use, and what people type instead."""

    term: str
    variants: tuple[str, ...]

    @property
    def words(self) -> tuple[str, ...]:
        return (self.term, *self.variants)


@dataclass(frozen=True, slots=True)
class Municipality:
    """A Dutch municipality with other names in use; `ambiguous` when the name is an ordinary word too."""

    name: str
    aliases: tuple[str, ...]
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class QuestionKinds:
    """How kinds of questions are recognised: patterns for a question in small letters, first match counts."""

    kinds: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    signals: dict[str, tuple[re.Pattern[str], ...]]

    def kind(self, question: str) -> str:
        """The kind of a question; "open" when no pattern matches."""
        text = question.lower().strip()
        return next((name for name, found in self.kinds if any(p.search(text) for p in found)), "open")

    def signals_in(self, question: str) -> frozenset[str]:
        """Which signals ("own", "follow_up", "where", "more") a question holds."""
        text = question.lower().strip()
        return frozenset(name for name, found in self.signals.items() if any(p.search(text) for p in found))


@cache
def glossary() -> tuple[Group, ...]:
    """All groups of `glossary.tsv`."""
    rows = _rows("glossary.tsv")
    return tuple(Group(term, _split(variants)) for term, variants, *_ in rows)


@cache
def municipalities() -> tuple[Municipality, ...]:
    """All municipalities of `municipalities.tsv`."""
    return tuple(
        Municipality(name, _split(also), mark == "word") for name, also, mark in _rows("municipalities.tsv")
    )


@cache
def idioms() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Ways of putting things, each with the one word for what they are about."""
    return tuple((re.compile(pattern, re.IGNORECASE), word) for pattern, word in _rows("idioms.tsv"))


@cache
def plain_words() -> frozenset[str]:
    """Words that say nothing about the subject of a question, in small letters."""
    lines = _read("plain_words.txt").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


_VERB_PREFIXES = ("", *"aan af be bij in mee na ont op over toe uit vast ver voor".split())  # noqa: SIM905


@cache
def past_tenses() -> dict[str, str]:
    """The stems of irregular past tenses with the stem of the verb ("ontstond", "ontstan"), prefixes included."""
    return {
        prefix + past: prefix + verb for past, verb in _rows("past_tenses.tsv") for prefix in _VERB_PREFIXES
    }


@cache
def question_kinds() -> QuestionKinds:
    """The patterns of `question_kinds.toml`."""
    data = tomllib.loads(_read("question_kinds.toml"))
    kinds = tuple((entry["name"], _patterns(entry["patterns"])) for entry in data.pop("kind"))
    return QuestionKinds(kinds, {name: _patterns(entry["patterns"]) for name, entry in data.items()})


def _read(name: str) -> str:
    return (files(__name__) / name).read_text("utf-8")


def _rows(name: str) -> list[list[str]]:
    """The rows of a tab-separated file, every one as long as its header; lines with '#' are comments."""
    lines = [line for line in _read(name).splitlines() if line and not line.startswith("#")]
    width = len(lines[0].split("\t"))
    return [(line.split("\t") + [""] * width)[:width] for line in lines[1:]]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _patterns(sources: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for source in sources)
