"""Answers from the catalogue cards, before anything is searched for: each with the sentence of the document itself.

The cards say which documents an answer is made of, and what is counted; every sentence shown quotes one of them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.answering import card_documents, card_proof
from assistant.answering.card_proof import Proof
from assistant.answering.card_questions import CardQuestion, card_question
from assistant.answering.cite import Sources
from assistant.answering.concepts import Bag
from assistant.answering.contract import Answer, Sentence
from assistant.answering.elsewhere import listed
from assistant.answering.figures import figures
from assistant.answering.frames import framed, named, written
from assistant.answering.names import Names
from assistant.answering.parts import leans_back
from assistant.answering.texts import Texts
from assistant.answering.understand import Understanding
from corpus.library import Library
from corpus.model import Description, EditionCard, FoundPassage, Origin

_MOST = 12  # documents that one answer quotes
_MOST_LISTED = 6  # documents quoted when all documents of a place are asked for
_MOST_NAMED = 30
_COUNTING = re.compile(r"\bhoeveel\b", re.IGNORECASE)
_SIGNED = re.compile(r"teken", re.IGNORECASE)
_SIGNATURE = re.compile(r"w\.?\s?g\.?", re.IGNORECASE)
_OF_ONE_PLACE = frozenset(
    {
        CardQuestion.PARTIES,
        CardQuestion.SIGNERS,
        CardQuestion.SIGNED_ON,
        CardQuestion.PERIOD,
        CardQuestion.NEWEST,
    }
)
_Prove = Callable[[Sequence[FoundPassage], Description], Proof | None]


@dataclass(frozen=True, slots=True)
class CardAnswer:
    """The places that answer, and fixed texts: `opening` says what is counted, `notes` come after the sentences."""

    kind: CardQuestion
    proofs: tuple[Proof, ...]
    opening: str = ""
    notes: tuple[str, ...] = ()

    def sentences(self, sources: Sources, texts: Texts, today: date) -> Iterator[Sentence]:
        """One sentence for each proof, with its source."""
        for whole in self.proofs:
            proof = replace(whole, end=whole.start + len(whole.quote.rstrip(" ;,")))  # the end of a list item
            citation = sources.cite(proof.found, proof.start, proof.end)
            yield Sentence(
                _told(self.kind, proof, framed(citation, texts, today), texts, today), (citation.number,)
            )


def answer_from_cards(asked: Understanding, library: Library, texts: Texts, today: date) -> CardAnswer | None:
    """The answer to a question that the cards answer; None for every other one, and where no document says it."""
    cards = library.cards()
    kind = card_question(asked.part or asked.text, Names.of(cards), card_documents.regions(cards))
    if kind is None:
        return None
    return _Answering(kind, asked, library, texts, today).answer()


def places_to_choose(asked: Understanding, library: Library, today: date) -> tuple[str, ...]:
    """The municipalities that such a question may be about when it needs one and names nothing; else none."""
    cards = library.cards()
    kind = card_question(asked.part or asked.text, Names.of(cards))
    told = (
        asked.filters.municipalities
        or asked.corporations
        or asked.tenants
        or asked.elsewhere
        or asked.unknown
    )
    if kind not in _OF_ONE_PLACE or told:
        return ()
    return tuple(card_documents.per_place(card_documents.agreements(asked, library, today)))


def says_already(told: Sequence[CardAnswer], asked: Understanding) -> bool:
    """Whether a quote of an earlier part holds what a later part asks of it ("… en hoeveel woningen hebben zij?")."""
    if not asked.part or not leans_back(asked.part) or not asked.concepts:
        return False
    quotes = " ".join(proof.quote for one in told for proof in one.proofs)
    own = asked.concepts[: asked.needed or None]
    held = [Bag.of(quotes).holds(concept) > 0 for concept in own]
    return 2 * sum(held) >= len(held) and (asked.kind != "number" or bool(figures(quotes)))


def with_notes(answer: Answer, told: Sequence[CardAnswer]) -> Answer:
    """The answer with what was counted before its sentences, and the other fixed texts after."""
    openings = tuple(one.opening for one in told if one.opening)
    notes = tuple(note for one in told for note in one.notes)
    text = "\n".join((*openings, answer.text, *notes))
    return replace(answer, text=text, notes=(*openings, *answer.notes, *notes)) if told else answer


@dataclass(frozen=True, slots=True)
class _Answering:
    kind: CardQuestion
    asked: Understanding
    library: Library
    texts: Texts
    today: date

    def answer(self) -> CardAnswer | None:
        match self.kind:
            case CardQuestion.PLACES | CardQuestion.IN_FORCE | CardQuestion.ENDING:
                return self._places()
            case CardQuestion.PLACES_OF:
                return self._places_of()
            case CardQuestion.TENANTS | CardQuestion.CORPORATION_OF if (
                self.asked.corporations or self.asked.tenants
            ):
                return self._relation()
            case CardQuestion.DOCUMENTS:
                return self._documents()
            case CardQuestion.NEWEST:
                cards = card_documents.newest(self.asked, self.library, self.today)
                return self._all(cards, _standing, notes=(self._note("card_newest"),))
            case CardQuestion.PERIOD | CardQuestion.SIGNED_ON:
                prove = card_proof.period_in if self.kind is CardQuestion.PERIOD else card_proof.signing_in
                return self._all(self._meant(), prove)
            case _:
                return self._parties()

    def _parties(self) -> CardAnswer | None:
        cards = self._meant()
        names = [name for card in cards for name in self._wanted(card.description)]
        counted = bool(names) and _COUNTING.search(self.asked.part or self.asked.text) is not None
        opening = self._counted(self.kind, names) if counted and self.kind is not CardQuestion.SIGNERS else ""
        signed = self.kind is CardQuestion.SIGNERS
        return self._all(
            cards,
            lambda passages, described: card_proof.parties_in(
                passages, described, self._wanted(described), signed=signed
            ),
            opening=opening,
        )

    def _wanted(self, described: Description) -> tuple[str, ...]:
        """The parties that are asked about."""
        if self.kind is CardQuestion.CORPORATIONS:
            return described.corporations
        if self.kind is CardQuestion.TENANTS:
            return described.tenant_organisations
        return (*described.municipalities, *described.corporations, *described.tenant_organisations)

    def _relation(self) -> CardAnswer | None:
        """Which tenants' organisation belongs to a corporation, or which corporation to it."""
        tenants = self.kind is CardQuestion.TENANTS
        one = (self.asked.corporations if tenants else self.asked.tenants)[:1]
        cards = [
            card
            for card in card_documents.agreements(self.asked, self.library, self.today)
            if set(one) & {*card.description.corporations, *card.description.tenant_organisations}
            and set(self.asked.municipalities) <= set(card.description.municipalities)
        ]
        kept = list(card_documents.per_place(cards).values())[:_MOST_LISTED]
        if not one or not kept:
            return None

        def prove(passages: Sequence[FoundPassage], described: Description) -> Proof | None:
            others = described.tenant_organisations if tenants else described.corporations
            if said := card_proof.relation_in(passages, described, one[0], others):
                return said
            related = card_proof.alike(one[0], others) or others
            wanted = (*one, *related)
            return card_proof.parties_in(passages, described, wanted, signed=False) if related else None

        return self._all(_once(kept), prove)

    def _places(self) -> CardAnswer | None:
        """The municipalities with agreements: all, those in force or those that end in the years asked about."""
        # What runs on ("na 2027") is asked about from its first year.
        years = (self.asked.span or ())[:1] or self.asked.all_years or (self.today.year,)
        signed = self.kind is CardQuestion.PLACES and _SIGNED.search(self.asked.text) is not None
        passing: list[EditionCard] = []
        all_agreements = card_documents.agreements(self.asked, self.library, self.today)
        if self.kind is not CardQuestion.PLACES and not self.asked.kinds:
            all_agreements = card_documents.without_years_plans(all_agreements)
        for card in all_agreements:
            described = card.description
            held = {
                CardQuestion.PLACES: not signed or described.signed is not None,
                CardQuestion.IN_FORCE: set(years) <= set(described.period.years()),
                CardQuestion.ENDING: described.period.end in years,
            }[self.kind]
            if held and (not self.asked.kinds or described.kind in self.asked.kinds):
                passing.append(card)
        found = card_documents.per_place(passing)
        prove = card_proof.signing_in if signed else _standing
        opening = self._counted(
            "places_signed" if signed else self.kind, list(found), years=listed([*map(str, years)])
        )
        notes = (self.texts.note("card_own_text"),)
        return self._all(_once(found.values()), prove, opening=opening, notes=notes)

    def _places_of(self) -> CardAnswer | None:
        """The municipalities in which a corporation is a party."""
        names = (*self.asked.corporations, *self.asked.tenants)[:1]
        cards = [
            card
            for card in card_documents.agreements(self.asked, self.library, self.today)
            if set(names) & {*card.description.corporations, *card.description.tenant_organisations}
        ]
        found = card_documents.per_place(cards)
        opening = self._counted(self.kind, list(found), corporation="".join(names)) if names else ""
        return self._all(
            _once(found.values()),
            lambda passages, described: card_proof.parties_in(passages, described, names, signed=False),
            opening=opening,
        )

    def _documents(self) -> CardAnswer | None:
        cards = card_documents.about(self.asked, self.library, self.today)
        opening = self._counted(self.kind, [f"‘{card.description.title}’" for card in cards])
        return self._all(
            cards[:_MOST_LISTED], lambda passages, _: card_proof.opening_of(passages), opening=opening
        )

    def _meant(self) -> list[EditionCard]:
        return card_documents.meant(self.asked, self.library, self.today)

    def _all(
        self, cards: Sequence[EditionCard], prove: _Prove, *, opening: str = "", notes: tuple[str, ...] = ()
    ) -> CardAnswer | None:
        """The proof of each document; None when no document says it."""
        proofs = [
            proof
            for card in cards[:_MOST]
            if (proof := prove(self.library.passages_of(card.id), card.description))
        ]
        return CardAnswer(self.kind, tuple(proofs), opening, notes) if proofs else None

    def _counted(self, what: str, names: Sequence[str], **values: str) -> str:
        """What is counted, with the list behind the number and what was searched."""
        shown = [*names[:_MOST_NAMED], *(["…"] if len(names) > _MOST_NAMED else [])]
        word = self.texts.frame(f"card.{'one' if len(names) == 1 else 'more'}.{what}", **values)
        return self._note("card_count", count=len(names), what=word, names=listed(shown))

    def _note(self, name: str, **values: object) -> str:
        number = self.library.coverage(self.asked.given, today=self.today).documents
        documents = "1 document" if number == 1 else f"{number} documenten"
        return self.texts.note(name, documents=documents, day=written(self.today), **values)


