"""Turns of phrase by which real agreements say what they are. All names here are invented."""

from datetime import date
from pathlib import Path

import pytest

from corpus.model import Description, Kind, Period, Stage
from ingest.clean import clean
from ingest.describe import describe
from ingest.read.records import Block, Reading, Sheet, plain_block


def card(*pages: str, file: str = "afspraken.pdf") -> Description:
    """The description of pages in which an empty line parts paragraphs and "# " opens a heading."""
    sheets = tuple(
        Sheet(number, tuple(map(_block, page.split("\n\n")))) for number, page in enumerate(pages, 1)
    )
    reading = Reading("text/plain", sheets)
    return describe(Path(file), reading, clean(reading), None)


def _block(text: str) -> Block:
    return plain_block("heading", text[2:], 1) if text.startswith("# ") else plain_block("paragraph", text)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("# Prestatieafspraken 2024–2027", 2024, 2027),
        ("# Prestatieafspraken 2019-’23", 2019, 2023),
        ("# Prestatieafspraken 2023 met een doorkijk naar 2024-2026", 2023, 2023),
        ("# Prestatieafspraken\n\n2021 | 2022 | 2023 | 2024", 2021, 2024),
        ("# Jaarschijf 2026\n\nbij de Prestatieafspraken Lindewaard 2024-2027", 2026, 2026),
        ("# Afspraken over wonen\n\nDe looptijd is vier jaar vanaf 1 januari 2024.", 2024, 2027),
        ("# Prestatieafspraken\n\nZe gelden van 1 januari 2024 tot 1 januari 2028.", 2024, 2027),
        ("# Prestatieafspraken\n\nDeze afspraken gelden voor het kalenderjaar 2026.", 2026, 2026),
        ("# Ons bod vanaf 2028\n\nWij bieden dit voor de jaren 2028 tot en met 2030.", 2028, 2030),
    ],
)
def test_a_period_is_read_in_all_its_forms(words: str, first: int, last: int) -> None:
    assert card(words).period == Period(first, last)


def test_an_addendum_runs_from_its_beginning_to_the_end_of_its_parent() -> None:
    read = card(
        "# Tweede addendum\n\nbij de Prestatieafspraken Lindewaard 2023-2026",
        "Dit addendum gaat in op 1 juli 2025.\n\nGetekend op 20 juni 2025 te Lindewaard",
    )
    assert (read.kind, read.parent) == (Kind.ADDENDUM, "Prestatieafspraken Lindewaard 2023-2026")
    assert (read.period, read.signed) == (Period(2025, 2026), date(2025, 6, 20))


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Aldus overeengekomen en ondertekend te Lindewaard op 14 december 2023", date(2023, 12, 14)),
        ("Aldus getekend, Lindewaard, 14-12-2023", date(2023, 12, 14)),
        ("Digitaal ondertekend op 14-12-2023\n\nDigitaal ondertekend op 11/12/2023", date(2023, 12, 14)),
        ("# Ondertekening\n\nLindewaard, 14 december 2023\n\nw.g.", date(2023, 12, 14)),
        ("Partijen willen op 14 december 2023 tekenen.", None),
        ("Partijen tekenden op 14 december 2023 de Prestatieafspraken Lindewaard.", None),
        ("Ondertekend op 31 februari 2023", None),
    ],
)  # fmt: skip
def test_the_day_of_signing_is_the_last_one_that_was_signed_on(words: str, day: date | None) -> None:
    read = card("# Prestatieafspraken 2024-2027", words)
    assert read.signed == day
    assert (read.stage is Stage.ONDERTEKEND) == (day is not None)


@pytest.mark.parametrize(
    "words", ["Concept, versie 3", "Versie 0.3", "Niet vastgesteld", "# Onderhandelakkoord 2024"]
)
def test_a_draft_says_so_on_its_cover(words: str) -> None:
    assert card(f"# Prestatieafspraken 2024-2027\n\n{words}").stage is Stage.CONCEPT


def test_empty_places_for_signatures_make_a_draft_and_a_bid_is_a_proposal() -> None:
    unsigned = card("# Prestatieafspraken 2024-2027", "# Ondertekening\n\nLindewaard, d.d. ..........")
    assert unsigned.stage is Stage.CONCEPT
    assert card("# Bod 2025 van Stichting Veldhaard").stage is Stage.VOORSTEL


def test_a_municipality_that_serves_as_an_example_is_no_party() -> None:
    read = card(
        "# Prestatieafspraken 2025–2029",
        "Partijen zijn: gemeente Lindewaard, Stichting Veldhaard en Huurdersraad Veldhaard.\n\n"
        "In de gemeente Oosterveen werkt dit goed. Zie de afspraken van de gemeente Zilverdam.",
    )
    assert read.municipalities == ("Lindewaard",)
    assert read.corporations == ("Stichting Veldhaard",)


