"""The commitments of an edition: every sentence, list item and table cell is read once, in reading order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.commitment import Actor, Commitment, FieldEvidence, Modality, Standing
from corpus.model import Description, Kind, Page, Passage
from corpus.standing import standing_of, tells
from ingest.commitments.acting import Acting, Memory, Surroundings, acting
from ingest.commitments.amending import amends, new_value, new_wording
from ingest.commitments.deciding import AMENDED, THRESHOLD, certainty, points, tells_the_state
from ingest.commitments.hardness import hardness
from ingest.commitments.parties import Mention, Parties
from ingest.commitments.periods import moments
from ingest.commitments.phrases import phrases
from ingest.commitments.places import place_of, places_in
from ingest.commitments.quantities import quantities
from ingest.commitments.structure import Reading, read
from ingest.commitments.table_grid import continued
from ingest.commitments.tabled import of_table
from ingest.commitments.telling import tells_of_agreement
from ingest.commitments.themed import themes_of
from ingest.commitments.units import Unit, units_of

MOST = 10_000  # commitments of an edition


def extract(
    description: Description, passages: Sequence[Passage], pages: Sequence[Page], edition_id: str
) -> tuple[Commitment, ...]:
    """The commitments of an edition in reading order; none for a document that cannot hold one.

    Every quote is the verbatim text of its spans.
    """
    standing = standing_of(description)
    if standing is None:
        return ()
    walk = _Walk(description, Parties(description, passages), standing)
    found: list[Commitment] = []
    for commitment in walk.commitments(passages, {page.number: page.text for page in pages}):
        ordinal = len(found)
        found.append(replace(commitment, id=f"{edition_id}.c{ordinal}", ordinal=ordinal))
        if ordinal + 1 == MOST:
            break
    return tuple(found)


@dataclass(slots=True)
class _Walk:
    """A walk over the passages of one document, and what it remembers of the sentence before."""

    description: Description
    parties: Parties
    standing: Standing
    memory: Memory = field(default_factory=Memory)
    follows: bool = False
    above: Passage | None = None  # the table before
    numbered: bool = True  # whether the document numbers its clauses
    state: int = 0  # sentences since one that told how things stand, counted down

    def commitments(self, passages: Sequence[Passage], texts: Mapping[int, str]) -> Iterator[Commitment]:
        """The commitments, not yet numbered."""
        places = places_in(texts.values(), (*self.description.municipalities, *self.parties.names))
        self.numbered = any(
            passage.clause and any(sign.isdigit() for sign in passage.clause) for passage in passages
        )
        chapters = {passage.headings[:-1] for passage in passages if passage.headings}
        for given in passages:
            passage = given
            if passage.headings != self.memory.headings:
                self.memory, self.follows, self.state = Memory(headings=passage.headings), False, 0
            if passage.form == "table":
                passage = self.above = continued(passage, self.above)
                if not tells(self.standing) and not (self.state and _has_no_caption(passage)):
                    found = of_table(self.parties, passage, texts, self.standing, places)
                    yield from (one for one in found if not self._is_over(one))
                continue
            introduces = bool(passage.headings) and passage.headings in chapters
            for unit in units_of(passage, texts, introduces):
                commitment = self._of_unit(unit)
                self.follows = commitment is not None
                if commitment is not None:
                    yield commitment

    def _is_over(self, one: Commitment) -> bool:
        """Whether a cell of yearly agreements is about a year before them: what was done, or agreed then."""
        yearly, begins = self.description.kind is Kind.JAARAFSPRAKEN, self.description.period.start
        return bool(yearly and begins and one.period.end and one.period.end < begins)

    def _of_unit(self, unit: Unit) -> Commitment | None:
        if tells(self.standing) and not tells_of_agreement(unit.text, self.parties):
            return None
        said = replace(unit, text=new_wording(unit.text))
        mentions = self.parties.mentions(said.text)
        reading = read(said.text, [(m.start, m.end) for m in mentions if m.named])
        told = tells_the_state(said.text, reading, self.description.period)
        self.state = 2 if told else max(0, self.state - 1)
        around = Surroundings(unit.lead, unit.passage.headings, unit.first)
        who = acting(said.text, reading, mentions, self.parties, self.memory, around)
        bid = self.description.kind is Kind.BOD
        total = points(
            said,
            reading,
            who,
            self.description.period,
            bid=bid,
            follows=self.follows,
            numbered=self.numbered,
        )
        total += AMENDED if amends(unit.text) else 0.0
        if who.subject or (total >= THRESHOLD and who.certainty >= 0.6):
            self.memory.actors, self.memory.words, self.memory.about = who.actors, who.words, who.about
        if tells(self.standing):
            total = THRESHOLD
        return (
            self._commitment(unit, said.text, reading, who, mentions, total) if total >= THRESHOLD else None
        )

    def _commitment(
        self,
        unit: Unit,
        sentence: str,
        reading: Reading,
        who: Acting,
        mentions: Sequence[Mention],
        total: float,
    ) -> Commitment:
        """The record of a unit; `sentence` is what it says, for an amendment its new wording."""
        passage, headings = unit.passage, unit.passage.headings
        modality, hard, sure = hardness(
            sentence, reading, unit.lead, () if amends(unit.text) else headings, unit.before
        )
        if modality is Modality.PROCEDURE and new_value(unit.text) != unit.text:
            modality = Modality.RESULTAAT  # a new number, not how parties work together
        subject = [m for m in mentions if m.actor in who.actors] if who.subject else []
        done = phrases(sentence, reading, subject, unit.lead)
        themes = themes_of(sentence, headings, unit.lead, action=done.action, action_words=done.action_words)
        place = place_of(sentence, (*self.description.municipalities, *self.parties.names))
        numbers, counted = quantities(
            new_value(sentence), lead=unit.lead, headings=headings, actors=self._actors
        )
        when = moments(sentence, lead=unit.lead, headings=headings, document=self.description.period)
        evidence = [
            FieldEvidence("actors", who.words, who.certainty),
            FieldEvidence("modality", hard, sure),
            FieldEvidence("action", done.action_words),
            FieldEvidence("object", done.object),
            *(FieldEvidence("themes", words, 0.8 if words else 0.3) for _, words in themes),
            *([FieldEvidence("location", place[1], 0.8)] if place else []),
            *counted,
            *when.evidence,
        ]
        return Commitment(
            id="",
            ordinal=0,
            passage_id=passage.id,
            quote=unit.text,
            spans=unit.spans,
            standing=self.standing,
            modality=modality,
            actors=who.actors,
            action=done.action,
            object=done.object,
            themes=tuple(theme for theme, _ in themes),
            numbers=numbers,
            period=when.period,
            deadline=when.deadline,
            location=place[0] if place else None,
            bound=self.parties.bound,
            clause=unit.clause,
            headings=headings,
            context=unit.lead or unit.before,
            form="list" if unit.item else "text",
            certainty=certainty(total),
            evidence=tuple(_read_in(item, unit) for item in evidence),
        )

    def _actors(self, text: str) -> tuple[Actor, ...]:
        return tuple(dict.fromkeys(mention.actor for mention in self.parties.mentions(text)))


def _has_no_caption(passage: Passage) -> bool:
    return not passage.context and "\t" in passage.text.split("\n", 1)[0]


def _read_in(evidence: FieldEvidence, unit: Unit) -> FieldEvidence:
    """Evidence whose words stand in the commitment or above it; those of the sentence before do not."""
    texts = (unit.text, unit.lead, *unit.passage.headings)
    return evidence if any(evidence.words in text for text in texts) else replace(evidence, words="")