def _standing(passages: Sequence[FoundPassage], described: Description) -> Proof | None:
    """For how long it holds, else when it was signed."""
    return card_proof.period_in(passages, described) or card_proof.signing_in(passages, described)


def _once(cards: Iterable[EditionCard]) -> list[EditionCard]:
    """Each document once: one may be of several municipalities."""
    return list({card.id: card for card in cards}.values())


def _told(kind: CardQuestion, proof: Proof, plain: str, texts: Texts, today: date) -> str:
    """The words around a proof; `plain` is it as any quote is framed."""
    described = proof.found.card.description
    values = {
        "document": named(proof.found.card, texts),
        "standing": texts.frame(f"standing.{described.status(today)}"),
        "quote": " ".join(proof.quote.split()),
    }
    if kind is CardQuestion.DOCUMENTS:
        if described.origin is Origin.SAMENVATTING:
            return texts.frame("card.summary", title=described.title, text=plain)
        return texts.frame("card.document", **values)
    if kind in _PLAIN:
        return plain
    values["subject"] = texts.frame(f"card.subject.{kind}")
    if proof.rows:
        return texts.frame("card.said_table", **values, cells="; ".join(map(_cells, proof.rows)))
    return texts.frame("card.said", **values)


_PLAIN = frozenset(
    {
        CardQuestion.PLACES,
        CardQuestion.IN_FORCE,
        CardQuestion.ENDING,
        CardQuestion.NEWEST,
        CardQuestion.SIGNED_ON,
        CardQuestion.PERIOD,
    }
)


def _cells(row: str) -> str:
    """A row of a table as text, without the marks of signatures."""
    cells = [cell.strip() for cell in row.split("\t")]
    return ", ".join(cell for cell in cells if cell and not _SIGNATURE.fullmatch(cell))
