"""The numbers that a sentence agrees on, the main one first, each with what the text says that it means."""

import re
from collections.abc import Callable, Sequence
from typing import TypeVar

from corpus.commitment import Actor, FieldEvidence, Limit, Quantity
from ingest.commitments import number_setting as setting
from ingest.commitments.number_choice import Chosen, chosen
from ingest.commitments.number_found import MARKS, Found, found_in
from ingest.commitments.number_masks import without
from ingest.commitments.number_parts import divided, owners
from ingest.commitments.number_setting import Per
from ingest.commitments.periods import moments

_LONGEST = 4_000  # characters of a sentence that are read
_BEFORE = 60  # characters before a number in which it may be bound
_CLOSE = 28  # characters between a number and what it is per
_IN_TOTAL = re.compile(r"^\s?(?:[\w-]+\s){0,2}in\stotaal\b", re.IGNORECASE)
_AND_PARTY = re.compile(r"\s?(?:en|,)\s(?:(?:de\s)?(?:[A-Z][\w’'-]+|in|gemeente)\s){1,4}")
_YEAR = re.compile(r"\b20\d\d\b")
_IN_YEAR = re.compile(r"(?<!tot en met )\bin 20\d\d\b(?!\s?[-–/])", re.IGNORECASE)
_T = TypeVar("_T")


def quantities(
    sentence: str,
    *,
    lead: str = "",
    headings: Sequence[str] = (),
    actors: Callable[[str], tuple[Actor, ...]] | None = None,
) -> tuple[tuple[Quantity, ...], tuple[FieldEvidence, ...]]:
    """The agreed numbers of a sentence, the main one first, and the words that each was read from.

    `lead` is the sentence that opens the list that it is an item of, `headings` are those above it. `actors` names
    the parties in a stretch of the sentence, for a number that is divided over them.
    """
    sentence = sentence[:_LONGEST].replace("\u00a0", " ")
    masked = without(sentence)
    found = found_in(masked)
    numbers = chosen(masked, found, (lead, *reversed(headings[-2:])))
    if not numbers:
        return (), ()
    reader = _Reader(sentence, masked, lead, headings[-1] if headings else "", [one.found for one in numbers])
    reader.place([one.tail for one in found])
    read = [reader.quantity(place, one) for place, one in enumerate(numbers)]
    read = divided(sentence, read, numbers, owners(sentence, numbers, actors))
    order = sorted(range(len(read)), key=lambda place: _rank(read[place], numbers[place].found))
    evidence = tuple(reader.evidence(place, numbers[place]) for place in order)
    return tuple(read[place] for place in order), evidence


