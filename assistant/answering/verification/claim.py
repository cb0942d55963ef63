"""Does a written sentence say what its sources say? Names, figures, and the way it is said, in that order."""

import re
from collections.abc import Sequence

from assistant.answering.figures import years
from assistant.answering.name_table import fold
from assistant.answering.verification import signs
from assistant.answering.verification.binding import Fit, fits, lines_of, misplaced, same
from assistant.answering.verification.frame import held_figures
from assistant.answering.verification.meaning import covered, matched, meanings
from assistant.answering.verification.naming import Mention, Naming
from assistant.answering.verification.roles import agents, exchanged, miscalled
from assistant.answering.verification.source import Facts, Line
from assistant.answering.verification.spots import Spot, spots
from corpus.model import FoundPassage

# Share of a sentence's meanings that its sources must hold; below it the sentence says something else.
_LEAST_COVERED = 0.45
# Two words of this length that no source has may be left where the rest is well covered.
_VAGUE = "gaat gaan iemand mensen blijft blijven zegt zeggen extra gewoon overal bedrag hele maakt geeft keer"
_TELLING, _FEW_STRANGE = 5, 0.54
# Lines that tell nearly as much of a sentence as the best one are sources of it too.
_NEARLY, _CLEARLY = 0.9, 0.12
_REFERENCE = re.compile(
    r"\b(?:artikel(?:en)?|lid|leden|hoofdstuk(?:ken)?|tabel|bijlage|paragraaf)\s+"
    r"((?:\d+(?:\.\d+)*[a-z]?)(?:(?:, | en | tot en met | of )\d+(?:\.\d+)*[a-z]?){0,8})",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:de|alle|die|deze) $", re.IGNORECASE)
_SMALL = 12
_MOMENTS = frozenset({"year", "date"})
# Piece of a sentence that can be done while the rest is not.
_PIECE = re.compile(r"[;,:] ")


Told = tuple[Spot, list[Fit]]


def unsupported(
    sentence: str, sources: Sequence[Facts], cited: Sequence[FoundPassage], naming: Naming
) -> str:
    """Why a sentence is not supported; empty when it is."""
    mentions = naming.mentions(sentence)
    if wrong := _unknown(sentence, mentions, sources):
        return wrong
    bound, wrong = _figures(sentence, sources, cited, naming)
    if wrong:
        return wrong
    words = meanings(sentence)
    every = frozenset().union(*(source.words for source in sources))
    telling = words - meanings(_VAGUE)
    strange = [word for word in telling if len(word) >= _TELLING and not matched(word, every)]
    share = covered(telling, every)
    if share < _LEAST_COVERED or (share < _FEW_STRANGE and len(strange) >= 2):
        return "says something that the sources don't"
    told = _tellers(sentence, words, mentions, bound, sources)
    if miscalled(sentence, mentions) or (not bound and _apart(sentence, mentions, sources)):
        return "gives a party another role than the sources do"
    return _manner(sentence, mentions, told, bound) or _denial(sentence, sources, naming, told, bound)


def _unknown(sentence: str, mentions: Sequence[Mention], sources: Sequence[Facts]) -> str:
    """A name or article that no source has."""
    text = "\n".join(source.text for source in sources)
    theirs = {mention.name for source in sources for mention in source.mentions}
    theirs |= {place for source in sources for place in source.places}
    folded = fold(text)
    for mention in mentions:
        if mention.sort == "proper":
            if mention.start and mention.name not in folded:
                return f"name {mention.name} is not in the sources"
        elif mention.sort == "label":
            if not re.search(rf"\b{mention.name}\b", text):
                return f"label {mention.name} is not in the sources"
        elif mention.sort != "year" and mention.name not in theirs:
            if mention.name == "corporatie" and any(name.startswith("c:") for name in theirs):
                continue
            if mention.name == "huurders" and any(name.startswith("t:") for name in theirs):
                continue
            if mention.name in {"huurder", "corporatie", "gemeente"}:
                continue
            return f"name {mention.name.removeprefix('c:').removeprefix('t:')} is not in the sources"
    for match in _REFERENCE.finditer(sentence):
        for number in re.findall(r"\d+(?:\.\d+)*", match[1]):
            if not re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|\.\d)", text):
                return f"article {number} is not in the sources"
    return ""