def test_who_a_party_took_over_from_is_no_party() -> None:
    read = card(
        "# Prestatieafspraken 2023-2026",
        "# Partijen\n\nGemeente Kwelrade, ontstaan uit de voormalige gemeenten Kwelmond en Raderhoek;\n\n"
        "Woonstichting Heem & Hof, rechtsopvolger van Woningbouwvereniging Oudhof, hierna: Heem;",
    )
    assert read.municipalities == ("Kwelrade",)
    assert read.corporations == ("Woonstichting Heem & Hof",)


def test_and_parts_two_names_unless_it_is_inside_one() -> None:
    read = card(
        "# Jaarafspraken 2023\n\nGemeente Zilverdam – Haven en Hof – Huurdersvereniging Haven en Hof",
        "De gemeente Zilverdam, Haven en Hof en Huurdersvereniging Haven en Hof maken afspraken.",
    )
    assert read.corporations == ("Haven en Hof",)
    assert read.tenant_organisations == ("Huurdersvereniging Haven en Hof",)
    region = card(
        "# Regionale woonafspraken 2024-2028",
        "De gemeenten Aa en Hunze, Lindewaard en Veldermonde komen overeen:",
    )
    assert region.municipalities == ("Aa en Hunze", "Lindewaard", "Veldermonde")


def test_a_known_municipality_and_corporation_get_their_daily_name() -> None:
    read = card(
        "# Leestoets: verzonnen prestatieafspraken 2030–2033",
        "Partijen: gemeente ’s-Gravenhage, Stichting Mitros en Huurdersraad Verzonnen.",
    )
    assert read.municipalities == ("Den Haag",)
    assert read.corporations == ("Mitros",)


def test_a_document_about_nothing_of_this_has_an_empty_card() -> None:
    read = card("# Recept voor appeltaart\n\nSchil de appels. Roer de boter.", file="taart.pdf")
    assert (read.kind, read.period, read.stage) == (Kind.OVERIG, Period(), Stage.GEPUBLICEERD)
    assert (read.municipalities, read.corporations, read.tenant_organisations, read.themes) == (
        (),
        (),
        (),
        (),
    )
    assert {item.origin for item in read.evidence if item.field == "kind"} == {"default"}


def test_dotted_lines_are_no_text_to_read() -> None:
    read = card("# Inhoud\n\nGemeente Oosterveen en Stichting Turfhorst " + ". " * 400 + "12")
    assert read.municipalities == ()


TOLD = "Dit is onze samenvatting van openbare pagina’s over wonen, gelezen op 22 november 2026."


def test_a_title_is_mended_and_has_at_most_200_characters() -> None:
    sheets = (Sheet(1, (plain_block("paragraph", "De huur stijgt niet."),)),)
    reading = Reading("text/plain", sheets, "Preﬆatieaﬀpraken " + "Lindewaard " * 40)
    title = describe(Path("a.pdf"), reading, clean(reading), None).title
    assert title.startswith("Prestatieaffpraken Lindewaard")
    assert len(title) <= 200


@pytest.mark.parametrize(
    ("words", "period"),
    [
        (f"# Lindewaard 2021: voorrang\n\n{TOLD}\n\nIn 2019 was er een proef.", Period(2021, 2021)),
        (f"# Nationale afspraken van 2022 en het maximum van 2026\n\n{TOLD}", Period(2022, 2026)),
        (f"# Lindewaard: voorrang\n\n{TOLD}\n\n# De afspraak voor 2021\n\nTot 2030 komt er meer.", Period()),
    ],
)
def test_a_text_about_agreements_is_about_the_years_of_its_title(words: str, period: Period) -> None:
    assert card(words).period == period


def test_a_text_about_agreements_is_about_who_takes_part_and_not_about_its_sources() -> None:
    read = card(
        f"# Samen bouwen\n\n{TOLD}\n\n"
        "De gemeente Lindewaard, Stichting Veldhaard en het Stedelijk Huurdersplatform tekenden.\n\n"
        "# Ook elders\n\nDe gemeente Oosterveen en Stichting Turfhorst tekenden.\n\n# Bronnen\n\n"
        "Stichting Mondewonen en Huurdersraad Monde: https://voorbeeld.nl/a"
    )
    assert (read.kind, read.municipalities) == (Kind.ARTIKEL, ("Lindewaard",))
    assert read.corporations == ("Stichting Veldhaard",)
    assert read.tenant_organisations == ("Stedelijk Huurdersplatform",)


def test_a_theme_of_a_text_about_agreements_has_a_section_of_its_own() -> None:
    read = card(
        f"# Drie vragen\n\n{TOLD}\n\n# Verkoop\n\nEr worden twintig huurwoningen verkocht.\n\n"
        "# Warmte\n\nEr komt een warmtenet, en woningen krijgen isolatie. Een buurman klaagt over schimmel."
    )
    assert [theme.value for theme in read.themes] == ["verkoopEnSloop", "verduurzaming"]
