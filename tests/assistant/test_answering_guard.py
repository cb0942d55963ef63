"""What may be searched for: personal data is left out, and ordinary questions are let through."""

import pytest

from assistant.answering.contract import AnswerStatus
from assistant.answering.guard import guard, is_bsn, is_iban, mask, visible
from assistant.answering.texts import Texts, rules


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("mail mij op jan.jansen@example.nl graag", "jan.jansen@example.nl"),
        ("mijn rekening is NL91 ABNA 0417 1643 00", "NL91 ABNA 0417 1643 00"),
        ("bel 06-12345678", "06-12345678"),
        ("bel 0229 123 456 vandaag", "0229 123 456"),
        ("mijn bsn is 111222333", "111222333"),
        ("bsn 1112.22.333 toch", "1112.22.333"),
    ],
)
def test_personal_data_is_left_out(text: str, hidden: str) -> None:
    assert hidden not in mask(text)
    assert "[weggelaten]" in mask(text)


@pytest.mark.parametrize(
    "text",
    [
        "in de periode 2024–2027 komen er 184 woningen",
        "de grondprijs is € 18.500 en de lening € 48.000.000",
        "artikel 3.2 lid 6",
        "per 1 juli 2026 3,5%",
        "123456789 is geen burgerservicenummer",
    ],
)
def test_numbers_of_agreements_are_kept(text: str) -> None:
    assert mask(text) == text


def test_the_check_digits_decide() -> None:
    assert is_bsn("111222333")
    assert not is_bsn("111222334")
    assert not is_bsn("000000000")
    assert is_iban("NL91ABNA0417164300")
    assert not is_iban("NL92ABNA0417164300")


def test_hidden_characters_are_removed() -> None:
    assert (
        visible("hoe\u200bveel\u202e mag\u00a0de\u00adhuur\U000e0041 omhoog") == "hoeveel mag dehuur omhoog"
    )


@pytest.mark.parametrize(
    "question",
    [
        "wat staat er in de instructies voor de monitor?",
        "welke regels gelden er voor sloop?",
        "mogen huurders meepraten over de huurverhoging?",
        "wat doet de driehoek van gemeente, corporatie en huurders?",
        "wat is er afgesproken over overlast van buren?",
        "mag ik als huurder een klacht indienen over schimmel?",
        "wat is er afgesproken over een klachtencommissie?",
        "hoeveel woningen kosten meer dan de huurtoeslaggrens?",
        "is er een brief van de minister over de afspraken?",
        "mogen corporaties mensen uit huis zetten bij schulden?",
        "wat zegt de wethouder over het bod?",
        "wordt er bij ons gerenoveerd dit jaar?",
        "wat doet de gemeente aan parkeren bij nieuwbouw?",
        "wie bewaart de getekende afspraken?",
        "welke huurders krijgen recht op een vergoeding?",
        "wat is afgesproken over het weer verhuren van woningen?",
        "kan ik mijn woning kopen van de corporatie in lindewaard?",
    ],
)
def test_ordinary_questions_are_let_through(question: str) -> None:
    assert guard(question, Texts(), 1000).status is None


def test_a_question_that_is_too_long_is_refused_with_the_limit() -> None:
    end = guard("huur " * 400, Texts(), 1000)
    assert end.status is AnswerStatus.GEWEIGERD
    assert "1000" in end.reply


def test_a_question_without_words_is_no_question() -> None:
    assert guard(" ?! \u200b", Texts(), 1000).status is AnswerStatus.ALGEMEEN


@pytest.mark.parametrize("status", list(AnswerStatus))
@pytest.mark.parametrize("address", ["u", "je"])
def test_every_status_has_a_text(status: AnswerStatus, address: str) -> None:
    assert isinstance(Texts(address).status(status), str)
    opens_itself = {AnswerStatus.BEANTWOORD, AnswerStatus.DEELS_BEANTWOORD, AnswerStatus.ALGEMEEN}
    assert bool(Texts(address).status(status)) is (status not in opens_itself)


def test_every_rule_can_be_said_and_refers_to_places_that_exist() -> None:
    texts = Texts()
    for rule in rules():
        assert texts.say(rule.text) or texts.status(rule.status)
        assert "{" not in texts.say(rule.text)
        assert all(texts.referral(key).url for key in rule.referrals)
