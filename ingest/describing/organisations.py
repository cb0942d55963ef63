"""Whose document it is or who it is about, by kind: the parties of an agreement, the subjects of an article."""

from dataclasses import replace

from corpus.model import Kind
from ingest.describing.enumeration import ROLES
from ingest.describing.front import Front, Read
from ingest.describing.naming import Role
from ingest.describing.parties import read_mentioned, read_parties
from ingest.describing.subjects import read_subjects

_ABOUT = frozenset(
    {Kind.ARTIKEL, Kind.MAGAZINE, Kind.HANDREIKING, Kind.WET, Kind.NATIONALE_AFSPRAKEN, Kind.OVERIG}
)
_NOWHERE = frozenset({Kind.WET, Kind.HANDREIKING, Kind.NATIONALE_AFSPRAKEN})  # name places as examples only


def read_organisations(front: Front, kind: Kind) -> dict[Role, Read[tuple[str, ...]]]:
    """The names by role, each with its evidence."""
    # A text about agreements also names its sources and others elsewhere: none of those takes part.
    parties = read_parties(replace(front, first=front.told, last=()) if kind in _ABOUT else front)
    if kind in _NOWHERE:
        parties["municipalities"] = Read(())
        if kind is not Kind.NATIONALE_AFSPRAKEN:
            return {role: Read(()) for role in ROLES}
    if kind in _ABOUT:
        return read_subjects(front, kind, parties)
    for role in ROLES:
        if not parties[role].value:
            parties[role] = read_mentioned(front, role)
    return parties
