"""Do the words of a sentence belong together as in its sources? Of whom, for whom, who says it, more than what."""

import re
from collections.abc import Sequence

from assistant.answering.concepts import stems
from assistant.answering.verification.agreement import Clause, Piece
from assistant.answering.verification.meaning import covered, matched, meanings
from assistant.answering.verification.naming import ROLE
from assistant.answering.verification.source import Facts

_DETERMINER = r"(?:(?:de|het|een|haar|zijn|hun|elke|alle|deze|die|dit|dat|eigen|nieuwe) ){0,2}"
# "Bestuur van de gemeente": a word, how it is tied, and to what.
_TIED = re.compile(
    rf"\b([^\W\d]{{4,}}) (van|voor|aan|door|met|tegen|uit|namens) {_DETERMINER}([^\W\d]{{4,}})", re.IGNORECASE
)
_VOLGENS = re.compile(rf"\b(?:volgens|namens) {_DETERMINER}([^\W\d]{{4,}})", re.IGNORECASE)
_STATED = re.compile(rf"\bin {_DETERMINER}([^\W\d]{{4,}}) staat\b", re.IGNORECASE)
_SAID = re.compile(
    r"\b(?:volgens|namens|schrijft|zegt|noemt|vindt|meldt|in de (?:oude )?(?:wet\w*|brief))\b", re.IGNORECASE
)
_SHARE = re.compile(r"(?:derde|kwart|helft|deel|rest|meeste|aantal|procent)\b", re.IGNORECASE)
# "70% van de huurders": a part, and of whom.
_PART_OF = re.compile(
    r"(?:\d ?%|\bprocent|\bhelft|\bderde|\bkwart) van (?:de|het|alle|hun|die|deze) ((?:[^\W\d]+e )?[^\W\d]{4,})",
    re.IGNORECASE,
)
_HELD = 0.7  # how well a word must be matched to be there
_COMPARED = re.compile(
    r"\b(meer|(?!onder|over|voor|achter|weer|daar|waar|hier)[^\W\d]{3,}er)\b([^,.;]{0,40}?)\bdan\b",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"\b(eerste|tweede|derde|vierde|vijfde|zesde|laatste) ([^\W\d]{4,})", re.IGNORECASE)
_NOT = re.compile(r"\b(?:niet|geen|nooit)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:niet ([^\W\d]{5,})|geen ([^\W\d]{4,}[^\W\de]))\b", re.IGNORECASE)
_OF_VERB = re.compile(r"\w*en$|(?!ge)\w*\wt$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d]{5,}")


def untied(clause: Clause) -> str:
    """What a clause ties to a word that its source ties to something else; empty when nothing."""
    tellers = clause.tellers()
    if not tellers or all(piece.line.row for piece in tellers):
        return ""
    for found in _TIED.finditer(clause.text):
        head, tie, other = stems(found[1])[:1], found[2].lower(), stems(found[3])[:1]
        known = (
            other
            and not _SHARE.match(found[1])
            and any(matched(other[0], piece.words) >= _HELD for _, piece in clause.pieces)
        )
        if (
            head
            and known
            and all(
                _tied_otherwise(
                    piece, head[0], tie, other[0], clause.words, party=bool(ROLE.fullmatch(found[3]))
                )
                for piece in tellers
            )
        ):
            return found[0]
    for found in _PART_OF.finditer(clause.text):
        nouns = meanings(found[1])
        if ROLE.fullmatch(found[1]) and all(_part_of_another(piece, nouns) for piece in tellers):
            return found[0]
    for pattern in (_VOLGENS, _STATED):
        for found in pattern.finditer(clause.text):
            words = meanings(found[1])
            if words and all(_elsewhere(piece, words, after=pattern is _VOLGENS) for piece in tellers):
                return found[0]
    return ""


def _tied_otherwise(
    piece: Piece, head: str, tie: str, other: str, said: frozenset[str], *, party: bool
) -> bool:
    """Whether the line of a piece ties the head to another word only."""
    line = piece.line
    if line.row:
        return False
    theirs = frozenset(
        stem
        for found in _TIED.finditer(line.text)
        if stems(found[1])[:1] == (head,) and found[2].lower() == tie
        for stem in stems(found[3])[:1]
    )
    if not theirs or matched(other, theirs) >= _HELD:
        return False
    return matched(other, line.words) < _HELD or (party and tie == "van" and theirs.isdisjoint(said))


def _part_of_another(piece: Piece, nouns: frozenset[str]) -> bool:
    """Whether a line has a part of something else, and the nouns nowhere."""
    theirs = [meanings(found[1]) for found in _PART_OF.finditer(piece.line.text)]
    return bool(theirs) and covered(nouns, piece.line.words.union(*theirs)) < _HELD


def _elsewhere(piece: Piece, words: frozenset[str], *, after: bool) -> bool:
    """Whether it is somebody else, or nobody, who says what a piece says."""
    line = piece.line
    if line.row or _SAID.search(line.text):
        return covered(words, line.words) == 0
    held = line.words | line.words_before | meanings(f"{line.about} {piece.after if after else ''}")
    return covered(words, held) == 0


def turned_round(sentence: str, sources: Sequence[Facts]) -> bool:
    """Whether a sentence compares the other way round: "A werkt beter dan B" for "B werkt beter dan A"."""
    mine = _COMPARED.search(sentence)
    if not mine:
        return False
    left, right = _sides(sentence, mine)
    for source in sources:
        for line in source.lines:
            theirs = _COMPARED.search(line.text)
            if line.row or not theirs or theirs[1].lower() != mine[1].lower():
                continue
            if bool(_NOT.search(sentence)) != bool(_NOT.search(line.text)):
                continue
            first, second = _sides(line.text, theirs)
            straight = _shared(left, first) + _shared(right, second)
            crossed = _shared(left, second) + _shared(right, first)
            if crossed > straight + 0.5 and min(_shared(left, second), _shared(right, first)) > 0:
                return True
    return False


def _sides(text: str, found: re.Match[str]) -> tuple[frozenset[str], frozenset[str]]:
    left, right = text[: found.start()], text[found.end() :]
    if not meanings(left):  # "Beter dan …"
        left = found[2]
    return meanings(f"{left} {found[2]}") - meanings(right), meanings(right) - meanings(left)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return covered(one, other) if one and other else 0.0


def miscounted(clause: Clause) -> bool:
    """Whether a clause has the "tweede" of something where its source has the "eerste"."""
    tellers = [piece for piece in clause.tellers() if not piece.line.row]
    for found in _ORDINAL.finditer(clause.text):
        noun = stems(found[2])[:1]
        theirs = [
            {other[1].lower() for other in _ORDINAL.finditer(piece.line.text) if stems(other[2])[:1] == noun}
            for piece in tellers
        ]
        if theirs and all(said and found[1].lower() not in said for said in theirs):
            return True
    return False


def only_denied(sentence: str, sources: Sequence[Facts]) -> str:
    """A word, no verb, that the sources only have right behind "niet" or "geen" and the sentence not; or empty."""
    texts = [line.text for source in sources for line in source.lines]
    refused = {(found[1] or found[2]).lower() for text in texts for found in _DENIED.finditer(text)}
    refused = {word for word in refused if not _OF_VERB.match(word)}
    if not refused or _NOT.search(sentence):
        return ""
    plainly = {word.lower() for text in texts for word in _WORD.findall(_DENIED.sub(" ", text))}
    return next((word for word in map(str.lower, _WORD.findall(sentence)) if word in refused - plainly), "")
