"""Words that tell the machine what to do: left out of a question, never chosen as evidence from a document.

Found by form (`assistant/texts/instructions.toml`) in the languages that people use here, also when disguised:
base64, rot13, leet, spaced letters, backwards. Narrow on purpose: "mogen huurders afspraken negeren?" is a question.
"""

import base64
import binascii
import codecs
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import unquote

# Where a part of a text ends; mark-up is a part of its own.
_END = re.compile(r"[.?!;:,…|]+(?=[\s\"'”’)\]]|$)|\s[-–—]\s|\s(?=#{2,})|(?=</?[a-zA-Z])|(?<=>)")
_BLOB = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{16,}={0,2}(?![\w+/=-])|(?:\b[0-9a-f]{2}\s?){12,}(?!\w)")
_SPACED = re.compile(r"(?:(?<!\w)\w[ ._*-]){5,}\w(?!\w)")
_RUN_ON = re.compile(
    r"(?:negeer|vergeet|ignor|disregard|forget).{0,30}(?:instruc|regel|rule|prompt|opdracht)|syste+mprompt|jailbreak"
)
# What is left of "… en eindig met".
_LOOSE_END = re.compile(r"[\s,]+(?:en|maar|dan|and|und|et)$", re.IGNORECASE)
_CLAUSE = re.compile(r"[?.!,]|\s(?=(?:en|maar|want)\s)")
_TO_THE_END = re.compile(r"^[^?.!]*")
_LEET = str.maketrans("013457@$!|", "oieastasil")
_LEET_WORD = re.compile(r"[a-z][013457@$!|]{1,3}[a-z]")
_DOTLESS = str.maketrans("ıøłß", "iols")


@dataclass(frozen=True, slots=True)
class Instructed:
    """A question without the words that tell the machine what to do. `found` tells that there were any."""

    text: str
    found: bool

    @property
    def asks(self) -> bool:
        """Whether a question is left."""
        return _asks(self.text)


def without_instructions(text: str) -> Instructed:
    """Leave out what is an instruction; what follows in its sentence goes too, unless it asks something."""
    kept: list[str] = []
    found = commanded = False
    for part, ends in _parts(text):
        if _is_command(part):
            found, commanded = True, not ends
            continue
        if commanded and not _asks_itself(part):
            commanded = not ends
            continue
        commanded = False
        clean = _BLOB.sub(lambda blob: "" if _decoded(blob[0]) else blob[0], part)
        found = found or clean != part
        kept.append(clean)
    rest = " ".join(" ".join(kept).split())
    return Instructed(_LOOSE_END.sub("", rest.strip(" ,;:-–—|\"'")) if found else text, found)


def without_request(text: str) -> str:
    """The text in which a request to do something is only what it is about, when something is asked beside it."""
    request = _form("request").search(text)
    if not request:
        return text
    before, after = text[: request.start()], text[request.end() :]
    if any(map(_asks_itself, _CLAUSE.split(before))):
        rest = f"{_LOOSE_END.sub('', before.rstrip())}{_TO_THE_END.sub('', after)}"
    elif any(map(_asks_itself, _CLAUSE.split(after))):
        rest = f"{before}{request['about'].strip()}{after}"
    else:
        return text
    return " ".join(rest.split())


@lru_cache(maxsize=50_000)
def is_instruction(text: str) -> bool:
    """Whether a sentence or table row of a document speaks to a machine that reads it: no evidence of anything."""
    plain = _folded(text)
    patterns = _patterns()
    if _holds(plain, patterns["anywhere"]) or _holds(plain, patterns["documents"]):
        return True
    return any(_is_opening(part) for part, _ in _parts(plain))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text between punctuation and before commands, each with whether it ends a sentence."""
    begin = 0
    ends = sorted(
        {match.end() for match in _END.finditer(text)}
        | {match.end() for match in _form("command").finditer(text)}
    )
    for end in (*ends, len(text)):
        part = text[begin:end].strip()
        if part:
            yield part, part[-1] in ".?!…"
        begin = end


def _is_command(part: str) -> bool:
    plain = _folded(part)
    if any(_holds(view, _patterns()["anywhere"]) or _is_opening(view) for view in _views(plain)):
        return True
    if any(_RUN_ON.search(view) for view in _disguises(plain)):
        return True
    decoded = [words for blob in _BLOB.findall(part) if (words := _decoded(blob))]
    return bool(decoded) and not _asks(_BLOB.sub("", part))


def _holds(plain: str, patterns: tuple[re.Pattern[str], ...]) -> bool:
    return any(word in plain for word in _triggers()) and any(pattern.search(plain) for pattern in patterns)


def _is_opening(part: str) -> bool:
    if part.rstrip("\"'”’ ").endswith("?"):
        return False
    start = _form("filler").match(part)
    rest = part[start.end() :] if start else part
    return any(pattern.match(rest) for pattern in _patterns()["opening"])


def _views(plain: str) -> Iterator[str]:
    """The text as it may be meant: as it is, with leet made letters, with percent signs undone."""
    yield plain
    if _LEET_WORD.search(plain):
        yield plain.translate(_LEET)
    if re.search(r"(?:%[0-9a-f]{2}){3}", plain):
        yield _folded(unquote(plain))


def _disguises(plain: str) -> Iterator[str]:
    """The text with spaced letters put together, rot13 undone, and backwards."""
    yield "".join(re.sub(r"[ ._*-]", "", run) for run in _SPACED.findall(plain))
    yield codecs.decode(plain, "rot13")
    yield plain[::-1]


def _decoded(blob: str) -> str:
    """What base64 or hexadecimal digits say, when it is words; else nothing."""
    try:
        raw = (
            bytes.fromhex(blob)
            if re.fullmatch(r"[0-9a-f\s]+", blob)
            else base64.b64decode(blob.translate(str.maketrans("-_", "+/")) + "=" * (-len(blob) % 4))
        )
        words = raw.decode("utf-8")
    except (binascii.Error, ValueError):
        return ""
    return words if words.isprintable() and re.search(r"[a-z]{2} [a-z]", words.lower()) else ""


def _asks(text: str) -> bool:
    """Whether a text asks something: a sign or word of asking with a few words, or the subject."""
    plain = _folded(text)
    if len(plain.split()) < 2:
        return False
    return bool(_form("subject").search(plain)) or any(_asks_itself(part) for part, _ in _parts(text))


def _asks_itself(part: str) -> bool:
    plain = _folded(part).strip(" \"'“‘(")
    return len(plain.split()) > 2 and bool(plain.endswith("?") or _form("question").match(plain))


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    """Small letters without accents; apostrophes and quotation marks as they are."""
    apart = unicodedata.normalize("NFD", text.casefold())
    return "".join(c for c in apart if not unicodedata.combining(c)).translate(_DOTLESS)


@cache
def _triggers() -> tuple[str, ...]:
    return tuple(_table()["triggers"])


@cache
def _patterns() -> dict[str, tuple[re.Pattern[str], ...]]:
    """The patterns by where they count: "anywhere", "opening", "documents"."""
    table = _table()
    return {name: tuple(map(re.compile, table[name])) for name in ("anywhere", "opening", "documents")}


@cache
def _form(name: str) -> re.Pattern[str]:
    """ "question", "subject", "command", "request" or "filler"."""
    return re.compile(_table()[name], re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("assistant") / "texts" / "instructions.toml").read_text("utf-8"))
