"""Whether agreed numbers can be put side by side, and if not, why: a number means what its text says around it.

Nothing is guessed: what one text says and the other leaves open makes numbers not comparable. Only a number for a
whole term of known years is converted, to a number per year.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from corpus.commitment import Modality, Quantity, Standing
from corpus.commitment_index import StoredCommitment
from corpus.model import Kind, Period

_YEAR = re.compile(r"(?:19|20)\d\d")
# What says of a home which part of the stock it is; the rest of its name says what kind of home.
_SEGMENTS = (
    (re.compile(r"\b(?:nieuwe|extra|zelfstandige|nieuwbouw)\s*(?=\w)"), None),
    (re.compile(r"\bsociale\s+(?:huur)?(?=\w)"), "sociaal"),
    (re.compile(r"\bmiddenhuur(?=\w)"), "middenhuur"),
    (re.compile(r"\bvrijesector(?=\w)"), "vrije sector"),
    (re.compile(r"\bkoop(?=woning)"), "koop"),
    (re.compile(r"\bhuur(?=woning)"), None),
)
# Units of what holds whatever the time.
_NO_COUNT = frozenset(
    {"procent", "procentpunt", "euro", "keer", "uur", "jaar", "maanden", "weken", "werkdagen", "dagen"}
)
_MODALITIES = {
    Modality.RESULTAAT: "verplichting",
    Modality.INSPANNING: "streven",
    Modality.INTENTIE: "voornemen",
    Modality.VOORWAARDE: "voorwaarde",
    Modality.PROCEDURE: "werkwijze",
}
_STANDINGS = {
    Standing.AFGESPROKEN: "afspraak",
    Standing.VOORSTEL: "voorstel",
    Standing.CONCEPT: "concept",
    Standing.VOORBEELD: "voorbeeld",
    Standing.RESULTAAT: "resultaat",
}
_PER = {
    "jaar": "per jaar",
    "looptijd": "hele looptijd",
    "kwartaal": "per kwartaal",
    "maand": "per maand",
    "week": "per week",
    "dag": "per dag",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a commitment as it is compared: `unit` and `segment` apart, and its `years` where they are known.

    `yearly` is the number per year, given or converted from the whole term; None when it cannot be known.
    """

    stored: StoredCommitment
    number: Quantity
    unit: str
    segment: str | None
    years: range
    yearly: float | None
    converted: bool

    @property
    def calculation(self) -> str | None:
        """How it was converted, for a reader; None when it was not."""
        if not self.converted or self.yearly is None:
            return None
        return f"{plain(self.number.value)} in {len(self.years)} jaar = {plain(self.yearly)} per jaar"


@dataclass(frozen=True, slots=True)
class Footing:
    """Numbers of one unit side by side; `yearly` says that they are compared per year.

    Not comparable is what has `reasons`, in Dutch.
    """

    unit: str
    figures: tuple[Figure, ...]
    yearly: bool
    reasons: tuple[str, ...]

    @property
    def comparable(self) -> bool:
        return not self.reasons


def figure_of(stored: StoredCommitment, number: Quantity) -> Figure:
    """A number with what it is compared on."""
    unit, segment = _unit(number.unit)
    years, converted = range(0), False
    yearly = number.value if number.per == "jaar" else None
    if number.per == "looptijd":
        years = term(stored)
        converted = bool(years)
        yearly = number.value / len(years) if years else None
    return Figure(stored, number, unit, _segment(number.segment) or segment, years, yearly, converted)


def term(stored: StoredCommitment) -> range:
    """The years of a whole term: those that the commitment names, else those of its document; none when not known."""
    about = stored.card.description
    # An addendum changes numbers of an agreement whose term it does not have.
    of_document = about.period if about.kind is not Kind.ADDENDUM else Period()
    for period in (stored.commitment.period, of_document):
        if period.start and period.end and period.start <= period.end:
            return period.years()
    return range(0)


def on_one_footing(
    stored: Sequence[StoredCommitment], likely: bool = True, editions: bool = False
) -> Footing | None:
    """The numbers of commitments about one thing, by the unit that most of them have; None when there are not two.

    Where it is not `likely` that they are about one thing, that is a reason too. The numbers of `editions` of an
    agreement are for other years: that is none.
    """
    each = [[figure_of(one, number) for number in one.commitment.numbers] for one in stored]
    units = [unit for figures in each for unit in dict.fromkeys(figure.unit for figure in figures)]
    if not units:
        return None
    unit = max(units, key=units.count)
    chosen = tuple(_main(some) for figures in each if (some := [one for one in figures if one.unit == unit]))
    if len(chosen) > 1:
        return footing(chosen, likely, editions)
    others = tuple(figures[0] for figures in each if figures)
    return footing(others, likely, editions) if len(others) > 1 else None


