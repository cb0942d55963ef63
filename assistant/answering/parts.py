"""The parts of a question that asks two things ("Hoe hoog is het, en wanneer gaat het in?"), for understanding.

Each part is decided and quoted by itself; a later part takes over what it does not say from the one before it.
"""

import re

_ASKS = r"(?:(?:op|uit|in|voor|door|van|binnen) )?(?:hoeveel|hoe|wat|wanneer|welke?|wie|waar|waarom)"
# "…, en hoeveel …?", "… en komt er …?", "… en kijken die …?"
# A statement before the question is looked up too: it may not be true ("de wet geldt al, wat moet …?").
_NEXT = re.compile(
    rf",?\s+en (?={_ASKS}\b|\w+ (?:er|die|dat|dit|ze|zij|we|wij|het)\b)"
    rf"|,\s+(?=(?:{_ASKS}|moet\w*|mag|mogen|kan|kunnen|is|zijn|krijg\w*)\s)",
    re.IGNORECASE,
)
_LEANS = re.compile(r"\b(?:die|dat|dit|deze|ze|zij|hij|daar\w*|er|het|dan)\b", re.IGNORECASE)
_FEWEST_WORDS, _FEWEST_LATER = 4, 3
_MOST = 3


def parts_of(text: str) -> tuple[str, ...]:
    """The parts of a question in order, each with at least a few words; the whole when it asks one thing."""
    parts = tuple(part.strip() for part in _NEXT.split(text))
    long_enough = len(parts[0].split()) >= _FEWEST_WORDS and all(
        len(part.split()) >= _FEWEST_LATER for part in parts[1:]
    )
    return parts if 1 < len(parts) <= _MOST and long_enough else (text,)


def leans_back(part: str) -> bool:
    """Whether a part speaks of what the part before it names ("wanneer zijn ze klaar")."""
    return bool(_LEANS.search(part))
