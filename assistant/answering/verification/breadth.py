"""Does a sentence hold for as much as its source says? A condition or unit that is left out widens it."""

import re
from collections.abc import Sequence

from assistant.answering.concepts import stems
from assistant.answering.verification import clauses as clausal
from assistant.answering.verification.meaning import covered, matched, meanings, weight

_NOUN = 4  # letters
_LONG = 5  # words that belong to a noun
_SAME = 0.7  # how well the noun must be matched
_LEAST = 0.25  # of the words of a condition, that it counts as told
_CONDITIONAL = re.compile(
    r"\b(?:als|wanneer|indien|zodra|zolang|mits|tenzij|bij|wie|zonder|voor (?:wie|een)|gevallen?|die|dat|waar\w*"
    r"|soms|onder (?:voorwaarde|de)|anders|dan|kan|kunnen|totdat|behalve|uitzondering\w*)\b"
    r"|^(?:Is|Zijn|Heeft|Hebben|Wordt)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(
    r"(?:als|wanneer|indien|zodra|zolang|is|zijn|heeft|hebben|wordt|worden|(?!niet|met|dat|het|tot|wat|uit)[^\W\d]{3,}t"
    r" (?:de|het|een|u|er|uw|dit|deze))\b",
    re.IGNORECASE,
)
_ONLY_IF = re.compile(
    r"(?<=[^,;.] )(?:mits|tenzij|als) ((?:de|het|een|er|alle|beide|u|zij|hij|minstens|hoogstens|ten|meer|minder|\d)"
    r"[^;.]{3,120})",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\d[\d.,]*")
# Time goes by its own rules, and these count nothing.
_PER = re.compile(
    r"\bper (?!jaar|half|maand|week|dag|kwartaal|saldo|post|brief|mail|e-?mail|keer|direct|definitie|geval|abuis|se\b"
    r"|januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
    r"(?:(?:sociale|nieuwe|verkochte|gesloopte|opgeleverde|twee|drie) )?([^\W\d]{4,})",
    re.IGNORECASE,
)
_EACH = re.compile(r"\b(?:per|elke?|iedere?|alle|een|één) (?=((?:[^\W\d]+ ?){1,3}))", re.IGNORECASE)
_ALTOGETHER = re.compile(r"\b(?:in totaal|alles bij elkaar|bij elkaar|in het geheel)\b", re.IGNORECASE)
_PER_ONE = re.compile(
    r"\b(?:per|voor (?:elke?|iedere?)) (?!saldo|\d|(?:half|kalender)?jaar|maand|week|dag|kwartaal)"
    r"(?:[^\W\d]+ )?[^\W\d]{3,}",
    re.IGNORECASE,
)
_EVERY = re.compile(
    r"\b(?:alle|elke?|iedere?|al (?:de|het|hun|haar|zijn|die)) ((?:[^\W\d]+ ?){1,3})", re.IGNORECASE
)
_QUANTIFIER = re.compile(r"\b(?:alle|elke?|iedere?|al)\b", re.IGNORECASE)
_OF_THEM = re.compile(
    r"^\W*(?:met|die|dat|waar\w*|zonder|onder|boven|van|in|uit|voor|bij) ([^,.;:]{3,60})", re.IGNORECASE
)
_TIME = re.compile(
    r"jaar|jaren|maand|week|weken|dag|kwartaal|half|keer|partij|twee|drie|vier|vijf", re.IGNORECASE
)
# Where the noun with all that belongs to it ends.
_VERB = re.compile(
    r"\b(?:wordt|worden|is|zijn|heeft|hebben|moet\w*|mag|mogen|kan|kunnen|gaa[nt]|krijg\w*|komt|komen)\b"
    r"|(?<=\S) (?=\w+t (?:een|de|het)\b)",
    re.IGNORECASE,
)
_FORBIDS = re.compile(r"\b(?:mag|mogen)\b(?=.{0,80}\b(?:niet|geen|nooit|niemand)\b)", re.IGNORECASE)
_FORBIDDEN = re.compile(
    r"\b(?:niet|geen|niets|nooit|niemand|alleen|verb[ioe]\w+|uitgesloten|hoogste|hoogstens|maxim\w+|pas|zonder|tenzij"
    r"|mits|behalve|eerst|minst\w*|uiterlijk|binnen|voordat|nul|zelf)\b",
    re.IGNORECASE,
)


def conditional(text: str) -> bool:
    """Whether a text says when or for whom something holds."""
    return _CONDITIONAL.search(text) is not None


def unconditional(sentence: str, line: str, piece: str) -> bool:
    """Whether a sentence tells one clause of a line and not the condition on which the line says it."""
    if conditional(sentence):
        return False
    parts = clausal.clauses(line)
    said = meanings(sentence)
    if (
        (last := _ONLY_IF.search(line, max(line.find(piece), 0)))
        and (numbers := set(_FIGURE.findall(last[1])))
        and numbers.isdisjoint(_FIGURE.findall(sentence))
    ):
        return True
    for part, following in zip(parts, [*parts[1:], ""], strict=True):
        if part == piece or not following or not _WHEN.match(part):
            continue
        if numbers := set(_FIGURE.findall(part)):
            return numbers.isdisjoint(_FIGURE.findall(sentence))
        words = {word for word in meanings(part) if weight(word) == 1}
        if words and covered(words, said) < _LEAST:
            return True
    return False


def unrestricted(clause: str, line: str) -> bool:
    """Whether a clause says of all what its line says of those "met …", "die …" or "vrijkomende"."""
    mine = meanings(_QUANTIFIER.sub(" ", clause))
    for found in _EVERY.finditer(clause):
        for noun in found[1].split():
            wanted = set(stems(noun)[:1])
            if not wanted or len(noun) < _NOUN or _TIME.match(noun):
                continue
            for word in re.finditer(r"[^\W\d]{4,}", line):
                own = set(stems(word[0])[:1])
                if not (own & wanted or word[0].lower().endswith(noun.lower())):
                    continue
                rest = _OF_THEM.match(line[word.end() :])
                if (
                    rest
                    and (words := meanings(" ".join(_VERB.split(rest[1])[0].split()[:_LONG])))
                    and covered(words, mine) < _LEAST
                ):
                    return True
                before = re.search(
                    r"\b([^\W\d]{4,}ende|lege|nieuwe|bestaande|te (?:slopen|verkopen)) (?:sociale )?$",
                    line[: word.start()],
                )
                if before and mine.isdisjoint(meanings(before[1])):
                    return True
                break
    return False


def counted_otherwise(sentence: str, texts: Sequence[str]) -> str:
    """A "per …" of the sentence that no source has; empty when there is none."""
    whole = "\n".join(texts)
    for found in _PER.finditer(sentence):
        nouns = stems(found[1])[:1]
        held = frozenset(stem for words in [" ".join(_EACH.findall(whole))] for stem in stems(words))
        if nouns and matched(nouns[0], held) < _SAME:
            return found[0].lower()
    return ""


def summed(clause: str, near: str) -> bool:
    """Whether a clause says of a figure that it is the total where its source has it for each."""
    return bool(_ALTOGETHER.search(clause) and _PER_ONE.search(near) and not _PER_ONE.search(clause))


def forbidden(clause: str, source: str) -> bool:
    """Whether a clause forbids what its source does not."""
    return bool(_FORBIDS.search(clause) and not _FORBIDDEN.search(source))
