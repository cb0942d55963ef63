"""Is a sentence told the way its sources tell it? Done, agreed, firm, denied, by whom and why, clause by clause."""

import re
from collections.abc import Iterator, Sequence

from assistant.answering.verification import breadth, links, signs, tenses
from assistant.answering.verification import clauses as clausal
from assistant.answering.verification.acting import misacted, within
from assistant.answering.verification.agreement import Clause, Piece, Told, at, clauses, pieces
from assistant.answering.verification.binding import lines_of
from assistant.answering.verification.contrasts import chosen_otherwise, repeated_otherwise, turned
from assistant.answering.verification.meaning import covered, meanings
from assistant.answering.verification.naming import Mention
from assistant.answering.verification.source import EXCEPTION, Facts, Line
from assistant.answering.verification.spots import Spot

_CLEARLY = 0.09  # how much better a piece that denies must fit than one that doesn't
_OF_OTHERS = 0.9  # what a piece counts that has none of the figures
_LEAST_COVERED = 0.45
_SAME_LINE = 0.5
_ALSO = 0.6  # of what the best piece tells
_HALF = 0.12  # a piece that tells this much is about the same thing
_OTHERWISE = re.compile(r",? (?:maar|terwijl) ", re.IGNORECASE)
# Piece of a sentence that can be done while the rest is not.
_PIECE = re.compile(r"[;,:] ")
_PURPOSE = re.compile(r",? om (?=(?:\S+ ){0,8}te \w+)", re.IGNORECASE)
_TELLING = 5  # letters
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# Who may do something, need not.
_NO_DUTY = re.compile(r"\b(?:niet|geen) (?:wettelijk )?(?:verplicht\w*|plicht)\b", re.IGNORECASE)
# Said of the sources themselves, by whoever read them.
_SOURCES_DIFFER = re.compile(
    r"^(?:Maar )?(?:de|deze|onze|twee|beide) bronnen (?:zijn het (?:hierover )?(?:niet (?:met elkaar )?|on)eens"
    r"|verschillen|spreken elkaar tegen|zeggen (?:niet hetzelfde|iets anders))",
    re.IGNORECASE,
)
Pair = tuple[Piece, Spot | None, Spot | None]


def mistold(
    sentence: str, mentions: Sequence[Mention], sources: Sequence[Facts], told: Sequence[Told]
) -> str:
    """What a sentence tells in another way than its sources; empty when nothing."""
    if often := repeated_otherwise(sentence, [source.text for source in sources]):
        return f"says '{often}' where the sources don't"
    if each := breadth.counted_otherwise(sentence, [source.text for source in sources]):
        return f"says '{each}' where the sources don't"
    if links.turned_round(sentence, sources):
        return "compares the other way round"
    if links.only_denied(sentence, sources):
        return "doesn't deny what the sources deny"
    if not told and _apart(sentence, mentions, sources):
        return "gives a party another role than the sources do"
    among = pieces(sources)
    named = [one for one in mentions if one.sort in {"place", "proper"} or one.name[:2] in {"c:", "t:"}]
    proper = frozenset().union(*(meanings(sentence[one.start : one.end]) for one in named))
    said = clauses(sentence, proper, told, among)
    for clause in said:
        own = within(mentions, clause.start, clause.text)
        if tied := links.untied(clause):
            return f"ties together what the sources don't: '{tied}'"
        if links.miscounted(clause):
            return "says another of several things than the sources do"
        for pairs in _tellers(clause):
            reasons = [_of_piece(sentence, clause, own, *pair) for pair in pairs]
            if reasons and all(reasons):
                return reasons[0]
    return _unfounded(said) or _denial(sentence, said, mentions, told)


def _tellers(clause: Clause) -> Iterator[list[Pair]]:
    """What tells a clause: for each of its figures the places that have it, or else the best pieces."""
    for claimed, fits in clause.told:
        yield [
            (piece, claimed, fit.spot)
            for fit in fits
            for _, piece in clause.pieces
            if fit.line is piece.line
            and (piece.line.row or at(piece.line.text, fit.spot.start) == piece.text)
        ]
    if not clause.told:
        yield [(piece, None, None) for piece in clause.tellers()]


