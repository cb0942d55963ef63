"""The numbers that a word processor shows before paragraphs: how levels are counted, and numbers written."""

import re
from dataclasses import dataclass

BULLET = "•"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
          (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is written (`form`, as Word calls it) and between which text ("%1.%2").

    Of a bullet the pattern is its sign. `restart` is the level (from 1) after which the numbers start again: None
    any higher one, 0 never.
    """

    form: str = "decimal"
    pattern: str = ""
    start: int = 1
    restart: int | None = None
    legal: bool = False  # higher levels are shown as plain numbers


class Counter:
    """The counts of one list; levels run from 0."""

    def __init__(self) -> None:
        self._counts: dict[int, int] = {}

    def restart(self, level: int, start: int) -> None:
        """Make `start` the next number at this level."""
        self._counts[level] = start - 1

    def next(self, level: int, levels: dict[int, Level]) -> str:
        """Count a paragraph at this level and give the mark before it; empty for one without."""
        here = levels.get(level, Level())
        counts = self._counts
        counts[level] = counts.get(level, here.start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            restart = levels.get(deeper, Level()).restart
            if restart is None or level < restart:
                del counts[deeper]
        for higher in range(level):
            counts.setdefault(higher, levels.get(higher, Level()).start)
        if here.form == "bullet":
            return BULLET if here.pattern.strip() else ""
        if here.form == "none":
            return re.sub(r"%\d", "", here.pattern).strip()

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            form = levels.get(place, here).form
            return written(counts.get(place, 1), "decimal" if here.legal else form)

        return re.sub(r"%([1-9])", shown, here.pattern).strip()


def written(number: int, form: str) -> str:
    """A number in the form that Word calls `form`; as figures in one that is not known."""
    if form == "none" or number < 0:
        return ""
    if form in ("lowerLetter", "upperLetter") and 0 < number <= 780:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman") and 0 < number < 4_000:
        roman = ""
        for value, sign in _ROMAN:
            while number >= value:
                roman, number = roman + sign, number - value
        return roman if form == "lowerRoman" else roman.upper()
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        return f"{number}e"
    return str(number)
