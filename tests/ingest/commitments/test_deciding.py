"""What is agreed is told from what only describes, defines or refers."""

import pytest

from corpus.model import Page, Passage, Span
from ingest.commitments import extract
from tests.ingest.commitments.invented import AGREEMENT, passages_of, read


@pytest.mark.parametrize(
    "sentence",
    [
        "De gemeente stelt jaarlijks een bedrag van € 50.000 beschikbaar voor bewonersinitiatieven.",
        "Partijen zetten zich in voor een gevarieerd woningaanbod in alle wijken.",
        "Vechthuis en Wonen Zuidoever verplichten zich om de komende vier jaar 250 woningen te renoveren.",
        "De corporaties zorgen ervoor dat nieuwe huurders binnen twee weken een welkomstgesprek krijgen.",
        "In 2026 worden 45 sociale huurwoningen gerealiseerd aan de Parklaan.",
        "Er worden geen huurders uitgezet zonder voorafgaand huisbezoek.",
        "Gemeente en corporaties dragen ieder voor de helft bij in de kosten van de wijkcoach.",
        "Vechthuis zegt toe dat de huren van deze woningen tot 2028 niet stijgen.",
        "Afgesproken is dat de corporaties maximaal 40 woningen per jaar verkopen.",
        "Minimaal 70% van de vrijkomende woningen wordt toegewezen aan de primaire doelgroep.",
        "Alle woningen met een F- of G-label zijn uiterlijk in 2028 verduurzaamd.",
        "Huurders hebben recht op een verhuiskostenvergoeding van € 7.000.",
        "De leges voor vergunningaanvragen van sociale huurwoningen worden met 50% verlaagd.",
        "Voor woningen met een slecht energielabel geldt een huurbevriezing.",
        "Twee keer per jaar vindt er een bestuurlijk overleg plaats.",
    ],
)
@pytest.mark.parametrize("clause", ["3.2", None])
def test_a_sentence_that_says_what_will_be_done_or_will_hold_is_one(
    sentence: str, clause: str | None
) -> None:
    assert [found.quote for found in read(sentence, clause=clause)] == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "Esdoornveen telde op 1 januari 2024 ruim 41.000 inwoners.",
        "De afgelopen jaren is de vraag naar sociale huurwoningen sterk toegenomen.",
        "In 2023 zijn 120 woningen opgeleverd.",
        "Op 1 januari 2025 hebben 840 woningen een label E, F of G.",
        "Onder sociale huur wordt verstaan een woning onder de liberalisatiegrens.",
        "De gemiddelde wachttijd bedraagt op dit moment acht jaar.",
        "Figuur 3 toont de ontwikkeling van de voorraad.",
        "Tabel 2 laat zien hoeveel woningen iedere corporatie oplevert.",
        "Deze woningen tellen niet mee in tabel 1.",
        "De Woningwet bepaalt dat corporaties jaarlijks een bod uitbrengen.",
        "Uit onderzoek blijkt dat 40% van de huurders moeite heeft om rond te komen.",
        "Vorig jaar hebben partijen afgesproken om samen een visie te maken.",
        "Aldus overeengekomen en ondertekend te Esdoornveen op 12 december 2024.",
        "Hoe houden wij de wijken leefbaar?",
    ],
)
def test_a_sentence_that_describes_defines_or_refers_is_none(sentence: str) -> None:
    assert read(sentence) == ()


@pytest.mark.parametrize(
    "heading", ["Begrippen", "Leeswijzer", "Bijlage 3 Begrippenlijst", "4 Terugblik 2021–2024"]
)
def test_under_a_heading_that_explains_nothing_is_agreed(heading: str) -> None:
    sentence = "De corporaties bouwen elk jaar ten minste 40 sociale huurwoningen."
    assert read(sentence, headings=("3 Wonen", "3.2 Nieuwbouw"))
    assert read(sentence, headings=("Bijlagen", heading), clause=None) == ()


def test_what_introduces_a_chapter_with_clauses_tells_rather_than_agrees() -> None:
    sentence = "Veel grote woningen worden bewoond door één huurder."
    told, agreed = ("4 Doorstroming",), ("4 Doorstroming", "4.1 Verhuisregeling")
    intro, pages = passages_of(sentence, headings=told, clause="4")
    clause, more = passages_of(
        "Een huurder krijgt een verhuisbijdrage van € 900.", headings=agreed, clause="4.1"
    )
    found = extract(AGREEMENT, [*intro, *clause], [*pages, *more], "e")
    assert sentence not in [one.quote for one in found]


def test_the_same_in_other_numbers_is_one_after_a_commitment() -> None:
    first = "Het aantal sociale huurwoningen groeit naar ten minste 4.283 op 31 december 2028."
    second = "Dat zijn er per saldo 78 meer."
    assert [found.quote for found in read(f"{first} {second}")] == [first, second]
    assert read(second) == ()


def test_certainty_is_higher_with_more_signs() -> None:
    firm = read("De gemeente betaalt uiterlijk op 1 mei 2026 ten minste € 4.000.")[0]
    loose = read("Van dit bedrag is € 25 bestemd voor plannen van bewoners.")[0]
    assert 0 < loose.certainty < firm.certainty < 1


def test_a_table_without_a_caption_behind_a_state_of_things_holds_that_state() -> None:
    told, pages = passages_of(
        "Op 1 januari 2025 zijn er 840 woningen met een slecht label. De verdeling is als volgt."
    )
    rows = "Corporatie\tWoningen\nVechthuis\t510\nWonen Zuidoever\t330"
    table = Passage("e.p1", 1, rows, (Span(2, 0, len(rows)),), told[0].headings, "", "3.2", "table")
    assert extract(AGREEMENT, [*told, table], [*pages, Page(2, rows)], "e") == ()
