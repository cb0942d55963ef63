"""Where a document itself says what its catalogue card holds: the parties, the signatures, how long it holds.

Every search returns a stretch of one passage, to be quoted to the letter, or None when the text doesn't say it.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from assistant.answering.figures import MONTHS
from assistant.answering.name_table import fold
from corpus.model import Description, FoundPassage
from corpus.sentences import sentences
from corpus.vocabulary import organisation_words

_PARTIES = re.compile(r"\bpartij(?:en)?\b|doen er mee|deelnemers|ondergetekende|afspraken zijn van", re.I)
_SIGNING = re.compile(r"onderteken|handteken|\bgetekend\b|\btekende[nr]?s?\b|\bw\.?g\.", re.I)
_HOLDS = re.compile(
    r"\b(?:geld(?:t|en)|lo(?:opt|pen)|gaan? in|eindig(?:t|en)|van kracht|looptijd|periode|voor \w+ jaar|duurt)\b",
    re.I,
)
_DURATION = re.compile(r"looptijd|\bduur\b|geldigheid|hoe lang|werking|ingang|periode", re.I)
_BELONGS = re.compile(
    r"\bnamens\b|huurders van|(?:huurders|bewoners)\s?(?:org|ver|raad|bel|pl|gr|over|ber|comm)|\bhoort bij\b",
    re.I,
)
_LEANS = re.compile(
    r"\W*(?:ze|zij|die|deze|dit|dat)\s+(?!(?:prestatie|jaar)?(?:afspraken|schijf)|addendum|overeenkomst)",
    re.I,
)
_ITEM_MARK = re.compile(r"(?:[•●–*-]|\d{1,2}\.|[a-z]\))\s+")
_NOTICE = re.compile(r"geen echte afspraken|onze samenvatting|niet de tekst van", re.I)
_LONGEST = 1400  # characters of a list of parties
_COVER = 3  # passages at the start of a document that may name its parties without saying that they are
_AFTER = 80  # characters behind a list that may still say what it is
_SHORTEST_CORE = 4  # letters of a name that others are recognised by
_LEAST = 0.5  # of the parties asked about
_FEWEST_WORDS = 4  # of a sentence that tells what a document is


@dataclass(frozen=True, slots=True)
class Proof:
    """Characters `[start, end)` of a passage; `rows` are the lines of a table in it that say it, none for text."""

    found: FoundPassage
    start: int
    end: int
    rows: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        return self.found.passage.text[self.start : self.end]


def parties_in(
    passages: Sequence[FoundPassage], described: Description, wanted: Sequence[str], *, signed: bool
) -> Proof | None:
    """The list that names the organisations `wanted`: the signatures when `signed`, else the parties."""
    best: tuple[float, Proof] | None = None
    for found in passages:
        if len(named_in(found.passage.text, described) & set(wanted)) < _LEAST * len(wanted):
            continue
        proof = _list_in(found, described, wanted, signed)
        said = _says(found, proof, signed) if proof else 0.0
        if not proof or not said:
            continue
        held = len(named_in(proof.quote, described) & set(wanted)) / len(wanted)
        score = 4 * held + said - 0.5 * (len(proof.quote) > _LONGEST / 2)
        if held >= _LEAST and (best is None or score > best[0]):
            best = score, proof
    return best[1] if best else None


def relation_in(
    passages: Sequence[FoundPassage], described: Description, one: str, others: Sequence[str]
) -> Proof | None:
    """The sentence or row that says of one of `others` that it belongs to `one`, or the other way round."""
    best: tuple[float, Proof] | None = None
    for found in passages:
        if one not in (held := named_in(found.passage.text, described)) or not held.intersection(others):
            continue
        for start, end in units(found.passage.text):
            text = found.passage.text[start:end]
            names = named_in(text, described)
            more = len(names) - 2
            if one not in names or not names.intersection(others) or more > 1 or not _BELONGS.search(text):
                continue
            score = -more - found.passage.ordinal / 10_000
            if best is None or score > best[0]:
                first = _unmarked(found.passage.text, start, end)
                best = score, Proof(found, first, end, (text,) if "\t" in text else ())
    return best[1] if best else None


def alike(one: str, others: Sequence[str]) -> tuple[str, ...]:
    """Those of `others` that `one` is named in or after ("HagelindeSamen" and "Woonstichting Hagelinde")."""
    cores = [_core(name) for name in (one, *others)]
    return tuple(
        other
        for other, core in zip(others, cores[1:], strict=True)
        if min(len(core), len(cores[0])) >= _SHORTEST_CORE and (core in fold(one) or cores[0] in fold(other))
    )


def period_in(passages: Sequence[FoundPassage], described: Description) -> Proof | None:
    """The sentence that says for how long it holds."""
    first, last = described.period.start, described.period.end or described.period.start
    if not last:
        return None
    hint = _hint(described, "period")

    def score(found: FoundPassage, text: str) -> float:
        years = [int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", text)]
        if last not in years or any(not (first or last) <= year <= last for year in years):
            return 0.0
        above = " ".join(found.passage.headings)
        said = (
            1.0 * (f"31 december {last}" in text) + 0.7 * bool(_HOLDS.search(text)) + 0.5 * (first in years)
        )
        named = 0.7 * bool(_DURATION.search(above)) + 0.5 * bool(
            re.search(r"afspraken|overeenkomst|addendum", text, re.I)
        )
        return (
            said + named + (hint in _one_line(text)) * bool(hint)
            if said >= 1.5 or (named and said >= 1)
            else 0.0
        )

    return _best_unit(passages, score, str(last))


def signing_in(passages: Sequence[FoundPassage], described: Description) -> Proof | None:
    """The sentence that says when it was signed; without a day on the card, the one that says whether it is."""
    day = described.signed
    written = f"{day.day} {MONTHS[day.month - 1]} {day.year}" if day else ""

    def score(found: FoundPassage, text: str) -> float:
        if written not in text.lower():
            return 0.0
        above = " ".join(found.passage.headings)
        said = bool(_SIGNING.search(text)) + 0.1 * bool(_SIGNING.search(above)) * bool(written)
        return said + 0.2 * text.endswith(".") - 0.3 * text.endswith((" en", ",")) if said else 0.0

    return _best_unit(passages, score, written)


def opening_of(passages: Sequence[FoundPassage]) -> Proof | None:
    """The first sentence that tells something."""
    for found in passages:
        for start, end in units(found.passage.text):
            text = found.passage.text[start:end]
            if len(text.split()) >= _FEWEST_WORDS and "\t" not in text and not _NOTICE.search(text):
                return Proof(found, start, end)
    return None


def units(text: str) -> list[tuple[int, int]]:
    """The sentences and list items of a passage, and the rows of its tables, as half-open ranges."""
    spans, start = [], 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if "\t" in bare:
            first = start + line.index(bare[0])
            spans.append((first, first + len(bare)))
        else:
            spans += [(start + first, start + end) for first, end in sentences(line)]
        start += len(line)
    return spans


def named_in(text: str, described: Description) -> frozenset[str]:
    """Which parties of a document a text names, by their whole name or as people call them.

    "Huurdersraad Kadewonen" doesn't name Kadewonen.
    """
    patterns = _patterns(described.municipalities, described.corporations, described.tenant_organisations)
    named = []
    for name, pattern in patterns:  # the tenants' organisations come first
        if pattern.search(text):
            named.append(name)
            if name in described.tenant_organisations:
                text = pattern.sub(" ", text)
    return frozenset(named)


@lru_cache(maxsize=512)
def _patterns(
    municipalities: tuple[str, ...], corporations: tuple[str, ...], tenants: tuple[str, ...]
) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each party the pattern that finds it."""
    called: list[tuple[str, tuple[str, ...]]] = []
    owners = {_core(name) for name in corporations}
    for name in sorted(tenants, key=len, reverse=True):
        core = _core(name)
        alone = core not in owners and " " not in core and len(core) >= _SHORTEST_CORE
        called.append((name, (name, core) if alone else (name,)))
    called += [(name, (name, _core(name))) for name in corporations]
    called += [(name, (f"gemeente {name}", f"gemeenten {name}", "de gemeente")) for name in municipalities]
    return tuple(
        (name, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, ways))})(?!\w|-\w)", re.IGNORECASE))
        for name, ways in called
    )