def _of_piece(
    sentence: str,
    clause: Clause,
    own: Sequence[Mention],
    piece: Piece,
    claimed: Spot | None,
    spot: Spot | None,
) -> str:
    line = piece.line
    if line.text.endswith("?") and piece.after.startswith("Dan ") and not breadth.conditional(sentence):
        return "tells as so what the sources only ask"
    # Of a row the header of the column tells how its figures are meant.
    row = line.row and spot is not None and spot.header
    source = f"{spot.text} {line.about}" if row and spot else _OTHERWISE.split(piece.upto)[-1]
    part = _part(sentence, claimed.start) if claimed else clause.text
    near = spot.text if spot else ""
    if (
        signs.is_done(part)
        and not clausal.denied(part)
        and not tenses.moved_back(part, line.text)
        and not (claimed and _is_plan(claimed, sentence))
        and not signs.can_be_done(source if row else line.text, near, row=line.row, about=line.about)
    ):
        return "tells as done what the sources don't"
    if (
        claimed
        and spot
        and spot.bound
        and not claimed.bound
        and signs.was_so(part)
        and not signs.was_so(source)
    ):
        return "tells as done what the sources only bound"
    soft = signs.is_soft(source) or (line.offer and signs.is_soft(line.about))
    if line.offer and spot and not signs.can_be_done(source, near, row=line.row):
        soft = True
    if soft and not signs.softened(sentence):
        return "tells as sure what the sources only aim at or propose"
    if soft and signs.says_agreed(part) and not signs.says_agreed(source):
        return "tells as agreed what the sources only propose"
    around = f"{line.before} {line.text} {line.about} {piece.after} {_nobody(clause)}"
    firm = line.firm and (not soft or signs.is_soft(sentence)) and not signs.permits(line.text)
    if word := signs.stronger(clause.text, around, f"{line.before} {line.text}", firm=firm):
        return f"says '{word}' where the sources don't"
    if not line.row and signs.loosened(clause.text, piece.text):
        return "says 'mag' where the sources say 'moet', or 'moet' where they say 'mag'"
    if not line.row and signs.without(sentence, line.text, line.words):
        return "does without what the sources ask for"
    if not line.row and _reversed(sentence, line):
        return "says the opposite of the sources"
    if signs.opposed(clause.text, piece.text, line.before):
        return "says the opposite of the sources"
    if not line.row and (signs.widened(clause.text, line.text) or signs.unlimited(sentence, line.text)):
        return "says more widely what the sources limit"
    if breadth.unrestricted(clause.text, line.text) or (
        not line.row and breadth.unconditional(sentence, line.text, piece.text)
    ):
        return "says more widely what the sources limit"
    if spot and not line.row and breadth.summed(clause.text, spot.text):
        return "says of all together what the sources say of each"
    if not line.row and breadth.forbidden(clause.text, piece.text):
        return "forbids what the sources don't"
    if not line.row and (signs.expired(clause.text, piece.text) or tenses.moved_to_now(sentence, piece.text)):
        return "tells as it is now what the sources tell as it was"
    if not line.row and chosen_otherwise(clause.text, piece.text, line.text):
        return "says another of several things than the sources do"
    return misacted(clause, own, piece, claimed, spot)


def _nobody(clause: Clause) -> str:
    """What else of the sources is about a clause and says never or nobody."""
    least = _ALSO * clause.pieces[0][0] if clause.pieces else 0.0
    return " ".join(
        one.text for value, one in clause.pieces if value >= least and signs.NEVER.search(one.text)
    )


def _reversed(sentence: str, line: Line) -> bool:
    """Whether a sentence tells all that a line tells, with one word the opposite."""
    return (
        turned(sentence, line.text)
        and clausal.denied(sentence) == clausal.denied(line.text)
        and covered(meanings(sentence), line.words) >= _SAME_LINE
        and covered(line.words, meanings(sentence)) >= _SAME_LINE
    )


def _unfounded(said: Sequence[Clause]) -> str:
    """A clause that tells why or what for, where the sources don't."""
    for before, clause in zip([None, *said], said, strict=False):
        tellers = clause.tellers()
        if before and clausal.causal(clause.text):
            lines = [piece.line for piece in before.tellers()]
            if not any(_reasoned(piece, lines) for piece in tellers):
                return "gives a reason that the sources don't"
        if purpose := _PURPOSE.search(clause.text):
            words = frozenset(
                word for word in meanings(clause.text[purpose.end() :]) if len(word) >= _TELLING
            )
            held = [piece.line.words | piece.line.words_before | meanings(piece.after) for piece in tellers]
            if words and held and max(covered(words, one) for one in held) < _LEAST_COVERED:
                return "gives a reason that the sources don't"
    return ""


def _reasoned(piece: Piece, lines: Sequence[Line]) -> bool:
    """Whether a piece gives the reason of one of the lines: it or the next one says why."""
    text = piece.line.text
    return any(
        line.row
        or (line is piece.line and clausal.reasons(text))
        or (line.before == text and clausal.reasons(f"{text} {line.text}"))
        or (piece.line.before == line.text and clausal.reasons(f"{text} {line.text}"))
        for line in lines
    )


