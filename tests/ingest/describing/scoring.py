"""How a description is compared with the truth: one judgement a field, alike for every document.

Text is compared without regard to capitals and kinds of dashes; a title also without the document's own
municipality, which a list for people adds where the print leaves it out ("Prestatieafspraken 2020–2023").
Names are sets; two names are the same when they differ only in legal form and role ("Woonstichting Hagelinde"
and "Hagelinde"). A field without a value in the truth counts too: reading one there is wrong. Themes are
thirteen judgements a document: the share of them that is right; the share of documents whose set is right
exactly is given beside it. A parent is right when its words and years are.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from corpus.model import Description, Page, Theme
from ingest.describing.naming import core

FIELDS = (
    "title", "kind", "municipalities", "corporations", "tenant_organisations", "period", "stage", "signed", "parent",
    "themes",
)  # fmt: skip
NAMES = frozenset({"municipalities", "corporations", "tenant_organisations"})


@dataclass
class Score:
    """How many judgements of a field there were, the sum of their values (0 to 1), and those that were wrong."""

    right: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in FIELDS})
    exact_themes: list[bool] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)

    def add(self, name: str, read: Description, truth: Description, pages: Iterable[Page]) -> None:
        """Judge one document."""
        for part in FIELDS:
            value = agreement(part, read, truth)
            self.right[part].append(value)
            if value < 1:
                self.faults.append(f"{name}: {part}: {getattr(read, part)!s} ≠ {getattr(truth, part)!s}")
        self.exact_themes.append(set(read.themes) == set(truth.themes))
        self.unproved += [f"{name}: {item}" for item in without_proof(read, pages)]

    def of(self, part: str) -> float:
        """The share of a field that is right."""
        values = self.right[part]
        return sum(values) / max(len(values), 1)

    def overall(self) -> float:
        """The share of all fields that is right."""
        return sum(self.of(part) for part in FIELDS) / len(FIELDS)


def agreement(part: str, read: Description, truth: Description) -> float:
    """How right a field is: 0 or 1, for themes the share of the thirteen judgements."""
    found, wanted = getattr(read, part), getattr(truth, part)
    if part == "themes":
        return 1 - len(set(found) ^ set(wanted)) / len(Theme)
    if part in NAMES:
        return float({core(name) for name in found} == {core(name) for name in wanted})
    if part == "title":
        return float(_placeless(read.title, truth) == _placeless(truth.title, truth))
    if isinstance(wanted, str) and isinstance(found, str):
        return float(_folded(found) == _folded(wanted))
    return float(found == wanted)


def without_proof(read: Description, pages: Iterable[Page]) -> list[str]:
    """The values that have no evidence, or whose quote does not stand on the page that the evidence names."""
    texts = {page.number: " ".join(page.text.split()) for page in pages}
    proved = {item.field for item in read.evidence}
    empty = Description("")
    lacking = [
        f"{part} has no evidence"
        for part in FIELDS
        if getattr(read, part) != getattr(empty, part) and part not in proved
    ]
    lacking += [
        f"{item.field}: «{item.quote}» does not stand on page {item.page}"
        for item in read.evidence
        if item.origin == "text" and " ".join(item.quote.split()) not in texts.get(item.page or 0, "")
    ]
    return lacking


def _folded(text: str) -> str:
    return " ".join(re.sub(r"[-–—/]", "-", text.casefold()).split())


def _placeless(title: str, truth: Description) -> str:
    for name in truth.municipalities:
        title = title.replace(name, " ")
    return " ".join(_folded(title).split())
