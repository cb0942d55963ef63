"""Whether each field of a commitment that was found is right: the labelled one decides, names come from the card."""

import re
from collections.abc import Callable, Iterable, Mapping
from math import isclose

from corpus.commitment import Actor, Commitment, Quantity, Role
from corpus.model import Description
from eval.commitments.aligning import Pair
from eval.commitments.gold import OTHER_PARTY, Gold, GoldNumber, Measured

_ARTICLES = re.compile(r"^(?:de|het|een) ")
_ROLES = {
    Role.GEMEENTE: "gemeente",
    Role.CORPORATIE: "corporaties",
    Role.HUURDERSORGANISATIE: "huurdersorganisaties",
    Role.PARTIJEN: "partijen",
}
_MEANING = ("each", "basis", "segment", "moment", "price_level", "actor", "total")
_ALL = frozenset({"gemeente", "corporaties", "huurdersorganisaties"})


def right(field: Measured, pair: Pair) -> bool | None:
    """Whether a field of a found commitment is right; None when it is not measured: it is left open, or it is about
    what is not labelled of numbers. The limit and the meaning are those of numbers that were found; a number that was
    not found is counted under "numbers"."""
    if field in pair.gold.open or (field == "numbers" and not pair.gold.numbers):
        return None
    if field in ("limit", "meaning"):
        seen = [wanted for wanted in pair.gold.numbers if _of_value(wanted, pair)]
        if not seen or (field == "meaning" and not any(map(_said, seen))):
            return None
    return _RIGHT[field](pair)


def shown(field: Measured, pair: Pair) -> tuple[str, str]:
    """The labelled and the found value of a field, for reading."""
    gold, found = pair.gold, pair.found
    values: Mapping[Measured, tuple[object, object]] = {
        "actors": (
            " of ".join(" + ".join(sorted(one)) for one in gold.actors),
            " + ".join(sorted(_parties(map(_written, found.actors), pair.edition.description))),
        ),
        "numbers": (
            "; ".join(_number(n.value, "/".join(n.unit), "/".join(map(str, n.per))) for n in gold.numbers)
            + f" {gold.period or ''}",
            "; ".join(_number(n.value, n.unit, str(n.per)) for n in found.numbers)
            + f" {(found.period.start, found.period.end)}",
        ),
        "limit": (
            "; ".join(f"{n.value:g} {'/'.join(n.limit)}" for n in gold.numbers),
            "; ".join(f"{n.value:g} {n.limit}" for n in found.numbers),
        ),
        "meaning": (
            "; ".join(f"{n.value:g} {_said(n)}" for n in gold.numbers),
            "; ".join(
                f"{n.value:g} { {name: value for name in _MEANING if (value := _meant(n, name))} }"
                for n in found.numbers
            ),
        ),
        "modality": ("/".join(gold.modality), found.modality),
        "theme": ("/".join(gold.themes), "/".join(found.themes)),
        "period": (gold.period, (found.period.start, found.period.end)),
        "deadline": ("/".join(map(str, gold.deadline or ())), found.deadline),
        "location": ("/".join(gold.location or ()), found.location),
        "clause": ("/".join(gold.clause or ()), found.clause),
        "standing": (gold.standing, found.standing),
    }
    labelled, seen = values[field]
    return str(labelled), str(seen)


def _number(value: float, unit: str, per: str) -> str:
    return f"{value:g} {unit} per {per}"


def _written(actor: Actor) -> str:
    """An actor as the labels write it."""
    if actor.role is Role.ANDERS:
        return f"{OTHER_PARTY}{actor.name or ''}"
    return actor.name or _ROLES[actor.role]


def _parties(names: Iterable[str], card: Description) -> frozenset[str]:
    """Parties in one way of writing: the role for all of its parties on the card, "partijen" for all three roles."""
    said = {
        OTHER_PARTY + _bare(name.removeprefix(OTHER_PARTY)) if name.startswith(OTHER_PARTY) else name
        for name in names
    }
    for role, named in (
        ("gemeente", card.municipalities),
        ("corporaties", card.corporations),
        ("huurdersorganisaties", card.tenant_organisations),
    ):
        if named and (role in said or said >= set(named)):
            said = (said - set(named)) | {role}
    return frozenset({"partijen"} if said == _ALL else said)


