"""Makes `compound_parts.txt` from a list of Dutch words: `python -m corpus.vocabulary.compound_parts WORDLIST`.

WORDLIST has one word a line in UTF-8; the file in the project was made from OpenTaal's list as in Debian's package
`wdutch` 2.20.19 (see `compound_parts.LICENSE.txt`). A word is a part when other words of the list begin or end with
it and what is left is a word of the list too. Words that themselves consist of parts are left out.
"""

import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from corpus.vocabulary import glossary, plain_words
from corpus.vocabulary.compounds import rules, split

_LONGEST = 20
_SHORTEST = 4
# In so many words of the list at least.
_OFTEN = 3
_NOTICE = "# Parts of Dutch compounds. From the word list of OpenTaal: see compound_parts.LICENSE.txt.\n"


def parts_of(words: set[str], field: set[str]) -> list[str]:
    """The words of which the others consist, sorted; `field` are words to have in any case."""
    never = rules().never
    often = [word for word, count in _uses(words).items() if count >= _OFTEN]
    candidates = {word for word in (*often, *field) if _SHORTEST <= len(word) <= _LONGEST} - never
    kept = set(rules().short | rules().field)
    for word in sorted(candidates, key=lambda word: (len(word), word)):
        if not split(word, kept):
            kept.add(word)
    return sorted(kept - rules().short - rules().field)


def _uses(words: set[str]) -> Counter[str]:
    """How many words begin with a word, or how many end with it, whichever is more."""
    first, last = Counter[str](), Counter[str]()
    for word in words:
        for place in range(3, len(word) - 2):
            opening, rest = word[:place], word[place:]
            if rest not in words:
                continue
            for link in rules().links:
                stem = opening.removesuffix(link) if link else opening
                if opening.endswith(link) and len(stem) >= 3 and stem in words:
                    first[stem] += 1
                    last[rest] += 1
    return Counter({word: max(first[word], last[word]) for word in first.keys() | last.keys()})


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def main(word_list: Path, target: Path) -> int:
    """Write the parts found in `word_list` to `target`; returns how many."""
    lines = word_list.read_text("utf-8").splitlines()
    words = {folded for line in lines if line[:1].islower() and (folded := _folded(line)).isalpha()}
    field = {
        word
        for group in glossary()
        for phrase in group.words
        for word in re.findall(r"[a-z]+", phrase.lower())
        if word not in plain_words()
    }
    parts = parts_of({word for word in words if word.isascii()}, field)
    target.write_text(_NOTICE + "\n".join(parts) + "\n", "utf-8")
    return len(parts)


if __name__ == "__main__":
    print(main(Path(sys.argv[1]), Path(__file__).with_name("compound_parts.txt")))
