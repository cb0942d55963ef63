"""Step 1: what may be searched for: a bounded, visible question without personal data, about this subject."""

import re
import unicodedata
from dataclasses import dataclass

from assistant.answering.contract import AnswerStatus, Referral
from assistant.answering.instructions import without_instructions, without_request
from assistant.answering.masking import mask
from assistant.answering.texts import Rule, Texts, rules, subjects

__all__ = ["Guarded", "guard", "mask", "visible"]

# The longest Dutch words in agreements have some fifty letters.
_LONG_WORD = re.compile(r"(?<!\w)\w{70,}(?!\w)")
_IMAGE = re.compile(r"!\[[^\[\]]{0,300}\]\([^()]{0,500}\)")
_LINK = re.compile(r"\[([^\[\]]{0,300})\]\([^()]{0,500}\)")
_TAG = re.compile(r"</?[a-zA-Z!][^<>]{0,300}>")
# Blank signs that count as letters, and variation selectors: they can hide a text in a text.
_UNSEEN = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_HEAPED = re.compile("([\u0300-\u036f]{2})[\u0300-\u036f]+")
# Letters of other scripts that look like ours; only undone in words that also have ours.
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕԁԛԝһкмтвнгАВЕКМНОРСТУХІЈЅοαιρτυνκεΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
    "aeopcyxijsdqwhkmtbhrABEKMHOPCTYXIJSoaiptuvkeABEZHIKMNOPTYX",
)
_OTHER_SCRIPT = re.compile("[\u0370-\u052f]")
_LATIN = re.compile("[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Guarded:
    """The question as it may be used, or how it ends here. `masked` tells that personal data was left out.

    `general` is a question about its subject that the guides and the law may answer instead.
    """

    text: str
    masked: bool = False
    status: AnswerStatus | None = None
    reply: str = ""
    referrals: tuple[Referral, ...] = ()
    general: str = ""


def guard(question: str, texts: Texts, longest: int) -> Guarded:
    """Clean a question and see whether one of the rules ends it here."""
    seen = visible(question)
    if not re.search(r"\w", seen):
        return Guarded(seen, status=AnswerStatus.ALGEMEEN, reply=texts.note("empty"))
    text = mask(seen[:longest])
    masked = text != seen[:longest]
    if len(seen) > longest:
        reply = texts.note("too_long", limit=longest)
        return Guarded(text, masked, AnswerStatus.GEWEIGERD, reply)
    instructed = without_instructions(text)
    asked = _plain(instructed.text)
    small = asked.lower()
    for rule in rules():
        fires = instructed.found and not instructed.asks if rule.name == "injection" else rule.fires(small)
        if fires:
            return _ended(rule, text, masked, texts)
    return Guarded(without_request(asked), masked)


def visible(text: str) -> str:
    """The text that a reader sees: compatibility forms made plain, look-alikes too, hidden characters left out."""
    if text.isascii():
        return " ".join(_CONTROL.sub(" ", text).split())
    plain = _HEAPED.sub(r"\1", _UNSEEN.sub("", unicodedata.normalize("NFKC", text)))
    kept = (" " if unicodedata.category(c) in {"Cc", "Zs", "Zl", "Zp"} else c for c in plain)
    shown = "".join(c for c in kept if unicodedata.category(c) not in {"Cf", "Co", "Cn", "Cs"})
    if _OTHER_SCRIPT.search(shown):
        shown = re.sub(r"\w+", _one_script, shown)
    return " ".join(shown.split())


def _one_script(word: re.Match[str]) -> str:
    """A word with letters of two scripts, in ours."""
    mixed = _LATIN.search(word[0]) and _OTHER_SCRIPT.search(word[0])
    return word[0].translate(_LOOKALIKES) if mixed else word[0]


def _plain(text: str) -> str:
    """A question without mark-up and words that are no words."""
    text = _TAG.sub(" ", _LINK.sub(r"\1", _IMAGE.sub(" ", text)))
    return " ".join(_LONG_WORD.sub(" ", text).split())


def _ended(rule: Rule, text: str, masked: bool, texts: Texts) -> Guarded:
    """How a rule ends the question; that something was left out of it is said too."""
    reply = texts.say(rule.text) or texts.status(rule.status)
    if masked:
        reply = f"{reply} {texts.note('masked')}"
    small = text.lower()
    about = (question for known, question in subjects() if rule.general and known.search(small))
    referrals = tuple(map(texts.referral, rule.referrals))
    return Guarded(text, masked, rule.status, reply, referrals, next(about, ""))
