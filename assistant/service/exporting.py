"""What an export holds for each thing that can be asked: a search, a basket, a count, a comparison."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.elsewhere import notes_on_names
from assistant.exports import account, commitment_rows
from assistant.exports.commitment_rows import Record
from assistant.exports.comparison import compared
from assistant.exports.counts import counted
from assistant.exports.docx_file import MOST_QUOTES, Grouping, Quotes
from assistant.exports.sheet import Account, Sheet
from assistant.precedents.comparing import compare
from assistant.precedents.counting import By, count
from assistant.precedents.searching import Order, every, listed, search
from assistant.precedents.selection import Selection
from assistant.precedents.sides import Sides
from assistant.service.commitment_address import CommitmentAddress
from assistant.service.present import page_url
from assistant.service.search import read
from assistant.service.state import Product
from assistant.words import WORDS
from corpus.commitment_index import StoredCommitment


@dataclass(frozen=True, slots=True)
class Found:
    """Commitments to export, in order, with the notes of a reader by their ids; loaded when they are written."""

    title: str
    account: Account
    ids: Sequence[str]
    notes: Mapping[str, str]
    by: Grouping


@dataclass(frozen=True, slots=True)
class Exporting:
    """Makes exports of what the product has; `base` is the address of this service, for the links in a file."""

    product: Product
    base: str

    def search(
        self,
        text: str,
        selection: Selection,
        order: Order,
        notes: Mapping[str, str],
        by: Grouping = "document",
    ) -> Found:
        """All commitments of a search."""
        product, today = self.product, self.product.today()
        ids = listed(product.library, product.retriever, selection, text, order, today)
        coverage = search(product.library, product.retriever, selection, text, order, 1, 1, today).coverage
        remarks = tuple(self._notes_on(text))
        made = Account(account.asked(text, selection), today, account.searched(coverage), remarks)
        return Found(search_title(text, selection), made, ids, notes, by)

    def basket(self, ids: Sequence[str], notes: Mapping[str, str], by: Grouping = "document") -> Found:
        """What a reader kept, in that order; what is no longer in the library is left out, and that is said."""
        kept = self.product.library.commitments(list(dict.fromkeys(ids)))
        gone = len(set(ids)) - len(kept)
        was = "1 gekozen afspraak staat" if gone == 1 else f"{gone} gekozen afspraken staan"
        documents = len({one.card.document_id for one in kept})
        made = Account(
            (("Selectie", "afspraken die u zelf hebt gekozen"),),
            self.product.today(),
            (account.found_in(documents),) if kept else (),
            (f"{was} niet meer in de bibliotheek. Misschien is er een nieuwe uitgave.",) if gone else (),
            "Meegenomen",
        )
        return Found("Gekozen afspraken", made, [one.commitment.id for one in kept], notes, by)

    def count(self, text: str, selection: Selection, by: By) -> Sheet:
        """A count."""
        product, today = self.product, self.product.today()
        counts = count(product.library, product.retriever, selection, text, by, today)
        return counted(counts, text, selection, today, lambda behind: self._list_url(text, behind))

    def comparison(self, sides: Sides, text: str, selection: Selection, topics: int) -> Sheet:
        """A comparison. Raises ComparisonError for sides that cannot be compared."""
        product, today = self.product, self.product.today()
        comparison = compare(product.library, product.retriever, sides, text, selection, today, topics)
        return compared(
            comparison,
            text,
            selection,
            today,
            lambda behind: self._list_url(text, behind),
            self.page_url,
        )

    def sheet(self, found: Found) -> Sheet:
        """The table of what was found; commitments are read while it is written."""
        rows = commitment_rows.rows(self._records(found.ids, found.notes), self.product.today())
        return Sheet(found.title, "Afspraken", found.account, commitment_rows.COLUMNS, rows)

    def quotes(self, found: Found) -> Quotes:
        """What fits in a document."""
        records = list(self._records(found.ids[:MOST_QUOTES], found.notes))
        return Quotes(found.title, found.account, records, len(found.ids), found.by)

    def page_url(self, stored: StoredCommitment) -> str:
        """The whole address of the page that a commitment stands on, with its quote marked."""
        one = stored.commitment
        return f"{self.base}{page_url(stored.card, one.page, one.spans)}"

    def _records(self, ids: Sequence[str], notes: Mapping[str, str]) -> Iterator[Record]:
        for stored in every(self.product.library, list(ids)):
            yield Record(stored, self.page_url(stored), notes.get(stored.commitment.id, ""))

    def _list_url(self, text: str, selection: Selection) -> str:
        return self.base + CommitmentAddress.of(text, selection).url()

    def _notes_on(self, text: str) -> list[str]:
        return notes_on_names(read(self.product, text), self.product.library.cards()) if text else []


def search_title(text: str, selection: Selection) -> str:
    """What a search is about, as a title."""
    if text:
        return f"Afspraken over “{text}”"
    themes = [WORDS["themas"][theme.value] for theme in selection.themes]
    about = f" over {', '.join(themes)}" if themes else ""
    places = f" van {', '.join(selection.municipalities)}" if selection.municipalities else ""
    return f"Afspraken{about}{places}"
