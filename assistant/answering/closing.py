"""The end of every walk: status, notes, referrals and choices around the sentences, and all of it as plain text."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from assistant.answering.contract import Answer, AnswerStatus, Citation, Sentence
from assistant.answering.decide import Decision
from assistant.answering.elsewhere import notes_on_names
from assistant.answering.frames import joined, standing_note
from assistant.answering.guard import Guarded
from assistant.answering.premise import lacks_outcome, says_otherwise
from assistant.answering.sides import Side
from assistant.answering.texts import Texts
from assistant.answering.understand import Understanding
from corpus.library import Library
from corpus.model import EditionCard, Filters, Status

_MOST_CHOICES = 6


def guarded(
    end: Guarded, sentences: tuple[Sentence, ...], citations: tuple[Citation, ...], texts: Texts
) -> Answer:
    """The answer to a question that is not searched for; `sentences` is general information about its subject."""
    reply = f"{end.reply} {texts.note('in_general')}" if sentences else end.reply
    return Answer(
        end.status or AnswerStatus.BUITEN_ONDERWERP,
        _text(reply, sentences, (), end),
        understood=end.text,
        sentences=sentences,
        notes=(reply,),
        referrals=end.referrals,
        citations=citations,
    )


def unknown_place(asked: Understanding, library: Library, texts: Texts) -> Answer:
    """The answer to a question about municipalities that the library has nothing of."""
    notes = [*notes_on_names(asked, library.cards()), searched(asked, library, texts)]
    return Answer(
        AnswerStatus.NIET_GEVONDEN,
        " ".join(notes),
        understood=asked.text,
        notes=tuple(notes),
        coverage_municipality=0,
    )


def unavailable(asked: Understanding, texts: Texts) -> Answer:
    """The answer when nothing can be searched."""
    text = texts.status(AnswerStatus.NIET_BESCHIKBAAR)
    return Answer(AnswerStatus.NIET_BESCHIKBAAR, text, understood=asked.text, notes=(text,))


def conclude(
    asked: Understanding,
    decided: Sequence[tuple[Side, Decision]],
    sentences: tuple[Sentence, ...],
    citations: tuple[Citation, ...],
    library: Library,
    texts: Texts,
    today: date,
    *,
    masked: bool,
    model_failed: bool,
    cut_off: bool = False,
) -> Answer:
    """The answer that follows from what was found on each side and what could be shown of it."""
    choices = next((decision.choices for _, decision in decided if decision.choices), ())
    notes: list[str] = []
    empty = [side for side, decision in decided if not decision.units]
    missing = dict.fromkeys(side.label for side in empty if side.label and not side.asked.part)
    unanswered = [_part(side) for side in empty if side.asked.part]
    years = sorted({year for _, decision in decided for year in decision.years})
    if choices and not sentences:
        status = AnswerStatus.VERDUIDELIJKING_NODIG
        choices = (*choices[:_MOST_CHOICES], texts.note("another_place"))
    elif not sentences:
        status = AnswerStatus.NIET_GEVONDEN
    else:
        only_planned = lacks_outcome(asked.text, [citation.quote for citation in citations])
        status = (
            AnswerStatus.DEELS_BEANTWOORD
            if missing or unanswered or years or only_planned or asked.kind == "count"
            else AnswerStatus.BEANTWOORD
        )
        notes += [texts.note("year_missing", year=year) for year in years]
        notes += [_missing(label, texts) for label in missing]
        notes += [texts.note("part_missing", part=part) for part in unanswered]
        notes += [texts.note("outcome_missing")] if only_planned else []
        meant = {document for side, _ in decided for document in side.asked.filters.documents}
        notes += _standings(citations, asked, meant, library, texts, today)
        if any(citation.recognised for citation in citations):
            notes.append(texts.note("recognised"))
    notes += notes_on_names(replace(asked, unknown=()), library.cards())
    if sentences and asked.kind == "count":
        notes.append(texts.note("count"))
    if model_failed:
        notes.append(texts.note("model_failed"))
    if cut_off:
        notes.append(texts.note("model_cut_off"))
    if masked:
        notes.append(texts.note("masked"))
    if status in {AnswerStatus.NIET_GEVONDEN, AnswerStatus.DEELS_BEANTWOORD}:
        notes.append(searched(asked, library, texts))
    opening = texts.status(status)
    if sentences and len(decided) == 1 and says_otherwise(asked, decided[0][1].units, citations):
        opening = texts.note("differs")
    if opening:
        notes.insert(0, opening)
    return Answer(
        status,
        _text(opening, sentences, notes, choices=choices),
        understood=asked.text,
        sentences=sentences,
        notes=tuple(notes),
        choices=choices if status is AnswerStatus.VERDUIDELIJKING_NODIG else (),
        citations=citations,
        coverage_municipality=_local(asked, library) if asked.municipalities else None,
    )


def searched(asked: Understanding, library: Library, texts: Texts) -> str:
    """What was searched, and that finding nothing doesn't mean that nothing is agreed."""
    coverage = library.coverage(asked.given)
    documents = _counted(coverage.documents)
    if asked.municipalities:
        local = library.coverage(replace(asked.given, municipalities=asked.municipalities))
        text = texts.note(
            "searched_place",
            documents=documents,
            local=local.documents,
            place=joined(asked.municipalities),
            years=_span(local.first_year, local.last_year),
        )
    else:
        text = texts.note(
            "searched", documents=documents, years=_span(coverage.first_year, coverage.last_year)
        )
    return f"{text} {texts.note('not_found_is_not_none')}"


