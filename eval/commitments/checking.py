"""Whether the labelled commitments themselves are right, before anybody trusts a score made with them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from corpus.edition import Edition
from corpus.model import Description
from eval.commitments.gold import OTHER_PARTY, ROLES, Gold, Scope
from eval.normalise import one_space

LEAST, TEST_SHARE, MOST_OPTIONAL = 250, 0.3, 0.08


def problems(
    parts: Mapping[str, Sequence[Gold]],
    scopes: Mapping[str, Sequence[Scope]],
    editions: Mapping[str, Edition],
) -> list[str]:
    """What is wrong with the labelled set, in Dutch; empty when all is well. `parts` has both names of PARTS."""
    everything = [gold for part in parts.values() for gold in part]
    found = [
        f"{id_}: deze id komt {n} keer voor" for id_, n in Counter(g.id for g in everything).items() if n > 1
    ]
    for part, listed in parts.items():
        others = {scope.document for name, scoped in scopes.items() if name != part for scope in scoped}
        found += chain.from_iterable(_of_one(gold, scopes[part], others, editions) for gold in listed)
    found += _repeated(everything)
    return found + list(_counts(parts, scopes))


def _of_one(
    gold: Gold, scopes: Sequence[Scope], others: set[str], editions: Mapping[str, Edition]
) -> Iterator[str]:
    if gold.document in others:
        yield f"{gold.id}: '{gold.document}' hoort bij het andere deel"
    elif not any(scope.document == gold.document and scope.covers(gold.page) for scope in scopes):
        yield f"{gold.id}: pagina {gold.page} van '{gold.document}' staat niet in scope.toml"
    edition = editions.get(gold.document)
    if edition is None:
        yield f"{gold.id}: er is geen meegeleverd document '{gold.document}' dat te lezen is"
        return
    texts = [one_space(page.text) for page in edition.pages if page.number == gold.page]
    if not any(one_space(gold.quote) in text for text in texts):
        yield f"{gold.id}: '{gold.quote}' staat niet op pagina {gold.page} van '{gold.document}'"
    known = {*ROLES, *parties(edition.description)}
    for name in sorted(frozenset().union(*gold.actors) | {n.actor for n in gold.numbers if n.actor}):
        if name not in known and not name.startswith(OTHER_PARTY):
            yield f"{gold.id}: '{name}' is geen rol en staat niet op de kaart van '{gold.document}'"


def parties(description: Description) -> tuple[str, ...]:
    """The names of the parties on a document's card."""
    return (
        *description.municipalities,
        *description.corporations,
        *description.tenant_organisations,
    )


def _repeated(everything: Sequence[Gold]) -> Iterator[str]:
    """A sentence that is labelled twice, or a cell: one column of one row."""
    seen: dict[tuple[str, int, str, str | None], str] = {}
    for gold in everything:
        first = seen.setdefault((gold.document, gold.page, one_space(gold.quote), gold.column), gold.id)
        if first != gold.id:
            yield f"{gold.id}: dit citaat is ook {first}"


def _counts(parts: Mapping[str, Sequence[Gold]], scopes: Mapping[str, Sequence[Scope]]) -> Iterator[str]:
    total = sum(len(part) for part in parts.values())
    if total < LEAST:
        yield f"Er zijn {total} gelabelde afspraken; het moeten er ten minste {LEAST} zijn"
    if total and len(parts["test"]) < TEST_SHARE * total:
        yield f"Het testdeel heeft {len(parts['test'])} van de {total} afspraken; dat is minder dan drie op de tien"
    for part, listed in parts.items():
        optional = sum(gold.optional for gold in listed)
        if optional > MOST_OPTIONAL * len(listed):
            yield f"{part}: {optional} van de {len(listed)} zijn 'optional'; dat is meer dan {MOST_OPTIONAL:.0%}"
        labelled = {gold.document for gold in listed}
        for scope in scopes[part]:
            if scope.document not in labelled:
                yield f"{part}: van '{scope.document}' is niets gelabeld"