@lru_cache(maxsize=2048)
def _core(name: str) -> str:
    """A name in small letters without the word for what it is ("Woonstichting Hagelinde")."""
    words = organisation_words()
    return fold(
        _one_line(
            re.sub(rf"^(?:{'|'.join((*words.tenants, *words.forms, *words.roles))})\s+", "", name, flags=re.I)
        )
    )


def _list_in(
    found: FoundPassage, described: Description, wanted: Sequence[str], signed: bool
) -> Proof | None:
    """The stretch of a passage from the first line that names one of `wanted` to where all are named."""
    text = found.passage.text
    spans = {span: named_in(text[span[0] : span[1]], described) for span in units(text)}
    naming = [span for span, names in spans.items() if names.intersection(wanted)]
    if not set(wanted) & set(described.tenant_organisations):
        # "Huurdersbelang Turfhorst, namens de huurders van Turfhorst" doesn't say who the corporations are.
        alone = [span for span in naming if not spans[span].intersection(described.tenant_organisations)]
        covered = frozenset().union(*(spans[span] for span in alone))
        naming = alone if covered.issuperset(wanted) else naming
    if not naming:
        return None
    tables = [span for span in naming if "\t" in text[span[0] : span[1]]]
    kept: list[tuple[int, int]] = []
    left = set(wanted)
    for span in tables if len(tables) == len(naming) else [span for span in naming if span not in tables]:
        far = kept and not tables and len(text[kept[-1][1] : span[0]].split()) > _FEWEST_WORDS
        if far or (not left and (tables or not signed)):
            break
        kept.append(span)
        left -= spans[span]
    start, end = kept[0][0], kept[-1][1]
    start = _unmarked(text, start, end) if len(kept) == 1 else start
    if end - start > _LONGEST:
        return None
    return Proof(found, start, end, tuple(text[a:b] for a, b in kept) if kept[0] in tables else ())


