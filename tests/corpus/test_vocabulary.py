"""The lists of names and words: whole, without contradictions, and readable by what uses them."""

from datetime import date

from corpus.model import Kind, Theme
from corpus.terms import analyse
from corpus.vocabulary import (
    _read,
    corporations,
    former_municipalities,
    idioms,
    kind_words,
    municipalities,
    own_stems,
    plain_words,
    stage_words,
    theme_words,
)
from corpus.vocabulary.lay_words import lay_words


def test_all_municipalities_of_2026_are_there_once_with_their_code_and_province() -> None:
    rows = municipalities()
    assert len(rows) == 342
    assert len({row.code for row in rows}) == 342
    assert all(row.code.startswith("GM") and len(row.code) == 6 for row in rows)
    assert len({row.province for row in rows}) == 12
    assert [row.code for row in rows if "Den Bosch" in row.aliases] == ["GM0796"]
    assert len([row for row in rows if row.name == "Bergen"]) == 2


def test_every_former_municipality_leads_to_one_that_exists() -> None:
    now = {row.name for row in municipalities()}
    former = {row.name: row for row in former_municipalities()}
    for row in former.values():
        assert row.ended >= date(2010, 1, 1)
        reached = set(row.successors)
        while reached - now:
            assert reached - now <= former.keys()
            reached = (reached & now) | {name for gone in reached - now for name in former[gone].successors}
        assert reached
    assert former["Haaren"].successors == ("Boxtel", "Oisterwijk", "Tilburg", "Vught")


def test_no_alias_of_a_municipality_is_another_ones_name() -> None:
    names = {row.name for row in municipalities()}
    assert not names & {alias for row in municipalities() for alias in row.aliases}


def test_every_corporation_stands_in_the_list_once() -> None:
    names = [row.name.casefold() for row in corporations()]
    assert len(names) == len(set(names))
    assert {row.name: row.successors for row in corporations()}["Vestia"] == (
        "Hef Wonen",
        "Hof Wonen",
        "Stedelink",
    )


def test_the_words_for_kinds_and_themes_are_of_the_closed_lists() -> None:
    assert {words.kind for words in kind_words()} == set(Kind) - {Kind.OVERIG}
    assert [words.theme for words in theme_words()] == list(Theme)
    assert stage_words().draft.search("Concept, versie 0.3")


def test_an_everyday_phrase_never_shrinks_to_a_word_that_says_nothing() -> None:
    nothing = {token.term for word in plain_words() for token in analyse(word)}
    phrases = [phrase for row in lay_words() for phrase in row.everyday if " " in phrase]
    stems = {phrase: {token.term for token in analyse(phrase)} for phrase in phrases}
    # Two such words together may say something ("hoeveel geld"); one alone would be found in every question.
    assert [phrase for phrase, kept in stems.items() if len(kept) == 1 and kept <= nothing] == []


def test_every_everyday_and_formal_word_is_one_that_can_be_looked_for() -> None:
    for row in lay_words():
        assert row.everyday
        assert row.formal
        assert len(set(row.everyday)) == len(row.everyday)
        assert len(set(row.formal)) == len(row.formal)
        assert all(analyse(phrase) for phrase in (*row.everyday, *row.formal))


def test_what_tenants_say_leads_to_the_words_of_an_agreement() -> None:
    leads = {(phrase, formal) for row in lay_words() for phrase in row.everyday for formal in row.formal}
    assert {
        ("potje", "huurfonds"),
        ("verhuisgeld", "verhuisbijdrage"),
        ("opgeknapt", "groot onderhoud"),
        ("nul trede", "nultredenwoning"),
        ("wachtlijst", "inschrijfduur"),
        ("vluchtelingen", "statushouders"),
        ("stroomnet", "netcongestie"),
        ("gaat plat", "sloop"),
        ("kouwelijk", "slecht geïsoleerd"),
        ("voorpiepen", "voorrang"),
        ("deurwaarder", "huurachterstand"),
        ("wisselhuis", "wisselwoning"),
    } <= leads
    assert not {formal for phrase, formal in leads if phrase == "huur"} & {"huurtoeslag"}


def test_a_word_with_a_stem_of_its_own_stands_in_the_list_once() -> None:
    rows = [line.split("\t")[0] for line in _read("own_stems.tsv").splitlines() if not line.startswith("#")]
    assert len(rows) == len(set(rows)) > 100
    assert own_stems()["gezin"] != own_stems()["gezond"]


def test_every_way_of_putting_things_can_be_put_in_the_place_of_what_was_typed() -> None:
    for pattern, word in idioms():
        assert pattern.groups or "\\" not in word
        assert pattern.sub(f" {word} ", "wat houd een bod in, ze knappen het op en we komen er niet uit")