def _figures(
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
        if not mine:
            continue
        if spot.measure.kind not in _MOMENTS and _of_another(spot, mine):
            return found, f"figure {spot.measure.value} is somebody else's in the sources"
        if spot.measure.kind not in _MOMENTS and (wrong := _moment(spot, sentence, claimed, mine)):
            return found, wrong
        agreeing = [fit for fit in mine if not _conflict(spot, fit.spot)]
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
            or fold(name.removeprefix("c:").removeprefix("t:")) in fold(fit.line.about)
            for fit in mine
            for name in known
        ):
            return True
    labels = spot.names.get("label", frozenset())
    theirs = [fit.spot.names.get("label", frozenset()) for fit in mine]
    return bool(labels) and all(held and not held & labels for held in theirs)


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
    if spot.measure.kind == "months":  # "in vier jaar": as long as the document says
        return any(spot.measure.value == str(12 * len(one.card.description.period.years())) for one in cited)
    if spot.measure == ("plain", "1"):
        return any(re.search(r"\b(?:eens|een|één|elke?|iedere?)\b", source.text) for source in sources)
    if spot.measure.kind == "plain" and spot.measure.value.isdigit() and int(spot.measure.value) <= _SMALL:
        counted = int(spot.measure.value)
        for one in cited:
            described = one.card.description
            for number, words in (
                (len(described.municipalities), r"gemeenten"),
                (len(described.corporations), r"(?:woning)?corporaties"),
                (len(described.tenant_organisations), r"huurdersorganisaties|huurdersverenigingen"),
            ):
                if counted == number and re.search(rf"\b\w+ (?:{words})\b", sentence):
                    return True
    return False


def _conflict(claim: Spot, spot: Spot) -> bool:
    """Whether a figure is a maximum where the source has a minimum, or before a day where the source has after it."""
    if claim.bound and spot.bound and claim.bound != spot.bound:
        return True
    if claim.bound == "exact" and spot.bound:
        return True
    if claim.span and spot.span and claim.span != spot.span:
        return True
    return bool(claim.relation and spot.relation and claim.relation != spot.relation)


def _tellers(
    sentence: str,
    words: frozenset[str],
    mentions: Sequence[Mention],
    bound: Sequence[Told],
    sources: Sequence[Facts],
) -> list[Line]:
    """The lines that tell what a sentence says: those of its figures, or those that share most of it."""
    if bound:
        return lines_of(fit for _, near in bound for fit in near if fit.score >= near[0].score - 0.3)
    names = {mention.name for mention in mentions if mention.sort != "year"}

    def shared(line: Line) -> float:
        return sum(matched(word, line.words) for word in words) + len(names & line.names)

    scored = sorted(
        ((shared(line), place, line) for source in sources for place, line in enumerate(source.lines)),
        key=lambda one: -one[0],
    )
    return [line for value, _, line in scored if value >= _NEARLY * scored[0][0]] if scored else []


def _manner(sentence: str, mentions: Sequence[Mention], told: Sequence[Line], bound: Sequence[Told]) -> str:
    """What a sentence says as done, agreed, firm or the other way round where none of its sources does."""
    if bound:
        for spot, near in bound:
            reasons = [_of_line(sentence, mentions, fit.line, spot, fit.spot) for fit in near]
            if all(reasons):
                return reasons[0]
        return ""
    reasons = [_of_line(sentence, mentions, line, None, None) for line in told]
    return reasons[0] if reasons and all(reasons) else ""


def _of_line(
    sentence: str, mentions: Sequence[Mention], line: Line, claimed: Spot | None, spot: Spot | None
) -> str:
    # Of a row the header of the column tells how its figures are meant.
    source = f"{spot.text} {line.about}" if spot and spot.header else line.text
    piece = _piece(sentence, claimed.start) if claimed else sentence
    if (
        signs.is_done(piece)
        and not (claimed and _is_plan(claimed, sentence))
        and not signs.can_be_done(source, spot.text if spot else "", row=line.row, about=line.about)
    ):
        return "tells as done what the sources don't"
    soft = signs.is_soft(source) or (line.offer and signs.is_soft(line.about))
    if line.offer and spot and not signs.can_be_done(source, spot.text, row=line.row):
        soft = True
    if soft and not signs.softened(sentence):
        return "tells as sure what the sources only aim at or propose"
    if soft and signs.says_agreed(piece) and not signs.says_agreed(source):
        return "tells as agreed what the sources only propose"
    around = f"{line.before} {line.text} {line.about}"
    if word := signs.stronger(sentence, around):
        return f"says '{word}' where the sources don't"
    clause = _at(line.text, spot.start) if spot and not line.row else line.text
    if signs.opposed(sentence, clause, line.before):
        return "says the opposite of the sources"
    acting = [
        one for one in agents(sentence, mentions) if not claimed or one.name in claimed.names.get("party", ())
    ]
    theirs = agents(line.text, line.mentions)
    own = spot.names.get("party", frozenset()) if spot else frozenset()
    # In a list of figures each may be of somebody else than who acts first.
    listed = any(one.name in own for one in acting) and not any(one.name in own for one in theirs)
    if not line.row and not listed and exchanged(acting, theirs):
        return "lets somebody else act than the sources do"
    return ""


