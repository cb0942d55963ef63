"""Printed words become running text: hyphens at line ends, ligatures, broken encodings; part of step 3, clean."""

import re
from collections import Counter
from collections.abc import Iterable

import ftfy

from ingest.read.records import Block, Token

_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "ĳ": "ij", "Ĳ": "IJ",
     "\u00a0": " ", "\u2007": " ", "\u202f": " ", "\u200b": None, "\u2060": None, "\ufeff": None,
     "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\u00ad": None, "\x00": None}
)  # fmt: skip
_SUSPECT = re.compile(r"[ÃÂâÅÄð][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|ï¬|\ufffd")
_HYPHENS = "-‐\u00ad\ufffe"
_LETTERS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_GOES_ON = frozenset({"en", "of", "en/of", "tot", "dan", "noch", "als", "resp.", "c.q.", "maar", "en,"})
_PREFIXES = frozenset({"niet", "non", "ex", "sub-", "co", "e", "anti"})
# Letters that would be read as one sound when joined: Dutch keeps the hyphen between them (Leidraad 6.4).
_CLASH = frozenset(
    {"aa", "ae", "ai", "au", "ee", "ei", "eu", "ie", "ii", "ij", "oe", "oi", "oo", "ou", "ui", "uu"}
)


def vocabulary_of(blocks: Iterable[Block]) -> Counter[str]:
    """How often every word, hyphens kept, stands inside a line of the document."""
    words: Counter[str] = Counter()
    for block in blocks:
        for token in block.tokens:
            if not (token.ends_line and token.text[-1:] in _HYPHENS):
                words.update(word.lower() for word in _LETTERS.findall(token.text))
    return words


def mend(text: str) -> str:
    """One word without ligatures, invisible characters and wrongly decoded letters."""
    if text.isascii():
        return text
    if _SUSPECT.search(text):
        text = ftfy.fix_text(text, uncurl_quotes=False, fix_latin_ligatures=False, normalization="NFC")
    return text.translate(_LIGATURES)


def join(token: Token, after: Token, words: Counter[str]) -> tuple[str, str] | None:
    """How a word with a hyphen at its line's end meets the next one: its text, and what comes between.

    None when it ends in no hyphen. "huurders-" + "organisatie" are one word; "woon-" + "en" are two;
    "Noord-" + "Holland" keep the hyphen.
    """
    text, following = token.text, after.text
    if not token.ends_line or len(text) < 2 or text[-1] not in _HYPHENS or after.lead != " ":
        return None
    stem = mend(text[:-1])
    if text[-1] == "\u00ad":
        return stem, ""
    if not stem or not stem[-1].isalpha():
        return (f"{stem}-", "") if stem and stem[-1].isdigit() else None
    if "//" in stem or stem.startswith("www."):  # an address: its hyphen is its own
        return f"{stem}-", ""
    if following.lower() in _GOES_ON:
        return f"{stem}-", " "
    found = _LETTERS.match(following)
    if not found or not following[0].islower():
        return f"{stem}-", ""
    tail_of_stem = stem[max(stem.rfind(char) for char in "-‐/(\"'“‘") + 1 :]
    joined, hyphened = (f"{tail_of_stem}{found[0]}".lower(), f"{tail_of_stem}-{found[0]}".lower())
    if words[hyphened] > words[joined]:
        return f"{stem}-", ""
    if words[joined]:
        return stem, ""
    keep = (
        (len(tail_of_stem) > 1 and tail_of_stem.isupper() and not following.isupper())
        or len(tail_of_stem) == 1
        or tail_of_stem.lower() in _PREFIXES
        or (tail_of_stem[-1] + found[0][0]).lower() in _CLASH
    )
    return (f"{stem}-", "") if keep else (stem, "")
