"""Step 1: what may be searched for: a bounded, visible question without personal data, about this subject."""

import re
import unicodedata
from dataclasses import dataclass

from assistant.answering.contract import AnswerStatus, Referral
from assistant.answering.texts import Texts, rules

_MASK = "[weggelaten]"
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{2,4}){3,8}\b", re.IGNORECASE)
_PHONE = re.compile(r"(?<![\d.,])(?:\+31|0031|0)[ -]?(?:6(?:[ -]?\d){8}|[1-57-9](?:[ -]?\d){8})(?![\d.,])")
_NINE_DIGITS = re.compile(r"(?<![\d.,])\d(?:[ .]?\d){7,8}(?![\d.,]\d|\d)")


@dataclass(frozen=True, slots=True)
class Guarded:
    """The question as it may be used, or how it ends here. `masked` tells that personal data was left out."""

    text: str
    masked: bool = False
    status: AnswerStatus | None = None
    reply: str = ""
    referrals: tuple[Referral, ...] = ()


def guard(question: str, texts: Texts, longest: int) -> Guarded:
    """Clean a question and see whether one of the rules ends it here."""
    text = visible(question)
    if not re.search(r"\w", text):
        return Guarded(text, status=AnswerStatus.ALGEMEEN, reply=texts.note("empty"))
    if len(text) > longest:
        return Guarded(
            text[:longest], status=AnswerStatus.GEWEIGERD, reply=texts.note("too_long", limit=longest)
        )
    clean = mask(text)
    for rule in rules():
        if rule.fires(clean.lower()):
            return Guarded(
                text=clean,
                masked=clean != text,
                status=rule.status,
                reply=texts.say(rule.text) or texts.status(rule.status),
                referrals=tuple(map(texts.referral, rule.referrals)),
            )
    return Guarded(clean, masked=clean != text)


def visible(text: str) -> str:
    """The text that a reader sees: compatibility forms made plain, hidden and control characters left out."""
    plain = unicodedata.normalize("NFKC", text)
    kept = (" " if unicodedata.category(c) in {"Cc", "Zs", "Zl", "Zp"} else c for c in plain)
    return " ".join(
        "".join(c for c in kept if unicodedata.category(c) not in {"Cf", "Co", "Cn", "Cs"}).split()
    )


def mask(text: str) -> str:
    """The text with e-mail addresses, account, citizen service and telephone numbers left out."""
    text = _EMAIL.sub(_MASK, text)
    text = _IBAN.sub(lambda found: _MASK if is_iban(found[0]) else found[0], text)
    text = _PHONE.sub(_MASK, text)
    return _NINE_DIGITS.sub(lambda found: _MASK if _is_a_bsn(found[0]) else found[0], text)


def _is_a_bsn(number: str) -> bool:
    """Whether it passes the test and isn't written like an amount ("48.000.000")."""
    return is_bsn(number) and not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", number)


def is_bsn(number: str) -> bool:
    """The eleven test of a citizen service number: weights 9 to 2 and -1, the sum divisible by eleven."""
    digits = [int(c) for c in number if c.isdigit()]
    if len(digits) == 8:
        digits = [0, *digits]
    if len(digits) != 9 or not any(digits):
        return False
    return sum(d * w for d, w in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True)) % 11 == 0


def is_iban(number: str) -> bool:
    """The remainder test of ISO 13616: the number, letters as 10 to 35, first four last, mod 97 is 1."""
    plain = re.sub(r"\W", "", number).upper()
    if not 15 <= len(plain) <= 34:
        return False
    return int("".join(str(int(c, 36)) for c in plain[4:] + plain[:4])) % 97 == 1
