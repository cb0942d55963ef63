"""What to say of a name that the library has nothing of: that, and what there is instead; former names explained."""

from collections.abc import Sequence

from assistant.answering.understand import Understanding
from corpus.model import EditionCard
from corpus.vocabulary import former_municipalities, municipalities

_MOST_NAMED = 6


def notes_on_names(asked: Understanding, cards: Sequence[EditionCard]) -> list[str]:
    """Sentences about the names in a question that stand for something else, or for nothing in the library."""
    places = sorted({name for card in cards for name in card.description.municipalities})
    notes = [_former(former, after, places) for former, after in asked.former]
    ended = {name for _, after in asked.former for name in after}
    missing = [name for name in asked.unknown if name not in ended]
    if missing:
        notes.append(f"Ik heb geen documenten van {listed(missing)}. {_instead(missing[0], places)}")
    if asked.elsewhere:
        notes.append(f"Ik heb geen documenten van {listed(asked.elsewhere)}. {_owners(asked, cards)}")
    return [" ".join(note.split()) for note in notes]


def listed(names: Sequence[str]) -> str:
    """'A', 'A en B', 'A, B en C'."""
    return " en ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def _former(name: str, after: Sequence[str], places: Sequence[str]) -> str:
    ended = next(one.ended.year for one in former_municipalities() if one.name == name)
    said = f"{name} is sinds {ended} geen gemeente meer. Het hoort nu bij {listed(after)}."
    known = [one for one in after if one in places]
    if known:
        return f"{said} Daarom zoek ik in de documenten van {listed(known)}."
    return f"{said} Daarvan heb ik geen documenten. {_instead(after[0], places)}"


def _instead(name: str, places: Sequence[str]) -> str:
    """The municipalities that there are documents of: those of the same province, or a few of all."""
    if not places:
        return ""
    provinces = {one.name: one.province for one in municipalities()}
    near = [place for place in places if provinces.get(place) and provinces[place] == provinces.get(name)]
    if near:
        return f"Wel van gemeenten in dezelfde provincie ({provinces[name]}): {_some(near)}."
    return f"Wel van {_some(places)}."


def _owners(asked: Understanding, cards: Sequence[EditionCard]) -> str:
    local = {
        name
        for card in cards
        if set(asked.municipalities) & set(card.description.municipalities)
        for name in card.description.corporations
    }
    if local:
        return f"Wel van {_some(sorted(local))} in {listed(asked.municipalities)}."
    others = {name for card in cards for name in card.description.corporations}
    return f"Wel van {len(others)} andere corporaties." if others else ""


def _some(names: Sequence[str]) -> str:
    rest = len(names) - _MOST_NAMED
    return listed(names) if rest <= 1 else f"{', '.join(names[:_MOST_NAMED])} en nog {rest} andere"