def footing(figures: Sequence[Figure], likely: bool = True, editions: bool = False) -> Footing:
    """Say whether figures can be compared."""
    reasons = [] if likely else ["het is niet zeker dat ze over hetzelfde gaan"]
    reasons += [
        reason
        for one, other in combinations(figures, 2)
        for differs in _DIFFERENCES
        if not (editions and differs is _years_of_numbers)
        if (reason := differs(one, other))
    ]
    return Footing(figures[0].unit, tuple(figures), _over_years(figures), tuple(dict.fromkeys(reasons)))


def plain(value: float) -> str:
    """A number as it is written in Dutch, one decimal at most where it is no whole."""
    whole = round(value, 1 if abs(value) >= 10 else 2)
    text = f"{whole:,.0f}" if whole == int(whole) else f"{whole:,}"
    return text.translate(str.maketrans(",.", ".,"))


def _main(figures: Sequence[Figure]) -> Figure:
    """What the others add up to, else the first."""
    return next((one for one in figures if one.number.total), figures[0])


def _over_years(figures: Sequence[Figure]) -> bool:
    """Whether they have to be put per year: they are for terms of different lengths, or for a year and a term."""
    lengths = {len(one.years) for one in figures if one.number.per == "looptijd"}
    pers = {one.number.per for one in figures}
    return all(one.yearly is not None for one in figures) and (
        len(lengths) > 1 or pers == {"jaar", "looptijd"}
    )


def _unit(unit: str) -> tuple[str, str | None]:
    segment, rest = None, unit.casefold().strip()
    if rest.endswith(("woningen", "woning")):
        for pattern, name in _SEGMENTS:
            rest, times = pattern.subn("", rest)
            segment = name if times and name else segment
        rest = re.sub(r"woning$", "woningen", rest)
    return rest.strip() or unit, segment


def _segment(segment: str | None) -> str | None:
    folded = segment.casefold().strip() if segment else ""
    return "sociaal" if folded.startswith("sociale") else folded or None


def _units(one: Figure, other: Figure) -> str | None:
    return f"{one.unit} en {other.unit}" if one.unit != other.unit else None


def _times(one: Figure, other: Figure) -> str | None:
    per, second = one.number.per, other.number.per
    if per == second:
        known = one.yearly is not None and other.yearly is not None
        if per == "looptijd" and not known and len(one.years) != len(other.years):
            return "hele looptijd, waarvan niet bij beide bekend is hoe lang"
        return _terms(one, other) if per is None else None
    if {per, second} == {"jaar", "looptijd"}:
        both = one.yearly is not None and other.yearly is not None
        return None if both else "per jaar en hele looptijd"
    if per and second:
        return f"{_PER[per]} en {_PER[second]}"
    return f"één keer {_PER[str(per or second)]}, en één keer staat er niet over welke tijd het gaat"


def _terms(one: Figure, other: Figure) -> str | None:
    """A count for no said time is one for the term of its document, as long as that is."""
    if one.unit in _NO_COUNT or one.number.each or other.number.each:
        return None
    first, second = len(term(one.stored)), len(term(other.stored))
    return f"in {first} jaar en in {second} jaar" if first and second and first != second else None


def _years_of_numbers(one: Figure, other: Figure) -> str | None:
    """Numbers for one year that is not the same year."""
    years = [figure.stored.commitment.period.years() for figure in (one, other)]
    if all(len(some) == 1 for some in years) and years[0] != years[1]:
        return f"{years[0][0]} en {years[1][0]}"
    return None


def _told(
    name: str, value: Callable[[Figure], str | None], shown: Callable[[str], str] = str
) -> Callable[[Figure, Figure], str | None]:
    """The difference in something that both texts have to say, or neither."""

    def differs(one: Figure, other: Figure) -> str | None:
        first, second = value(one), value(other)
        if first == second:
            return None
        if first and second:
            return f"{shown(first)} en {shown(second)}"
        return f"één keer {shown(str(first or second))}, en één keer staat er niet {name}"

    return differs


def _price_level(figure: Figure) -> str | None:
    level = figure.number.price_level
    if figure.unit not in {"euro", "miljoen euro"} or not level:
        return None
    year = _YEAR.search(level)
    return year.group() if year else level


def _each(figure: Figure) -> str | None:
    each = figure.number.each
    return _unit(each)[0].removesuffix("en") if each else None


_DIFFERENCES: tuple[Callable[[Figure, Figure], str | None], ...] = (
    _units,
    _times,
    _years_of_numbers,
    _told("waarvoor het per stuk is", _each, lambda each: f"per {each}"),
    _told("of het bruto of netto is", lambda one: one.number.basis),
    _told("om welk deel van de woningen het gaat", lambda one: one.segment),
    _told("of het om start of oplevering gaat", lambda one: one.number.moment),
    _told("van welk jaar de prijzen zijn", _price_level, lambda year: f"prijspeil {year}"),
    _told("hoe het getal begrenst", lambda one: one.number.limit.value),
    _told("hoe hard het is", lambda one: _MODALITIES[one.stored.commitment.modality]),
    _told("wat de stand is", lambda one: _STANDINGS[one.stored.commitment.standing]),
)
