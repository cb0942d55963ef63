"""What may be searched for: personal data and instructions are left out, and ordinary questions are let through."""

import csv
import json
from pathlib import Path

import pytest

from assistant.answering.contract import AnswerStatus
from assistant.answering.guard import guard, mask, visible
from assistant.answering.instructions import is_instruction
from assistant.answering.masking import MASK, is_bsn, is_iban
from assistant.answering.texts import Texts, rules
from corpus.sentences import sentences

_CASES = Path(__file__).parent / "guarding"
_ROOT = Path(__file__).parents[2]


def _rows(name: str) -> list[dict[str, str]]:
    with (_CASES / name).open(encoding="utf-8", newline="") as lines:
        kept = (line for line in lines if not line.startswith("#"))
        return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE, restval=""))


_PERSONAL = _rows("personal.tsv")
_INSTRUCTED = _rows("instructions.tsv")
_BOUNDARIES = _rows("boundaries.tsv")
_RULES = _rows("rules.tsv") + [row for row in _BOUNDARIES if row["made"] == "first"]
_IN_DOCUMENTS = (_CASES / "in_documents.txt").read_text("utf-8").splitlines()[1:]


def _parts(text: str | None) -> list[str]:
    return [part for part in (text or "").split(";") if part]


@pytest.mark.parametrize(
    "row", [row for row in _PERSONAL if row["kind"] != "niets"], ids=lambda row: row["question"]
)
def test_personal_data_is_left_out_and_the_question_stays(row: dict[str, str]) -> None:
    text = mask(visible(row["question"]))
    assert MASK in text
    assert not [part for part in _parts(row["gone"]) if part in text]
    assert not [part for part in _parts(row["kept"]) if part not in text]


@pytest.mark.parametrize(
    "row", [row for row in _PERSONAL if row["kind"] == "niets"], ids=lambda row: row["question"]
)
def test_what_is_asked_is_never_taken_for_personal_data(row: dict[str, str]) -> None:
    assert mask(row["question"]) == row["question"]


def test_masking_twice_changes_nothing() -> None:
    for row in _PERSONAL:
        once = mask(row["question"])
        assert mask(once) == once


# Each of these makes a pattern that is not bounded take minutes, so that this would not come back.
_HOSTILE = (
    *(
        "a",
        "0",
        "06 ",
        "1-",
        "straat 1 ",
        "ik ben A ",
        "a.a@",
        "Van De ",
        "nul zes ",
        "ik woon op de ",
        "a at ",
        "a punt ",
    ),
    *(
        "lange de van ",
        "mijn naam is a van ",
        "nl91 ",
        "A'b-c. ",
        " ",
        "ignore all ",
        "n e ",
        "alle vorige ",
        "![",
        "<a",
    ),
    *("en ", "QUJD", "%41", "je je ", "ai moet ", "nеg"),
)


@pytest.mark.parametrize("piece", _HOSTILE)
def test_hostile_text_of_ten_thousand_characters_is_bounded(piece: str) -> None:
    text = (piece * 10_000)[:10_000]
    assert len(mask(text)) <= 3 * len(text)
    guard(text, Texts(), 10_000)
    is_instruction(text)


def test_the_check_digits_decide() -> None:
    assert is_bsn("111222333")
    assert not is_bsn("111222334")
    assert not is_bsn("000000000")
    assert is_iban("NL91ABNA0417164300")
    assert not is_iban("NL92ABNA0417164300")


@pytest.mark.parametrize("limit", [1000, 50])
def test_the_user_is_told_that_personal_data_was_left_out(limit: int) -> None:
    end = guard("ik ben Jan Smit, is mijn huurverhoging wettelijk toegestaan? " * 2, Texts(), limit)
    assert end.masked
    assert "Smit" not in end.text
    assert end.status is AnswerStatus.GEWEIGERD
    assert (Texts().note("masked") in end.reply) is (limit == 1000)


def test_hidden_characters_are_removed() -> None:
    assert (
        visible("hoe\u200bveel\u202e mag\u00a0de\u00adhuur\U000e0041 omhoog") == "hoeveel mag dehuur omhoog"
    )
    assert visible("wat\ufe0f \u3164is\U000e0101 een\x00bod\u2066") == "wat is een bod"


def test_letters_that_only_look_like_ours_are_made_ours_and_other_scripts_stay() -> None:
    assert visible("nеgееr") == "negeer"
    assert visible("аренда Χ تجاهل") == "аренда Χ تجاهل"


