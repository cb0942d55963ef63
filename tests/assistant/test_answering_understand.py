"""Questions as people type them, understood without a language model."""

import pytest

from assistant.answering.concepts import Bag, concepts
from assistant.answering.contract import AnswerStatus, Question, Turn
from assistant.answering.elsewhere import notes_on_names
from assistant.answering.figures import holds_answer
from assistant.answering.names import Names, one_error_apart
from assistant.answering.sides import sides_of
from assistant.answering.understand import Understanding, understand
from corpus.library import Library
from corpus.model import Kind
from tests.assistant.conftest import TODAY, Ask
from tests.assistant.understanding.cases import FIELDS, cases, faults


def understood(library: Library, text: str, *history: str) -> Understanding:
    turns = tuple(Turn(question, question) for question in history)
    return understand(Question(text, history=turns), library.cards(), TODAY)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("hoeveel mag de huur in lindewaart omhoog", "Hoeveel mag de huur in Lindewaard omhoog?"),
        ("huur in LINDEWAARD dit jaar?", "Huur in Lindewaard in 2026?"),
        ("wat mag de huur volgend jaar omhoog in oosterven", "Wat mag de huur in 2027 omhoog in Oosterveen?"),
        (
            "wat mag de huur volgent jaar omhoog in oosterveen",
            "Wat mag de huur in 2027 omhoog in Oosterveen?",
        ),
        ("hoeveel bouwt hagelinde", "Hoeveel bouwt Hagelinde?"),
        ("noem de afspraken over groen", "Noem de afspraken over groen."),
        ("Hoi allemaal, wat is een bod", "Wat is een bod?"),
        ("daghuur in lindewaard", "Daghuur in Lindewaard?"),
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


@pytest.mark.parametrize(
    ("question", "kind", "sort", "about"),
    [
        ("wat houd een wensvoorraad in", "definition", "", {"wensvoorraad"}),
        ("wat betekend vhe", "definition", "", {"vhe"}),
        ("waar staat vtw voor", "definition", "", {"vtw"}),
        ("hoe vaak komt de huismeester langs", "when", "frequency", {"huismeester"}),
        ("hoelang mag ik in een wisselwoning", "when", "term", {"wisselwoning"}),
        ("hoe snel krijg je n reparatie", "when", "term", {"reparatie"}),
        ("hoeveel weken krijgen we voor advies", "number", "term", {"advies"}),
        ("vanaf welke leeftijd krijg je verhuisgeld", "number", "age", {"verhuisgeld"}),
        ("hoe oud moet je zijn voor een seniorenwoning", "number", "age", {"seniorenwoning"}),
        ("welk percentage gaat naar statushouders", "number", "percent", {"percentage", "statushouders"}),
        ("waarom stopte de renovatie", "open", "reason", {"stopte", "renovatie"}),
        ("mag mn huur hoger word", "open", "yes_no", {"huur", "hoger"}),
    ],
)
def test_the_sort_of_answer_is_seen_however_a_question_is_typed(
    question: str, kind: str, sort: str, about: set[str], library: Library
) -> None:
    asked = understood(library, question)
    assert (asked.kind, asked.sort) == (kind, sort)
    assert {concept.surface for concept in asked.concepts} == about


def test_a_follow_up_that_only_asks_how_old_keeps_its_subject(library: Library) -> None:
    asked = understood(library, "en hoe oud moet je dan zijn?", "Hoeveel verhuisgeld is er in Lindewaard?")
    assert (asked.kind, asked.sort, asked.municipalities) == ("number", "age", ("Lindewaard",))
    assert "verhuisgeld" in {concept.surface for concept in asked.concepts}


@pytest.mark.parametrize(
    ("sort", "answers", "another"),
    [
        ("age", "Huurders van 70 jaar of ouder gaan voor.", "De afspraken gelden vier jaar."),
        ("term", "De opzichter komt binnen tien werkdagen.", "Huurders van 70 jaar of ouder gaan voor."),
        ("frequency", "Zij overleggen vier keer per jaar.", "Zij betalen € 120 per woning per jaar."),
        ("frequency", "De beheerder is elke dinsdag aanwezig.", "De beheerder werkt sinds 2024 in de buurt."),
        ("percent", "Drie van de tien woningen gaan naar starters.", "Er zijn 30 woningen voor starters."),
        ("moment", "Dat gebeurt uiterlijk op 1 mei 2026.", "Dat gebeurt in overleg."),
        ("reason", "De bouw stopte, omdat de aannemer failliet ging.", "De bouw stopte."),
        ("remedy", "U kunt een klacht voorleggen aan de klachtencommissie.", "De huur stijgt met 3%."),
        ("party", "De wethouder tekent voor het einde van het jaar.", "Dat kost veel tijd."),
    ],
)
def test_a_sentence_is_known_by_the_sort_of_thing_that_it_tells(
    sort: str, answers: str, another: str
) -> None:
    assert holds_answer(sort, answers)
    assert not holds_answer(sort, another)
    assert holds_answer("", another)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("wat als mijn flat plat gaat", "Bij sloop krijgen bewoners een brief."),
        ("ze knappen onze flat volgend jaar op", "De corporatie verbetert de woningen."),
        ("is er een noodpotje", "Het huurfonds is voor huurders in nood."),
        ("hoeveel verhuis geld is er", "De verhuiskostenvergoeding is een vast bedrag."),
        ("we worden het niet eens", "Een geschil gaat naar de minister."),
        ("kan me huur effe niet betalen", "Wie een huurachterstand heeft, belt de corporatie."),
    ],
)
def test_what_tenants_say_meets_what_documents_say(question: str, text: str) -> None:
    bag = Bag.of(text)
    assert max(bag.holds(concept) for concept in concepts(question)) >= 0.8


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("hoeveel geld is er", "De afspraken zijn geldig."),
        ("is dat gewoon zo", "Zij wonen hier."),
        ("een groot gezin", "Dat heeft zin."),
    ],
)
def test_words_that_only_look_alike_are_not_the_same(question: str, text: str) -> None:
    assert not any(Bag.of(text).holds(concept) for concept in concepts(question))


