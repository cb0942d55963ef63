"""Whose document it is: the municipalities, corporations and tenants' organisations that present or sign it.

A name counts where parties are listed; one that is merely mentioned does not.
"""

from collections import defaultdict
from collections.abc import Sequence

from corpus.model import Evidence
from ingest.describing.enumeration import ROLES, Named, summed_up
from ingest.describing.front import Front, Read, proof
from ingest.describing.lists import listed_names, without_asides
from ingest.describing.naming import Role, core, everyday, known_corporation, looks_like_corporation

_FIRST = 40  # lines in which a mention counts where no list gives a name
_MOST = 60  # names in one field
_PREFIX = (
    4  # letters that a corporation's name must have to be found again in its tenants' ("HagelindeSamen")
)


def read_parties(front: Front) -> dict[Role, Read[tuple[str, ...]]]:
    """The parties of an agreement by role, in the order in which the document lists them."""
    return _settled(listed_names(front))


def read_mentioned(front: Front, role: Role) -> Read[tuple[str, ...]]:
    """The organisations that the first pages name with their role, where no list of parties gives any."""
    found = [
        one
        for line in front.first[:_FIRST]
        for one in summed_up(without_asides(line.text), line, None, one_an_item=False)
        if one.role == role
    ]
    return _settled(found)[role]


def _settled(found: Sequence[Named]) -> dict[Role, Read[tuple[str, ...]]]:
    """One entry for every organisation, with its fullest name and the best role any line gives it."""
    shown: dict[str, list[Named]] = defaultdict(list)
    for one in found:
        key = core(one.name)
        if key:
            shown[key].append(one)
    _rejoin(shown)
    result: dict[Role, dict[str, Evidence]] = {role: {} for role in ROLES}
    for key, ones in shown.items():
        for role, same in _by_role(key, ones, shown):
            name = max((one.name for one in same), key=len)
            best = next(one for one in same if one.name == name)
            sure = 0.9 if any(one.role for one in same) else 0.6
            value = everyday(name, role)
            start = max(best.line.text.find(name), 0)
            if len(result[role]) < _MOST:
                result[role].setdefault(value, proof(role, value, best.line, start, start + len(name), sure))
    return {role: Read(tuple(result[role]), tuple(result[role].values())) for role in ROLES}


def _rejoin(shown: dict[str, list[Named]]) -> None:
    """Names around an "en": two where both stand by themselves too, otherwise one where it does."""
    whole = {key for key, ones in shown.items() if not all(one.cut for one in ones)}
    for key in [key for key in shown if " en " in key]:
        left, _, right = key.partition(" en ")
        parts = (core(left), core(right))
        if all(part in whole for part in parts) or all(known_corporation(part) for part in parts):
            del shown[key]
        elif key in whole:
            for part in parts:
                if part in shown and part not in whole:
                    del shown[part]


def _by_role(
    key: str, ones: Sequence[Named], shown: dict[str, list[Named]]
) -> list[tuple[Role, list[Named]]]:
    """The mentions of one name by the organisation they are of: a corporation and its tenants may share it."""
    said: dict[Role, list[Named]] = {role: [one for one in ones if one.role == role] for role in ROLES}
    unsaid = [one for one in ones if one.role is None]
    roles = [role for role in ROLES if said[role]]
    if not unsaid:
        return [(role, said[role]) for role in roles]
    if roles == ["tenant_organisations"]:
        # A list does not name a party twice: beside its tenants the bare name is the corporation's.
        beside = {one.line for one in said["tenant_organisations"]} & {one.line for one in unsaid}
        if beside or looks_like_corporation(unsaid[0].name):
            return [("corporations", unsaid), ("tenant_organisations", said["tenant_organisations"])]
    if roles:
        return [(role, said[role] + (unsaid if role == roles[0] else [])) for role in roles]
    if looks_like_corporation(unsaid[0].name):
        return [("corporations", unsaid)]
    if any(key != other and len(other) > _PREFIX and key.startswith(other) for other in shown):
        return [("tenant_organisations", unsaid)]
    lines = {one.line for one in unsaid}
    listed = any(other.line in lines for k, others in shown.items() if k != key for other in others)
    return [("corporations", unsaid)] if len(lines) > 1 or listed else []
