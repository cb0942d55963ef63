"""A cited passage as facts: its sentences and table rows, the figures in them, and what leads to them."""

import re
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock

from assistant.answering.verification.meaning import meanings
from assistant.answering.verification.naming import Mention, Naming
from assistant.answering.verification.spots import Spot, cell_spots, spots
from corpus.model import FoundPassage, Kind
from corpus.sentences import sentences

_REMEMBERED = 256
_AGREEMENTS = frozenset({Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN, Kind.ADDENDUM})
_LEADING = re.compile(r"^\s*(?:\d{1,2}[.)]|[•●–-])\s+")
# Where a summary read it; the words of an address say nothing.
_ADDRESS = re.compile(r"\bBron(?:nen)?: https?://\S{1,500}(?: gelezen op \d{1,2} \w{3,12} \d{4}\.)?")
_WE = re.compile(r"\b(?:wij|we)\b", re.IGNORECASE)
# "Dat geldt niet als …": says the opposite of the sentence before it.
EXCEPTION = re.compile(
    r"^(?:Dat|Dit|Die|Deze)(?: \w+)? gel(?:dt|den) niet (?:als|voor|bij|wanneer)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence or table row, with the words and names in it; `before` is the sentence that it goes on from."""

    text: str
    words: frozenset[str]
    mentions: tuple[Mention, ...]
    spots: tuple[Spot, ...]
    before: str = ""
    row: bool = False
    offer: bool = False  # of a document that only proposes
    places: frozenset[str] = frozenset()  # whom the document is about
    about: str = ""  # headings and what stands above a table
    words_before: frozenset[str] = frozenset()
    names_before: frozenset[str] = frozenset()  # of `before` and `about`
    condition: frozenset[str] = frozenset()  # when an exception holds
    firm: bool = False  # of an agreement, where "doet" is a duty

    @property
    def names(self) -> frozenset[str]:
        return frozenset(mention.name for mention in self.mentions)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one passage says. `words` and `names` are of everything, headings and title too."""

    lines: tuple[Line, ...]
    words: frozenset[str]
    mentions: tuple[Mention, ...]
    text: str
    places: frozenset[str]
    offer: bool

    @property
    def names(self) -> frozenset[str]:
        return frozenset(mention.name for mention in self.mentions)


_kept: "OrderedDict[tuple[int, FoundPassage], tuple[Naming, Facts]]" = OrderedDict()
_keeping = Lock()


def facts(found: FoundPassage, naming: Naming) -> Facts:
    """The facts of a passage; the last ones are remembered, as an answer cites a passage again and again."""
    key = (id(naming.names.table), found)
    with _keeping:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key][1]
    made = _facts(found, naming)
    with _keeping:
        _kept[key] = (naming, made)  # the names are kept with it, so that no other table gets their identity
        while len(_kept) > _REMEMBERED:
            _kept.popitem(last=False)
    return made


def evidence(found: FoundPassage) -> str:
    """Everything of a passage that a sentence may rest on: its text, what leads to it, and its document's card."""
    passage, described = found.passage, found.card.description
    card = (
        described.title,
        *described.municipalities,
        *described.corporations,
        *described.tenant_organisations,
    )
    return "\n".join((*card, *passage.headings, passage.context, passage.text))


def _facts(found: FoundPassage, naming: Naming) -> Facts:
    passage, described = found.passage, found.card.description
    places = frozenset(described.municipalities)
    offer = described.kind is Kind.BOD
    heads = " \n".join(passage.headings)
    # Who offers says "wij"; everybody else must be named in the words themselves.
    own = described.corporations[0] if offer and len(described.corporations) == 1 else ""
    about = "\n".join(filter(None, (heads, passage.context.split("\t")[0] if passage.context else "", own)))
    lines = tuple(_lines(passage.text, passage.context, about, naming, offer, places))
    if described.kind in _AGREEMENTS:
        lines = tuple(replace(line, firm=True) for line in lines)
    text = evidence(found)
    said = "\n".join((described.title, heads, passage.context, passage.text, own))
    return Facts(lines, meanings(text), tuple(naming.mentions(said)), text, places, offer)


def _lines(
    text: str, context: str, about: str, naming: Naming, offer: bool, places: frozenset[str]
) -> Iterator[Line]:
    header: list[str] = context.rsplit("\n", maxsplit=1)[-1].split("\t") if "\t" in context else []
    caption, before, intro = "", "", context if context and "\t" not in context else ""
    for raw in text.split("\n"):
        if "\t" in raw:
            cells = raw.split("\t")
            if not header:
                header = cells
                continue
            yield _row(cells, header, f"{about}\n{caption}", naming, offer, places)
            continue
        header = [] if raw.strip() else header
        bare = _ADDRESS.sub("", _LEADING.sub("", raw))
        for start, end in sentences(bare):
            said = bare[start:end]
            caption = said
            if EXCEPTION.match(said):
                opposed, when = _opposite(before, said)
                line = _sentence(opposed, before, f"{about}\n{intro}", naming, offer, places)
                yield replace(line, condition=meanings(when))
            yield _sentence(said, before, f"{about}\n{intro}", naming, offer, places)
            intro = said if said.endswith(":") else intro
            before = said


def _sentence(
    said: str, before: str, about: str, naming: Naming, offer: bool, places: frozenset[str]
) -> Line:
    mentions = list(naming.mentions(said))
    context = naming.mentions(f"– {before}\n– {about}")
    # Who says "wij": the huurdersorganisatie whose advice it is, or else the corporation whose offer it is.
    parties = [one for one in naming.mentions(about) if one.sort == "party" and one.name[:2] in {"t:", "c:"}]
    if offer and parties:
        speaker = min(parties, key=lambda one: one.name[:2] != "t:")
        mentions += [speaker._replace(start=we.start(), end=we.end()) for we in _WE.finditer(said)]
        mentions.sort(key=lambda one: one.start)
    return Line(
        said,
        meanings(said),
        tuple(mentions),
        tuple(spots(said, naming)),
        before,
        False,
        offer,
        places,
        about,
        meanings(before),
        frozenset(one.name for one in context),
    )


def _row(
    cells: Sequence[str],
    header: Sequence[str],
    about: str,
    naming: Naming,
    offer: bool,
    places: frozenset[str],
) -> Line:
    row = " – ".join(cells)
    labels = [cell for cell in cells if not re.fullmatch(r"[\d.,%€ –-]+|hoogstens \d+", cell.strip())]
    found: list[Spot] = []
    for place, cell in enumerate(cells):
        if place == 0 and cell in labels and not re.fullmatch(r"(?:19|20)\d\d|\d+ \w+ \d{4}", cell.strip()):
            continue
        head = header[place] if place < len(header) else ""
        others = " – ".join(label for label in (labels or cells[:1]) if label != cell) or cells[0] * (
            place > 0
        )
        if place and cells[0] not in others:
            others = f"{cells[0]} – {others}"
        found += cell_spots(cell, others, head, about, row, naming)
    whole = f"{row}\n{' – '.join(header)}"
    return Line(
        whole,
        meanings(f"{whole}\n{about}"),
        tuple(naming.mentions(f"x {whole}")),
        tuple(found),
        "",
        True,
        offer,
        places,
        about,
    )


def _opposite(before: str, exception: str) -> tuple[str, str]:
    """What an exception amounts to: the sentence before it, denied or no longer denied; and when that is so."""
    when = EXCEPTION.sub("", exception)
    denied = re.compile(r"\b(niet|geen)\b ?", re.IGNORECASE)
    main = denied.sub("", before, count=1) if denied.search(before) else f"niet {before}"
    return f"{main.rstrip('. ')} als {when.strip()}", when
