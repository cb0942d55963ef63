"""The clauses of a sentence: whether each is denied, and whether it only says when or why."""

import re

# "Niet meer dan 3%" is a bound, "niet alleen" no denial.
_NO_DENIAL = re.compile(
    r"\bniet (?:meer|hoger|minder|lager|later|langer|eerder|verder)(?: \w+){0,2} dan\b|\bniet alleen\b|\bzo niet\b"
    r"|\bal dan niet\b|\bof niet(?: helemaal| geheel)?\b"
    r"|\bniet (?:de tekst|te vergelijken)\b",
    re.IGNORECASE,
)
DENIAL = re.compile(
    r"\b(?:niet|geen|nooit|niets|niks|niemand|nergens|noch|evenmin|uitgesloten|verboden|verbied\w*)\b"
    r"|\b(?:ziet|zien|zag|zagen) af van\b|\bsta(?:at|an) los van\b|\bafzien\b",
    re.IGNORECASE,
)
_FREE = re.compile(
    r"\b(?:gratis|kosteloos|nul|stopt|stoppen|gestopt|verval\w*|weiger\w*|bevrie\w+|bevroren|afgeschaft"
    r"|(?:is|zijn) (?:[^\W\d]+ ){0,2}(?:sinds [^.;]{4,20} )?weg"
    r"|schaf\w+|opgeheven|geschrapt|ontbre\w+|verdwij\w+|verdwe\w+|mist|missen)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;:.!?]\s+|\s[–-]\s|, (?=(?:maar|dan|en|terwijl|waarvan|omdat|zodat|tenzij|mits|want|die|dat|daar|ook)\b)"
    r"|, (?=(?:\w{3,}t|\w{3,}en|is|mag|kan) (?:de|het|een|u|uw|hij|zij|er|ze|die|in|tot|dat|wij|partijen"
    r"|alle)\b)"
    r"|,? \b(?<!\book )(?<!^Ook )(?=(?:maar|tenzij|mits|zonder|omdat|doordat|waardoor|daardoor|zodat|voordat|totdat"
    r"|terwijl|behalve)\b)"
    r"|, (?=(?:\w{3,}t|is|zijn|mag|kan|worden|krijgen|mogen|kunnen) (?:niet|geen|wel|alleen)\b)"
    r"|, (?=(?:de|het|een) \S+ (?:wel|niet)[.;]?$)"
    r"|, (?=(?:de|het|een) [^\s,]+ (?:\w{3,}t|is|zijn|mag|kan|moet) )"
    r"|,? \b(?=want (?:\S+ ){2})",
    re.IGNORECASE,
)
_AND = re.compile(r" en (?!met\b)(?=\S+ \S+ \S+)")
# "Hoofdstuk 3 en hoofdstuk 6 niet": what is denied is both.
_BOTH = re.compile(r"\bniet[.;]?$", re.IGNORECASE)
# As good as a finite verb, so that "Voor isolatie, dubbel glas en ventilatie …" is no clause at its "en".
_VERB = re.compile(
    r"\b(?:is|zijn|was|waren|heeft|hebben|mag|mogen|kan|kunnen|moet\w*|worden|gaan|krijgen|betalen"
    r"|verkopen|slopen|bouwen"
    r"|(?!(?:niet|met|dat|het|tot|wat|uit|eerst|recht|bericht|kost|geldt)\b)[^\W\d]{3,}t|\w+de|\w+te)\b",
    re.IGNORECASE,
)
# Who "had moeten", did not.
_HAD_TO = re.compile(r"\b(?:had|hadden)\b[^,;]{0,80}\bmoeten\b", re.IGNORECASE)
_SHORTEST = 2  # words of a clause
STAYS = re.compile(r"\b(?:gelijk|hetzelfde|ongewijzigd|onveranderd)\b", re.IGNORECASE)
_RISE = re.compile(r"\w*(?:verhoging|verlaging|toename|afname|wijziging)\w*", re.IGNORECASE)
_CHANGES = re.compile(
    r"\b(?:kleiner|groter|lager|hoger|minder|meer|langer|korter|omhoog|omlaag|stijg\w*|daal\w*|dalen|verander\w*)\b",
    re.IGNORECASE,
)


def clauses(sentence: str) -> list[str]:
    """The parts of a sentence that can each be denied by themselves."""
    parts: list[str] = []
    for part in _CLAUSE.split(sentence):
        # Two statements joined by "en" are two clauses when only one of them is denied.
        pieces = _AND.split(part) if DENIAL.search(part) else [part]
        if (
            not _VERB.search(pieces[0])
            or (_BOTH.search(pieces[-1]) and not _VERB.search(pieces[-1]))
            or not all(_VERB.search(piece) or DENIAL.search(piece) for piece in pieces[1:])
        ):
            pieces = [part]
        parts += [piece for piece in pieces if len(piece.split()) >= _SHORTEST]
    return parts or [sentence]


def causal(clause: str) -> bool:
    """Whether a clause gives the reason or the outcome of the one before it."""
    return _CAUSAL.match(clause) is not None


def reasons(text: str) -> bool:
    """Whether a text says why."""
    return _REASONS.search(text) is not None


def conditional(clause: str, following: str) -> bool:
    """Whether a clause only says when the next one holds: "Heeft uw woning label F, dan …"."""
    return whenever(clause, following) and not re.search(r"\bwel\b", clause)


def whenever(clause: str, following: str) -> bool:
    """The same, also where it says that something does hold: "Zijn er wel nieuwe afspraken, dan …"."""
    return following.lower().startswith("dan ") or bool(_CONDITION.match(clause) and following)


def subordinate(clause: str) -> bool:
    """Whether a clause only tells until when or why the one before it holds."""
    return bool(_SUBORDINATE.match(clause))


def denied(clause: str) -> bool:
    """Whether a clause is denied."""
    return (len(DENIAL.findall(_NO_DENIAL.sub(" ", clause))) + bool(_HAD_TO.search(clause))) % 2 == 1


def neutral(clause: str, claim: str) -> bool:
    """Whether a source's clause can be told denied as well as not: "gratis" is "betaalt niets"."""
    if STAYS.search(clause) and _CHANGES.search(claim):
        return True  # "blijft gelijk" is "wordt niet kleiner"
    if STAYS.search(claim) and (_CHANGES.search(clause) or _RISE.search(clause)):
        return True
    return bool(_FREE.search(clause)) and not _FREE.search(claim)


_CAUSAL = re.compile(r"(?:omdat|doordat|waardoor|daardoor|want)\b", re.IGNORECASE)
_REASONS = re.compile(
    r"\b(?:omdat|doordat|waardoor|daardoor|hierdoor|want|daarom|vanwege|wegens|dankzij|oorzaak|oorzaken|reden\w*|door"
    r"|dus|zodat|om|veroorzaakt|gevolg|daarvoor|zo|waarom|waar|ontstond\w*|ontstaan|leidt|leidde)\b",
    re.IGNORECASE,
)
_SUBORDINATE = re.compile(r"(?:totdat|voordat|omdat|zodat|tenzij|mits)\b", re.IGNORECASE)
_CONDITION = re.compile(
    r"(?:als|wanneer|indien|zolang|wie|is|zijn|heeft|volgt|stelt|weigert|wordt|komt)\b", re.IGNORECASE
)
