"""How a Dutch sentence is put together, as far as commitments need it: its subject, its finite verb and what follows.

No parser: a main clause has its finite verb in the second place, a clause that begins with "die", "als" or "dat" ends
with it. What those two rules do not settle stays unsettled.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.vocabulary.agreeing import sentence_words
from ingest.commitments.tokens import (
    ALSO_NOUNS,
    BEFORE_NOUN,
    DETERMINERS,
    PREPOSITIONS,
    Token,
    tokens_of,
    verb_like,
)
from ingest.commitments.unlisted import opens_unlisted, participle_like, unlisted_at
from ingest.commitments.verbs import Form, finite, forms_of, joined

_WORDS = sentence_words()
_RELATIVES, _PARTICLES = _WORDS["relatives"], _WORDS["particles"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence read. Ranges are characters of the sentence.

    `condition` is the range of a clause in front that says when ("Stijgt het voorschot, …"); `inverted` tells that
    the subject stands behind the verb; `before` is what stands in front of the verb, `after` what follows it.
    `main` is the verb that says what is done: that of the sense ("realiseren" in "zullen … realiseren"); `finite`
    the one that goes with the subject.
    """

    finite: Form | None = None
    main: Form | None = None
    verb_at: tuple[int, int] = (0, 0)
    main_at: tuple[tuple[int, int], ...] = ()
    condition: tuple[int, int] | None = None
    inverted: bool = False
    passive: bool = False
    before: tuple[int, int] = (0, 0)
    after: tuple[int, int] = (0, 0)


def read(sentence: str, names: Sequence[tuple[int, int]] = ()) -> Reading:
    """The reading of the first main clause of a sentence; in the ranges of `names` stands no verb."""
    tokens = tokens_of(sentence, names)
    if not tokens:
        return Reading()
    start, condition = _condition(tokens)
    at = _finite_at(tokens, start)
    if at != 1 and opens_unlisted(tokens):
        at = None
    if at == start == 0 and _participle_opens(tokens):
        at = 1
    form = finite(tokens[at].lower) if at is not None else None
    if at is None and (sentence.rstrip().endswith((".", ";")) or opens_unlisted(tokens)):
        at, form = unlisted_at(tokens, start)
    if at is None or form is None:
        return Reading(condition=_range(tokens, condition), before=(tokens[start].start, tokens[-1].end))
    end = _clause_end(tokens, at)
    main, places, passive = _sense(tokens, at, end, form)
    if at == 1 and _participle_opens(tokens):
        main, passive = _participle(tokens[0]) or main, True
        places = (places[0], (tokens[0].start, tokens[0].end))
    first = tokens[start].lower
    inverted = (
        condition is not None
        or at == start
        or ((first in PREPOSITIONS or first in _WORDS["adverbs"]) and not _quantified(tokens, start))
    )
    return Reading(
        finite=form,
        main=main,
        verb_at=(tokens[at].start, tokens[at].end),
        main_at=places,
        condition=_range(tokens, condition),
        inverted=inverted,
        passive=passive,
        before=(tokens[start].start, tokens[at - 1].end)
        if at > start
        else (tokens[at].start, tokens[at].start),
        after=(tokens[at].end, tokens[end - 1].end),
    )


def _participle(token: Token) -> Form | None:
    return next((form for form in forms_of(token.lower) if form.tense == "participle"), None)


def _participle_opens(tokens: list[Token]) -> bool:
    """Whether a participle stands in front of the verb of a passive sentence ("Onderzocht wordt of …")."""
    follows = finite(tokens[1].lower) if len(tokens) > 1 else None
    return (
        follows is not None
        and follows.infinitive in ("worden", "zijn")
        and _participle(tokens[0]) is not None
    )


