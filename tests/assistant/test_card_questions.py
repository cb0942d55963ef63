"""Which questions the catalogue cards answer, and that every other question is looked up in the texts."""

import json
from pathlib import Path

import pytest

import eval as evaluation
from assistant.answering.card_questions import CardQuestion, card_question
from assistant.answering.name_table import name_table
from assistant.answering.names import Names
from corpus.vocabulary.card_questions import card_question_words

NAMES = Names(
    name_table(
        ["Lindewaard", "Oosterveen", "Zilverdam", "Kwelrade", "Heijerbeek", "Veldermonde"],
        [
            "Woonstichting Hagelinde",
            "Kadewonen",
            "Woningstichting Turfhorst",
            "Stichting Noorderkavel",
            "Stichting Damzicht",
            "Stadshave",
            "Polderhaven",
            "Mondewonen",
        ],
        ["Huurdersvereniging HagelindeSamen", "De Beekwoners", "Bewonersgroep Loverkamp"],
    )
)
TUNING = Path(evaluation.__path__[0]) / "questions" / "tuning"
# The questions of the tuning set that are about documents; all others are about what is agreed.
ABOUT_DOCUMENTS = {"be-02", "be-04", "be-05", "be-37", "be-46", "hu-02", "hu-16", "nb-63", "nb-66", "pg-14"}

