"""Questions to go on with that the library can answer: neighbouring subjects and years of the document used.

Each is tried on the lexical index first: one that finds nothing there is not suggested.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from assistant.answering.concepts import Bag, concepts
from assistant.answering.contract import Citation
from assistant.answering.figures import years
from assistant.answering.texts import Texts
from assistant.answering.understand import Understanding
from corpus.library import Library
from corpus.model import EditionCard, Filters, Kind, Origin

_MOST = 3
# "Artikel 3.2 Huur", "G. Wonen en zorg", "Afspraak 4. Huur"; but "U krijgt bericht" has no number.
_NUMBERED = re.compile(
    r"(?:(?i:artikel|hoofdstuk|paragraaf|bijlage|afspraak|deel|thema)\s+)?"
    r"(?:(?:[A-TV-Z]|\d+)(?:\.?\d+)*[.:)]*(?:\s+|$))?"
)
# Headings that are no subject.
_FORMAL = re.compile(
    r"\b(?:inleiding|voorwoord|partijen|aanleiding|ondertekening|bijlage|begrippen|algeme|doel|looptijd|inhoud|"
    r"uitgangspunt|slot|samenvatting|colofon|leeswijzer|bron|bronnen|voorbehoud|ondertekend|handtekening|aard van|"
    r"kader|duur|wijzig|grenzen|begrip)",
    re.IGNORECASE,
)
# "Over van het gas af" is no Dutch, and "over wat wij vragen" asks for two things.
_NO_TOPIC = re.compile(
    r"(?:van|voor|met|bij|naar|in|op|aan|over|uit|tot|om|als|geen|hoe|wat|wie|waar\w*|wanneer|zo|wij|onze?|samen|dit|deze|nog|ook)\b",
    re.IGNORECASE,
)


def follow_ups(
    citations: Sequence[Citation], asked: Understanding, library: Library, texts: Texts, today: date
) -> tuple[str, ...]:
    """Up to three further questions about the first cited document, each found in the library."""
    if not citations:
        return ()
    chosen: list[str] = []
    for question, filters, about in _candidates(citations[0], asked, library, texts):
        new = question.lower() != asked.text.lower() and question not in chosen
        if new and _answerable(question, filters, about, citations[0].card, library, today):
            chosen.append(question)
        if len(chosen) == _MOST:
            break
    return tuple(chosen)


def _candidates(
    citation: Citation, asked: Understanding, library: Library, texts: Texts
) -> Iterator[tuple[str, Filters, str]]:
    """Questions with the filters they would be asked under, and the text that must be found for them."""
    card, passage = citation.card, citation.found.passage
    only = Filters(documents=(card.document_id,))
    # A year in the name of a document can't be another one.
    if asked.kind == "number" and len(asked.years) == 1 and not asked.look_in:
        others = sorted(
            years(passage.text) - set(asked.years), key=lambda year: (year < asked.years[0], year)
        )
        for year in others[:1]:
            yield asked.text.replace(str(asked.years[0]), str(year)), only, str(year)
    headings = [entry.text for entry in library.outline(card.id)]
    here = next((i for i, text in enumerate(headings) if text in passage.headings[-1:]), 0)
    places = card.description.municipalities
    binding = card.description.origin is not Origin.SAMENVATTING and card.description.kind is not Kind.BOD
    for heading in [*headings[here + 1 :], *headings[:here]]:
        topic = _NUMBERED.sub("", heading, count=1).strip()
        if (
            not topic
            or heading in passage.headings
            or _FORMAL.search(heading)
            or _NO_TOPIC.match(topic)
            or topic.lower() in card.description.title.lower()
            or len(topic.split()) > 5
            or "?" in topic
        ):
            continue
        topic = topic[:1].lower() + topic[1:]
        if len(places) == 1 and binding:
            yield texts.frame("follow_up.topic_place", place=places[0], topic=topic), only, topic
        elif card.description.origin is not Origin.SAMENVATTING:
            yield texts.frame("follow_up.topic", title=card.description.title, topic=topic), only, topic


def _answerable(
    question: str, filters: Filters, about: str, card: EditionCard, library: Library, today: date
) -> bool:
    """Whether the lexical index finds a passage for the question that holds what it is about.

    What it is about is what the answering steps make of it: "over de gemeente" is about nothing there.
    """
    described = card.description
    meant = concepts(question, leave_out=[described.title, *described.municipalities])
    year = about if about.isdigit() else ""
    if not meant:
        return False
    hits = library.search_terms(question, 3, filters, today=today)
    for found in library.found(hit.passage_id for hit in hits):
        text = " ".join((*found.passage.headings, found.passage.context, found.passage.text))
        bag = Bag.of(text)
        if year in text and all(bag.holds(concept) for concept in meant):
            return True
    return False
