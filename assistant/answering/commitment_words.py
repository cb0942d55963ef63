"""The words of an answer that counts: what is counted and searched, and the frame around each commitment quoted."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering.cite import Sources
from assistant.answering.commitment_questions import CommitmentQuestion
from assistant.answering.contract import Sentence
from assistant.answering.elsewhere import listed
from assistant.answering.frames import framed, written
from assistant.answering.quoting import columns
from assistant.answering.texts import Texts
from assistant.answering.understand import Understanding
from assistant.precedents.coverage import Coverage
from assistant.precedents.footing import Footing, plain
from assistant.precedents.leaning import whole_start
from corpus.commitment import Limit, Modality, Quantity
from corpus.commitment_index import StoredCommitment
from corpus.library import Library

_MOST_NAMED = 30
_MOST_REASONS = 4
_UNITS = {"euro": "€ {value}", "procent": "{value} procent", "procentpunt": "{value} procentpunt"}


@dataclass(frozen=True, slots=True)
class CommitmentWords:
    """Fixed texts of `frames.toml` and `notes.toml`, filled in for one question."""

    question: CommitmentQuestion
    texts: Texts
    today: date

    def places(self, names: Sequence[str], coverage: Coverage) -> str:
        """The municipalities that have it."""
        return self._counted("places", names, coverage)

    def owners(self, names: Sequence[str], coverage: Coverage) -> str:
        """The corporations that do it."""
        return self._counted("owners", names, coverage)

    def places_without(self, names: Sequence[str], others: Sequence[str], coverage: Coverage) -> str:
        """The municipalities of which nothing was found, and those of which something was."""
        parts = [self._counted("without", names, coverage), self.texts.note("not_found_is_not_none")]
        if others:
            parts.append(self.texts.frame("commitment.found_beside", names=listed(others)))
        return " ".join(parts)

    def count(self, total: int, hardness: Sequence[tuple[Modality, int]], coverage: Coverage) -> str:
        """How many commitments there are, and how hard they are."""
        if not total:
            return self._frame("none.commitments", coverage)
        each = listed([self._hardness(modality, count) for modality, count in hardness])
        name = "commitments_hard" if self.question.selection.modalities else "commitments"
        return self._frame(
            f"{'one' if total == 1 else 'more'}.{name}", coverage, count=total, each=each,
            hard=self._hard_words(),
        )  # fmt: skip

    def hardness(self, counts: Sequence[tuple[Modality, int]], coverage: Coverage) -> str:
        """How hard what was agreed is."""
        each = listed([self._hardness(modality, count) for modality, count in counts])
        return self._frame("hardness", coverage, each=each)

    def hard(self, one: StoredCommitment) -> str:
        """How hard one commitment is, before its quote."""
        return self.texts.frame(f"commitment.is.{one.commitment.modality}")

    def most(
        self,
        shown: Sequence[tuple[str, str]],
        compared: Footing | None,
        coverage: Coverage,
    ) -> str:
        """The highest (or lowest) number first; careful where the numbers do not compare."""
        each = ", ".join(f"{name} {number}" for name, number in shown)
        even = compared is None or (compared.comparable and not compared.yearly)
        end = "least" if self.question.least else "most"
        return self._frame(f"{end}" if even else f"{end}_uneven", coverage, each=each)

    def listed(self, numbers: Sequence[tuple[str, str]], _: Footing | None, coverage: Coverage) -> str:
        """The number of each side."""
        each = "; ".join(f"{name}: {number}" for name, number in numbers)
        return self._frame("listed", coverage, each=each)

    def lacking(self, place: str, coverage: Coverage) -> str:
        """A side without a number."""
        return self._frame("lacking", coverage, place=place)

    def notes(
        self, compared: Footing | None, more: int, *, other_words: bool, complete: bool
    ) -> tuple[str, ...]:
        """What comes after the quotes: how numbers compare, how many more there are, and what is not counted."""
        notes = [self.texts.note("commitment_other_words")] if other_words else []
        if not complete:
            notes.append(self.texts.note("commitment_newest"))
        if compared and compared.yearly:
            yearly = "; ".join(
                dict.fromkeys(figure.calculation for figure in compared.figures if figure.calculation)
            )
            notes.append(self.texts.note("commitment_yearly", yearly=yearly) if yearly else "")
        if compared and not compared.comparable:
            reasons = "; ".join(compared.reasons[:_MOST_REASONS])
            notes.append(self.texts.note("commitment_not_comparable", reasons=reasons))
        if more > 0:
            notes.append(self.texts.note("commitment_more", count=more))
        notes.append(self.texts.note("commitment_left_out"))
        return tuple(filter(None, notes))

    def _counted(self, name: str, names: Sequence[str], coverage: Coverage) -> str:
        if not names:
            return self._frame(f"none.{name}", coverage)
        shown = [*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])]
        form = "one" if len(names) == 1 else "more"
        return self._frame(f"{form}.{name}", coverage, count=len(names), names=listed(shown))

    def _frame(self, name: str, coverage: Coverage, **values: object) -> str:
        about = self._about()
        agreed = about if about and self._limited else self.texts.frame("commitment.agreed", about=about)
        text = self.texts.frame(
            f"commitment.{name}", about=about, agreed=agreed, where=self._where(), **values
        )
        return f"{' '.join(text.split())} {self._searched(coverage)}"

    def _where(self) -> str:
        selection = self.question.selection
        said = [self.texts.frame("commitment.of", names=listed(selection.actors))] if selection.actors else []
        if selection.municipalities:
            said.append(self.texts.frame("commitment.in", names=listed(selection.municipalities)))
        return "".join(said)

    @property
    def _limited(self) -> bool:
        return bool(self.question.counted and self.question.limit)

    def _about(self) -> str:
        subject = self.question.counted.name if self.question.counted else self.question.subject
        if not subject:
            return ""
        name = f"about_{self.question.limit}" if self._limited else "about"
        return self.texts.frame(f"commitment.{name}", subject=subject)

    def _searched(self, coverage: Coverage) -> str:
        first, last = coverage.first_year, coverage.last_year
        years = (f" ({first})" if first == last else f" ({first}–{last})") if first and last else ""
        documents = "1 document" if coverage.documents == 1 else f"{coverage.documents} documenten"
        return self.texts.note(
            "commitment_searched", documents=documents, years=years, day=written(self.today)
        )

    def _hardness(self, modality: Modality, count: int) -> str:
        form = "one" if count == 1 else "more"
        return f"{count} {self.texts.frame(f'commitment.{form}.{modality}')}"

    def _hard_words(self) -> str:
        return listed(
            [
                self.texts.frame(f"commitment.one.{modality}")
                for modality in self.question.selection.modalities
            ]
        )


def quoted(
    one: StoredCommitment,
    label: str,
    sources: Sources,
    library: Library,
    asked: Understanding,
    texts: Texts,
    today: date,
) -> Sentence | None:
    """A commitment quoted to the letter in the words of its kind of document; None when its text is not there."""
    found = next(iter(library.found([one.commitment.passage_id])), None)
    if found is None:
        return None
    place = _place(found.passage.text, one.commitment.quote)
    if place is None:
        return None
    start, end = place
    if one.commitment.form != "table":
        start = whole_start(found.passage.text, start)
    citation = sources.cite(found, start, end)
    row = columns(citation, start, replace(asked, years=())) if one.commitment.form == "table" else ""
    text = framed(citation, texts, today, columns=row)
    return Sentence(f"{label} {text}".strip(), (citation.number,))


def _place(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in the text of its passage, white space taken as equal."""
    start = text.find(quote)
    if start >= 0:
        return start, start + len(quote.rstrip())
    words = [re.escape(word) for word in quote.split()]
    match = re.search(r"\s+".join(words), text)
    return (match.start(), match.end()) if match else None


def number_in_words(one: StoredCommitment, number: Quantity) -> str:
    """A number with its limit, unit and time: 'hoogstens 52 woningen', '36 woningen in 2025'."""
    limit = {Limit.HOOGSTENS: "hoogstens ", Limit.MINSTENS: "ten minste ", Limit.ONGEVEER: "ongeveer "}
    years = one.commitment.period.years()
    when = f" per {number.per}" if number.per and number.per != "looptijd" else ""
    if len(years) == 1 and number.per in {"jaar", None}:
        when = f" in {years[0]}"
    return f"{limit.get(number.limit, '')}{_amount(number)}{when}"


def _amount(number: Quantity) -> str:
    if number.unit == "euro" and number.value != int(number.value):
        return f"€ {number.value:.2f}".replace(".", ",")
    return _UNITS.get(number.unit, "{value} " + number.unit).format(value=plain(number.value))
