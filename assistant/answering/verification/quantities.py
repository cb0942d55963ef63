"""Are the figures of a sentence those of its sources, with the same bound, year and party?"""

import re
from collections.abc import Sequence
from fractions import Fraction

from assistant.answering.figures import Figure, figures, years
from assistant.answering.name_table import fold
from assistant.answering.verification.agreement import Told
from assistant.answering.verification.binding import Fit, fits, misplaced, same
from assistant.answering.verification.frame import held_figures
from assistant.answering.verification.meaning import covered, meanings
from assistant.answering.verification.naming import Naming
from assistant.answering.verification.source import Facts, Line
from assistant.answering.verification.spots import Spot, spots
from corpus.model import FoundPassage

_SMALL = 12
_ABOUT = re.compile(
    r"\b(?:ruim|bijna|ongeveer|circa|zo[’']n|rond|iets (?:meer|minder) dan)(?: de| het)? ?$", re.IGNORECASE
)
_NEARLY = 4  # percentage points
# "Binnen zes weken" is hoogstens zes weken.
_LIKE: dict[str, str] = {"within": "most", "later": "least"}
_BOUNDED = re.compile(
    r"\b(?:hoogst\w*|hooguit|max\w*|min(?:st|im)\w*|ten minste|meer|minder|lager|hoger|boven|onder|tot|vanaf|binnen"
    r"|uiterlijk|ouder|jonger|langer|korter|grens|mag|mogen|eindig\w*|groter|kleiner|niet|geen|haalt|halen|gehaald)\b",
    re.IGNORECASE,
)
_EARLIER = frozenset({"before", "until"})
_FOR = re.compile(
    r"(?:€ ?)?[\d.,]+(?: euro| procent|%)? (voor|aan) (?:(?:de|het|een|uw|hun) )?([^\W\d]{4,})",
    re.IGNORECASE,
)
_MOMENTS = frozenset({"year", "date"})


def misfigured(
    sentence: str, sources: Sequence[Facts], cited: Sequence[FoundPassage], naming: Naming
) -> tuple[list[Told], str]:
    """For every figure of the sentence where the sources have it, best first; and why one is wrong."""
    found: list[Told] = []
    claimed = spots(sentence, naming)
    counts = any(spot.measure.kind not in _MOMENTS for spot in claimed)
    everything = [fits(spot, sources) for spot in claimed]
    for spot, (mine, _) in zip(claimed, everything, strict=True):
        if not mine and not _known(spot, sentence, sources, cited):
            return found, f"figure {spot.measure.value} is not in the sources"
    contested = [
        (spot, fit)
        for spot, fit in zip(claimed, everything, strict=True)
        if spot.measure.kind != "date" or not counts
    ]
    if elsewhere := misplaced([spot for spot, _ in contested], [fit for _, fit in contested]):
        spot, other = elsewhere
        return found, (
            f"figure {spot.measure.value} is about something else in the sources, which have "
            f"{other.spot.measure.value} there"
        )
    for spot, (mine, _) in zip(claimed, everything, strict=True):
        if not mine or _counts(spot, sentence, sources, cited):
            continue
        if spot.measure.kind not in _MOMENTS and _of_another(spot, mine):
            return found, f"figure {spot.measure.value} is somebody else's in the sources"
        if all(_for_another(spot, fit) for fit in mine):
            return found, f"figure {spot.measure.value} is for something else in the sources"
        if spot.measure.kind not in _MOMENTS and (wrong := _moment(spot, sentence, claimed, mine)):
            return found, wrong
        agreeing = [fit for fit in mine if not _conflict(spot, fit.spot, fit.line)]
        near = [fit for fit in agreeing if fit.score >= mine[0].score - 0.5]
        if not near:
            return found, f"figure {spot.measure.value} has another bound in the sources"
        if spot.measure.kind not in _MOMENTS or not counts:
            found.append((spot, near))
    return found, ""


def _of_another(spot: Spot, mine: Sequence[Fit]) -> bool:
    """Whether none of the lines with a figure has the name that goes with it, though the sources have that name."""
    for sort in ("party", "proper"):
        names = [name for name in spot.names.get(sort, ()) if sort == "proper" or name[:2] in {"c:", "t:"}]
        known = [name for name in names if any(name in fit.facts.names for fit in mine)]
        if known and not any(
            name in fit.line.names
            or name in fit.line.names_before
            or any(name in line.names for line in fit.facts.lines if line.before == fit.line.text)
            or fold(name.removeprefix("c:").removeprefix("t:")) in fold(fit.line.about)
            for fit in mine
            for name in known
        ):
            return True
    said = spot.names.get("place", frozenset())
    if said and all(fit.facts.places and said.isdisjoint(fit.facts.places | fit.facts.names) for fit in mine):
        return True
    places = [name for name in said if any(name in fit.facts.names for fit in mine)]
    if places and not any(
        name in fit.line.names
        or fit.facts.places == {name}
        or not _placed(fit.line)
        or (name in fit.line.names_before and not fit.spot.names.get("place"))
        for fit in mine
        for name in places
    ):
        return True
    labels = spot.names.get("label", frozenset())
    theirs = [fit.spot.names.get("label", frozenset()) for fit in mine]
    return bool(labels) and all(held and not held & labels for held in theirs)


