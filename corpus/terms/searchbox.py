"""What people type in a search box: words, "words that belong together" and the beginning of a word (huurver*)."""

import re
from typing import NamedTuple

_MOST = 8
_PHRASE = re.compile(r"[\"“”„«»]([^\"“”„«»]{1,200})[\"“”„«»]")
_PREFIX = re.compile(r"(?<![^\s(])([^\W_]{3,40})\*(?![^\s),.;?!])")


class Typed(NamedTuple):
    """The plain words of a search, and what a passage must hold: phrases, and prefixes that end in "*"."""

    text: str
    must: tuple[str, ...]


def searchbox(typed: str) -> Typed:
    """Read a search; a lonely quotation mark or asterisk means nothing. At most eight demands are read."""
    must = [" ".join(match.group(1).split()) for match in _PHRASE.finditer(typed)]
    outside = _PHRASE.sub(" ", typed)
    must += [f"{match.group(1)}*" for match in _PREFIX.finditer(outside)]
    text = " ".join(re.sub(r"[\"“”„«»*]", " ", typed).split())
    return Typed(text, tuple(dict.fromkeys(filter(None, must)))[:_MOST])
