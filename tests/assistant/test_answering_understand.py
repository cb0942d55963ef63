"""Questions as people type them, understood without a language model."""

import pytest

from assistant.answering.contract import Question, Turn
from assistant.answering.names import Names, one_error_apart
from assistant.answering.understand import Understanding, understand
from corpus.library import Library
from corpus.model import Kind
from tests.assistant.conftest import TODAY


def understood(library: Library, text: str, *history: str) -> Understanding:
    turns = tuple(Turn(question, question) for question in history)
    return understand(Question(text, history=turns), library.cards(), TODAY)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("hoeveel mag de huur in lindewaart omhoog", "Hoeveel mag de huur in Lindewaard omhoog?"),
        ("huur in LINDEWAARD dit jaar?", "Huur in Lindewaard in 2026?"),
        ("wat mag de huur volgend jaar omhoog in oosterven", "Wat mag de huur in 2027 omhoog in Oosterveen?"),
        ("hoeveel bouwt hagelinde", "Hoeveel bouwt Hagelinde?"),
        ("noem de afspraken over groen", "Noem de afspraken over groen."),
    ],
)
def test_a_question_is_written_out(typed: str, written: str, library: Library) -> None:
    assert understood(library, typed).text == written


BEFORE = "Hoeveel mag de huur in Lindewaard omhoog in 2025?"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("en in 2026?", "Hoeveel mag de huur in Lindewaard omhoog in 2026?"),
        ("2027", "Hoeveel mag de huur in Lindewaard omhoog in 2027?"),
        ("en in oosterveen?", "Hoeveel mag de huur in Oosterveen omhoog in 2025?"),
        ("en in oosterveen in 2026?", "Hoeveel mag de huur in Oosterveen omhoog in 2026?"),
        ("waar staat dat?", BEFORE),
        ("vertel meer", BEFORE),
        ("hoeveel woningen worden er gesloopt?", "Hoeveel woningen worden er gesloopt in Lindewaard?"),
        ("wat is een bod?", "Wat is een bod?"),
    ],
)
def test_a_follow_up_becomes_a_question_of_its_own(typed: str, written: str, library: Library) -> None:
    assert understood(library, typed, BEFORE).text == written


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("hoeveel woningen worden er gebouwd?", "number"),
        ("wanneer gaan de labels weg?", "when"),
        ("wat is een bod?", "definition"),
        ("wie tekenden de afspraken?", "who"),
        ("vergelijk lindewaard en oosterveen", "comparison"),
        ("hoeveel gemeenten hebben dat afgesproken?", "count"),
        ("welke maatregelen zijn er?", "list"),
        ("hebben wij instemmingsrecht?", "rule"),
        ("geef voorbeelden van afspraken over groen", "example"),
        ("komt er een warmtenet?", "open"),
    ],
)
def test_the_kind_of_a_question_is_seen(question: str, kind: str, library: Library) -> None:
    assert understood(library, question).kind == kind


def test_a_named_municipality_becomes_a_filter(library: Library) -> None:
    assert understood(library, "huur in lindewaard").filters.municipalities == ("Lindewaard",)


def test_a_municipality_outside_the_library_is_recognised(library: Library) -> None:
    asked = understood(library, "wat is er in almere afgesproken")
    assert asked.unknown == ("Almere",)
    assert asked.municipalities == ()


@pytest.mark.parametrize(
    "text",
    [
        "wat is het beste bod?",
        "mijn buren maken lawaai",
        "houten kozijnen",
        "het gaat goed",
        "wie hoort bij de partijen",
    ],
)
def test_ordinary_words_are_no_places(text: str, library: Library) -> None:
    assert [name for name in Names.of(library.cards()).find(text) if name.sort == "municipality"] == []


def test_a_kind_of_document_is_seen(library: Library) -> None:
    assert understood(library, "wat staat er in het bod van hagelinde?").kinds == (Kind.BOD,)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("lindewaart", "lindewaard", True),
        ("lidnewaard", "lindewaard", True),
        ("lindewaar", "lindewaard", True),
        ("lindewwaard", "lindewaard", True),
        ("lindepark", "lindewaard", False),
        ("windewaard", "lindewaard", False),
        ("lindwaart", "lindewaard", False),
    ],
)
def test_one_typing_error_is_forgiven_and_two_are_not(one: str, other: str, apart: bool) -> None:
    assert one_error_apart(one, other) is apart