def _for_another(spot: Spot, fit: Fit) -> bool:
    """Whether the sentence has a figure for another thing of the same line: "€ 400 voor de vloer"."""
    mine, theirs = _FOR.match(spot.whole, spot.start), _FOR.match(fit.spot.whole, fit.spot.start)
    if not mine or not theirs or fit.line.row or mine[1].lower() != theirs[1].lower():
        return False
    wanted, held = meanings(mine[2]), meanings(theirs[2])
    return covered(wanted, held) == 0 and covered(wanted, fit.line.words) > 0


def _placed(line: Line) -> bool:
    """Whether a line says where."""
    return any(one.sort in {"place", "proper"} for one in line.mentions)


def _moment(spot: Spot, sentence: str, claimed: Sequence[Spot], mine: Sequence[Fit]) -> str:
    """A day or year that goes with a figure in the sentence where the source has another one with it."""
    near = [fit for fit in mine if fit.score >= mine[0].score - 0.5]
    said = years(" ".join(sorted(spot.names.get("year", ()))))
    if said and not any(
        said & years(f"{fit.line.text} {fit.line.about} {fit.line.before}") or not years(fit.line.text)
        for fit in near
    ):
        return f"figure {spot.measure.value} is of another year in the sources"
    days = [one for one in claimed if one.measure.kind == "date" and one.measure.value[:4] in map(str, said)]
    for day in days:
        held = [[other for other in fit.line.spots if other.measure.kind == "date"] for fit in near]
        if all(others and not any(same(day, other) for other in others) for others in held):
            return f"figure {day.measure.value} goes with another figure in the sources"
    return ""


def _known(spot: Spot, sentence: str, sources: Sequence[Facts], cited: Sequence[FoundPassage]) -> bool:
    """Whether a figure that no line has may be told: a year of the document, or a count of what it is of."""
    held = held_figures(cited)
    if spot.measure.kind == "year" and any(spot.measure.value in source.names for source in sources):
        return True
    if spot.measure.kind in {"year", "date"}:
        return any(
            figure.value == spot.measure.value
            or (figure.sort == "date" and figure.value.endswith(spot.measure.value.removeprefix("-")))
            for figure in held
        )
    if spot.measure.kind == "time":  # "in vier jaar": as long as the document says
        lengths = [12 * len(one.card.description.period.years()) for one in cited]
        return spot.measure.value in {f"months:{length}" for length in lengths}
    if spot.measure.kind in {"part", "percent"} and _ABOUT.search(sentence[: spot.start]):
        share = (
            100 * Fraction(spot.measure.value) if "/" in spot.measure.value else Fraction(spot.measure.value)
        )
        return any(
            abs(Fraction(other.measure.value) - share) <= _NEARLY
            for source in sources
            for line in source.lines
            for other in line.spots
            if other.measure.kind == "percent"
        )
    if spot.measure.kind == "plain" and any(
        figure == Figure("plain", spot.measure.value) and spot.noun in meanings(heading)
        for one in cited
        for heading in one.passage.headings[-1:]
        for figure in figures(heading)
    ):
        return True
    if spot.measure == ("plain", "1"):
        return any(re.search(r"\b(?:eens|een|één|elke?|iedere?)\b", source.text) for source in sources)
    return _counts(spot, sentence, sources, cited)


def _counts(spot: Spot, sentence: str, sources: Sequence[Facts], cited: Sequence[FoundPassage]) -> bool:
    """Whether a small figure counts parties that the sources name."""
    if spot.measure.kind == "plain" and spot.measure.value.isdigit() and int(spot.measure.value) <= _SMALL:
        counted = int(spot.measure.value)
        if any(
            counted == len({one.name for one in line.mentions if one.name.startswith(kind)})
            for source in sources
            for line in source.lines
            for kind, words in (("c:", "corporaties"), ("t:", "huurdersorganisaties"))
            if re.match(rf"\w+ {words}\b", sentence[spot.start :])
        ):
            return True
        for one in cited:
            described = one.card.description
            for number, words in (
                (len(described.municipalities), r"gemeenten"),
                (len(described.corporations), r"(?:woning)?corporaties"),
                (len(described.tenant_organisations), r"huurdersorganisaties|huurdersverenigingen"),
            ):
                if counted == number and re.match(rf"\w+ (?:{words})\b", sentence[spot.start :]):
                    return True
    return False


def _conflict(claim: Spot, spot: Spot, line: Line) -> bool:
    """Whether a figure is a maximum where the source has a minimum, or before a day where the source has after it."""
    mine, theirs = (_LIKE.get(one.bound, one.bound) for one in (claim, spot))
    if mine and theirs and mine != theirs:
        return True
    if claim.bound == "exact" and spot.bound:
        return True
    if (
        claim.bound in {"most", "least"}
        and not spot.bound
        and not _BOUNDED.search(f"{line.text} {line.about} {line.before}")
    ):
        return True
    if claim.span and spot.span and claim.span != spot.span:
        return True
    return bool(
        claim.relation and spot.relation and (claim.relation in _EARLIER) != (spot.relation in _EARLIER)
    )