def _denial(sentence: str, said: Sequence[Clause], mentions: Sequence[Mention], told: Sequence[Told]) -> str:
    """Whether a clause of the sentence is denied where the sources' is not, or the other way round."""
    lines = lines_of(fit for _, near in told for fit in near if fit.score >= near[0].score - 0.3)
    for clause in said:
        claimed = clausal.denied(clause.text)
        if (
            not clause.words
            or _SOURCES_DIFFER.search(clause.text)
            or (
                not claimed
                and (clausal.conditional(clause.text, clause.following) or clausal.subordinate(clause.text))
            )
        ):
            continue
        if not claimed and _only_denied(within(mentions, clause.start, clause.text), clause):
            return "doesn't deny what the sources deny"
        settled = [
            any(_agrees(clause.text, claimed, at(fit.line.text, fit.spot.start)) for fit in near)
            for _, near in clause.told
            if not all(fit.line.row for fit in near)
        ]
        if settled and all(settled):
            continue
        if claimed and _denied_then(clause):
            continue
        when = clausal.whenever(clause.text, clause.following)
        same = other = 0.0
        for told_of, piece in clause.pieces:
            if claimed and when and piece.when and clausal.denied(piece.text):
                same = max(same, covered(clause.words, piece.line.words | piece.line.words_before))
            if (piece.when and not when) or EXCEPTION.match(piece.line.text):
                continue  # only says when, or is told by the line that it turns round
            apart = lines and all(piece.line is not one for one in lines)
            value = told_of * (_OF_OTHERS if apart else 1.0)
            if (
                (claimed and _NO_DUTY.search(clause.text) and signs.permits(piece.text))
                or piece.opened
                or clausal.neutral(piece.text, sentence)
                or (piece.line.row and re.search(r"\b0\b|\bgeen\b|–\s*$", piece.text))
            ):
                same, other = max(same, value), max(other, value)
            elif _agrees(clause.text, claimed, piece.text):
                same = max(same, value)
            else:
                other = max(other, value)
        if other > same + _CLEARLY:
            return "denies what the sources don't deny" if claimed else "doesn't deny what the sources deny"
    return ""


def _denied_then(clause: Clause) -> bool:
    """Whether the sources deny something of the same year."""
    said = set(_YEAR.findall(clause.text))
    return bool(said) and any(
        value >= _HALF
        and clausal.denied(piece.text)
        and not piece.line.row
        and said.intersection(_YEAR.findall(piece.text))
        for value, piece in clause.pieces
    )


def _agrees(clause: str, denied: bool, piece: str) -> bool:
    return (clausal.denied(piece) == denied) != turned(clause, piece)


def _only_denied(mentions: Sequence[Mention], clause: Clause) -> bool:
    """Whether the sources name a place only to deny something of it."""
    for one in mentions:
        if one.sort not in {"place", "proper", "party"} or (one.name == one.role and one.role != "commissie"):
            continue
        holding = [
            piece
            for _, piece in clause.pieces
            if not piece.line.row
            and any(
                other.name == one.name
                and piece.line.text.find(piece.text)
                <= other.start
                < piece.line.text.find(piece.text) + len(piece.text)
                for other in piece.line.mentions
            )
        ]
        if holding and all(
            clausal.denied(piece.text)
            and covered(clause.words, piece.line.words | piece.line.words_before) >= _LEAST_COVERED
            for piece in holding
        ):
            return True
    return False


def _is_plan(claimed: Spot, sentence: str) -> bool:
    """Whether a figure is the plan of which another one was done ("twaalf van de 20 geplande woningen")."""
    return signs.planned(claimed.text) or signs.planned(sentence[: claimed.start])


def _part(sentence: str, place: int) -> str:
    """The part of a sentence, between its commas, around a place."""
    breaks = [match.end() for match in _PIECE.finditer(sentence)]
    start = max((end for end in breaks if end <= place), default=0)
    end = min((end for end in breaks if end > place), default=len(sentence))
    return sentence[start:end]


def _apart(sentence: str, mentions: Sequence[Mention], sources: Sequence[Facts]) -> bool:
    """Whether a statement brings together two parties that no line of the sources has together."""
    parties = {one.name for one in mentions if one.name[:2] in {"c:", "t:"}}
    if len(parties) != 2 or len(clausal.clauses(sentence)) > 1:
        return False
    return not any(parties <= line.names | line.names_before for source in sources for line in source.lines)
