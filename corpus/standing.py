"""What the kind of a document makes of what it says is agreed."""

from corpus.commitment import Standing
from corpus.model import Description, Kind, Origin, Stage

_AGREED = frozenset({Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN, Kind.ADDENDUM, Kind.REGIONALE_AFSPRAKEN})
_TELLING = {
    Kind.MONITOR: Standing.RESULTAAT,
    Kind.VISITATIE: Standing.RESULTAAT,
    Kind.MAGAZINE: Standing.VOORBEELD,
    Kind.ARTIKEL: Standing.VOORBEELD,
    Kind.HANDREIKING: Standing.VOORBEELD,
    Kind.NATIONALE_AFSPRAKEN: Standing.VOORBEELD,
}


def standing_of(description: Description) -> Standing | None:
    """What a document's commitments are; None when it holds none (a law, a vision on housing).

    Only an agreement that is no draft and no summary has agreed ones.
    """
    if description.kind is Kind.BOD:
        return Standing.VOORSTEL
    if description.kind in _AGREED:
        if description.origin is Origin.SAMENVATTING:
            return Standing.VOORBEELD
        if description.stage is Stage.VOORSTEL:
            return Standing.VOORSTEL
        return Standing.CONCEPT if description.stage is Stage.CONCEPT else Standing.AFGESPROKEN
    return _TELLING.get(description.kind)


def tells(standing: Standing) -> bool:
    """Whether the text tells about agreements of others: only a sentence that says so holds one."""
    return standing in (Standing.VOORBEELD, Standing.RESULTAAT)
