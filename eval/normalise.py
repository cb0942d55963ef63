"""Makes texts comparable: numbers, amounts and dates written differently become the same; used by the scorer.

`3,5 procent` = `3,5%`, `€ 1.000` = `1000 euro`, `1,2 miljoen` = `1200000`, `1 juli 2026` = `01-07-2026`.
"""

import re
import unicodedata
from decimal import Decimal

_MONTHS = ("januari", "februari", "maart", "april", "mei", "juni",
           "juli", "augustus", "september", "oktober", "november", "december")  # fmt: skip
_QUOTES = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´", "'"),
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‐‑‒–—−", "-"),
    }
)
# A soft hyphen, zero-width characters and the word joiner are invisible to a reader.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")

_MARKS = re.compile(r"\s*\[\d+\]")
_DATE_IN_WORDS = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})\b")
_DATE_IN_DIGITS = re.compile(r"\b(\d{1,2})[-/](\d{1,2})[-/](\d{4})\b")
_ROUND_AMOUNT = re.compile(r"(?<=\d),(?:-+|=)")
# Thousands with dots in groups of three, or plain digits; then a Dutch decimal comma.
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,3}(?:\.\d{3})+|\d+)(?:,(\d+))?(?![\w-]|[.,]\d)")
_SCALED = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?) (duizend|miljoen|miljard)\b")
_SCALE = {"duizend": 1_000, "miljoen": 1_000_000, "miljard": 1_000_000_000}
_PERCENT = re.compile(r"(?<=\d) ?(?:%|procent\b)")
_GLUED_CURRENCY = re.compile(r"(€|\beur)(?=\d)")
_AMOUNT_BEFORE = re.compile(r"(?:€|\beur) (\d+(?:\.\d+)?)(?![.\d]*\d)")
_AMOUNT_AFTER = re.compile(r"(?<=\d) ?(?:€|eur\b)")


def one_space(text: str) -> str:
    """The text with every run of white space as one space, for comparing quotes to the letter."""
    return " ".join(text.split())


def fold(text: str) -> str:
    """The text in lower case with plain quotes, dashes and spaces; source marks such as `[1]` are left out."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).translate(_QUOTES).casefold()
    return one_space(_MARKS.sub("", text))


def normalise(text: str) -> str:
    """`fold`, and one way of writing numbers (`1234.5`), percentages (`3.5%`), amounts (`1000 euro`) and full
    dates (`2026-07-01`)."""
    text = _DATE_IN_WORDS.sub(lambda m: _date(m[1], str(_MONTHS.index(m[2]) + 1), m[3]), fold(text))
    text = _DATE_IN_DIGITS.sub(lambda m: _date(m[1], m[2], m[3]), text)
    text = _GLUED_CURRENCY.sub(r"\1 ", _ROUND_AMOUNT.sub("", text))
    text = _NUMBER.sub(lambda m: _plain(Decimal(f"{m[1].replace('.', '')}.{m[2] or 0}")), text)
    text = _SCALED.sub(lambda m: _plain(Decimal(m[1]) * _SCALE[m[2]]), text)
    text = _PERCENT.sub("%", text)
    return _AMOUNT_AFTER.sub(" euro", _AMOUNT_BEFORE.sub(r"\1 euro", text))


def holds(text: str, fact: str) -> bool:
    """Whether `text` holds `fact`, as it is written or after normalisation ("1 juli" is in "1 juli 2026", and so
    is "01-07-2026"). A number is never found inside a longer number."""
    return _contains(fold(text), fold(fact)) or _contains(normalise(text), normalise(fact))


def _contains(text: str, part: str) -> bool:
    left = r"(?<!\d)(?<!\d[.,])" if part[:1].isdigit() else ""
    right = r"(?!\d)(?![.,]\d)" if part[-1:].isdigit() else ""
    return re.search(left + re.escape(part) + right, text) is not None


def _plain(number: Decimal) -> str:
    digits = f"{number:f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _date(day: str, month: str, year: str) -> str:
    return f"{year}-{int(month):02}-{int(day):02}"