def _actors(pair: Pair) -> bool:
    card = pair.edition.description
    found = _parties(map(_written, pair.found.actors), card)
    return any(found == _parties(one, card) for one in pair.gold.actors)


def _numbers(pair: Pair) -> bool:
    """Every labelled number is there with its unit, its `per` and, where the label has one, its period."""
    dated = pair.gold.period is not None and "period" not in pair.gold.open
    return (not dated or _period(pair)) and all(
        any(_same_number(wanted, number) for number in pair.found.numbers) for wanted in pair.gold.numbers
    )


def _same_number(wanted: GoldNumber, number: Quantity) -> bool:
    return (
        isclose(number.value, wanted.value)
        and (number.upper, wanted.upper) in ((None, None), (wanted.upper, number.upper))
        and number.unit.casefold() in {unit.casefold() for unit in wanted.unit}
        and number.per in wanted.per
    )


def _limit(pair: Pair) -> bool:
    return all(
        any(number.limit in wanted.limit for number in same)
        for wanted in pair.gold.numbers
        if (same := _of_value(wanted, pair))
    )


def _of_value(wanted: GoldNumber, pair: Pair) -> list[Quantity]:
    return [number for number in pair.found.numbers if isclose(number.value, wanted.value)]


def _meaning(pair: Pair) -> bool:
    """What it is for, of whom, in which prices, gross or net, start or completion, and whether it adds up."""
    card = pair.edition.description
    return all(
        any(_means(wanted, number, card) for number in same)
        for wanted in pair.gold.numbers
        if (same := _of_value(wanted, pair))
    )


def _means(wanted: GoldNumber, number: Quantity, card: Description) -> bool:
    for name, value in _said(wanted).items():
        found = _meant(number, name)
        if name == "actor":
            if _parties([str(value)], card) != _parties([str(found)], card):
                return False
        elif found not in (value if isinstance(value, tuple) else (value,)):
            return False
    return True


def _said(wanted: GoldNumber) -> dict[str, object]:
    """What a labelled number says besides its value, unit, limit and `per`."""
    return {name: value for name in _MEANING if (value := getattr(wanted, name))}


def _meant(number: Quantity, name: str) -> object:
    value: object = getattr(number, name)
    return _written(value) if isinstance(value, Actor) else value


def _period(pair: Pair) -> bool:
    return (pair.found.period.start, pair.found.period.end) == (pair.gold.period or (None, None))


def _deadline(pair: Pair) -> bool:
    return pair.found.deadline in (pair.gold.deadline or (None,))


def _location(pair: Pair) -> bool:
    """The same place, also with more or fewer words around it: "Zuidersluis" and "het terrein Zuidersluis"."""
    if pair.found.location is None or pair.gold.location is None:
        return pair.found.location is None and pair.gold.location is None
    found = _bare(pair.found.location)
    return any(_within(_bare(one), found) or _within(found, _bare(one)) for one in pair.gold.location)


def _within(part: str, whole: str) -> bool:
    return bool(part) and f" {part} " in f" {whole} "


def _bare(name: str) -> str:
    return _ARTICLES.sub("", " ".join(name.casefold().split()))


def _clause(pair: Pair) -> bool:
    """The clause, or the article that a numbered paragraph belongs to."""
    wanted, found = pair.gold.clause, pair.found.clause
    if wanted is None or found is None:
        return wanted is None and found is None
    return any(one == found or one.startswith(f"{found} lid ") for one in wanted)


def _first_theme(gold: Gold, found: Commitment) -> bool:
    return bool(found.themes) and found.themes[0] in gold.themes


_RIGHT: Mapping[Measured, Callable[[Pair], bool]] = {
    "actors": _actors,
    "numbers": _numbers,
    "limit": _limit,
    "meaning": _meaning,
    "modality": lambda pair: pair.found.modality in pair.gold.modality,
    "theme": lambda pair: _first_theme(pair.gold, pair.found),
    "period": _period,
    "deadline": _deadline,
    "location": _location,
    "clause": _clause,
    "standing": lambda pair: pair.found.standing == pair.gold.standing,
}
