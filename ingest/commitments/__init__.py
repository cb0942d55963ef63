"""Step 7: out of an agreement, each agreed thing as a record; `docs/commitments.md` says what counts as one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.commitment import Commitment, FieldEvidence, Role, Standing
from corpus.model import Description, Kind, Page, Passage
from ingest.commitments import periods, quantities
from ingest.commitments.acting import Acting, Memory, Surroundings, acting
from ingest.commitments.deciding import THRESHOLD, certainty, points
from ingest.commitments.hardness import hardness
from ingest.commitments.parties import Parties
from ingest.commitments.phrases import phrases
from ingest.commitments.places import place_of
from ingest.commitments.standing import standing_of, tells
from ingest.commitments.structure import read
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
    document = Document(description, Parties(description, passages), standing)
    found: list[Commitment] = []
    for commitment in document.commitments(passages, {page.number: page.text for page in pages}):
        ordinal = len(found)
        found.append(replace(commitment, id=f"{edition_id}.c{ordinal}", ordinal=ordinal))
        if len(found) == MOST:
            break
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Document:
    """What all commitments of a document share."""

    description: Description
    parties: Parties
    standing: Standing

    def commitments(self, passages: Sequence[Passage], texts: dict[int, str]) -> Iterator[Commitment]:
        """The commitments, not yet numbered."""
        memory = Memory()
        parents = {passage.headings[:-1] for passage in passages}
        for passage in passages:
            if passage.headings != memory.headings:
                memory = Memory(headings=passage.headings)
            if passage.form == "table":
                if not tells(self.standing):
                    yield from of_table(self.description, self.parties, passage, texts, self.standing)
                continue
            for unit in units_of(passage, texts, bool(passage.headings) and passage.headings in parents):
                commitment = self._of_unit(unit, memory)
                if commitment is not None:
                    yield commitment

    def _of_unit(self, unit: Unit, memory: Memory) -> Commitment | None:
        passage, sentence = unit.passage, unit.text
        headings = passage.headings
        mentions = self.parties.mentions(sentence)
        reading = read(sentence, [(m.start, m.end) for m in mentions if m.named])
        around = Surroundings(unit.lead, headings, unit.first)
        who = acting(sentence, reading, self.parties, memory, around)
        total = points(
            unit, reading, who, headings, self.description.period, self.description.kind is Kind.BOD
        )
        if who.subject or (total >= THRESHOLD and who.certainty >= 0.6):
            memory.actors, memory.words = who.actors, who.words
        if tells(self.standing):
            if not tells_of_agreement(sentence, self.parties):
                return None
            total = THRESHOLD + 0.5
        if total < THRESHOLD:
            return None
        modality, hard, sure = hardness(sentence, reading, unit.lead, headings)
        done = phrases(sentence, reading, _subject_of(self.parties, sentence, who), unit.lead)
        themes = themes_of(sentence, headings, unit.lead)
        place = place_of(sentence, self._not_places())
        numbers, counted = quantities.quantities(
            sentence, lead=unit.lead, headings=headings, actors=lambda text: self._actors(text)
        )
        when = periods.moments(sentence, lead=unit.lead, headings=headings, document=self.description.period)
        evidence = [
            FieldEvidence("actors", self._within(who.words, unit, memory), who.certainty),
            FieldEvidence("modality", hard, sure),
            FieldEvidence("action", done.action_words),
            FieldEvidence("object", done.object),
            *(FieldEvidence("themes", words, 0.8 if words else 0.3) for _, words in themes),
            *counted,
            *when.evidence,
        ]
        if place:
            evidence.append(FieldEvidence("location", place[1], 0.8))
        return Commitment(
            id="",
            ordinal=0,
            passage_id=passage.id,
            quote=unit.quote,
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
            context=unit.lead,
            form="list" if unit.item else "text",
            certainty=certainty(total),
            evidence=tuple(evidence),
        )

    def _actors(self, text: str):  # type: ignore[no-untyped-def]
        return tuple(dict.fromkeys(mention.actor for mention in self.parties.mentions(text)))

    def _not_places(self) -> tuple[str, ...]:
        return (*self.description.municipalities, *self.parties.names)

    @staticmethod
    def _within(words: str, unit: Unit, memory: Memory) -> str:
        """The words of a field, when they stand in the commitment itself."""
        return (
            words
            if words in unit.text or words in unit.lead or any(words in h for h in unit.passage.headings)
            else ""
        )


def _subject_of(parties: Parties, sentence: str, who: Acting):  # type: ignore[no-untyped-def]
    if not who.subject:
        return []
    return [m for m in parties.mentions(sentence) if m.actor in who.actors]


__all__ = ["Role", "extract"]
