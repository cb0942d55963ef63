"""A language model settles what the rules were not sure of: only with words of the text, and never a number."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.commitment import Actor, Commitment, FieldEvidence, Modality, Role
from corpus.edition import Edition
from corpus.embedding import Embedder
from corpus.library import Library
from corpus.model import Theme
from corpus.settings import LibrarySettings
from eval import misbehaving
from eval.misbehaving import ModelServer, model_server
from ingest.commitments.refining import Refiner
from ingest.pipeline import ingest, read_document
from ingest.report import Outcome
from ingest.settings import IngestSettings

_TEXT = """# Prestatieafspraken 2026-2029 Lindewaard (verzonnen)

Partijen: gemeente Lindewaard, Woonstichting Hagelinde en Huurdersvereniging HagelindeSamen.
Ondertekend op 14 december 2025.

## Leefbaarheid

Woonstichting Hagelinde zorgt voor schone portieken.

Daarvoor komt elk jaar 40.000 euro beschikbaar.
"""


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


@pytest.fixture
def agreement(tmp_path: Path) -> Path:
    file = tmp_path / "lindewaard.md"
    file.write_text(_TEXT, "utf-8")
    return file


@pytest.fixture
def edition(agreement: Path) -> Edition:
    return read_document(agreement)


def settings(server: ModelServer) -> IngestSettings:
    return IngestSettings(
        refine_model="openai:scripted", refine_model_url=server.address, refine_seconds=5, refine_parallel=1
    )


def unsure(edition: Edition, *fields: str) -> Edition:
    """The edition with one commitment, of whose `fields` the rules were not sure."""
    one = edition.commitments[0]
    evidence = tuple(
        FieldEvidence(field, one.quote.split()[0], 0.5 if field in fields else 1.0)
        for field in ("actors", "modality", "themes", "object")
    )
    return replace(edition, commitments=(replace(one, evidence=evidence),))


def said(server: ModelServer, edition: Edition, *proposals: tuple[str, list[str], str]) -> Commitment:
    """The commitment after the model proposed values for fields, each read in some words."""
    reply = {
        "velden": [{"veld": field, "waarde": value, "woorden": words} for field, value, words in proposals]
    }
    server.script = [misbehaving.says(f"Hier is het:\n```json\n{json.dumps(reply)}\n```")]
    return Refiner(settings(server)).refine(edition).edition.commitments[0]


def test_what_the_words_prove_is_taken_over_with_the_words_as_evidence(
    server: ModelServer, edition: Edition
) -> None:
    found = said(
        server,
        unsure(edition, "modality", "themes", "object"),
        ("hardheid", ["inspanning"], "zorgt voor"),
        ("themas", ["leefbaarheid", "kwaliteit"], "schone portieken"),
        ("onderwerp", ["schone portieken"], "schone portieken"),
    )
    assert (found.modality, found.object) == (Modality.INSPANNING, "schone portieken")
    assert found.themes == (Theme.LEEFBAARHEID, Theme.KWALITEIT)
    assert {one.field: one.words for one in found.evidence}["modality"] == "zorgt voor"


@pytest.mark.parametrize(
    "proposal",
    [
        ("hardheid", ["inspanning"], "spant zich in"),  # words that stand nowhere
        ("hardheid", ["belofte"], "zorgt voor"),  # no such hardness
        ("actoren", ["Kadewonen"], "Woonstichting Hagelinde"),  # another party than the words name
        ("actoren", ["gemeente"], "schone portieken"),  # words that name nobody
        ("themas", ["nieuwbouw", "sport"], "schone portieken"),
        ("onderwerp", ["nette trappen"], "schone portieken"),
    ],
)
def test_what_the_words_do_not_prove_is_left_as_it_was(
    server: ModelServer, edition: Edition, proposal: tuple[str, list[str], str]
) -> None:
    before = unsure(edition, "actors", "modality", "themes", "object")
    assert said(server, before, proposal) == before.commitments[0]


def test_what_the_rules_are_sure_of_is_not_asked_and_not_changed(
    server: ModelServer, edition: Edition
) -> None:
    before = unsure(edition, "modality")
    after = said(server, before, ("themas", ["verduurzaming"], "schone portieken"))
    assert after == before.commitments[0]
    assert "Gevraagde velden: hardheid\n" in server.exchanges[0].asked + "\n"
    server.exchanges.clear()
    assert Refiner(settings(server)).refine(unsure(edition)).asked == 0
    assert server.exchanges == []


def test_a_party_is_settled_by_the_words_that_name_it(server: ModelServer, edition: Edition) -> None:
    before = unsure(edition, "actors")
    before = replace(before, commitments=(replace(before.commitments[0], actors=(Actor(Role.PARTIJEN),)),))
    found = said(server, before, ("actoren", ["Woonstichting Hagelinde"], "Woonstichting Hagelinde"))
    assert found.actors == (Actor(Role.CORPORATIE, "Woonstichting Hagelinde"),)


def test_a_model_that_fails_costs_nothing_but_is_told(
    server: ModelServer, agreement: Path, embedder: Embedder, tmp_path: Path
) -> None:
    server.script = [misbehaving.refuses("500 Internal Server Error")] * 9
    library = Library(LibrarySettings(data=tmp_path / "data"), embedder.fingerprint)
    report = ingest([agreement], library, embedder, settings=settings(server)).documents[0]
    assert report.outcome is Outcome.ADDED
    assert "geen bruikbaar antwoord" in report.message
    found = [one.commitment.quote for one in library.commitments(library.commitment_columns().ids)]
    assert found == [one.quote for one in read_document(agreement).commitments]
    again = ingest([agreement], library, embedder, settings=settings(server)).documents[0]
    assert again.outcome is Outcome.UNCHANGED
    without = ingest([agreement], library, embedder).documents[0]
    assert without.outcome is Outcome.REPLACED
    library.close()
