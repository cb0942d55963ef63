"""Step 8: citation records: a numbered, verbatim quote with its exact place on the pages of its edition."""

from collections.abc import Callable
from dataclasses import dataclass, field

from assistant.answering.contract import Citation
from corpus.model import FoundPassage, Passage, Span

PageLabel = Callable[[str, int], str | None]
IsRecognised = Callable[[str, int], bool]


@dataclass(slots=True)
class Sources:
    """The numbered sources of one answer, in the order in which they are first used.

    `page_label` gives the printed label of a page of an edition; it is asked only when a quote starts on
    another page than its passage does. `is_recognised` says whether the text of a page was read from its picture.
    """

    page_label: PageLabel
    is_recognised: IsRecognised = lambda _edition, _page: False
    citations: list[Citation] = field(default_factory=list)

    def cite(self, found: FoundPassage, start: int, end: int) -> Citation:
        """The citation of characters `[start, end)` of a passage; the same place keeps the same number."""
        spans = place(found.passage, start, end)
        for known in self.citations:
            if known.found.passage.id == found.passage.id and known.spans == spans:
                return known
        page = spans[0].page
        label = found.page_label if page == found.passage.page_from else self.page_label(found.card.id, page)
        quote = found.passage.text[start:end]
        recognised = any(self.is_recognised(found.card.id, span.page) for span in spans)
        citation = Citation(len(self.citations) + 1, found, quote, spans, label, recognised)
        self.citations.append(citation)
        return citation

    def keep(self, numbers: set[int]) -> None:
        """Forget the citations that no sentence uses."""
        self.citations = [citation for citation in self.citations if citation.number in numbers]


def place(passage: Passage, start: int, end: int) -> tuple[Span, ...]:
    """Where the characters `[start, end)` of a passage's text stand on its pages.

    A passage's text is what its spans hold, joined by a newline. Raises ValueError for an empty or outside range.
    """
    if not 0 <= start < end <= len(passage.text):
        raise ValueError(f"{passage.id}: no characters {start}–{end} in a passage of {len(passage.text)}")
    spans, before = [], 0
    for span in passage.spans:
        length = span.end - span.start
        first, last = max(start - before, 0), min(end - before, length)
        if first < last:
            spans.append(Span(span.page, span.start + first, span.start + last))
        before += length + 1
    return tuple(spans)