RECOGNISED = [
    ("places", "welke gemeentes zitten er in?"),
    ("places", "welke gemeenten staan er allemaal in"),
    ("places", "over welke gemeentes kan ik iets vragen"),
    ("places", "welke gemeenten kun je opzoeken?"),
    ("places", "staat mijn gemeente erin?"),
    ("parties", "wie zijn de partijen bij de prestatieafspraken van Zilverdam?"),
    ("parties", "Welke partijen zijn betrokken bij de afspraken in Oosterveen?"),
    ("parties", "met wie heeft de gemeente Kwelrade afspraken gemaakt"),
    ("parties", "tussen wie zijn de prestatieafspraken van Veldermonde gesloten?"),
    ("parties", "wie doet er allemaal mee aan de afspraken in heijerbeek"),
    ("parties", "wie zitten er in Lindewaard aan tafel?"),
    ("parties", "Door wie zijn de prestatieafspraken Zilverdam 2024-2028 gemaakt?"),
    ("parties", "wie is er partij bij het addendum van Lindewaard"),
    ("parties", "wie hebben de afspraken in Oosterveen gemaakt?"),
    ("parties", "Noem de partijen van de prestatieafspraken Kwelrade"),
    ("parties", "wie zijn gebonden aan de prestatieafspraken van Veldermonde?"),
    ("signers", "wie tekenden de prestatieafspraken van Lindewaard 2024-2027?"),
    ("signers", "welke partijen hebben de jaarafspraken van Veldermonde ondertekend"),
    ("signers", "door wie is het addendum van lindewaard getekend?"),
    ("signers", "wie hebben er getekend in Zilverdam"),
    ("signers", "Wie zijn de ondertekenaars van de afspraken van Kwelrade?"),
    ("signers", "welke handtekeningen staan er onder de afspraken van Oosterveen?"),
    ("signers", "heeft de huurdersvereniging ook getekend in oosterveen?"),
    ("signers", "wie heeft de presatieafspraken van heijerbeek ondertekent"),
    ("signers", "van wie staan er handtekeningen onder de prestatieafspraken van Zilverdam"),
    ("signers", "hebben alle partijen in Zilverdam getekend?"),
    ("corporations", "welke woningcorporaties zijn er in Zilverdam?"),
    ("corporations", "welke corporaties zijn actief in oosterveen"),
    ("corporations", "wat zijn de corporaties van Kwelrade"),
    ("corporations", "hoeveel woningbouwverenigingen zitten er in lindewaard?"),
    ("corporations", "welke verhuurders hebben sociale huurwoningen in Heijerbeek?"),
    ("corporations", "van welke corporaties zijn de huurwoningen in Zilverdam"),
    ("corporations", "met welke woningcorporaties werkt de gemeente Veldermonde samen?"),
    ("corporations", "welke corporatie hoort bij Heijerbeek"),
    ("corporations", "welke woco's doen mee in lindewaard"),
    ("corporations", "hoe heten de woningcorporaties in oosterveen"),
    ("corporations", "welke corporatie zit er in heijerbeek"),
    ("tenants", "welke huurdersorganisaties doen mee in Zilverdam?"),
    ("tenants", "wat is de huurdersvereniging van Kadewonen"),
    ("tenants", "hoe heet de huurdersclub van Hagelinde?"),
    ("tenants", "welke huurdersvereniging hoort bij Damzicht"),
    ("tenants", "is er een huurdersvereniging in Heijerbeek?"),
    ("tenants", "wie vertegenwoordigt de huurders van Polderhaven?"),
    ("tenants", "met welke huurdersorganisatie heeft Kwelrade afspraken gemaakt"),
    ("tenants", "welke bewonersraad hoort er bij Noorderkavel"),
    ("tenants", "heeft Stadshave een eigen huurdersvereniging?"),
    ("tenants", "wie komt op voor de huurders van Turfhorst"),
    ("corporation_of", "bij welke corporatie hoort HagelindeSamen"),
    ("corporation_of", "Van welke woningcorporatie is De Beekwoners de huurdersvereniging?"),
    ("places_of", "in welke gemeenten werkt Woonstichting Hagelinde?"),
    ("places_of", "met welke gemeenten heeft Turfhorst afspraken"),
    ("places_of", "in welke gemeente is Polderhaven actief"),
    ("in_force", "welke gemeenten hebben afspraken die in 2028 nog gelden"),
    ("in_force", "In welke gemeenten lopen de prestatieafspraken door tot na 2027?"),
    ("in_force", "welke prestatieafspraken zijn in 2029 nog geldig?"),
    ("in_force", "welke gemeenten hebben op dit moment geldende prestatieafspraken"),
    ("in_force", "van welke gemeenten gelden de afspraken nu nog"),
    ("ending", "welke afspraken lopen eind 2026 af?"),
    ("ending", "van welke gemeenten lopen de afspraken af in 2027"),
    ("places", "van hoeveel gemeenten heb je afspraken?"),
    ("places", "van welke gemeenten staan er prestatieafspraken in de bibliotheek"),
    ("places", "over welke gemeenten heb je documenten?"),
    ("places", "Hoeveel gemeenten hebben ondertekende prestatieafspraken?"),
    ("places", "welke gemeenten ken je"),
    ("newest", "is er al een nieuwe versie van de afspraken van Heijerbeek?"),
    ("newest", "zijn er al nieuwe prestatieafspraken voor Kwelrade?"),
    ("newest", "wat zijn de nieuwste afspraken van Oosterveen"),
    ("newest", "welke afspraken gelden nu in Lindewaard?"),
    ("newest", "heb je nieuwere afspraken van Zilverdam"),
    ("newest", "komt er een opvolger van de afspraken van Heijerbeek"),
    ("signed_on", "wanneer zijn de afspraken van Zilverdam ondertekend?"),
    ("signed_on", "op welke datum is het addendum van Lindewaard getekend"),
    ("signed_on", "zijn de prestatieafspraken van Kwelrade al getekend?"),
    ("signed_on", "in welk jaar tekenden de partijen de afspraken van Oosterveen 2021-2024?"),
    ("period", "tot wanneer gelden de afspraken van Oosterveen?"),
    ("period", "hoe lang lopen de prestatieafspraken van Zilverdam nog"),
    ("period", "wat is de looptijd van de afspraken van Kwelrade"),
    ("period", "wanneer lopen de afspraken van Lindewaard af?"),
    ("period", "zijn de afspraken van Oosterveen 2021-2024 nog geldig"),
    ("period", "voor welke jaren gelden de prestatieafspraken van Veldermonde"),
    ("period", "gelden de afspraken van heijerbeek nog?"),
    ("period", "wanneer eindigen de prestatieafspraken Kwelrade"),
    ("period", "vanaf wanneer gelden de nieuwe afspraken van Oosterveen"),
    ("period", "hoeveel jaar duren de afspraken in zilverdam"),
    ("documents", "welke documenten heb je over Lindewaard"),
    ("documents", "wat heb je allemaal van Zilverdam?"),
    ("documents", "welke stukken zijn er van Oosterveen"),
    ("documents", "heb je ook de prestatieafspraken van Kwelrade?"),
    ("documents", "toon alle documenten over Hagelinde"),
    ("documents", "welke afspraken heb je van Heijerbeek in de bibliotheek"),
    ("documents", "hoeveel documenten zijn er over Veldermonde"),
    ("signers", "Kunt u mij vertellen wie de prestatieafspraken in Zilverdam heeft ondertekend?"),
    ("signers", "onder de afspraken van Lindewaard staan handtekeningen, van wie?"),
    ("parties", "wie zijn partij bij de jaarafspraken 2025 van Veldermonde"),
    ("parties", "welke organisaties hebben samen de afspraken van Heijerbeek gemaakt?"),
    ("parties", "met welke partijen heeft gemeente Zilverdam prestatieafspraken gesloten"),
    ("parties", "Wie nemen er deel aan de prestatieafspraken van Kwelrade"),
    ("corporations", "Welke woningcorporatie is er in Heijerbeek actief?"),
    ("corporations", "ik woon in zilverdam, welke corporaties zijn hier?"),
    ("corporations", "geef een overzicht van de corporaties in Lindewaard"),
    ("corporations", "welke stichtingen verhuren sociale huurwoningen in Oosterveen"),
    ("corporations", "welke corporaties hebben de prestatieafspraken van Zilverdam getekend"),
    ("tenants", "ik huur van Kadewonen, welke huurdersvereniging is er voor mij?"),
    ("tenants", "welke huurdersverenigingen zijn er in lindewaard"),
    ("tenants", "wie spreekt er namens de huurders van Mondewonen"),
    ("tenants", "welke huurdersorganisaties tekenden in Veldermonde"),
    ("tenants", "welke bewonersorganisatie vertegenwoordigt huurders van Stadshave?"),
    ("places_of", "waar werkt Turfhorst?"),
    ("places_of", "in hoeveel gemeenten heeft Noorderkavel afspraken"),
    ("in_force", "Welke gemeenten hebben nog afspraken in 2030?"),
    ("in_force", "hoeveel gemeenten hebben prestatieafspraken die na 2027 doorlopen?"),
    ("in_force", "noem de gemeenten waar de prestatieafspraken in 2028 nog lopen"),
    ("ending", "waar lopen de prestatieafspraken eind 2026 af?"),
    ("places", "hoeveel gemeenten zitten er in jullie bibliotheek"),
    ("places", "waar heb je allemaal prestatieafspraken van?"),
    ("places", "Van welke gemeenten hebben jullie de getekende prestatieafspraken?"),
    ("newest", "Zijn dit de laatste prestatieafspraken van Zilverdam?"),
    ("newest", "is er een recentere versie van de afspraken in kwelrade"),
    ("newest", "wat zijn de huidige prestatieafspraken van Lindewaard?"),
    ("newest", "zijn er voor 2027 al nieuwe afspraken in Heijerbeek"),
    ("signed_on", "wat is de datum van ondertekening van de afspraken van Zilverdam"),
    ("signed_on", "Wanneer zijn de handtekeningen gezet onder de afspraken van Kwelrade?"),
    ("signed_on", "wanneer is er getekend in oosterveen"),
    ("period", "gelden de prestatieafspraken van Lindewaard nog in 2027?"),
    ("period", "wat is de einddatum van de afspraken in Oosterveen"),
    ("period", "Van wanneer tot wanneer lopen de afspraken van Zilverdam?"),
    ("period", "tot en met welk jaar zijn de afspraken van Heijerbeek geldig"),
    ("period", "zijn de prestatieafspraken van 2016 van Lindewaard verlopen?"),
    ("period", "hoe lang gelden die afspraken van kwelrade nog"),
    ("documents", "wat weet je over Zilverdam?"),
    ("documents", "Welke bronnen gebruik je over Oosterveen?"),
    ("documents", "heb je iets over Heijerbeek"),
    ("documents", "welke prestatieafspraken van Lindewaard heb je"),
    ("documents", "Laat zien welke documenten er van Kwelrade zijn"),
]
OTHERS = [
    "welke gemeenten doen mee aan de huurdersjury?",
    "over welke gemeenten heb je afspraken over schimmel?",
    "welke corporaties bouwen er in Lindewaard?",
    "wie betaalt de huurbijdrage in Oosterveen",
    "wie betaalt er mee aan het regiofonds",
    "welke corporatie verkoopt de meeste woningen in Zilverdam?",
    "wat hebben de partijen in Kwelrade afgesproken over schimmel?",
    "welke afspraken zijn er gemaakt met de corporaties in Oosterveen over nieuwbouw",
    "hoe lang blijft de huur bevroren in Heijerbeek",
    "tot wanneer geldt de huurkorting in Lindewaard?",
    "wanneer worden de woningen in de Zoutkeetbuurt gesloopt",
    "welke documenten moet ik inleveren voor urgentie in Oosterveen?",
    "welke stukken krijgen de huurdersorganisaties in Zilverdam?",
    "wie tekende niet alles in Heijerbeek?",
    "waarom tekende Huurdersplatform Lindeveen niet alles",
    "wie is de wethouder van Kwelrade",
    "hoe heet de directeur van Hagelinde",
    "wat doet de huurdersvereniging van Turfhorst",
    "hoeveel geld krijgt de huurdersvereniging van Loverkamp?",
    "moet een huurdersvereniging tekenen?",
    "wie doet er onderhoud in Lindewaard",
    "welke gemeenten hebben afspraken over een warmtenet?",
    "hoe lang lopen prestatieafspraken meestal?",
    "wie houdt toezicht op de prestatieafspraken van Zilverdam",
    "hoe lang moet ik wachten op een woning in Oosterveen",
    "wanneer moeten de prestatieafspraken getekend zijn?",
    "wat is een huurdersorganisatie",
    "wie mag meedoen aan het overleg in Kwelrade",
    "is er in Heijerbeek een huurverhoging afgesproken",
    "welke nieuwe afspraken zijn er over de huur in Zilverdam?",
    "hoeveel woningen heeft Damzicht in Zilverdam?",
    "welke corporaties doen mee aan het warmtenet in Zilverdam",
    "wie krijgt voorrang in Oosterveen",
    "met wie moet ik praten over schimmel in Lindewaard",
    "met wie overlegt de gemeente Lindewaard over leefbaarheid",
    "wat gebeurt er als de afspraken van Lindewaard aflopen?",
    "kan een partij de afspraken van Lindewaard opzeggen",
    "welke partijen zijn verantwoordelijk voor de flexwoningen in Lindewaard",
    "hoeveel huurwoningen zijn er in Veldermonde",
    "welke gemeente heeft de laagste huurverhoging",
    "van welke datum is de wet",
    "hoeveel huurders hebben getekend voor de renovatie in Oosterveen",
    "welke huurdersorganisatie is het niet eens met de verkoop in Lindewaard",
    "wat vindt de huurdersvereniging van Lindewaard van het bod",
    "welke corporaties werken samen aan verduurzaming in Kwelrade",
    "met welke huurdersorganisatie overlegt Damzicht over sloop?",
    "wie heeft er in Zilverdam geld voor het warmtenet toegezegd",
    "welke corporatie heeft het laagste label in Oosterveen",
    "wie is de eigenaar van mijn woning in Lindewaard",
    "tot wanneer kan ik bezwaar maken in Kwelrade",
    "is er een wachtlijst in Oosterveen",
    "heeft Turfhorst nieuwe woningen in Oosterveen gebouwd",
    "hoeveel nieuwe woningen komen er in Heijerbeek",
    "welke afspraken gelden er voor huurders in Heijerbeek",
    "welke afspraken zijn er over huurdersorganisaties in Oosterveen",
    "wanneer gaat de huur omhoog in Zilverdam",
    "wanneer gaat de nieuwe huurprijs in, in Lindewaard",
    "in welk jaar levert Hagelinde de woningen op",
    "voor wie zijn de nieuwe woningen in Zilverdam",
    "hoe lang mag ik in een flexwoning in Lindewaard wonen",
    "wat heb je aan prestatieafspraken",
    "wie helpt mij in Oosterveen",
    "zijn de afspraken van Lindewaard bindend",
    "wie beslist over de afspraken in Kwelrade",
    "gelden de afspraken ook voor particuliere huurders in Zilverdam",
    "geldt het sociaal plan nog in Oosterveen",
    "welke gemeenten werken samen in de regio Lindeveen",
    "zijn alle woningen in Oosterveen al opgeleverd",
    "wie is verantwoordelijk voor de afspraken in Kwelrade",
    "hoeveel afspraken gaan over verduurzaming in Zilverdam",
]


