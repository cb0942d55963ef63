"""Step 4, outline: the heading tree and the numbered clauses, by which the text is found and cited."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.model import OutlineEntry
from ingest.clean import Cleaned, PlacedBlock
from ingest.contents import Entry, contents_of, folded
from ingest.numbering import Number, clause_number, heading_number, running_number

_DEEPEST = 6  # the print level of a heading that only the file's outline knows
_STEP = 10  # between two marked levels, so that headings by their print find a place between them
_LONGEST = 200  # characters; what is longer is no heading


@dataclass(frozen=True, slots=True)
class Part:
    """A block with the headings that lead to it. `clause` is its own number as printed, `under` the number of the
    heading above it; `contents` marks a line of a table of contents."""

    block: PlacedBlock
    text: str
    headings: tuple[str, ...]
    clause: str | None = None
    under: str | None = None
    contents: bool = False


@dataclass(frozen=True, slots=True)
class _Heading:
    """A heading with its level by print or mark; a smaller one is higher."""

    text: str
    level: int
    number: Number | None

    @property
    def kind(self) -> tuple[str, str]:
        return (self.number.word, self.number.shape) if self.number else ("", "")


def outline(
    cleaned: Cleaned, bookmarks: Sequence[tuple[int, str, int | None]] = ()
) -> tuple[list[Part], tuple[OutlineEntry, ...]]:
    """The blocks in reading order with their headings, and the outline of the document.

    Numbered headings nest by their numbers, others by their print. The file's own bookmarks and its table of
    contents say which short lines are headings too, and, when they know most of them, how deep each lies.
    """
    contents, entries = contents_of(cleaned)
    headings = _headings(cleaned, contents, bookmarks, entries)
    tree = _Tree([headings[block] for block in cleaned.blocks if block in headings])
    running = _running(cleaned, contents, headings)
    parts: list[Part] = []
    found: list[OutlineEntry] = []
    previous: _Heading | None = None
    for block in cleaned.blocks:
        text = cleaned.text(block)
        heading = headings.get(block)
        if block in contents:
            parts.append(Part(block, text, (), contents=True))
        elif heading is not None:
            if previous is not None:
                tree.note_follower(previous, heading)
            above = tree.place(heading)
            found.append(OutlineEntry(len(above) + 1, heading.text, block.page))
            placed = PlacedBlock("heading", len(above) + 1, block.page, block.start, block.end)
            parts.append(Part(placed, text, tuple(item.text for item in above), under=_under(above)))
        else:
            under = _under(tree.stack)
            own = None
            if block.form not in ("table", "footnote"):
                number = (
                    running_number(text) if running and not (under or "").lower().startswith("art") else None
                )
                own = str(number) if number is not None else clause_number(text, under)
            parts.append(Part(block, text, tuple(item.text for item in tree.stack), own, under))
        previous = heading
    return parts, tuple(found)


@dataclass(slots=True)
class _Tree:
    """Puts one heading after another under those that are open."""

    headings: Sequence[_Heading]
    stack: list[_Heading] = field(default_factory=list)
    _order: dict[tuple[str, str], int] = field(default_factory=dict)
    _repeated: set[str] = field(default_factory=set)
    _leads: dict[int, tuple[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        counted = Counter(folded(heading.text) for heading in self.headings)
        self._repeated = {text for text, count in counted.items() if count > 1}
        for heading in self.headings:
            if heading.number:
                self._order.setdefault(heading.kind, len(self._order))

    def place(self, heading: _Heading) -> tuple[_Heading, ...]:
        """Open a heading, and return those that it stands under."""
        while self.stack and not self._holds(self.stack[-1], heading):
            self.stack.pop()
        above = tuple(self.stack)
        self.stack.append(heading)
        return above

    def note_follower(self, heading: _Heading, after: _Heading) -> None:
        """Remember that nothing stands between two headings: the first may be a chapter of numbered ones."""
        if heading.number is None and after.number is not None and heading.level == after.level:
            self._leads[id(heading)] = after.kind

    def _holds(self, above: _Heading, heading: _Heading) -> bool:
        """Whether `heading` stands under `above`."""
        a, b = above.number, heading.number
        if a and b:
            return self._numbers_hold(above, heading, a, b)
        if above.level != heading.level:
            return above.level < heading.level
        if b:
            return self._leads.get(id(above)) == heading.kind and (b.rank > 4 or len(b.parts) > 1)
        # "Ambitie" under every chapter, in the same print as the chapter itself.
        return a is not None and folded(heading.text) in self._repeated

    def _numbers_hold(self, above: _Heading, heading: _Heading, a: Number, b: Number) -> bool:
        if a.word == b.word and (a.shape == b.shape or {a.shape, b.shape} == {"roman", "letters"}):
            return a.leads_to(b)
        if a.leads_to(b):
            return True
        if b.leads_to(a):
            return False
        if a.word and b.word:
            return a.rank < b.rank
        if b.word and b.rank <= 2:
            return False
        if a.word == "bijlage":
            return above.level <= heading.level
        if above.level != heading.level:
            return above.level < heading.level
        return self._order[above.kind] < self._order[heading.kind]


def _headings(
    cleaned: Cleaned,
    contents: set[PlacedBlock],
    bookmarks: Sequence[tuple[int, str, int | None]],
    entries: Sequence[Entry],
) -> dict[PlacedBlock, _Heading]:
    """The blocks that are headings, with their levels."""
    blocks = [block for block in cleaned.blocks if block not in contents]
    printed = [block for block in blocks if block.form == "heading"]
    marks = {folded(text): level for level, text, _ in bookmarks if text.strip()}
    known = sum(folded(cleaned.text(block)) in marks for block in printed)
    by_marks = bool(marks) and known >= 0.6 * len(printed)
    listed = {} if by_marks else _listed(cleaned, blocks, entries)
    paper = any(page.width is not None for page in cleaned.pages)
    if not by_marks and paper and len(listed) >= max(3, 0.6 * len(entries)):
        levels: dict[PlacedBlock, int] = listed
    elif by_marks:
        levels = {b: marks[folded(cleaned.text(b))] for b in printed if folded(cleaned.text(b)) in marks}
    else:
        levels = {}
    usual = _by_print(levels)
    found: dict[PlacedBlock, _Heading] = {}
    marked: tuple[int, int] | None = None  # print and level of the last heading whose level is marked
    for block in blocks:
        text = cleaned.text(block)
        named = block in listed or (block.form in ("paragraph", "item") and folded(text) in marks)
        if block.form != "heading" and not (named and len(text) <= _LONGEST and "\n" not in text):
            continue
        printed_as = block.level or _DEEPEST
        level = levels.get(block)
        if level is None and by_marks and named:
            level = marks[folded(text)]
        if level is not None:
            marked = (printed_as, level)
        levelled = level * _STEP if level is not None else _unmarked(printed_as, marked, usual)
        found[block] = _Heading(" ".join(text.split()), levelled, heading_number(text))
    return found


def _unmarked(printed_as: int, marked: tuple[int, int] | None, usual: dict[int, int]) -> int:
    """The level of a heading that the file's outline does not know: under the last one that it knows, where it is
    printed smaller; else as others in its print."""
    if marked is not None and printed_as > marked[0]:
        return marked[1] * _STEP + min(printed_as - marked[0], _STEP - 1)
    return usual.get(printed_as, printed_as) * _STEP


def _by_print(levels: dict[PlacedBlock, int]) -> dict[int, int]:
    """For each level of print, the level that most of its marked headings have."""
    votes: dict[int, Counter[int]] = {}
    for block, level in levels.items():
        if block.form == "heading":
            votes.setdefault(block.level, Counter())[level] += 1
    return {printed: count.most_common(1)[0][0] for printed, count in votes.items()}


def _listed(
    cleaned: Cleaned, blocks: Sequence[PlacedBlock], entries: Sequence[Entry]
) -> dict[PlacedBlock, int]:
    """The blocks that a table of contents names, with their depth in it.

    A line of the text that is not printed as a heading must stand on the page that the table gives.
    """
    tree = _Tree([_entry_heading(entry) for entry in entries])
    depths: dict[str, tuple[int, str | None]] = {}
    for heading, entry in zip(tree.headings, entries, strict=True):
        depths.setdefault(folded(entry.text), (len(tree.place(heading)) + 1, entry.page))
    candidates = [
        (block, *depths[name])
        for block in blocks
        if block.form in ("heading", "paragraph", "item")
        and block.end - block.start <= _LONGEST
        and (name := folded(cleaned.text(block))) in depths
    ]
    steps = Counter(b.page - int(page) for b, _, page in candidates if page and page.isdigit())
    step = steps.most_common(1)[0][0] if steps else None
    return {
        block: depth
        for block, depth, page in candidates
        if block.form == "heading"
        or page is None
        or cleaned.pages[block.page - 1].label == page
        or (page.isdigit() and block.page - int(page) == step)
    }


def _entry_heading(entry: Entry) -> _Heading:
    return _Heading(entry.text, entry.indent, heading_number(entry.text))


def _running(cleaned: Cleaned, contents: set[PlacedBlock], headings: dict[PlacedBlock, _Heading]) -> bool:
    """Whether the items of the document are numbered through, over its headings: each number is then a clause's."""
    last, went_on, began_anew, fresh = 0, 0, 0, False
    for block in cleaned.blocks:
        if block in headings:
            fresh = True
        elif block.form in ("item", "paragraph") and block not in contents:
            number = running_number(cleaned.text(block))
            if number is None:
                continue
            if fresh and last:
                went_on += number == last + 1
                began_anew += number != last + 1
            last, fresh = number, False
    return went_on >= 2 and went_on > 3 * began_anew


def _under(stack: Sequence[_Heading]) -> str | None:
    """The number that text under these headings has; a member with its article."""
    numbers = [item.number for item in stack if item.number]
    if not numbers:
        return None
    last = numbers[-1]
    article = next((n for n in reversed(numbers) if n.word == "artikel"), None)
    if last.word == "lid" and article is not None:
        return f"{article.printed} lid {'.'.join(last.parts)}"
    return last.printed
