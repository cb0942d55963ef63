"""The words and names of the field as data: glossary, municipalities, corporations, kinds; and what reads them."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date
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
    """A Dutch municipality with other names in use; `ambiguous` when the name is an ordinary word too.

    `code` is that of Statistics Netherlands ("GM0796").
    """

    name: str
    aliases: tuple[str, ...]
    ambiguous: bool
    code: str
    province: str


@dataclass(frozen=True, slots=True)
class FormerMunicipality:
    """A municipality that ended since 2010, and what came after."""

    name: str
    code: str
    successors: tuple[str, ...]
    ended: date


@dataclass(frozen=True, slots=True)
class Corporation:
    """A housing corporation by its everyday name; `ambiguous` when that is an ordinary word or phrase too."""

    name: str
    aliases: tuple[str, ...]
    ambiguous: bool
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OrganisationWords:
    """The words by which organisations are recognised, as patterns; `organisations.toml` says what each is for."""

    tenants: tuple[str, ...]
    forms: tuple[str, ...]
    roles: tuple[str, ...]
    signs: tuple[str, ...]
    others: tuple[str, ...]
    not_names: tuple[str, ...]
    not_first: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageWords:
    """How a document says how far it got; `stages.toml` says what each pattern is for."""

    draft: re.Pattern[str]
    draft_file: re.Pattern[str]
    signing: re.Pattern[str]
    signed: re.Pattern[str]
    block: re.Pattern[str]
    open: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class KindWords:
    """How a kind of document is recognised: in its title, and in the text of its first page (None: not there)."""

    kind: str
    title: re.Pattern[str]
    text: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """How a theme is recognised: beginnings of words in headings and in the text, in small letters.

    A word that ends in a space is a whole word.
    """

    theme: str
    heading: tuple[str, ...]
    text: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class QuestionKinds:
    """How kinds of questions are recognised: patterns for a question in small letters, first match counts."""

    kinds: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    sorts: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    signals: dict[str, tuple[re.Pattern[str], ...]]

    def kind(self, question: str) -> str:
        """The kind of a question; "open" when no pattern matches."""
        return _first(self.kinds, question) or "open"

    def sort(self, question: str) -> str:
        """The sort of thing that answers a question ("age", "term"); empty when no pattern matches."""
        return _first(self.sorts, question)

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
        Municipality(name, _split(also), mark == "word", code, province)
        for name, also, mark, code, province in _rows("municipalities.tsv")
    )


@cache
def former_municipalities() -> tuple[FormerMunicipality, ...]:
    """All municipalities of `former_municipalities.tsv`, oldest first."""
    return tuple(
        FormerMunicipality(name, code, _split(after), date.fromisoformat(ended))
        for name, code, after, ended in _rows("former_municipalities.tsv")
    )


@cache
def corporations() -> tuple[Corporation, ...]:
    """All corporations of `corporations.tsv`; far from complete."""
    return tuple(
        Corporation(name, _split(also), mark == "word", _split(after))
        for name, also, mark, _, after, _ in _rows("corporations.tsv")
    )


@cache
def organisation_words() -> OrganisationWords:
    """The patterns of `organisations.toml`."""
    data = tomllib.loads(_read("organisations.toml"))
    return OrganisationWords(**{name: tuple(words) for name, words in data.items()})


@cache
def stage_words() -> StageWords:
    """The patterns of `stages.toml`."""
    data = tomllib.loads(_read("stages.toml"))
    return StageWords(**{name: re.compile("|".join(words), re.IGNORECASE) for name, words in data.items()})


@cache
def kind_words() -> tuple[KindWords, ...]:
    """The kinds of `document_kinds.tsv`, the first that matches counts."""
    return tuple(
        KindWords(kind, re.compile(title), re.compile(text, re.MULTILINE) if text else None)
        for kind, title, text in _rows("document_kinds.tsv")
    )


@cache
def theme_words() -> tuple[ThemeWords, ...]:
    """The themes of `themes.tsv`."""
    return tuple(
        ThemeWords(theme, _starts(heading), _starts(text)) for theme, heading, text in _rows("themes.tsv")
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
def own_stems() -> dict[str, str]:
    """Words in small letters that the stemmer takes for another word, with the stem that tells them apart."""
    return dict(_rows("own_stems.tsv"))


@cache
def question_kinds() -> QuestionKinds:
    """The patterns of `question_kinds.toml`."""
    data = tomllib.loads(_read("question_kinds.toml"))
    kinds, sorts = (
        tuple((entry["name"], _patterns(entry["patterns"])) for entry in data.pop(table))
        for table in ("kind", "sort")
    )
    return QuestionKinds(kinds, sorts, {name: _patterns(entry["patterns"]) for name, entry in data.items()})


def _first(named: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...], question: str) -> str:
    text = question.lower().strip()
    return next((name for name, found in named if any(one.search(text) for one in found)), "")


def _read(name: str) -> str:
    return (files(__name__) / name).read_text("utf-8")


def _rows(name: str) -> list[list[str]]:
    """The rows of a tab-separated file, every one as long as its header; lines with '#' are comments."""
    lines = [line for line in _read(name).splitlines() if line and not line.startswith("#")]
    width = len(lines[0].split("\t"))
    return [(line.split("\t") + [""] * width)[:width] for line in lines[1:]]


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())


def _starts(cell: str) -> tuple[str, ...]:
    return tuple(word[:-1] + " " if word.endswith(".") else word for word in _split(cell))


def _patterns(sources: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(source) for source in sources)
