"""What of a document is read for its description: its first and last lines, its headings, and all its words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, NamedTuple, TypeVar

from corpus.model import Evidence
from ingest.clean import Cleaned
from ingest.read.records import Form

_FIRST_PAGES, _FIRST_CHARACTERS = 8, 16_000
_LAST_PAGES, _LAST_CHARACTERS = 5, 8_000
_LINE = 1_500  # characters of a line that are looked at
_LEADER = 60  # characters at the end of a line
_HEADINGS = 400
_BODY = 250_000  # characters in which words are counted
_QUOTE = 220
T = TypeVar("T")
_ASIDE = re.compile(
    r"^\W*(?:\d+\W+)?(?:bronnen|in dit nummer|inhoud|verder lezen|lees (?:ook|meer|verder)|zie ook|colofon)\b"
    r"|\belders\b|\bvoorbeelden van\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://\S+|\bwww\.\S+|\b[\w-]{1,63}\.(?:nl|com|org|eu)/\S+")
_SOURCE = 140  # characters: a shorter line with an address only says where something stands
_NOTICE = re.compile(
    r"^(?:dit is|dit magazine bestaat uit) onze\b.{0,40}\bsamenvatting", re.IGNORECASE
)  # tells of the text itself
# "Bron: https://…, gelezen op 22 november 2026": where it stands, and not what it says.
_REFERENCE = re.compile(
    r"\bBron(?:nen)?: [^.]{0,80}?https?://\S+(?: en https?://\S+)?(?:,? gelezen op \d{1,2} \w+ 20\d\d\.?)?"
)
_LEADERS = re.compile(r"(?:\.\s?){4,}\d{1,4}$")  # "Looptijd ...... 3" in a table of contents


class Line(NamedTuple):
    """A heading, a paragraph, an item or a row of a table, on page `page`; `level` is a heading's, otherwise 0."""

    text: str
    page: int
    form: Form
    level: int


@dataclass(frozen=True, slots=True)
class Read(Generic[T]):
    """A value read, with why; `evidence` is empty when the value is only assumed."""

    value: T
    evidence: tuple[Evidence, ...] = ()


class Section(NamedTuple):
    """A heading (None above the first) and the text under it, in small letters, ready to be counted."""

    heading: Line | None
    text: str


