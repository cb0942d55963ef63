"""Amendments: what they put in is what is agreed."""

import pytest

from corpus.commitment import Modality, Role
from ingest.commitments.amending import amends, new_value, new_wording
from tests.ingest.commitments.invented import read


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        (
            "Artikel 3.4 komt te luiden: “Vechthuis plaatst elk jaar 200 warmtepompen.”",
            "Vechthuis plaatst elk jaar 200 warmtepompen",
        ),
        (
            'Aan artikel 11 wordt een lid toegevoegd, luidende: "De gemeente opent in 2027 een woonloket."',
            "De gemeente opent in 2027 een woonloket",
        ),
        (
            'Artikel 2, derde lid, wordt vervangen door: "De huur stijgt hoogstens twee procent per jaar."',
            "De huur stijgt hoogstens twee procent per jaar",
        ),
    ],
)
def test_the_new_wording_stands_behind_the_change(sentence: str, wording: str) -> None:
    assert amends(sentence)
    assert new_wording(sentence) == wording


def test_a_sentence_that_changes_no_text_is_its_own_wording() -> None:
    sentence = "De gemeente verhoogt het budget voor groen met een tiende."
    assert not amends(sentence)
    assert new_wording(sentence) == new_value(sentence) == sentence


def test_an_amendment_is_quoted_whole_and_read_by_its_new_wording() -> None:
    sentence = 'Artikel 6 lid 1 komt te luiden: "De gemeente verkoopt in 2027 grond voor 30 woningen."'
    (found,) = read(sentence)
    assert found.quote == sentence
    assert [actor.role for actor in found.actors] == [Role.GEMEENTE]
    assert [(number.value, number.unit) for number in found.numbers] == [(30, "woningen")]


def test_only_the_new_number_of_an_amendment_is_agreed() -> None:
    (found,) = read('In artikel 4.1 wordt "70 woningen" gewijzigd in "95 woningen".')
    assert [(number.value, number.unit) for number in found.numbers] == [(95, "woningen")]
    assert found.modality is Modality.RESULTAAT


def test_what_is_taken_away_is_agreed_by_all() -> None:
    (found,) = read("Artikel 7, tweede lid, vervalt.")
    assert [actor.role for actor in found.actors] == [Role.PARTIJEN]
