"""Recognises what must be kept whole in a text: articles and their members, percentages, amounts of money and days.

Each has one form however it is written: "art. 44c" and "artikel 44c" are "art:44c", "derde lid" and "lid 3" are
"lid:3", "3,5 procent" and "3,50%" are "%3,5", "€ 1.000,-" and "1000 euro" are "€1000", "15 december
2025" is "dag:15-12".
"""

import re

from corpus.terms.analysis import Token, analyse

_ORDINALS = (
    *("eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende"),
    *("elfde", "twaalfde", "dertiende", "veertiende", "vijftiende", "zestiende"),
)
_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni", "juli"),
    *("augustus", "september", "oktober", "november", "december"),
)
_ARTICLE = r"\d{1,4}(?:[.:]\d{1,4}){0,3}[a-z]{0,2}"
_NUMBER = r"\d{1,12}(?:\.\d{3}){0,4}(?:,\d{1,6})?"
_ORDINAL = "|".join(_ORDINALS)
_MONTH = "|".join(_MONTHS)
# Every piece is bounded, so that no text makes this slow.
_REFERENCE = re.compile(
    rf"\b(?:artikel(?:en)?|artt?\.?)\s{{0,3}}(?P<article>{_ARTICLE})\b"
    rf"|\b(?P<bare>\d{{1,4}}[a-z]{{0,2}})(?=,?\s{{1,3}}(?:lid\s{{1,3}}\d|(?:{_ORDINAL})\s{{1,3}}lid\b))"
    rf"|\blid\s{{1,3}}(?P<member>\d{{1,2}})\b"
    rf"|\b(?P<ordinal>{_ORDINAL})\s{{1,3}}lid\b"
    rf"|(?<![\d.,])(?P<day>\d{{1,2}}\s{{1,3}}(?:{_MONTH}))\b"
    rf"|(?<![\d.,])(?P<percent>{_NUMBER})\s{{0,3}}(?:%|procent\b|percent\b)"
    rf"|€\s{{0,3}}(?P<amount>{_NUMBER})"
    rf"|(?<![\d.,])(?P<euro>{_NUMBER})\s{{1,3}}euro\b",
    re.IGNORECASE,
)


def references(text: str) -> list[Token]:
    """The references and amounts in a text, each in its one form, with the range of code points it stands for."""
    found: list[Token] = []
    for match in _REFERENCE.finditer(text):
        kind, value = match.lastgroup or "", match.group(match.lastgroup or 0).lower()
        found.append(Token(_form(kind, value), match.start(), match.end()))
    return found


def _form(kind: str, value: str) -> str:
    if kind in ("article", "bare"):
        return f"art:{value}"
    if kind == "member":
        return f"lid:{int(value)}"
    if kind == "ordinal":
        return f"lid:{_ORDINALS.index(value) + 1}"
    if kind == "day":
        number, month = value.split()
        return f"dag:{int(number)}-{_MONTHS.index(month) + 1}"
    return ("%" if kind == "percent" else "€") + analyse(value)[0].term