def _says(found: FoundPassage, proof: Proof, signed: bool) -> float:
    """How plainly a passage says that this is the list; 0.0 when it doesn't."""
    passage = found.passage
    around = " ".join((*passage.headings[-2:], passage.context, passage.text[: proof.end]))
    after = passage.text[proof.end : proof.end + _AFTER]
    parties, signing = bool(_PARTIES.search(around)), bool(_SIGNING.search(f"{around} {after}"))
    cover = passage.ordinal < _COVER and not proof.rows
    if proof.rows and not (parties or signing):
        return 0.0
    if signed:
        return 2.0 * signing + 0.3 * parties + 0.1 * cover
    return 1.0 * parties + 0.4 * signing * (not parties) + 0.5 * cover


def _best_unit(
    passages: Iterable[FoundPassage], score: Callable[[FoundPassage, str], float], needed: str
) -> Proof | None:
    """The sentence with the highest score above 0 in passages that hold `needed`, the first of equals."""
    best: tuple[float, Proof] | None = None
    for found in passages:
        whole = found.passage.text
        spans = units(whole) if needed in whole.lower() else []
        for place, (start, end) in enumerate(spans):
            text = whole[start:end]
            if "\t" not in text and (value := score(found, text)) and (best is None or value > best[0]):
                first = spans[place - 1][0] if place and _LEANS.match(text) else start
                best = value, Proof(found, _unmarked(whole, first, end) if first == start else first, end)
    return best[1] if best else None


def _unmarked(text: str, start: int, end: int) -> int:
    """Where one list item begins behind its mark or number."""
    mark = _ITEM_MARK.match(text, start, end)
    return mark.end() if mark else start


def _hint(described: Description, field: str) -> str:
    """What ingestion read the field from, when it read it."""
    return next((_one_line(one.quote) for one in described.evidence if one.field == field and one.quote), "")


def _one_line(text: str) -> str:
    return " ".join(text.split())
