"""The sides of a question: each municipality of a comparison, each part of a longer question, or all of it."""

from dataclasses import dataclass, replace

from assistant.answering.understand import Understanding
from corpus.model import Kind


@dataclass(frozen=True, slots=True)
class Side:
    """One search: what to ask, and how to name it when nothing is found ("" when it is the only one)."""

    asked: Understanding
    label: str = ""


def sides_of(asked: Understanding) -> list[Side]:
    """One side for each municipality named, or for offer and agreement when both are asked about in one place.

    A municipality without documents is a side too: nothing is found for it, and the answer says so.
    """
    ended = {name for _, after in asked.former for name in after}
    places = (*asked.municipalities, *(name for name in asked.unknown if name not in ended))
    if asked.municipalities and len(places) > 1:
        return [
            Side(
                replace(
                    asked,
                    municipalities=(place,),
                    filters=replace(asked.filters, municipalities=(place,)),
                ),
                place,
            )
            for place in places
        ]
    if (
        Kind.BOD in asked.kinds
        and asked.about_agreements
        and asked.municipalities
        and asked.kind == "comparison"
    ):
        agreements = (Kind.PRESTATIEAFSPRAKEN, Kind.JAARAFSPRAKEN, Kind.ADDENDUM)
        return [
            Side(replace(asked, filters=replace(asked.filters, kinds=agreements)), "de afspraken"),
            Side(replace(asked, filters=replace(asked.filters, kinds=(Kind.BOD,))), "het bod"),
        ]
    return [Side(part) for part in asked.parts] or [Side(asked)]
