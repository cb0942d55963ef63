"""The parts of a sentence set beside the parts of its sources that tell the same, to compare how both say it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from assistant.answering.verification import clauses as clausal
from assistant.answering.verification.binding import Fit
from assistant.answering.verification.meaning import covered, matched, meanings, weight
from assistant.answering.verification.source import Facts, Line
from assistant.answering.verification.spots import Spot

_NAME = 2.0  # how much more than another word a name tells
_OF_LINE = 0.5  # what a word counts that stands elsewhere in the line
_OF_BEFORE = 0.3  # and in the line before it, where the piece speaks of "dit" or "zij"
_BACK = re.compile(r"\b(?:dit|dat|deze|die|dan|zij|hij|ze|daar\w*|hier\w*|er)\b", re.IGNORECASE)
# Pieces that tell nearly as much of a clause as the best one are sources of it too.
_NEARLY = 0.88

_WHO = re.compile(r"^(?:een|de|het|wie|\S+) (?:\S+ )?(?:die|dat|wie)\b|^wie\b", re.IGNORECASE)
_VERB_FIRST = re.compile(r"(?:\w{3,}t|is|zijn|mag|kan|worden|krijgen|mogen|kunnen)\b")
_LETTERED = re.compile(
    r"(?:label|artikel|lid|hoofdstuk|punt|fase)s? ((?:(?:[A-G]|\d+(?:\.\d+)*)\b(?:,| en| of)? ?){1,7})",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[A-G]\b|\d+(?:\.\d+)*")

Told = tuple[Spot, list[Fit]]


class Piece(NamedTuple):
    """A clause of a source with its line and the lines beside it."""

    text: str
    words: frozenset[str]
    line: Line
    upto: str  # the line from its start to the end of the clause
    after: str = ""  # the line that follows
    names: frozenset[str] = frozenset()  # of the passage: its lines and its headings
    places: frozenset[str] = frozenset()  # that the passage names
    home: frozenset[str] = frozenset()  # whom the document is about, if one
    when: bool = False  # says only when something else holds
    opened: bool = False  # denied, but for what follows


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the sentence, the figures in it, and the pieces with how much each tells of it, best first."""

    text: str
    words: frozenset[str]
    start: int
    following: str
    told: tuple[Told, ...]
    pieces: tuple[tuple[float, Piece], ...]

    def tellers(self) -> list[Piece]:
        """The pieces that tell the clause: those with its figures, or else the best ones."""
        if self.told:
            near = [fit for _, fits in self.told for fit in fits if fit.score >= fits[0].score - 0.3]
            found = [
                piece
                for _, piece in self.pieces
                if any(
                    fit.line is piece.line
                    and (piece.line.row or at(piece.line.text, fit.spot.start) == piece.text)
                    for fit in near
                )
            ]
            if found:
                return found
        if not self.pieces:
            return []
        best = self.pieces[0][0]
        return [piece for value, piece in self.pieces if value >= _NEARLY * best]


def pieces(sources: Sequence[Facts]) -> list[Piece]:
    """Every clause and table row of the sources."""
    found: list[Piece] = []
    for source in sources:
        names = frozenset().union(*(line.names | line.names_before for line in source.lines))
        places = frozenset(one.name for one in source.mentions if one.sort == "place")
        home = source.places if len(source.places) == 1 else frozenset()
        for number, line in enumerate(source.lines):
            after = source.lines[number + 1].text if number + 1 < len(source.lines) else ""
            parts = (line.text,) if line.row else split(line.text)
            for earlier, text, following in zip(["", *parts], parts, [*parts[1:], ""], strict=False):
                when = not line.row and (text.endswith("?") or clausal.conditional(text, following))
                upto = line.text[: line.text.find(text) + len(text)]
                words = line.words if line.row else told_by(text)
                if _WHO.search(earlier) and _VERB_FIRST.match(
                    text
                ):  # "Werk dat …, mag een corporatie niet …"
                    words |= told_by(earlier)
                opened = clausal.denied(text) and following.lower().startswith(
                    ("zonder ", "voordat ", "tenzij ")
                )
                found.append(Piece(text, words, line, upto, after, names, places, home, when, opened))
    return found


def clauses(
    sentence: str, proper: frozenset[str], told: Sequence[Told], among: Sequence[Piece]
) -> list[Clause]:
    """The clauses of a sentence; `proper` are the words of its names."""
    said = split(sentence)
    everything = meanings(sentence)
    found: list[Clause] = []
    for before, text, following in zip(["", *said], said, [*said[1:], ""], strict=False):
        words = told_by(text)
        if _WHO.search(before) and _VERB_FIRST.match(text):  # "Een huurder die weigert, krijgt …"
            words |= told_by(before)
        start = max(sentence.find(text), 0)
        own = tuple(one for one in told if start <= one[0].start < start + len(text))
        weigh = {word: _NAME if word in proper else weight(word) for word in words}
        for word in words:
            weigh[word] /= max(1, sum(word in piece.words for piece in among)) ** 0.25
        scored = sorted(
            ((_value(piece, words, weigh, everything), place, piece) for place, piece in enumerate(among)),
            key=lambda one: (-one[0], one[1]),
        )
        found.append(
            Clause(text, words, start, following, own, tuple((value, piece) for value, _, piece in scored))
        )
    return found


def _value(piece: Piece, words: frozenset[str], weigh: dict[str, float], everything: frozenset[str]) -> float:
    if not words:
        return 0.0
    held, line = piece.words, piece.line
    back = _OF_BEFORE if _BACK.search(piece.text) else 0.0
    value = 0.0
    for word, counts in weigh.items():
        own = matched(word, held)
        if word[0] == "=":
            value += counts * (1 + _OF_LINE) * own
            continue
        if back and not own:
            own = back * matched(word, line.words_before)
        value += counts * (own + _OF_LINE * matched(word, line.words))
    value /= (1 + _OF_LINE) * sum(weigh.values())
    value -= 0.02 * len(held - words) / (1 + len(held))
    if line.condition:
        value *= covered(line.condition, everything)
    return value


def at(text: str, place: int) -> str:
    """The clause of a text at a place."""
    return next((one for one in split(text) if 0 <= place - text.find(one) < len(one)), text)


@lru_cache(maxsize=4096)
def told_by(text: str) -> frozenset[str]:
    """The meanings of a text, and the labels and articles that it names."""
    return meanings(text) | {f"={one}" for said in _LETTERED.findall(text) for one in _LETTER.findall(said)}


@lru_cache(maxsize=4096)
def split(text: str) -> tuple[str, ...]:
    """The clauses of a text."""
    return tuple(clausal.clauses(text))
