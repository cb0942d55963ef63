"""The lexical index finds Dutch words in all their forms, compounds by their parts, and what was meant by a slip."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from corpus.model import Passage, Span
from corpus.terms import Sought, Terms, analyse, searchbox
from corpus.terms.references import references
from corpus.vocabulary.compound_parts import parts_of
from corpus.vocabulary.compounds import known_parts, split

Fill = Callable[..., Terms]


@pytest.fixture
def fill(tmp_path: Path) -> Iterator[Fill]:
    """An index of one edition ("e") with a passage for every text, ids "0", "1" and so on."""
    terms = Terms(tmp_path / "terms")

    def with_texts(*texts: str, title: str = "Afspraken", headings: tuple[str, ...] = ()) -> Terms:
        passages = [
            Passage(str(n), n, text, (Span(1, 0, len(text)),), headings) for n, text in enumerate(texts)
        ]
        terms.add(("e", title, passages))
        return terms

    yield with_texts
    terms.close()


def found(terms: Terms, query: str, **wanted: object) -> list[str]:
    return [hit.passage_id for hit in terms.search(query, 10, **wanted)]  # type: ignore[arg-type]


def stems(text: str) -> list[str]:
    return [token.term for token in analyse(text)]


def cut(word: str) -> str:
    return "+".join(word[start:end] for start, end in split(word))


def marked(query: str, text: str, must: tuple[str, ...] = ()) -> list[str]:
    return [text[start:end] for start, end in Sought(query, must).marks(text)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("huren", "huur"),
        ("woningen", "woning"),
        ("de huur stijgt", "huren stijgen"),
        ("Coördinatie", "coordinatie"),
        ("cafe\u0301", "café"),
        ("kwetsbare", "kwetsbaar"),
        ("1.000", "1000"),
        ("1.000,00", "1000"),
        ("3,50", "3,5"),
    ],
)
def test_forms_of_one_word_are_one_term(one: str, other: str) -> None:
    assert stems(one) == stems(other) != []


@pytest.mark.parametrize(
    ("one", "other"),
    [("gemeente", "mening"), ("huurder", "huur"), ("verhuurder", "huurder"), ("3,5", "35"), ("44c", "44")],
)
def test_different_things_are_different_terms(one: str, other: str) -> None:
    assert stems(one) != stems(other)


def test_places_are_those_of_the_text_itself() -> None:
    text = "Cafe\u0301s, 🏠 en de HUURVERHOGING."
    assert [text[token.start : token.end] for token in analyse(text)] == ["Cafe\u0301s", "HUURVERHOGING"]


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("huurverhogingspercentage", "huur+verhoging+percentage"),
        ("woonruimteverdeling", "woon+ruimte+verdeling"),
        ("prestatieafspraken", "prestatie+afspraken"),
        ("statushouders", "status+houders"),
        ("volkshuisvestingsfonds", "volks+huisvesting+fonds"),
        ("leefbaarheidsbudget", "leefbaarheids+budget"),
        ("woningbouwvereniging", "woning+bouw+vereniging"),
        ("huurstop", "huur+stop"),
    ],
)
def test_a_compound_is_taken_apart(word: str, parts: str) -> None:
    assert cut(word) == parts


@pytest.mark.parametrize(
    "word",
    [
        "verkoop",
        "woningen",
        "maatregel",
        "belangrijk",
        "overleg",
        "gemeenschap",
        "verandering",
        "duurzaamheid",
    ],
)
def test_a_word_that_only_looks_like_a_compound_stays_whole(word: str) -> None:
    assert cut(word) == ""


def test_a_very_long_word_is_no_trouble() -> None:
    assert split("huur" * 5_000) != ()
    assert stems("huur" * 5_000) == []


def test_the_parts_of_compounds_come_from_words_that_begin_or_end_alike() -> None:
    openings = {"huurprijs", "huurkost", "huurlos", "kostprijs", "losprijs"}
    words = {"huur", "prijs", "kost", "los"} | openings
    assert parts_of(words, {"zelden"}) == ["huur", "prijs", "zelden"]
    assert {"huur", "toeslag", "woning"} <= known_parts()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("zie art. 44c van de wet", ["art:44c"]),
        ("artikel 44a, derde lid,", ["art:44a", "lid:3"]),
        ("44a lid 3", ["art:44a", "lid:3"]),
        ("Artikel 3.2", ["art:3.2"]),
        ("met 3,5% of 3,50 procent", ["%3,5", "%3,5"]),
        ("€ 1.000,- of 1000 euro", ["€1000", "€1000"]),
        ("uiterlijk 15 december 2025, niet 1 December", ["dag:15-12", "dag:1-12"]),
        ("lid van de raad, 12 woningen in 2024", []),
    ],
)
def test_references_and_amounts_have_one_form(text: str, terms: list[str]) -> None:
    assert [token.term for token in references(text)] == terms


def test_an_article_is_found_however_it_is_written(fill: Fill) -> None:
    terms = fill("Volgens artikel 44a, tweede lid, geldt dit.", "Volgens artikel 44 geldt dit in lid 12.")
    assert found(terms, "art. 44a lid 2")[0] == "0"
    assert found(terms, "artikel 44, lid 12")[0] == "1"


def test_a_part_of_a_compound_finds_it_and_the_word_itself_comes_first(fill: Fill) -> None:
    terms = fill(
        "Over huurverhogingspercentages is niets bekend.", "De verhoging is 3%.", "Er komt een park."
    )
    assert found(terms, "verhoging") == ["1", "0"]
    assert found(terms, "huurverhoging") == ["0", "1"]


def test_words_typed_apart_or_together_are_the_same(fill: Fill) -> None:
    terms = fill("De huurverhoging gaat in.", "De woning bouw vereniging tekent.")
    assert found(terms, "huur verhoging") == ["0"]
    assert found(terms, "woningbouwvereniging") == ["1"]


@pytest.mark.parametrize(
    "typed",
    [
        "huurverhogign",
        "huurverhooging",
        "huurverhgoing",
        "huurverhoing",
        "uurverhoging",
        "huur verhoging",
        "huurverhoching",
    ],
)
def test_a_word_with_a_typing_error_finds_what_was_meant(fill: Fill, typed: str) -> None:
    assert found(fill("De huurverhoging gaat in.", "Er komt een park."), typed) == ["0"]


def test_words_that_run_together_are_found(fill: Fill) -> None:
    terms = fill("De corporatie ondertekent.", "Er komt een park.")
    assert terms.corrected("corporatieondertekent") == "corporatie ondertekent"
    assert found(terms, "corporatieondertekent") == ["0"]


def test_an_exact_match_is_never_corrected(fill: Fill) -> None:
    terms = fill("De borging is geregeld.", "De borgen zijn bekend.", "De burging is gebeurd.")
    assert found(terms, "burging") == ["2"]
    assert terms.corrected("burging") == "burging"


def test_nothing_is_made_of_short_words_numbers_or_known_dutch(fill: Fill) -> None:
    terms = fill("De wet van 2024 over de staat.")
    for query in ("wit", "2025", "straat", "xqzjkw"):
        assert terms.corrected(query) == query
        assert found(terms, query) == []


def test_a_misspelt_function_word_is_not_taken_for_a_subject(fill: Fill) -> None:
    terms = fill("De wonnen zaken zijn bekend.", "Er komt een park.")
    assert found(terms, "wannneer komt het park")[0] == "1"
    assert "wonnen" not in terms.corrected("wannneer komt het park")


def test_the_query_is_corrected_in_place(fill: Fill) -> None:
    terms = fill("Het onderhoud van de woningen.")
    assert terms.corrected("Wie doet het onderhuod, en van welke wonignen?") == (
        "Wie doet het onderhoud, en van welke woningen?"
    )


def test_what_was_forgotten_is_not_suggested_and_what_is_new_is(fill: Fill) -> None:
    terms = fill("Het onderhoud van de woningen.")
    assert terms.corrected("sloopp") == "sloopp"
    fill("De kwaliteitskortingsgrens geldt.")
    assert terms.corrected("kwalitietskortingsgrens") == "kwaliteitskortingsgrens"


def test_added_words_weigh_less_than_those_of_the_question(fill: Fill) -> None:
    terms = fill("De jaarlijkse indexatie.", "De duurdere fiets.", "Er komt een park.")
    assert found(terms, "duurdere", more={"indexatie": 0.2}) == ["1", "0"]
    assert found(terms, "duurdere", more={"indexatie": 5.0}) == ["0", "1"]


def test_words_of_the_title_count_less_than_those_of_the_text(fill: Fill) -> None:
    terms = fill("Er komt een park.", title="Leefbaarheid")
    assert found(terms, "leefbaarheid") == ["0"]


def test_a_phrase_must_be_there_as_it_is_typed(fill: Fill) -> None:
    terms = fill("Passend toewijzen is verplicht.", "Toewijzen moet passend zijn.", "Passend werk.")
    typed = searchbox('"passend toewijzen" verplicht')
    assert typed.text == "passend toewijzen verplicht"
    assert typed.must == ("passend toewijzen",)
    assert found(terms, typed.text, must=typed.must) == ["0"]
    assert Sought(*typed).holds("Zij moeten passend toewijzen.")
    assert not Sought(*typed).holds("Toewijzen moet passend zijn.")


def test_a_phrase_in_a_heading_counts(fill: Fill) -> None:
    terms = fill("Dit is verplicht.", headings=("Passend toewijzen",))
    assert found(terms, "", must=("passend toewijzen",)) == ["0"]


def test_a_beginning_finds_all_words_that_begin_so(fill: Fill) -> None:
    terms = fill("De huurverhoging.", "De huurverlaging.", "De huur.", "Een park.")
    typed = searchbox("huurver*")
    assert typed.must == ("huurver*",)
    assert sorted(found(terms, typed.text, must=typed.must)) == ["0", "1"]
    assert Sought(*typed).holds("De Huurverlaging")
    assert not Sought(*typed).holds("De huur")


def test_a_beginning_that_no_word_has_finds_nothing(fill: Fill) -> None:
    assert found(fill("De huur."), "huur", must=("zwembad*",)) == []


@pytest.mark.parametrize("typed", ['"', '""', "*", "a*", '"de', "huur * verhoging", '"" ""', "( )"])
def test_signs_without_meaning_demand_nothing(typed: str) -> None:
    assert searchbox(typed).must == ()


def test_only_the_editions_asked_for_are_searched(fill: Fill) -> None:
    terms = fill("De huur.")
    assert found(terms, "huur", editions={"e"}) == ["0"]
    assert found(terms, "huur", editions={"other"}) == []
    assert found(terms, "huur", editions=set()) == []


def test_an_edition_replaces_itself_and_can_be_forgotten(fill: Fill) -> None:
    terms = fill("De huur.", "Het park.")
    fill("De tuin.")
    assert (terms.count(), found(terms, "huur"), found(terms, "tuin")) == (1, [], ["0"])


def test_an_index_is_the_same_after_opening_it_again(tmp_path: Path) -> None:
    first = Terms(tmp_path)
    first.add(("e", "Afspraken", [Passage("0", 0, "De huurverhoging.", (Span(1, 0, 17),))]))
    before = first.search("verhoging", 5)
    first.close()
    again = Terms(tmp_path)
    assert again.search("verhoging", 5) == before != []
    again.close()


def test_many_questions_at_once_get_their_own_answers(fill: Fill) -> None:
    words = ["huur", "park", "tuin", "school", "balkon", "lift", "keuken", "zolder"]
    terms = fill(*(f"Er is een {word} bij de afspraak." for word in words))
    with ThreadPoolExecutor(8) as pool:
        results = list(
            pool.map(lambda n: found(terms, f"{words[n % 8]}x" if n % 3 else words[n % 8]), range(200))
        )
    assert [result[0] for result in results if result] == [
        str(n % 8) for n, result in enumerate(results) if result
    ]
    assert all(results[n] for n in range(0, 200, 3))


def test_whole_words_are_marked_and_of_compounds_the_part(fill: Fill) -> None:
    text = "De huren en de huurverhoging; de huurder betaalt."
    assert marked("huur", text) == ["huren", "huur"]
    assert marked("verhoging", text) == ["verhoging"]
    assert marked("huurverhoging", text) == ["huurverhoging"]


def test_a_compound_asked_for_is_marked_where_its_parts_are() -> None:
    assert marked("huurverhoging", "De verhoging van de huur.") == ["verhoging", "huur"]
    assert marked("huurverhoging", "De verhoging van de stoep.") == []


def test_references_and_beginnings_are_marked() -> None:
    assert marked("art. 44a", "Volgens Artikel 44a geldt dit.") == ["Artikel 44a"]
    assert marked("", "De Huurverlaging en de huur.", ("huurver*",)) == ["Huurverlaging"]


def test_marks_are_in_order_and_never_overlap() -> None:
    text = "Artikel 44a, derde lid: de huurprijs is € 1.000 en de huur 3,5%."
    places = Sought("artikel 44a lid 3 huur 1000 euro 3,5 procent").marks(text)
    assert places == sorted(places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))