def _quantified(tokens: list[Token], start: int) -> bool:
    """Whether what looks like an adverb stands with a noun ("Ten minste 50 woningen", "Elke corporatie")."""
    first = tokens[start].lower
    following = tokens[start + 1].lower if start + 1 < len(tokens) else ""
    if first in ("elk", "ieder", "elke", "iedere"):
        return following not in _WORDS["times"]
    return first in ("ten", "minimaal", "maximaal", "tenminste", "alleen", "ook")


def _condition(tokens: list[Token]) -> tuple[int, tuple[int, int] | None]:
    """Where the main clause begins, and the tokens of the condition in front of it."""
    first = tokens[0].lower
    opens = first in (
        "als",
        "wanneer",
        "indien",
        "zodra",
        "mocht",
        "mochten",
        "zolang",
        "nadat",
        "voordat",
        "omdat",
        "doordat",
    )
    opens = opens or (first == "voor" and len(tokens) > 1 and tokens[1].lower == "zover")
    form = finite(first)
    verb_first = (
        form is not None
        and not _participle_opens(tokens)
        and not (len(tokens) > 1 and verb_like(tokens[1], tokens[0]) and form.tense == "plural")
    )
    if not opens and not verb_first:
        return 0, None
    for at in range(2, len(tokens)):
        token, before = tokens[at], tokens[at - 1]
        if token.lower == "dan" and before.text == ",":
            return at + 1, (0, at)
        if before.text == "," and verb_like(token, None) and not token.text[:1].isupper():
            return at, (0, at)
    return 0, None


def _range(tokens: list[Token], part: tuple[int, int] | None) -> tuple[int, int] | None:
    return (tokens[part[0]].start, tokens[part[1] - 1].end) if part else None


def _finite_at(tokens: list[Token], start: int) -> int | None:
    """The token of the finite verb of the main clause."""
    inside = tokens[start].lower in _WORDS["conjunctions"] and not _points(tokens, start)
    last: int | None = None
    at = start
    while at < len(tokens):
        token, before = tokens[at], tokens[at - 1] if at > start else None
        if before is not None and before.text in (";",):
            break
        form = verb_like(token, before, tokens[at + 1] if at + 1 < len(tokens) else None)
        if not inside and before is not None and token.lower in _RELATIVES and _subordinates(tokens, at):
            inside = True
        elif form is not None and inside:
            last = at if last is None else last
            while at + 1 < len(tokens) and (forms_of(tokens[at + 1].lower) or tokens[at + 1].lower == "te"):
                if verb_like(tokens[at + 1], tokens[at]) and _new_clause(tokens, at + 1):
                    break
                at += 1
            inside = False
        elif form is not None:
            return at
        at += 1
    return last


def _new_clause(tokens: list[Token], at: int) -> bool:
    """Whether a verb straight behind the last one of a clause begins the main clause ("… woont krijgt een …")."""
    form = finite(tokens[at].lower)
    return (
        form is not None
        and form.tense == "present"
        and at + 1 < len(tokens)
        and tokens[at + 1].text not in ",;"
    )


def _points(tokens: list[Token], at: int) -> bool:
    """Whether "dat" or "die" at the head points back, and opens no clause ("Dat geldt ook", "Dat aantal daalt")."""
    return tokens[at].lower in ("dat", "die")


def _subordinates(tokens: list[Token], at: int) -> bool:
    """Whether a relative word opens a clause where it stands."""
    word, before = tokens[at].lower, tokens[at - 1].lower
    if word in ("die", "dat"):
        return before not in PREPOSITIONS
    return word != "of" or before == "," or finite(before) is not None


def _clause_end(tokens: list[Token], at: int) -> int:
    """Where the main clause ends: at a semicolon, or at the end."""
    for end in range(at + 1, len(tokens)):
        if tokens[end].text == ";":
            return end
    return len(tokens)