def places_of(cards: Sequence[EditionCard]) -> tuple[str, ...]:
    """The municipalities that the library has documents of."""
    return tuple(sorted({name for card in cards for name in card.description.municipalities}))


def _standings(
    citations: Sequence[Citation],
    asked: Understanding,
    meant: Collection[str],
    library: Library,
    texts: Texts,
    today: date,
) -> list[str]:
    """A note for each cited document that is not in force; of those that are `meant` no newer one was looked in."""
    notes = {}
    for citation in citations:
        card = citation.card
        if card.id not in notes:
            newer = _newer(card, library, today)
            cited = card.document_id in meant or (
                newer is not None and any(other.card.id == newer.id for other in citations)
            )
            notes[card.id] = standing_note(card, texts, today, newer, newer_cited=cited, years=asked.years)
    return [note for note in dict.fromkeys(notes.values()) if note]


def _newer(card: EditionCard, library: Library, today: date) -> EditionCard | None:
    """The document in force of the same kind and places, if there is one."""
    described = card.description
    same = Filters(
        municipalities=described.municipalities, kinds=(described.kind,), statuses=(Status.GELDEND,)
    )
    return next(iter(library.cards(same, today=today)), None) if described.municipalities else None


def _missing(label: str, texts: Texts) -> str:
    """What to say of a side of a comparison that nothing was found about: a year, a period or a source."""
    name = "year_missing" if label[:1].isdigit() else "side_missing"
    return texts.note(name, year=label, side=label)


def _part(side: Side) -> str:
    """The words of a part of a question, with the side of it when it has more than one."""
    words = side.asked.part.rstrip("?. ")
    return f"{words} ({side.label})" if side.label and side.label not in words else words


def _local(asked: Understanding, library: Library) -> int:
    return library.coverage(Filters(municipalities=asked.municipalities)).documents


def _text(
    opening: str,
    sentences: Sequence[Sentence],
    notes: Sequence[str],
    end: Guarded | None = None,
    *,
    choices: Sequence[str] = (),
) -> str:
    """Everything in reading order: opening, sentences with their numbers, notes, places to ask."""
    parts = [opening] if opening else []
    parts += [
        f"{sentence.text} {''.join(f'[{number}]' for number in sentence.sources)}" for sentence in sentences
    ]
    parts += [note for note in notes if note != opening]
    if choices:
        parts.append(" ".join(f"[{choice}]" for choice in choices))
    if end:
        parts += [f"{place.name} ({place.url}): {place.reason}." for place in end.referrals]
    return "\n".join(part for part in parts if re.search(r"\S", part))


def _counted(documents: int) -> str:
    return "1 document" if documents == 1 else f"{documents} documenten"


def _span(first: int | None, last: int | None) -> str:
    return f" ({first}–{last})" if first and last and first != last else f" ({first})" if first else ""
