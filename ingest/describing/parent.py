"""The document that this one belongs to: the agreement that an addendum changes, or that a year's part works out."""

import re

from corpus.model import Kind
from ingest.describing.front import Front, Line, Read, proof

_BELONGING = frozenset({Kind.ADDENDUM, Kind.JAARAFSPRAKEN})
_NAME = (
    r"((?:[Rr]aamovereenkomst|(?:[Mm]eerjarige |[Rr]egionale )?[Pp]restatie-?afspraken|[Ww]oonafspraken|"
    r"[Ss]amenwerkings(?:afspraken|overeenkomst)|[Cc]onvenant)\b[^.;:|·•(\n\t]{0,90}?"
    r"\b20\d\d(?:\s?(?:[-–—/]|t/m|tot en met)\s?(?:20)?\d\d)?)"
)
_LEADS = (
    r"hoort bij|horen bij|behorende? bij|bijlage bij|addendum (?:bij|op|van)|aanvulling op|wijziging van"
    r"|uitwerking van|(?:jaarschijf|jaarafspraken|jaarplan) (?:\d{4} )?(?:bij|van)|uitvoering van|op grond van"
    r"|in aanvulling op|binnen|^bij"
)
_PARENT = re.compile(rf"(?:\b|^)(?:{_LEADS})\s+(?:de |het |onze )?(?:\w+ )?{_NAME}", re.IGNORECASE)


def read_parent(front: Front, kind: Kind) -> Read[str | None]:
    """The name of the parent as the text gives it, years included; only for kinds that have one."""
    if kind not in _BELONGING:
        return Read(None)
    lines: list[Line | None] = [*front.cover, *front.first[:40]]
    best: tuple[int, str, Line, re.Match[str]] | None = None
    for place, line in enumerate(lines):
        match = _PARENT.search(line.text) if line else None
        if match and line:
            # What names more of its parent says more; on the cover it counts first.
            rank = (
                len(match[1]) + (20 if re.search(r"hor?e?[no]?t? bij|behorend", match[0]) else 0) - place // 8
            )
            if best is None or rank > best[0]:
                best = (rank, " ".join(match[1].split()), line, match)
    if best is None:
        return Read(None)
    _, name, line, match = best
    return Read(name, (proof("parent", name, line, match.start(), match.end(), 0.85),))