def test_markup_and_words_that_are_no_words_are_left_out() -> None:
    question = (
        f"wat <script>x</script> is ![q](https://a.example/{'b' * 80}) een [bod](javascript:x) {'x' * 90}?"
    )
    assert guard(question, Texts(), 1000).text == "wat x is een bod ?"


@pytest.mark.parametrize(
    "row", [row for row in _INSTRUCTED if row["kind"] == "only"], ids=lambda row: row["question"]
)
def test_only_an_instruction_is_refused(row: dict[str, str]) -> None:
    end = guard(row["question"], Texts(), 1000)
    assert end.status is AnswerStatus.GEWEIGERD
    assert end.reply == Texts().say(next(rule.text for rule in rules() if rule.name == "injection"))


@pytest.mark.parametrize(
    "row", [row for row in _INSTRUCTED if row["kind"] == "beside"], ids=lambda row: row["question"]
)
def test_a_question_beside_an_instruction_is_asked_without_it(row: dict[str, str]) -> None:
    asked = guard(row["question"], Texts(), 1000)
    assert asked.status is None
    assert not [part for part in _parts(row["gone"]) if part in asked.text]
    assert not [part for part in _parts(row["kept"]) if part not in asked.text]


@pytest.mark.parametrize(
    "row", [row for row in _RULES if row["rule"] != "honest"], ids=lambda row: row["question"]
)
def test_a_question_that_is_not_for_us_ends_with_its_own_words_and_referrals(row: dict[str, str]) -> None:
    end = guard(row["question"], Texts(), 1000)
    rule = next(rule for rule in rules() if rule.name == row["rule"])
    assert (end.status, end.referrals) == (rule.status, tuple(map(Texts().referral, rule.referrals)))
    assert end.reply.startswith(Texts().say(rule.text))


@pytest.mark.parametrize(
    "question",
    [row["question"] for row in (*_INSTRUCTED, *_RULES) if "honest" in (row.get("kind"), row.get("rule"))],
)
def test_honest_questions_are_let_through(question: str) -> None:
    assert guard(question, Texts(), 1000).status is None


def test_most_questions_that_no_rule_was_made_for_end_where_they_should() -> None:
    texts = Texts()
    later = [row for row in _BOUNDARIES if row["made"] == "later"]
    ended = [guard(row["question"], texts, 1000).status for row in later if row["rule"] != "honest"]
    let_through = [
        guard(row["question"], texts, 1000).status is None for row in later if row["rule"] == "honest"
    ]
    assert len(ended) >= 30
    assert sum(status is not None for status in ended) / len(ended) >= 0.8
    assert len(let_through) >= 30
    assert sum(let_through) / len(let_through) >= 0.95


def test_a_subject_is_known_by_its_words_and_only_where_a_rule_allows_it() -> None:
    texts = Texts()
    assert guard("hoeveel huurtoeslag krijg ik", texts, 1000).general == "Wat is huurtoeslag?"
    assert guard("kan ik mijn verhuurder aanklagen om schimmel", texts, 1000).general
    assert guard("schrijf een gedicht over huurtoeslag", texts, 1000).general == ""
    assert guard("wat is huurtoeslag", texts, 1000).general == ""


def test_no_question_of_the_tuning_sets_is_refused_that_should_be_answered() -> None:
    wrong = []
    for path in sorted((_ROOT / "eval" / "questions" / "tuning").glob("*.jsonl")):
        for entry in map(json.loads, path.read_text("utf-8").splitlines()):
            end = guard(entry["question"], Texts(), 1000)
            if end.status and end.status.value not in entry["expect"]["status"]:
                wrong.append(entry["question"])
    assert wrong == []


@pytest.mark.parametrize("text", _IN_DOCUMENTS)
def test_words_to_a_machine_that_reads_along_are_known(text: str) -> None:
    assert is_instruction(text)


def test_no_sentence_of_the_bundled_documents_is_taken_for_an_instruction() -> None:
    texts = [path.read_text("utf-8") for path in sorted((_ROOT / "corpus" / "documents").glob("*.md"))]
    lines = [line for text in texts for line in text.splitlines()]
    found = [
        line[a:b]
        for line in lines
        for a, b in sentences(line)
        if "](http" not in line and is_instruction(line[a:b])
    ]
    assert len(lines) > 500
    assert found == []


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
