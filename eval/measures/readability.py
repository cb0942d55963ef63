"""How hard an answer is to read: words a sentence, Flesch-Douma, and jargon that is not explained."""

import re
from functools import cache
from pathlib import Path

from corpus.sentences import sentences
from eval.measures import Value

NAMES = ("wordsPerSentence", "fleschDouma", "jargon")
_JARGON = Path(__file__).parent / "jargon.txt"
_MARK = re.compile(r"\s*\[\d+\]")
_TOKEN = re.compile(r"[^\W_]+(?:[-'’][^\W_]+|(?<=\d)[.,]\d+)*")
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouyàâáäèéêëìíîïòóôöùúûü]+")
# Where two vowels that stand together are two syllables: so-ci-aal, ja-nu-a-ri, ge-ëist.
_BREAK = re.compile(r"(?<=i)(?=[aou])|(?<=e)(?=[ao])|(?<=u)(?=a)|(?=[äëïöü])")
# What stands behind a term that is explained.
_EXPLAINED = r"[\"”’]?(?: \(| (?:is|zijn) (?:een|de|het)\b| betekent\b|, dat (?:is|wil)\b)"


def readability(text: str) -> dict[str, Value]:
    """The measures of one answer; all None when it has no words."""
    plain = _MARK.sub("", text)
    spoken = [plain[start:end] for start, end in sentences(plain)]
    lengths = [count for one in spoken if (count := len(_TOKEN.findall(one)))]
    words = _LETTERS.findall(plain)
    if not lengths or not words:
        return dict.fromkeys(NAMES)
    length = sum(lengths) / len(lengths)
    syllables = sum(map(count_syllables, words)) / len(words)
    return {
        "wordsPerSentence": round(length, 2),
        "fleschDouma": round(206.84 - 0.93 * length - 77 * syllables, 2),
        "jargon": round(_unexplained(plain) / sum(lengths), 4),
    }


def count_syllables(word: str) -> int:
    """About how many syllables a Dutch word has: its groups of vowels, at least one."""
    groups = _VOWELS.findall(word.casefold())
    return max(1, sum(len([part for part in _BREAK.split(group) if part]) for group in groups))


def _unexplained(text: str) -> int:
    """How many words belong to a term of the list of which the text nowhere says what it means."""
    plain = text.casefold()
    count = 0
    for term in jargon():
        word = rf"\b{re.escape(term)}(?:en|s)?\b"
        if not re.search(word + _EXPLAINED, plain):
            count += len(term.split()) * len(re.findall(word, plain))
    return count


@cache
def jargon() -> tuple[str, ...]:
    """The terms that a tenant cannot be expected to know, longest first."""
    lines = _JARGON.read_text("utf-8").splitlines()
    return tuple(sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True))