def test_of_an_everyday_phrase_each_word_still_counts() -> None:
    homes = concepts("hoeveel huizen past de corporatie aan")[0]
    assert homes.meant  # "het huis past niet meer" may stand for "doorstroming"
    assert Bag.of("Zij passen 80 woningen aan.").holds(homes) > 0


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


@pytest.mark.parametrize("part", ["tuning", "test"])
@pytest.mark.parametrize("field", FIELDS)
def test_nearly_all_labelled_questions_are_understood(part: str, field: str, library: Library) -> None:
    asked = cases(part)
    wrong = [case.question for case in asked if field in faults(case, library.cards())]
    assert len(asked) >= 100
    assert len(wrong) <= 0.03 * len(asked), wrong


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("wat is afgesproken in huizen", ("Huizen",)),
        ("schimmel in huizen van kadewonen", ()),
        ("HET IS BEST DUUR IN LINDEWAARD", ("Lindewaard",)),
        ("de haren in het putje", ()),
        ("wat is er in bergen afgesproken", ("Bergen",)),
    ],
)
def test_a_word_that_is_a_place_too_needs_evidence(
    text: str, places: tuple[str, ...], library: Library
) -> None:
    found = [name.name for name in Names.of(library.cards()).find(text) if name.sort == "municipality"]
    assert tuple(found) == places


def test_a_corporation_whose_name_is_ordinary_words_needs_capitals(library: Library) -> None:
    names = Names.of(library.cards())
    assert [name.name for name in names.find("wat doet Ons Huis in Enschede")] == ["Ons Huis", "Enschede"]
    assert names.find("ons huis is te koud") == []


def test_a_former_municipality_stands_for_those_that_came_after(library: Library) -> None:
    asked = understood(library, "wat is er in haaren afgesproken")
    assert asked.former == (("Haaren", ("Boxtel", "Oisterwijk", "Tilburg", "Vught")),)
    assert asked.filters.municipalities == ("Tilburg",)
    assert [side.label for side in sides_of(asked)] == [""]
    [note] = notes_on_names(asked, library.cards())
    assert note == (
        "Haaren is sinds 2021 geen gemeente meer. Het hoort nu bij Boxtel, Oisterwijk, Tilburg en Vught. "
        "Daarom zoek ik in de documenten van Tilburg."
    )


def test_a_corporation_outside_the_library_is_recognised_and_stays_a_subject(library: Library) -> None:
    asked = understood(library, "wat doet staedion aan leefbaarheid")
    assert asked.elsewhere == ("Staedion",)
    assert asked.corporations == asked.filters.corporations == ()
    assert "staedion" in {concept.surface.lower() for concept in asked.concepts}
    [note] = notes_on_names(asked, library.cards())
    assert note.startswith("Ik heb geen documenten van Staedion. Wel van ")


def test_a_comparison_with_a_place_without_documents_says_which_side_is_missing(ask: Ask) -> None:
    answer = ask("vergelijk de huurverhoging van lindewaard met die van almere")
    assert answer.status is AnswerStatus.DEELS_BEANTWOORD
    assert any("Almere" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("nieuwbouw tussen 2021 en 2023", (2021, 2022, 2023)),
        ("verkocht in 2024/2025", (2024, 2025)),
        ("de komende drie jaar", (2027, 2028, 2029)),
        ("de afgelopen 2 jaar", (2024, 2025)),
        ("jaarschijf '26", (2026,)),
        ("over vier jaar", (2030,)),
        ("1.180 woningen aan de Kastanjelaan 2001", (2001,)),
    ],
)
def test_years_and_stretches_of_time_are_read(text: str, years: tuple[int, ...], library: Library) -> None:
    assert understood(library, text).all_years == years
