"""The lists of names and words: whole, without contradictions, and readable by what uses them."""

from datetime import date

from corpus.model import Kind, Theme
from corpus.vocabulary import (
    corporations,
    former_municipalities,
    kind_words,
    municipalities,
    stage_words,
    theme_words,
)


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
