"""Text of documents and people made harmless for a file: nothing in it is run, hidden or too long to open."""

import re

# What XML cannot hold, and what turns the direction of the text around it.
_UNWRITABLE = re.compile(
    "[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)
_LINE_ENDS = re.compile(r"\r\n?|[\u2028\u2029\x0b\x0c]")
# A cell of Excel holds no more, counted in units of UTF-16.
LONGEST_CELL = 32_767
_CUT = " […]"
# With these a spreadsheet takes a cell for a formula; the wide forms are taken for the narrow ones.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def clean(text: str) -> str:
    """Text that every file can hold, with the same line ends everywhere."""
    return _UNWRITABLE.sub("", _LINE_ENDS.sub("\n", text))


def fitting(text: str) -> str:
    """Clean text that fits in one cell; what is too long ends in […]."""
    cleaned = clean(text)
    if len(cleaned) <= LONGEST_CELL // 2:
        return cleaned
    units = cleaned.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return cleaned
    kept = units[: 2 * (LONGEST_CELL - len(_CUT))].decode("utf-16-le", "ignore")
    return kept + _CUT


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet may take a text for a formula."""
    return text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA)