def _sense(
    tokens: list[Token], at: int, end: int, form: Form
) -> tuple[Form, tuple[tuple[int, int], ...], bool]:
    """The verb that says what is done, where its parts stand, and whether it is done to the subject."""
    here = (tokens[at].start, tokens[at].end)
    if form.sort in ("modaal", "koppel") or form.infinitive in ("laten", "willen", "gaan", "komen"):
        inner = _inner(tokens, at, end, form)
        if inner is not None:
            place, verb = inner
            passive = verb.tense == "participle" and form.infinitive in ("worden", "zijn")
            passive = passive or (place + 1 < end and tokens[place + 1].lower == "worden")
            passive = passive or tokens[place - 1].lower == "worden"
            if form.infinitive == "laten" and verb.infinitive in ("weten", "zien", "horen"):
                verb = Form(f"laten {verb.infinitive}", verb.tense, "procedure")
            return verb, (here, (tokens[place].start, tokens[place].end)), passive
    particle = _particle(tokens, at, end, form)
    if particle is not None:
        token = tokens[particle]
        return joined(form, token.lower), (here, (token.start, token.end)), False
    return form, (here,), False


def _inner(tokens: list[Token], at: int, end: int, form: Form) -> tuple[int, Form] | None:
    """The infinitive or participle that goes with a modal or auxiliary verb, outside clauses that hang on a noun."""
    wanted = ("participle",) if form.infinitive in ("zijn", "hebben", "worden") else ("plural",)
    found: tuple[int, Form] | None = None
    inside = False
    for place in range(at + 1, end):
        token, before = tokens[place], tokens[place - 1]
        if found and (token.text in ",:(" or token.lower in _RELATIVES or token.lower == "en"):
            break
        if not inside and token.lower in _RELATIVES and before.lower not in PREPOSITIONS and place > at + 1:
            inside = token.lower != "of" or before.text == ","
        if token.text[:1].isupper():
            continue
        if inside:
            inside = verb_like(token, before) is None
            continue
        verb = next((f for f in forms_of(token.lower) if f.tense in (*wanted, "participle")), None)
        if verb is None or verb.sort in ("modaal", "koppel"):
            continue
        if verb.tense == "plural" and (
            before.lower[:1].isdigit() or before.lower in BEFORE_NOUN or token.lower in ALSO_NOUNS
        ):
            continue
        if verb.tense == "participle" and before.lower in DETERMINERS:
            continue
        apart = before.lower == "te" and tokens[place - 2].lower in _PARTICLES  # "op te leveren"
        found = (place, joined(verb, tokens[place - 2].lower) if apart else verb)
    if found is None and form.infinitive == "worden":
        found = participle_like(tokens, at, end)
    return found


def _particle(tokens: list[Token], at: int, end: int, form: Form) -> int | None:
    """The particle of a separable verb: at the end of its clause, no preposition before a noun."""
    if form.sort in ("koppel", "modaal"):
        return None
    for place in range(at + 1, end):
        token = tokens[place]
        following = tokens[place + 1] if place + 1 < end else None
        if tokens[place - 1].lower in ("en", ",") and place > at + 1 and verb_like(token, tokens[place - 1]):
            return None
        if (
            token.lower not in _PARTICLES
            or token.text[:1].isupper()
            or not _separable(form, token.lower, tokens[place - 1])
        ):
            continue
        if following is None or following.text in ",;:()–" or following.lower in _WORDS["behind_particles"]:
            return place
        if following.lower in ("dat", "die") and token.lower not in PREPOSITIONS:
            return place
        if following.lower in ("ten", "te", "ter"):
            continue
        if (
            following.lower in PREPOSITIONS
            and token.lower != "voor"
            and tokens[place - 1].lower not in PREPOSITIONS
        ):
            return place
    return None


def _separable(form: Form, particle: str, before: Token) -> bool:
    """Whether a word can be the particle of a verb: "samen" is mostly an adverb, "zijn plaats" a noun."""
    if particle in ("plaats", "deel") and before.lower in DETERMINERS:
        return False
    if particle == "goed":
        return form.infinitive in ("keuren", "praten", "vinden")
    return particle != "samen" or form.infinitive in (
        "werken",
        "stellen",
        "voegen",
        "hangen",
        "komen",
        "brengen",
    )
