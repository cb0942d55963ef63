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
_SUSPECT = re.compile(r"[ÃÂâÅÄðĆ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|ï¬|\ufffd")
# Letters with an accent that a font table puts 0xC0 too high ("wijkconciƫrge"), but for two that Vietnamese has.
_SHIFTED = re.compile(r"(?<=[a-z])[\u01a2-\u01af\u01b1-\u01bf](?![A-Z])")
_HYPHENS = "-‐\u00ad\ufffe"
_LETTERS = re.compile(r"[^\W\d_]+(?:[-‐][^\W\d_]+)*")
_GOES_ON = frozenset({"en", "of", "en/of", "tot", "dan", "noch", "als", "resp.", "c.q.", "maar", "en,"})
_PREFIXES = frozenset({"niet", "non", "ex", "oud", "e", "vice", "adjunct", "interim", "sociaal", "woon-werk"})
_NOT_AFTER = {"oud": ("heid", "jaar", "bouw", "ste", "tijds")}  # where the prefix is a word's own beginning
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
    if _SUSPECT.search(text):  # word by word: a text may have been through more than one wrong decoding
        text = re.sub(r"[^ \t\n]+", lambda word: _decoded(word[0]), text)
    text = _SHIFTED.sub(lambda match: chr(ord(match[0]) - 0xC0), text)
    return text.translate(_LIGATURES)


_ADDRESS = re.compile(r"(?:https?://|www\.)\S*$|[\w.+-]+@[\w.-]*$", re.IGNORECASE)
_IN_ADDRESS = re.compile(r"[\w%~-]+[./=&?#_@:][^\s]*\w|[\w%~-]+[/=&?#_]$|\d+[).,;]*$")
_STOPS = frozenset(
    {"en", "of", "in", "op", "voor", "is", "van", "de", "het", "een", "te", "naar", "met", "via", "en/of"}
)


def goes_on(address: str, token: Token, after: Token) -> bool:
    """Whether a web or mail address, of which `token` is the last piece so far, goes on in the next line."""
    if not token.ends_line or after.lead != " " or len(address) > 400 or not _ADDRESS.search(address):
        return False
    following = after.text.rstrip(".,;:)")
    if following.lower() in _STOPS or not following:
        return False
    if address[-1] in "/.-_?&=#~%@:":
        return following[0].islower() or following[0].isdigit() or bool(_IN_ADDRESS.match(after.text))
    return (
        bool(_IN_ADDRESS.match(after.text))
        and after.text[0] not in "\"'("
        and any(c in after.text for c in "/=&?#_.")
        and not after.text.rstrip(").,;").isdigit()
        and address[-1] not in ".,;)"
    )


def join(token: Token, after: Token, words: Counter[str], address: str = "") -> tuple[str, str] | None:
    """How a word with a hyphen at its line's end meets the next one: its text, and what comes between.

    None when it ends in no hyphen. "huurders-" + "organisatie" are one word; "woon-" + "en" are two;
    "Noord-" + "Holland" keep the hyphen. `address` is the web address before the token, if it goes on with it.
    """
    text, following = token.text, after.text
    if not token.ends_line or len(text) < 2 or text[-1] not in _HYPHENS or after.lead != " ":
        return None
    stem = mend(text[:-1])
    if text[-1] == "\u00ad":
        return stem, ""
    if not stem or not stem[-1].isalpha():
        return (f"{stem}-", "") if stem and stem[-1].isdigit() else None
    if address or "//" in stem or stem.startswith("www."):  # an address: its hyphen is its own
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
        or (
            tail_of_stem.lower() in _PREFIXES
            and not found[0].lower().startswith(_NOT_AFTER.get(tail_of_stem.lower(), ("\0",)))
        )
        or (tail_of_stem[-1] + found[0][0]).lower() in _CLASH
    )
    return (f"{stem}-", "") if keep else (stem, "")


def _decoded(word: str) -> str:
    if not _SUSPECT.search(word):
        return word
    return ftfy.fix_text(word, uncurl_quotes=False, fix_latin_ligatures=False, normalization="NFC")
