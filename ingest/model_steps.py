"""What the language models of the settings add to a document that was read: refined commitments, questions."""

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from ingest.commitments.refining import Refiner
from ingest.edition import Built
from ingest.fetch import Fetched
from ingest.model_questions import Questioner
from ingest.settings import IngestSettings

ModelPhase = Literal["refining", "questioning"]
Tell = Callable[[ModelPhase, int, int], None]


class ModelSteps:
    """The steps of the models that the settings name. Raises `corpus.language_model.ModelUnusable`."""

    def __init__(self, settings: IngestSettings) -> None:
        self._refiner = Refiner(settings) if settings.refine_model else None
        self._questioner = Questioner(settings) if settings.questions_model else None

    def fingerprint(self, item: Fetched) -> str:
        """The fingerprint of the edition that a file becomes: it follows the models that add to it."""
        fingerprint = item.fingerprint
        if self._refiner:
            fingerprint = self._refiner.fingerprint(fingerprint)
        if self._questioner and not item.questions:
            fingerprint = self._questioner.fingerprint(fingerprint)
        return fingerprint

    def take(self, item: Fetched, built: Built, tell: Tell) -> Built:
        """The edition with what the models add; its message tells how often they failed."""
        if self._refiner:
            built = _refined(built, self._refiner, tell)
        if self._questioner and not item.questions:  # who wrote questions down knows better
            built = _questioned(built, self._questioner, tell)
        return built


def _refined(built: Built, refiner: Refiner, tell: Tell) -> Built:
    refined = refiner.refine(built.edition, lambda done, of: tell("refining", done, of))
    told = (
        f"Het taalmodel gaf over {refined.failed} van {refined.asked} afspraken geen bruikbaar antwoord; "
        "daar geldt wat de regels lezen."
    )
    return _with(replace(built, edition=refined.edition), told if refined.failed else "")


def _questioned(built: Built, questioner: Questioner, tell: Tell) -> Built:
    asked = questioner.question(built.edition, lambda done, of: tell("questioning", done, of))
    told = (
        f"Het taalmodel gaf bij {asked.failed} van {asked.asked} stukken tekst geen bruikbare vragen; die stukken "
        "worden alleen op hun eigen woorden gevonden."
    )
    return _with(replace(built, edition=asked.edition), told if asked.failed else "")


def _with(built: Built, message: str) -> Built:
    return replace(built, message=" ".join(filter(None, (built.message, message))))
