"""Where a document says who its parties are, for how long it holds and when it was signed; all names are invented."""

from datetime import UTC, date, datetime

from assistant.answering import card_proof
from corpus.model import Description, EditionCard, EditionState, FoundPassage, Kind, Passage, Period, Span

DESCRIBED = Description(
    title="Prestatieafspraken Lindewaard 2025–2028",
    kind=Kind.PRESTATIEAFSPRAKEN,
    municipalities=("Lindewaard",),
    corporations=("Woonstichting Hagelinde", "Kadewonen"),
    tenant_organisations=("Huurdersvereniging HagelindeSamen", "Huurdersraad Kadewonen"),
    period=Period(2025, 2028),
    signed=date(2024, 12, 12),
)
CARD = EditionCard(
    "lindewaard@1",
    "lindewaard",
    EditionState.VISIBLE,
    "bundled:lindewaard",
    "",
    "lindewaard.pdf",
    "application/pdf",
    DESCRIBED,
    datetime(2026, 1, 1, tzinfo=UTC),
    5,
    5,
)
TABLE = (
    "Partij\tRol\nGemeente Lindewaard\tgemeente\nWoonstichting Hagelinde\twoningcorporatie\n"
    "Kadewonen\twoningcorporatie\nHuurdersvereniging HagelindeSamen\thuurdersorganisatie bij Hagelinde\n"
    "Huurdersraad Kadewonen\thuurdersorganisatie bij Kadewonen"
)
OUTPUT = "Corporatie\t2025\t2026\nHagelinde\t10\t20\nKadewonen\t5\t5"
SIGNED = (
    "Getekend te Lindewaard op 12 december 2024 door de wethouder van de gemeente Lindewaard, de bestuurders van "
    "Hagelinde en Kadewonen en de voorzitters van HagelindeSamen en de Huurdersraad Kadewonen."
)
EVERYONE = (*DESCRIBED.municipalities, *DESCRIBED.corporations, *DESCRIBED.tenant_organisations)


def passages(*texts: tuple[str, str]) -> list[FoundPassage]:
    """Passages of one document in order, each under its heading."""
    return [
        FoundPassage(
            Passage(f"lindewaard@1-{place}", place + 5, text, (Span(place + 1, 0, len(text)),), (heading,)),
            CARD,
            None,
        )
        for place, (heading, text) in enumerate(texts)
    ]


DOCUMENT = passages(
    ("2 Nieuwbouw", OUTPUT),
    ("1.1 Partijen", TABLE),
    (
        "1.2 Looptijd",
        "1. De afspraken gelden van 1 januari 2025 tot en met 31 december 2028.\n2. Wijzigen kan.",
    ),
    ("4 Klaar", "Alle woningen zijn op 31 december 2028 verbeterd."),
    ("9 Ondertekening", SIGNED),
)


def test_the_parties_are_found_in_the_table_of_parties_and_not_in_a_table_of_homes() -> None:
    proof = card_proof.parties_in(DOCUMENT, DESCRIBED, EVERYONE, signed=False)
    assert proof
    assert proof.found.passage.headings == ("1.1 Partijen",)
    assert proof.quote == TABLE.partition("\n")[2]
    assert len(proof.rows) == 5


def test_only_the_rows_of_the_corporations_are_quoted_when_they_are_asked_for() -> None:
    proof = card_proof.parties_in(DOCUMENT, DESCRIBED, DESCRIBED.corporations, signed=False)
    assert proof
    assert proof.rows == ("Woonstichting Hagelinde\twoningcorporatie", "Kadewonen\twoningcorporatie")


def test_who_signed_is_found_with_the_signatures() -> None:
    proof = card_proof.parties_in(DOCUMENT, DESCRIBED, EVERYONE, signed=True)
    assert proof
    assert proof.quote == SIGNED


def test_without_a_list_of_parties_nothing_is_found() -> None:
    assert card_proof.parties_in(DOCUMENT[:1], DESCRIBED, EVERYONE, signed=False) is None


def test_a_tenants_organisation_named_after_a_corporation_does_not_name_the_corporation() -> None:
    assert card_proof.named_in("de Huurdersraad Kadewonen adviseert", DESCRIBED) == {"Huurdersraad Kadewonen"}
    assert card_proof.named_in("HagelindeSamen", DESCRIBED) == {"Huurdersvereniging HagelindeSamen"}
    assert card_proof.named_in("Hagelinde bouwt", DESCRIBED) == {"Woonstichting Hagelinde"}


def test_the_row_that_says_to_which_corporation_it_belongs_is_found() -> None:
    one = "Woonstichting Hagelinde"
    proof = card_proof.relation_in(DOCUMENT, DESCRIBED, one, DESCRIBED.tenant_organisations)
    assert proof
    assert proof.quote == "Huurdersvereniging HagelindeSamen\thuurdersorganisatie bij Hagelinde"


def test_names_that_hold_each_other_belong_together() -> None:
    found = card_proof.alike("Woonstichting Hagelinde", DESCRIBED.tenant_organisations)
    assert found == ("Huurdersvereniging HagelindeSamen",)


def test_the_period_is_the_sentence_about_the_agreements_and_not_another_with_its_last_day() -> None:
    proof = card_proof.period_in(DOCUMENT, DESCRIBED)
    assert proof
    assert proof.quote == "De afspraken gelden van 1 januari 2025 tot en met 31 december 2028."


def test_the_signing_is_the_sentence_with_its_day() -> None:
    proof = card_proof.signing_in(DOCUMENT, DESCRIBED)
    assert proof
    assert proof.quote == SIGNED
    assert card_proof.signing_in(DOCUMENT[:4], DESCRIBED) is None