def _at(text: str, place: int) -> str:
    """The clause of a text at a place."""
    return next(
        (clause for clause in signs.clauses(text) if 0 <= place - text.find(clause) < len(clause)), text
    )


def _is_plan(claimed: Spot, sentence: str) -> bool:
    """Whether a figure is the plan of which another one was done ("twaalf van de 20 geplande woningen")."""
    return signs.planned(claimed.text) or signs.planned(sentence[: claimed.start])


def _piece(sentence: str, place: int) -> str:
    """The part of a sentence, between its commas, around a place."""
    breaks = [match.end() for match in _PIECE.finditer(sentence)]
    start = max((end for end in breaks if end <= place), default=0)
    end = min((end for end in breaks if end > place), default=len(sentence))
    return sentence[start:end]


def _denial(
    sentence: str, sources: Sequence[Facts], naming: Naming, told: Sequence[Line], bound: Sequence[Told]
) -> str:
    """Whether a clause of the sentence is denied where the sources' is not, or the other way round."""
    pieces = [
        (piece, meanings(piece), line)
        for source in sources
        for line in source.lines
        for piece in ([line.text] if line.row else signs.clauses(line.text))
    ]
    proper = frozenset().union(
        *(
            meanings(sentence[m.start : m.end])
            for m in naming.mentions(sentence)
            if m.sort in {"place", "proper", "party"}
        )
    )
    everything = meanings(sentence)
    said = signs.clauses(sentence)
    for clause, following in zip(said, [*said[1:], ""], strict=True):
        words = meanings(clause)
        claimed = signs.denied(clause)
        if not words or (not claimed and (signs.conditional(clause, following) or signs.subordinate(clause))):
            continue
        weigh = {word: 2.0 if word in proper else 1.0 for word in words}
        if not claimed and _only_denied(naming.mentions(f"x {clause}"), words, pieces):
            return "doesn't deny what the sources deny"
        start = sentence.find(clause)
        settled = [
            any(signs.denied(_at(fit.line.text, fit.spot.start)) == claimed for fit in near)
            for spot, near in bound
            if start <= spot.start < start + len(clause) and not all(fit.line.row for fit in near)
        ]
        if settled and all(settled):
            continue
        same = other = 0.0
        for piece, held, line in pieces:
            value = sum(
                weight * (matched(word, held) + 0.5 * matched(word, line.words))
                for word, weight in weigh.items()
            ) / (1.5 * sum(weigh.values()))
            value -= 0.02 * len(held - words) / (1 + len(held))
            if told and all(line is not one for one in told):
                value *= 0.8
            if line.condition:
                value *= covered(line.condition, everything)
            if signs.neutral(piece, clause) or (line.row and re.search(r"\b0\b|\bgeen\b|–\s*$", piece)):
                same, other = max(same, value), max(other, value)
            elif signs.denied(piece) == claimed:
                same = max(same, value)
            else:
                other = max(other, value)
        if other > same + _CLEARLY:
            return "denies what the sources don't deny" if claimed else "doesn't deny what the sources deny"
    return ""


def _only_denied(
    mentions: Sequence[Mention], words: frozenset[str], pieces: Sequence[tuple[str, frozenset[str], Line]]
) -> bool:
    """Whether the sources name a place only to deny something of it."""
    for one in mentions:
        if one.sort not in {"place", "proper"}:
            continue
        name = re.compile(rf"\b{re.escape(one.name)}\b", re.IGNORECASE)
        holding = [(piece, line) for piece, _, line in pieces if not line.row and name.search(piece)]
        if holding and all(
            signs.denied(piece) and covered(words, line.words) >= _LEAST_COVERED for piece, line in holding
        ):
            return True
    return False


def _apart(sentence: str, mentions: Sequence[Mention], sources: Sequence[Facts]) -> bool:
    """Whether a statement brings together two parties that no line of the sources has together."""
    parties = {one.name for one in mentions if one.name[:2] in {"c:", "t:"}}
    if len(parties) != 2 or len(signs.clauses(sentence)) > 1:
        return False
    return not any(parties <= line.names | line.names_before for source in sources for line in source.lines)
