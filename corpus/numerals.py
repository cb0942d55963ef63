"""Dutch numbers as they are written: "1.250", "€ 60.000,-", "drieëntwintig", "anderhalf", "een derde"."""

import re

_ONES = "nul een twee drie vier vijf zes zeven acht negen".split()  # noqa: SIM905
_TEENS = "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split()  # noqa: SIM905
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()  # noqa: SIM905
_SMALL = {word: value for value, word in enumerate([*_ONES, *_TEENS])}
_SMALL |= {word: 10 * ten for ten, word in enumerate(_TENS, start=2)}
_SMALL |= {
    f"{one}en{tens}": 10 * ten + value
    for ten, tens in enumerate(_TENS, start=2)
    for value, one in enumerate(_ONES)
    if value
}
_HALVES = {"half": 0.5, "halve": 0.5, "anderhalf": 1.5, "anderhalve": 1.5}
_PARTS = {
    "helft": 2, "derde": 3, "kwart": 4, "vierde": 4, "vijfde": 5, "zesde": 6, "achtste": 8, "tiende": 10,
}  # fmt: skip
_SCALES = {"duizend": 1e3, "miljoen": 1e6, "mln": 1e6, "miljard": 1e9, "mld": 1e9}
_LONGEST = 40  # characters of a number in words
_PLAIN = str.maketrans("éèëï", "eeei")

DIGITS = r"(?:\d{1,3}(?:\.\d{3})+|\d{1,12})(?:,\d{1,6})?|\d{1,6}\.\d{1,2}"
"""A number in digits, without its sign, its scale or its unit."""
SCALE = r"(?:duizend|miljoen|miljard|mln|mld)"


def digits_value(digits: str, scale: str = "") -> float:
    """What a match of `DIGITS` is worth: "1.250" is 1250, "4,8" and "4.8" are 4.8."""
    thousands = re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits)
    plain = digits.replace(".", "") if thousands else digits
    value = float(plain.replace(",", "."))
    return round(value * _SCALES[scale.lower().rstrip(".")], 6) if scale else value


def word_value(word: str) -> float | None:
    """The value of one number in words ("twaalf", "tweehonderdvijftig", "anderhalf"); None for any other word.

    "een" is 1 here, with and without accents: whether it counts is up to the reader.
    """
    plain = word.lower().translate(_PLAIN)
    if len(plain) > _LONGEST:
        return None
    if plain in _HALVES:
        return _HALVES[plain]
    thousands, found, rest = plain.rpartition("duizend")
    if found:
        many, few = _hundreds(thousands) if thousands else 1, _hundreds(rest) if rest else 0
        return None if many is None or few is None else float(1000 * many + few)
    value = _hundreds(plain)
    return None if value is None else float(value)


def part_value(many: str, part: str) -> float | None:
    """The percentage of a fraction in words: ("een", "derde") is 33.33, ("", "helft") is 50."""
    of = _PARTS.get(part.lower().removesuffix("n"))
    count = word_value(many) if many else 1.0
    return None if of is None or count is None else round(100 * count / of, 2)


def _hundreds(word: str) -> int | None:
    left, found, right = word.rpartition("honderd")
    if not found:
        return _SMALL.get(word)
    many = _SMALL.get(left) if left else 1
    few = _SMALL.get(right.removeprefix("en")) if right else 0
    return None if many is None or few is None else 100 * many + few
