"""A second look at lone signs of which tesseract is not sure and that stand in a column of numbers.

A "0" alone in its cell comes out as "le)" or "O"; seen as a line of nothing but digits it is read as what it is. A
word that may be one, or that is no surer as a number, stays.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.read.hocr import Pixels, RecognisedLine, RecognisedWord
from ingest.read.sheets import read_apart

_UNSURE, _SURE = 90, 90  # of 100: a word to look at again, a number that shows what its column holds
_ENOUGH = 50  # of 100, for a number read at the second look
_TIMES = 5  # as often does a sign stand on its line at a third look: alone it is no word to tesseract
_LONGEST = 8  # characters
_MOST = 150  # words of a page
_DIGITS = "0123456789.,%€"
_NUMBER = re.compile(r"(?:€\s?)?(?:\d{1,3}(?:\.\d{3})+|\d{1,7})(?:,\d{1,2})?\s?%?")
_WORD = re.compile(r"(?:ja|nee|geen|pm|p\.m\.?|nvt|n\.v\.t\.?|x|n\.t\.b\.?|ntb)", re.IGNORECASE)
_FAR = 30  # times the height of a line: how far off the numbers of its column may stand


def reread(lines: Sequence[RecognisedLine], pixels: Pixels, dpi: int, seconds: float) -> list[RecognisedLine]:
    """The lines with such words read anew. Raises what `lines_in` raises."""
    lone = [(n, p) for n, line in enumerate(lines) if line.turn == 0 for p in _lone(line)]
    numbers = [
        word for n, p in lone if (word := lines[n].words[p]).sure >= _SURE and _NUMBER.fullmatch(word.text)
    ]
    unsure = [(n, p) for n, p in lone if _is_unsure(lines[n].words[p], numbers, lines[n].height)][:_MOST]
    if not unsure:
        return list(lines)
    high = max(lines[n].height for n, _ in unsure)

    def read(places: Sequence[tuple[int, int]], times: int) -> list[list[RecognisedWord]]:
        boxes = [lines[n].words[p].box for n, p in places]
        return read_apart(boxes, pixels, high, dpi, seconds, only=_DIGITS, times=times)

    words = [list(line.words) for line in lines]
    for (n, p), anew in zip(unsure, read(unsure, 1), strict=True):
        words[n][p] = _better(words[n][p], anew)
    still = [(n, p) for n, p in unsure if not _is_number(words[n][p])]
    for (n, p), anew in zip(still, read(still, _TIMES), strict=True):
        words[n][p] = _repeated(words[n][p], "".join(word.text for word in anew))
    return [replace(line, words=tuple(known)) for line, known in zip(lines, words, strict=True)]


def _lone(line: RecognisedLine) -> list[int]:
    """The words of a line that stand apart from those beside them."""
    least = 0.9 * line.height
    starts = [word.box.x0 for word in line.words[1:]]
    apart = [True, *(x - w.box.x1 >= least for w, x in zip(line.words, starts, strict=False)), True]
    return [place for place in range(len(line.words)) if apart[place] and apart[place + 1]]


def _better(word: RecognisedWord, anew: Sequence[RecognisedWord]) -> RecognisedWord:
    """The word, or the number that was read in its place."""
    text = " ".join(one.text for one in anew)
    sure = min((one.sure for one in anew), default=0.0)
    number = _NUMBER.fullmatch(word.text)
    if not _NUMBER.fullmatch(text) or sure < (max(_ENOUGH, word.sure) if number else _ENOUGH):
        return word
    if number and text == re.sub(r"[.,]", "", word.text):
        return word  # a comma is sooner lost than seen where there is none
    return replace(word, text=text, sure=sure)


def _repeated(word: RecognisedWord, text: str) -> RecognisedWord:
    """The word, or the number that was read as often as it stood there: of one figure, or with a comma, which is lost
    sooner than a figure is."""
    one = text[: len(text) // _TIMES]
    if one * _TIMES != text or not (re.fullmatch(r"\d", one) or re.fullmatch(r"\d+,\d+", one)):
        return word
    return replace(word, text=one, sure=float(_ENOUGH))


def _is_number(word: RecognisedWord) -> bool:
    return word.sure >= _ENOUGH and _NUMBER.fullmatch(word.text) is not None


def _is_unsure(word: RecognisedWord, numbers: Sequence[RecognisedWord], height: float) -> bool:
    if len(word.text) > _LONGEST or _WORD.fullmatch(word.text):
        return False
    if word.sure >= _UNSURE and word.text not in ("O", "o"):
        return False
    return any(
        other.box.x0 < word.box.x1
        and other.box.x1 > word.box.x0
        and abs(other.box.y1 - word.box.y1) < _FAR * height
        for other in numbers
        if other is not word
    )
