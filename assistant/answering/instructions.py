"""Words that tell the machine what to do: left out of a question, and never chosen as evidence from a document.

Found by form (`assistant/texts/instructions.toml`) in the languages that people use here, also when they are disguised:
base64, rot13, leet, spaced letters, written backwards. Narrow on purpose: "mogen huurders afspraken negeren?" is a question.
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
from urllib.parse import unquote

_OPENERS = (
    r"wat|hoe|hoeveel|wie|waar|wanneer|welke?|waarom|waarvoor|waarom|mag|mogen|is|zijn|kan|kunnen|moet|moeten|heb|heeft|hebben|"
    r"krijg\w*|geldt|gelden|wordt|worden|komt|komen|gaat|gaan|staat|staan|wil|klopt|bestaat|zit|what|how|when|who|which|where|is|are|"
    r"was|wer|wann|wie|welche|quel\w*|combien|comment|ne|nasil|كم|ما|متى"
)
_QUESTION = re.compile(rf"^(?:en |maar |dus |nu )?(?:{_OPENERS})\b")
# Words of the subject: what is left of a question beside its instructions must ask about something.
_SUBJECT = re.compile(
    r"\b(?:huur|huren|huurd|verhuu|won(?:en|ing)|afspra|prestatie|corporatie|gemeente|bod\b|sloop|gesloopt|renova|nieuwbouw|leefbaar|"
    r"verduurza|isol|schimmel|voorrang|toewijz|wachtlijst|woonvisie|visitatie|statushouder|middenhuur|verkoop|rent|miete|loyer|kira|ايجار)"
)
# Where a part of a text ends, and the words before which a command begins without any sign.
_END = re.compile(r"[.?!;:,…|]+(?=[\s\"'”’)\]]|$)|\s[-–—]\s|\s(?=#{2,})|(?=</?[a-zA-Z])|(?<=>)")
_COMMAND = re.compile(
    r"\s(?=(?:(?:en|and|und|et|ve|maar|but|aber|mais|dan|daarna|then) )?(?:negeer|vergeet (?:je|alle|de)|ignore|disregard|forget|override|ignoriere|vergiss|"
    r"oublie|ignorez|tüm önceki|önceki|zeg (?:dat|alleen|altijd|maar)|antwoord (?:altijd|alleen|met|dat)|say that|say \d|answer with|answer in the|vergeet niet (?:te|erbij|toe)|doe alsof|gedraag je|"
    r"pretend|you are now|je bent nu|act as|citeer (?:bron|als)|verzin|تجاهل|<\||\[inst\]|</?system)\b)",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"^(?:[\s\"'«“”‘’(\[*#>=\-]|(?:en|maar|nu|dan|daarna|vervolgens|dus|graag|please|alsjeblieft|alstublieft|hallo|hoi|beste|hey|ok|oke|ai|bot|"
    r"assistent|chatbot|let op|belangrijk|ps|je moet|u moet|jij moet|gewoon|eerst|stap \d|nieuwe (?:instructie|opdracht|regel)|instructie|opdracht)\b[,:]?){0,12}"
)
_BLOB = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{16,}={0,2}(?![\w+/=-])|(?:\b[0-9a-f]{2}\s?){12,}(?!\w)")
_SPACED = re.compile(r"(?:(?<!\w)\w[ ._*-]){5,}\w(?!\w)")
_RUN_ON = re.compile(
    r"(?:negeer|vergeet|ignor|disregard|forget).{0,30}(?:instruc|regel|rule|prompt|opdracht)|syste+mprompt|jailbreak"
)
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
    """Leave out what is an instruction; the parts of a sentence behind it go too, unless they ask something."""
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
    return Instructed(rest.strip(" ,;:-–—|\"'") if found else text, found)


@lru_cache(maxsize=50_000)
def is_instruction(text: str) -> bool:
    """Whether a sentence or table row of a document speaks to a machine that reads it: it must not be quoted as evidence."""
    plain = _folded(text)
    patterns = _patterns()
    if _holds(plain, patterns["anywhere"]) or _holds(plain, patterns["documents"]):
        return True
    return any(_is_opening(part) for part, _ in _parts(plain))


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text between punctuation and before commands, each with whether it ends a sentence."""
    begin = 0
    ends = sorted(
        {match.end() for match in _END.finditer(text)} | {match.end() for match in _COMMAND.finditer(text)}
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
    start = _FILLER.match(part)
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
    return bool(_SUBJECT.search(plain)) or any(_asks_itself(part) for part, _ in _parts(text))


def _asks_itself(part: str) -> bool:
    plain = _folded(part).strip(" \"'“‘(")
    return len(plain.split()) > 2 and bool(plain.endswith("?") or _QUESTION.match(plain))


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


def _table() -> dict[str, list[str]]:
    return tomllib.loads((files("assistant") / "texts" / "instructions.toml").read_text("utf-8"))