class _Reader:
    """The setting of the numbers of one sentence."""

    def __init__(self, sentence: str, masked: str, lead: str, heading: str, numbers: Sequence[Found]) -> None:
        self.sentence, self.masked, self.lead, self.heading, self.numbers = (
            sentence,
            masked,
            lead,
            heading,
            numbers,
        )
        self._times: dict[int, Per] = {}
        self._each: dict[int, str] = {}
        self._all_time: Per | None = None
        self._said = moments(sentence, lead=lead)

    def place(self, tails: Sequence[int]) -> None:
        """Give what is said of time and of things to the number that it is said of; `tails` are the ends of all."""
        others = set(tails) - {number.tail for number in self.numbers}
        self._place_times(others)
        self._place_things()

    def quantity(self, place: int, one: Chosen) -> Quantity:
        number = one.found
        homes = setting.counts_homes(number.unit) or number.sort == "procent"
        own = self.masked[max(0, number.start - 40) : number.tail + 40]
        texts = (self.sentence, self.lead, self.heading)
        return Quantity(
            value=number.value,
            unit=number.unit,
            upper=number.upper,
            limit=self._limit(place),
            per=self._per(place),
            each=one.each
            or self._each.get(place)
            or (setting.priced(self.sentence) if number.sort == "euro" else None),
            basis=_first(setting.basis_of, texts) if homes or number.sort == "euro" else None,
            segment=_first(setting.segment_of, (own, *texts)) if homes else None,
            moment=_first(setting.moment_of, texts) if setting.counts_homes(number.unit) else None,
            price_level=_first(setting.price_level_of, texts) if number.sort == "euro" else None,
        )

    def evidence(self, place: int, one: Chosen) -> FieldEvidence:
        number = one.found
        start = number.start
        before = self.masked[self._from(place) : start]
        bound = setting.bound_at(before[-_BEFORE:])
        if bound is not None:
            start += bound - len(before[-_BEFORE:])
        words = self.sentence[start : max(number.tail, number.end)].strip()
        return FieldEvidence("numbers", words, 0.8 if one.inherited else 1.0)

    def _from(self, place: int) -> int:
        return self.numbers[place - 1].tail if place else 0

    def _to(self, place: int) -> int:
        return self.numbers[place + 1].start if place + 1 < len(self.numbers) else len(self.masked)

    def _limit(self, place: int) -> Limit:
        number = self.numbers[place]
        before = self.masked[self._from(place) : number.start]
        found = setting.limit_of(before, self.masked[number.tail : self._to(place)])
        if re.match(r"\s(?:of|en)\s(?:meer|minder)\b", after := self.masked[number.end :]):
            found = Limit.MINSTENS if "meer" in after[:9] else Limit.HOOGSTENS
        if found is Limit.PRECIES and place == 0 and self.lead and number.start < 12:
            return setting.limit_of(re.sub(r"[\s:.…]+$", " ", self.lead), "")
        if found is Limit.MINSTENS and number.upper is not None:
            return Limit.PRECIES  # "minimaal twee en maximaal vier"
        return found

    def _owner(self, start: int, end: int) -> int | None:
        """The number that a phrase at these characters belongs to: the one it follows closely, or leads to."""
        before = max((i for i, n in enumerate(self.numbers) if n.end <= start), default=None)
        gap = self.masked[self.numbers[before].tail : start] if before is not None else ""
        if before is not None and len(gap) <= _CLOSE and not re.search(r"[,;:]", gap):
            return before
        after = next((i for i, n in enumerate(self.numbers) if n.start >= end), None)
        if after is not None and re.search(r"^[^,;:]{0,40}$", self.masked[end : self.numbers[after].start]):
            return after
        return None

    def _place_times(self, others: set[int]) -> None:
        for match in setting.PER_TIME.finditer(self.masked):
            if match["time"] and match.start() - 1 in others:
                continue  # of a number that is no part of the agreement: "huren tot € 450 per maand"
            time = setting.time_of(match)
            owner = self._owner(match.start(), match.end())
            follows = owner is not None and self.numbers[owner].end <= match.start()
            if match["time"] and match[0].lower().startswith("per") and follows and owner is not None:
                self._times.setdefault(owner, time)
                # "één panel en één bijeenkomst per jaar" is for both.
                if self._shared(owner - 1):
                    self._times.setdefault(owner - 1, time)
            elif self._all_time is None:
                self._all_time = time

    def _shared(self, place: int) -> bool:
        """Whether what is said of the number behind this one is said of both: "Eik € 3 en Oever € 4 per woning"."""
        if place < 0:
            return False
        between = self._between(place)
        if re.fullmatch(r"\s?(?:en|of)\s(?:[a-z]+\s)?", between):
            return True
        alike = self.numbers[place].sort == self.numbers[place + 1].sort
        return alike and _AND_PARTY.fullmatch(between) is not None

    def _between(self, place: int) -> str:
        return self.masked[self.numbers[place].tail : self.numbers[place + 1].start]

    def _place_things(self) -> None:
        for match in setting.EACH.finditer(self.masked):
            owner = self._owner(match.start(), match.end())
            if owner is not None and not self.numbers[owner].is_term | (
                self.numbers[owner].sort == "procent"
            ):
                self._each.setdefault(owner, setting.each_of(match["noun"]))
                if self._shared(owner - 1) and self.numbers[owner - 1].sort == "euro":
                    self._each.setdefault(owner - 1, setting.each_of(match["noun"]))

    def _per(self, place: int) -> Per | None:
        number = self.numbers[place]
        if place in self._times:
            return self._times[place]
        if number.is_term or number.unit == MARKS:
            return None
        if _IN_TOTAL.match(self.masked[number.tail :]) and self._times:
            return "looptijd"
        if self._all_time:
            return self._all_time
        lead_time = setting.PER_TIME.search(self.lead)
        if lead_time:
            return setting.time_of(lead_time)
        years = self._said.period.years()
        if number.sort in {"count", "euro"} and (
            setting.whole_term(self.sentence) or setting.whole_term(self.lead) or len(years) > 1
        ):
            return "looptijd" if not self._dated(place) else "jaar"
        one_year = len(years) == 1 and self._said.period.start and self._said.period.end
        if one_year and number.sort in {"count", "euro"} and "eerste" not in self.masked[: number.start][-8:]:
            return "jaar"
        return None

    def _dated(self, place: int) -> bool:
        """Whether a number of a list stands with a year of its own: "120 in 2020, 150 in 2021"."""
        number = self.numbers[place]
        if re.search(r"·{4,}:\s$", self.masked[: number.start]):
            return True
        if re.match(r"^\s?·{4,}", self.masked[number.tail :]):
            return True
        own = self.sentence[self._from(place) : number.start]
        return len(_YEAR.findall(own)) == 1 and _IN_YEAR.search(own) is not None


def _rank(number: Quantity, found: Found) -> tuple[bool, bool]:
    """What adds up comes first, how long something takes last."""
    return not number.total, found.is_term


def _first(read: Callable[[str], _T | None], texts: Sequence[str]) -> _T | None:
    return next((value for text in texts if text and (value := read(text)) is not None), None)
