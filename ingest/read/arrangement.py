"""One page: its words and ruled lines become drafts of blocks in reading order."""

from collections.abc import Sequence

from ingest.read.blocks import Draft, drafts_of
from ingest.read.glyphs import PrintedWord, Ruling
from ingest.read.layout import regions_of
from ingest.read.segments import segments_of
from ingest.read.tables import take_ruled_tables


def arranged(words: Sequence[PrintedWord], rulings: Sequence[Ruling]) -> list[Draft]:
    """The blocks of a page: upright text first, then text that is turned on the page."""
    drafts: list[Draft] = []
    for turn in (0, 1, 3, 2, 4, 5, 7, 6):
        facing = [word for word in words if word.turn == turn]
        if not facing:
            continue
        tables, loose = take_ruled_tables(facing, _turned(rulings, facing[0], turn))
        for region in regions_of(segments_of(loose) + tables):
            drafts.extend(drafts_of(region))
    return drafts


def _turned(rulings: Sequence[Ruling], word: PrintedWord, turn: int) -> Sequence[Ruling]:
    """The rulings in the frame of words that are turned; one word tells the size of the page."""
    if turn == 0:
        return rulings
    if turn >= 4:
        return ()
    wide, high = (
        (0.0, word.frame.x0 + word.box.y1),
        (word.frame.x0 + word.box.x1, word.frame.y0 + word.box.y1),
        (word.frame.y0 + word.box.x1, 0.0),
    )[turn - 1]
    turned: list[Ruling] = []
    for horizontal, at, low, high_end in rulings:
        if turn == 2:
            side, across = (wide, high) if horizontal else (high, wide)
            turned.append(Ruling(horizontal, across - at, side - high_end, side - low))
        elif turn == 1:  # what was y runs from the foot to the left, what was x from the top down
            turned.append(
                Ruling(False, high - at, low, high_end)
                if horizontal
                else Ruling(True, at, high - high_end, high - low)
            )
        else:
            turned.append(
                Ruling(False, at, wide - high_end, wide - low)
                if horizontal
                else Ruling(True, wide - at, low, high_end)
            )
    return turned
