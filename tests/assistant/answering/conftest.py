"""A small library of invented agreements, whose commitments are written by hand, and an assistant over it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest

from assistant.answering.contract import Answer, Question, Turn
from assistant.assembly import assemble
from assistant.service.state import Product
from corpus.commitment import Actor, Limit, Modality, Quantity, Role, Standing
from corpus.edition import Edition
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Kind, Period, Stage, Theme
from corpus.settings import LibrarySettings
from tests.assistant.precedents.conftest import TODAY, commitment, edition_of, finished

Counting = Callable[..., Answer]
HAGELINDE, KADEWONEN = "Woonstichting Hagelinde", "Kadewonen"


@dataclass(frozen=True)
class Said:
    """A sentence of an agreement that is a commitment, with the fields that matter."""

    quote: str
    fields: dict[str, object]


def _said(quote: str, *themes: Theme, **fields: object) -> Said:
    return Said(quote, {"themes": themes, **fields})


def _homes(value: float, limit: Limit = Limit.PRECIES) -> dict[str, object]:
    return {"numbers": (Quantity(value, "sociale huurwoningen", limit=limit, per="looptijd"),)}


def _euro(value: float, price_level: str) -> dict[str, object]:
    return {"numbers": (Quantity(value, "euro", each="sociale huurwoning", price_level=price_level),)}


def _percent(value: float) -> dict[str, object]:
    return {"numbers": (Quantity(value, "procent", limit=Limit.HOOGSTENS, per="jaar"),)}


def _by(name: str) -> dict[str, object]:
    return {"actors": (Actor(Role.CORPORATIE, name),)}


_AGREEMENTS: dict[str, tuple[dict[str, object], str, tuple[Said, ...]]] = {
    "lindewaard-2024-2027": (
        {"municipalities": ("Lindewaard",), "corporations": (HAGELINDE, KADEWONEN), "period": Period(2024, 2027)},
        "De corporaties bouwen in vier jaar samen 184 sociale huurwoningen. "
        "De huur van een woning stijgt per 1 juli 2026 met ten hoogste 3,5%. "
        "Hagelinde sluit 210 woningen aan op het warmtenet. Partijen streven naar nul ontruimingen. "
        "Kadewonen heeft drie huismeesters. De grondprijs voor een sociale huurwoning is € 18.500. "
        "Meldt u schimmel? Dan komt er binnen tien werkdagen iemand kijken.",
        (
            _said(
                "De corporaties bouwen in vier jaar samen 184 sociale huurwoningen.",
                Theme.NIEUWBOUW,
                **_homes(184),
            ),
            _said(
                "De huur van een woning stijgt per 1 juli 2026 met ten hoogste 3,5%.",
                Theme.BETAALBAARHEID,
                **_percent(3.5),
            ),
            _said("Hagelinde sluit 210 woningen aan op het warmtenet.", Theme.VERDUURZAMING, **_by(HAGELINDE)),
            _said(
                "Partijen streven naar nul ontruimingen.", Theme.BETAALBAARHEID, modality=Modality.INSPANNING
            ),
            _said("Kadewonen heeft drie huismeesters.", Theme.LEEFBAARHEID, **_by(KADEWONEN)),
            _said(
                "De grondprijs voor een sociale huurwoning is € 18.500.",
                Theme.FINANCIEN,
                **_euro(18_500, "2024"),
            ),
            _said("Dan komt er binnen tien werkdagen iemand kijken.", Theme.KWALITEIT),
        ),
    ),
    "lindewaard-2020-2023": (
        {"municipalities": ("Lindewaard",), "corporations": (HAGELINDE, KADEWONEN), "period": Period(2020, 2023)},
        "De corporaties leveren in vier jaar 136 nieuwe sociale huurwoningen op. "
        "De grondprijs voor een sociale huurwoning is € 16.750.",
        (
            _said(
                "De corporaties leveren in vier jaar 136 nieuwe sociale huurwoningen op.",
                Theme.NIEUWBOUW,
                **_homes(136),
            ),
            _said(
                "De grondprijs voor een sociale huurwoning is € 16.750.",
                Theme.FINANCIEN,
                **_euro(16_750, "2020"),
            ),
        ),
    ),
    "zilverdam-2024-2028": (
        {"municipalities": ("Zilverdam",), "corporations": ("Zilverwonen",), "period": Period(2024, 2028)},
        "De corporaties leveren in vijf jaar 1.000 nieuwe sociale huurwoningen op. "
        "Wij proberen 900 woningen aan te sluiten op een warmtenet.",
        (
            _said(
                "De corporaties leveren in vijf jaar 1.000 nieuwe sociale huurwoningen op.",
                Theme.NIEUWBOUW,
                **_homes(1_000),
            ),
            _said(
                "Wij proberen 900 woningen aan te sluiten op een warmtenet.",
                Theme.VERDUURZAMING,
                modality=Modality.INSPANNING,
            ),
        ),
    ),
    "kwelrade-bod": (
        {"municipalities": ("Kwelrade",), "corporations": ("Polderhaven",), "kind": Kind.BOD},
        "Wij stellen een warmtenet voor.",
        (_said("Wij stellen een warmtenet voor.", Theme.VERDUURZAMING, standing=Standing.VOORSTEL),),
    ),
    "oosterveen-concept": (
        {"municipalities": ("Oosterveen",), "stage": Stage.CONCEPT, "period": Period(2027, 2030)},
        "De huur stijgt elk jaar met ten hoogste 4%.",
        (
            _said(
                "De huur stijgt elk jaar met ten hoogste 4%.",
                Theme.BETAALBAARHEID,
                standing=Standing.CONCEPT,
                **_percent(4),
            ),
        ),
    ),
}  # fmt: skip


def _edition(document: str) -> Edition:
    described, text, said = _AGREEMENTS[document]
    settled = {"kind": Kind.PRESTATIEAFSPRAKEN, "stage": Stage.ONDERTEKEND, **described}
    edition = edition_of(document, [text], **settled)  # type: ignore[arg-type]
    passage = edition.passages[0]
    return replace(
        edition,
        commitments=tuple(
            commitment(edition.id, place, passage, one.quote, **one.fields) for place, one in enumerate(said)
        ),
    )


@pytest.fixture(scope="session")
def counted_product(embedder: Embedder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The product over the five documents: three agreements, a bid and a draft."""
    settings = LibrarySettings(data=tmp_path_factory.mktemp("counting") / "data", today=TODAY)
    library = Library(settings, embedder.fingerprint)
    library.put(*(finished(_edition(document), embedder) for document in _AGREEMENTS))
    product = assemble(library, embedder, settings)
    yield product
    product.conversations.close()
    library.close()


@pytest.fixture(scope="session")
def counting(counted_product: Product) -> Counting:
    """Ask questions of one conversation; the answer to the last one."""

    def asking(*questions: str) -> Answer:
        history: tuple[Turn, ...] = ()
        for text in questions:
            answer = counted_product.assistant.answer(Question(text, history=history))
            history = (*history, Turn.of(text, answer))
        return answer

    return asking
