"""A language model settles what the rules were not sure of; what its own words don't prove is not taken over.

It may say who acts, how hard a commitment is, its themes and its subject, and only where the rules' certainty is low.
Numbers, dates and what counts as a commitment stay with the rules.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from pydantic import BaseModel, Field

from corpus.commitment import Commitment, FieldEvidence, Modality
from corpus.edition import Edition
from corpus.model import Theme
from ingest.commitments.hardness import hardness
from ingest.commitments.parties import Parties
from ingest.commitments.structure import read
from ingest.model_replies import Access, ReplyingModel, enclosed
from ingest.settings import IngestSettings

_UNSURE = 0.75  # of the rules, below which the model is asked
_CERTAINTY = 0.75  # of what the model settled
_LONGEST_REPLY = 4_000  # characters
_LONGEST_OBJECT = 120

_Name = Literal["hardheid", "actoren", "themas", "onderwerp"]
_FIELDS: dict[str, _Name] = {
    "modality": "hardheid",
    "actors": "actoren",
    "themes": "themas",
    "object": "onderwerp",
}


class _Proposal(BaseModel):
    """What the model makes of one field, and the words that it read it in."""

    veld: _Name
    waarde: list[str] | str
    woorden: str = Field(min_length=2)

    @property
    def values(self) -> list[str]:
        return [self.waarde] if isinstance(self.waarde, str) else self.waarde


class _Reply(BaseModel):
    velden: list[_Proposal] = Field(max_length=len(_FIELDS))


@dataclass(frozen=True, slots=True)
class Refined:
    """An edition after refinement: how many commitments were asked about, changed, or had no usable reply."""

    edition: Edition
    asked: int = 0
    changed: int = 0
    failed: int = 0


class Refiner:
    """Refines commitments with the model of the settings. Raises `corpus.language_model.ModelUnusable`."""

    def __init__(self, settings: IngestSettings) -> None:
        access = Access(
            settings.refine_model,
            settings.refine_model_url,
            settings.refine_model_key,
            settings.refine_seconds,
            settings.refine_parallel,
            "AFSPRAKENWIJZER_REFINE_MODEL",
        )
        self._model = ReplyingModel(access, "commitment", longest=_LONGEST_REPLY)

    def fingerprint(self, original: str) -> str:
        """The fingerprint of an edition that is refined."""
        return self._model.fingerprint(original)

    def refine(self, edition: Edition, tell: Callable[[int, int], None] = lambda done, of: None) -> Refined:
        """An edition whose unsure fields the model settled. A reply that fails leaves its commitment as it was.

        `tell` hears how many of how many replies are there.
        """
        unsure = {one.id: fields for one in edition.commitments if (fields := _unsure(one))}
        parties = Parties(edition.description, edition.passages)
        asked = [one for one in edition.commitments if one.id in unsure]
        better: dict[str, Commitment] = {}
        failed = 0
        replies = self._model.replies(
            asked, lambda one: _texts(one, unsure[one.id]), lambda _, text: _Reply.model_validate_json(text)
        )
        for done, (one, reply) in enumerate(replies, 1):
            if reply is None:
                failed += 1
            elif (settled := _settled(one, reply, unsure[one.id], parties)) != one:
                better[one.id] = settled
            tell(done, len(asked))
        if not better:
            return Refined(edition, len(asked), 0, failed)
        commitments = tuple(better.get(one.id, one) for one in edition.commitments)
        return Refined(replace(edition, commitments=commitments), len(asked), len(better), failed)


def _texts(one: Commitment, fields: Sequence[str]) -> Mapping[str, str]:
    """What fills the prompt."""
    return {
        "themes": ", ".join(Theme),
        "headings": enclosed("\n".join(one.headings)),
        "context": enclosed(one.context),
        "quote": enclosed(one.quote),
        "fields": ", ".join(_FIELDS[field] for field in fields),
    }


def _unsure(one: Commitment) -> tuple[str, ...]:
    """The fields of which the rules are not sure."""
    least = dict.fromkeys(_FIELDS, 1.0)
    for evidence in one.evidence:
        if evidence.field in least:
            sure = evidence.certainty if evidence.words or evidence.field != "object" else 0.0
            least[evidence.field] = min(least[evidence.field], sure)
    return tuple(field for field, sure in least.items() if sure < _UNSURE)


def _settled(one: Commitment, reply: _Reply, unsure: Sequence[str], parties: Parties) -> Commitment:
    """A commitment with the proposals that its own words prove."""
    for proposal in reply.velden:
        field = next(name for name, called in _FIELDS.items() if called == proposal.veld)
        texts = (one.quote, one.context, *one.headings)
        if field not in unsure or not any(proposal.woorden in text for text in texts):
            continue
        value = _proven(field, proposal, one, parties)
        if value is None or value == getattr(one, field):
            continue
        evidence = FieldEvidence(field, proposal.woorden, _CERTAINTY)
        others = tuple(known for known in one.evidence if known.field != field)
        one = replace(one, evidence=(*others, evidence), **{field: value})
    return one


def _proven(field: str, proposal: _Proposal, one: Commitment, parties: Parties) -> Any:
    """The value of a proposal as the record holds it, None when its words don't prove it."""
    words, values = proposal.woorden, proposal.values
    if field == "modality":
        if len(values) != 1 or values[0] not in set(Modality):
            return None
        said, _, sure = hardness(words, read(words, []))
        # The rules may know these very words: then theirs is what they say.
        return None if sure >= _UNSURE and said != values[0] else Modality(values[0])
    if field == "actors":
        named = {
            key: mention.actor
            for mention in parties.mentions(words)
            for key in (words[mention.start : mention.end].casefold(), mention.actor.role, mention.actor.name)
        }
        actors = [named.get(value) or named.get(value.casefold()) for value in values]
        return tuple(dict.fromkeys(actors)) if actors and all(actors) else None
    if field == "themes":
        known = set(Theme)
        themes = [Theme(value) for value in values if value in known]
        return tuple(dict.fromkeys(themes)) if len(themes) == len(values) and 0 < len(themes) <= 3 else None
    subject = values[0] if len(values) == 1 else ""
    return (
        subject if 1 < len(subject) <= _LONGEST_OBJECT and subject in one.quote and subject in words else None
    )