@pytest.mark.parametrize(("kind", "question"), RECOGNISED, ids=[question for _, question in RECOGNISED])
def test_a_question_about_parties_periods_or_documents_is_recognised(kind: str, question: str) -> None:
    assert card_question(question, NAMES) is CardQuestion(kind)


@pytest.mark.parametrize("question", OTHERS)
def test_a_question_about_what_is_agreed_is_left_to_the_search(question: str) -> None:
    assert card_question(question, NAMES) is None


def test_no_other_question_of_the_tuning_set_is_taken_for_one_of_these() -> None:
    lines = [line for file in sorted(TUNING.glob("*.jsonl")) for line in file.read_text("utf-8").splitlines()]
    asked = [json.loads(line) for line in lines if line]
    taken = {one["id"] for one in asked if card_question(one["question"], NAMES)}
    assert taken <= ABOUT_DOCUMENTS


def test_one_other_word_makes_it_another_question() -> None:
    assert card_question("wie doen er mee aan de afspraken van Zilverdam", NAMES)
    assert not card_question("wie doen er mee aan de afspraken over schimmel van Zilverdam", NAMES)


def test_a_word_of_a_title_may_stand_in_the_question() -> None:
    question = "wie tekenden de regionale woonafspraken Lindeveen?"
    assert not card_question(question, NAMES)
    assert card_question(question, NAMES, frozenset({"lindeveen"})) is CardQuestion.SIGNERS


def test_every_kind_of_the_vocabulary_is_one_that_is_answered() -> None:
    assert {name for name, _, _ in card_question_words().kinds} == {kind.value for kind in CardQuestion}
