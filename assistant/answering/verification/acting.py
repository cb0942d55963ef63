"""Does the same party act in a clause as in its source, and at the same place?"""

import re
from collections.abc import Sequence

from assistant.answering.verification.agreement import Clause, Piece
from assistant.answering.verification.naming import ROLE, Mention, same_party
from assistant.answering.verification.roles import agents, by, exchanged, is_named, subjects
from assistant.answering.verification.source import Line
from assistant.answering.verification.spots import Spot

_PRONOUN = re.compile(r"\b(?:zij|hij|ze)\b", re.IGNORECASE)
_ANYBODY = frozenset({"huurder", "partijen"})
_EVERYBODY = re.compile(r"\b(?:partijen|wij|we|samen)\b", re.IGNORECASE)

_GETS = re.compile(r"\b(?:krijg\w*|kreeg|kregen|ontvang\w*|ontving\w*)\b", re.IGNORECASE)
_GIVES = re.compile(
    r"\b(?:stu(?:urt?|urden?|ren)|ge(?:eft|ven)|ga(?:f|ven)|betaal\w*|betalen|lever\w*|verstrek\w*)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"\n.*\b(?:wie|trekker|uitvoerder|verantwoordelijk\w*)\b", re.IGNORECASE)


def misacted(
    clause: Clause, own: Sequence[Mention], piece: Piece, claimed: Spot | None, spot: Spot | None
) -> str:
    """Who does in a clause what its source says of others, or of another place; empty when that is right."""
    line = piece.line
    acting = agents(clause.text, own)
    if line.row:
        doing = [one for one in line.mentions if one.sort == "party" and one.start < line.text.find("\n")]
        if _WHO.search(line.text) and exchanged(acting, doing):
            return "lets somebody else act than the sources do"
        return ""
    places = {one.name for one in own if one.sort == "place"}
    if (
        places
        and places.isdisjoint(piece.home)
        and (there := (line.names & piece.places) or (line.names_before & piece.places))
        and places.isdisjoint(there)
    ):
        return "tells of one place what the sources tell of another"
    if places and piece.home and places.isdisjoint(piece.home | piece.names):
        return "tells of one place what the sources tell of another"
    if not claimed and _elsewhere(own, piece):
        return "tells of one party what the sources tell of another"
    if claimed:
        acting = [one for one in acting if one.name in claimed.names.get("party", ())]
    theirs = agents(piece.text, within(line.mentions, max(line.text.find(piece.text), 0), piece.text))
    if piece.text.startswith(("die ", "dat ")):
        theirs = []
    if not theirs and _PRONOUN.match(line.text):
        before = next((one.line for _, one in clause.pieces if one.line.text == line.before), None)
        theirs = subjects(before.text, before.mentions) if before else []
    theirs = theirs or agents(line.text, line.mentions)
    theirs = [*theirs, *by(line.text, line.mentions)]
    held = spot.names.get("party", frozenset()) if spot else frozenset()
    # In a list of figures each may be of somebody else than who acts first.
    listed = any(one.name in held for one in acting) and not any(one.name in held for one in theirs)
    seen = all(one.name == "huurder" for one in acting) and "huurder" in line.names  # from the tenant's side
    if not listed and not seen and exchanged(acting, theirs):
        return "lets somebody else act than the sources do"
    if acting and not theirs and _done_to(acting, piece):
        return "lets somebody else act than the sources do"
    if acting and not theirs and _sent(clause.text, acting, line):
        return "lets somebody else act than the sources do"
    if acting and not theirs and not _EVERYBODY.search(line.text):
        named = line.names | line.names_before if _PRONOUN.search(piece.text) else piece.names
        if not any(is_named(one, named) or _anyone(one, piece) for one in acting):
            return "lets somebody act whom the sources don't name there"
    return ""


def _anyone(one: Mention, piece: Piece) -> bool:
    """Whether a party is just "een corporatie", of which a source speaks that names nobody."""
    return one.name == "corporatie" and not any(
        name[:2] in {"c:", "t:"} or ROLE.fullmatch(name) for name in piece.names
    )


def _done_to(acting: Sequence[Mention], piece: Piece) -> bool:
    """Whether in the source a "zij" does it to those who act in the sentence."""
    line = piece.line
    doing = _PRONOUN.search(line.text)
    if not doing or not line.before:
        return False
    after = [one for one in line.mentions if one.sort == "party" and one.start > doing.end()]
    before = [one for one in line.mentions if one.sort == "party" and one.start < doing.start()]
    return (
        bool(after) and not before and all(any(one.name == other.name for other in after) for one in acting)
    )


def _sent(clause: str, acting: Sequence[Mention], line: Line) -> bool:
    """Whether a clause lets somebody send or pay who gets it in the source."""
    receiving = subjects(line.text, line.mentions) if _GETS.search(line.text) else []
    return bool(_GIVES.search(clause)) and any(
        same_party(one, other) for one in acting for other in receiving
    )


def _elsewhere(own: Sequence[Mention], piece: Piece) -> bool:
    """Whether the clause names parties, or places by name, of which its source names only others."""
    line = piece.line
    parties = [one for one in own if one.sort == "party" and one.name not in _ANYBODY]
    others = [one for one in line.mentions if one.sort == "party" and one.name not in _ANYBODY]
    if (
        parties
        and others
        and not any(same_party(one, other) for one in parties for other in others)
        and not any(is_named(one, line.names_before) for one in parties)
    ):
        return True
    proper = {one.name for one in own if one.sort == "proper"}
    theirs = {one.name for one in line.mentions if one.sort == "proper"}
    return bool(proper and theirs) and proper.isdisjoint(theirs) and proper <= piece.names


def within(mentions: Sequence[Mention], start: int, text: str) -> list[Mention]:
    """The mentions of one part of a text, placed in that part."""
    return [
        one._replace(start=one.start - start, end=one.end - start)
        for one in mentions
        if start <= one.start < start + len(text)
    ]