@dataclass(frozen=True)
class Front:
    """The lines of the first and of the last pages (the two overlap in a short document), and all headings.

    Lines of a table of contents are left out.
    """

    title: str
    file_name: str
    first: tuple[Line, ...]
    last: tuple[Line, ...]
    headings: tuple[Line, ...]
    body: str
    sections: tuple["Section", ...] = ()

    @cached_property
    def cover(self) -> tuple[Line, ...]:
        """The lines that present the document: those of page 1 above its first chapter."""
        lines: list[Line] = []
        for line in self.first:
            if line.page > 1 or (lines and line.form == "heading" and chapter_number(line.text)):
                break
            lines.append(line)
        return tuple(lines[:24])

    @cached_property
    def opening(self) -> tuple[Line, ...]:
        """The title and the lines under it, up to the next heading that is not a part of the title."""
        lines: list[Line] = []
        for line in self.first:
            begun = any(other.form != "heading" for other in lines)
            if line.page > 1 or (
                begun and line.form == "heading" and line.text.casefold() != self.title.casefold()
            ):
                break
            lines.append(line)
        return tuple(lines[:24])

    @cached_property
    def told(self) -> tuple[Line, ...]:
        """The lines with what it tells itself: not its contents, its sources and examples of elsewhere."""
        lines: list[Line] = []
        aside = False
        for line in self.lines:
            if line.form == "heading":
                aside = bool(_ASIDE.search(line.text))
            if not aside and not _is_source(line.text):
                lines.append(line)
        return tuple(lines)

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The first and the last lines, each once, in order."""
        return tuple(dict.fromkeys((*self.first, *self.last)))


def front_of(cleaned: Cleaned, title: str, file_name: str) -> Front:
    """The parts of a cleaned document that its description is read from, within fixed bounds."""
    first: list[Line] = []
    size = 0
    for line in _lines(cleaned, 1, _FIRST_PAGES):
        first.append(line)
        size += len(line.text)
        if size > _FIRST_CHARACTERS:
            break
    total = len(cleaned.pages)
    last = list(_lines(cleaned, max(1, total - _LAST_PAGES + 1), total))
    kept = len(last)
    size = 0
    while kept and size < _LAST_CHARACTERS:
        kept -= 1
        size += len(last[kept].text)
    headings = [
        Line(cleaned.text(block), block.page, block.form, block.level)
        for block in cleaned.blocks
        if block.form == "heading"
    ][:_HEADINGS]
    return Front(
        title,
        file_name,
        tuple(first),
        tuple(last[kept:]),
        tuple(headings),
        _body(cleaned),
        _sections(cleaned),
    )


def proof(
    field: str, value: object, line: Line | None, start: int = 0, end: int = 0, certainty: float = 0.8
) -> Evidence:
    """Evidence that quotes `line` around the characters `[start, end)`; None is the title that the file gives."""
    shown = str(getattr(value, "value", value))
    if line is None:
        return Evidence(field, shown, "file", certainty=certainty)
    text = line.text
    if len(text) > _QUOTE:
        begin = max(0, start - 60)
        begin = begin if begin == 0 else text.find(" ", begin) + 1
        text = text[begin : max(begin + _QUOTE, min(end, begin + 2 * _QUOTE))]
    return Evidence(field, shown, "text", text.strip(), line.page, certainty)


def own_words(text: str) -> str:
    """The text with spaces in place of the addresses, and of the sentences that only say where something stands."""
    return _ADDRESS.sub(_blank, _REFERENCE.sub(_blank, text))


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _is_source(text: str) -> bool:
    rest = _REFERENCE.sub("", text)
    return len(_ADDRESS.sub("", rest)) < _SOURCE and bool(_ADDRESS.search(rest))


def chapter_number(text: str) -> bool:
    """Whether a heading begins with a number, "A." or "Artikel": a part of the document, not its title."""
    return bool(
        re.match(
            r"(?:\d{1,2}(?:\.\d{1,2})*[. ]|[A-Z]\.?(?:\d\d?)? |[IVX]{1,5}\. |Artikel |Hoofdstuk |Thema )",
            text,
        )
    )


def _lines(cleaned: Cleaned, begin: int, end: int) -> Iterator[Line]:
    for block in cleaned.blocks:
        if begin <= block.page <= end:
            for text in cleaned.text(block)[: 4 * _LINE].split("\n"):
                if text.strip() and not _LEADERS.search(text.rstrip()[-_LEADER:]):
                    yield Line(text[:_LINE].strip(" "), block.page, block.form, block.level)


def _body(cleaned: Cleaned) -> str:
    parts: list[str] = []
    size = 0
    for page in cleaned.pages:
        parts.append(page.text)
        size += len(page.text)
        if size > _BODY:
            break
    return one_space("\n".join(parts)[:_BODY]).lower()


def _sections(cleaned: Cleaned) -> tuple[Section, ...]:
    """What the document tells under each heading, without its contents, its sources and examples of elsewhere."""
    found: list[tuple[Line | None, list[str]]] = [(None, [])]
    size = 0
    aside = False
    for line in _lines(cleaned, 1, len(cleaned.pages)):
        if line.form == "heading":
            aside = bool(_ASIDE.search(line.text))
            if not aside:
                found.append((line, []))
        elif not aside and not _is_source(line.text) and not _NOTICE.search(line.text):
            found[-1][1].append(own_words(line.text))
        size += len(line.text)
        if size > _BODY or len(found) > _HEADINGS:
            break
    return tuple(
        Section(heading, one_space("\n".join(texts)).lower()) for heading, texts in found if heading or texts
    )


def one_space(text: str) -> str:
    """The text with every run of white space as one space, and one at either end, so that words can be counted."""
    return f" {' '.join(re.sub(r'[.,;:()‘’“”!?•–-]', ' ', text).split())} "


def limited(items: Iterable[T], most: int) -> Sequence[T]:
    """At most `most` of `items`."""
    return [item for item, _ in zip(items, range(most), strict=False)]
