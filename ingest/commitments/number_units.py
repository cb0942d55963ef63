"""What a number counts: the noun after it, in the plural as printed, or a measure."""

import re

from ingest.commitments.number_masks import MASK

TIMES = frozenset({"jaar", "maanden", "weken", "dagen", "werkdagen", "kwartalen", "uur", "minuten"})
MEASURES = {
    "jaar": "jaar", "jaren": "jaar", "maand": "maanden", "maanden": "maanden", "week": "weken", "weken": "weken",
    "dag": "dagen", "dagen": "dagen", "werkdag": "werkdagen", "werkdagen": "werkdagen", "kwartaal": "kwartalen",
    "kwartalen": "kwartalen", "uur": "uur", "uren": "uur", "minuut": "minuten", "minuten": "minuten",
    "keer": "keer", "maal": "keer", "x": "keer", "fte": "fte", "fte's": "fte", "m2": "m2", "m²": "m2", "kwh": "kWh",
    "vierkante": "vierkante meter", "meter": "meter", "kilometer": "kilometer", "km": "kilometer",
    "kalenderdagen": "kalenderdagen", "hectare": "hectare", "ha": "hectare",
    "etmalen": "etmalen", "schooljaar": "schooljaren",
}  # fmt: skip
# What ends the words that belong to a number.
_STOPS = frozenset(
    "aan als af al alle bij binnen boven buiten daar daarna daarvan dan dat de deze die dit door"  # noqa: SIM905
    " een"
    " één en er gaan gaat"
    " gedurende geldt geen haar had hebben heeft het hun hoger lager huren in is jaarlijks kan komen"
    " komt krijgen krijgt kunnen"
    " lang langs maar mag met mee mits mogelijk mogen moet moeten na naar naast niet nog of om omdat"
    " onder op over per ruim samen"
    " sinds te tegen tenzij terug toe tot totdat tussen uit van vanaf verdeeld via volgens voor vóór"
    " vrij waar waarin waarop"
    " waarvan wat welke werd wie wordt worden zal zich zij zijn zo zodat zodra zoals zonder zullen"
    " aangeboden aanwezig"
    " beschikbaar gereed klaar nodig opgeleverd gebouwd gesloopt verkocht gerealiseerd toegevoegd extra"
    " minder meer"
    " beschikbaarheid ten uiterlijk minstens maximaal minimaal hoogstens circa ongeveer plus netto"
    " bruto bouwen slopen"
    " verkopen verbeteren realiseren opleveren toewijzen aanpassen verhuren leveren isoleren sloopt"
    " bouwt levert verkoopt plaatst"
    " was waren werd werden is had afgesproken overeengekomen opgenomen betaalt betalen draagt"
    " dragen stelt stellen".split()
)
_ENDINGLESS = frozenset(
    "eigen open houten loden betonnen gesloten extra meer totaal ander vast nieuw klein groot gratis"  # noqa: SIM905
    " grondgebonden".split()
)
_UNINFLECTED = re.compile(
    r"(?:aal|lijk|lijks|ieel|ueel|ig|isch|ief|baar|onafhankelijk)$"
)  # before "panel", "bod"
_TO_DO = re.compile(r"\s[a-zà-ÿ]{2,20}n\b(?=\s[a-zà-ÿ])")
_WORD = re.compile(r"\s?\(?([A-Za-zÀ-ÿ²][\w’'²&/-]*)")
_ADJECTIVE = re.compile(
    r"^(?!(?:ruimte|locatie|gemeente|woongroepe?|wijkagente?|garantie|commissie|premie|adviseuse"
    r"|organisatie)$)[a-zà-ÿ-]{2,}e$"
)
_LOOKED_AT = 5  # words
_HUURWONINGEN = frozenset({"huurwoningen", "huurwoning"})
_ENTRIES = re.compile(r"(?:eren|en|s|’s|'s)$")
_AMOUNT = re.compile(r"\b[Aa]antal(?:len)?\s(?:te\s\w{2,20}n\s|(?!te\s)[a-zà-ÿ-]+e\s){0,3}([\w-]+(?:en|s))\b")
_HOMES = re.compile(
    r"(?<![\w-])([\w-]{0,40}(?:woningen|appartementen|standplaatsen|wooneenheden|verhuureenheden))\b"
)


def noun_after(text: str, at: int, one: bool = False) -> tuple[str, int]:
    """What is counted by a number that ends at `at` of `text`, and where it ends; ("", `at`) when the next words name
    nothing that can be counted.

    `one`: the number is one, so that the noun is in the singular; it comes back in the plural.
    """
    place, last = at, ("", at)
    for _ in range(_LOOKED_AT):
        match = _WORD.match(text, place)
        if match is None or match[1].startswith(MASK):
            break
        word = match[1]
        low = word.lower().rstrip("-/")
        if low in MEASURES:
            unit = MEASURES[low]
            end = match.end()
            if low == "vierkante":
                second = _WORD.match(text, end)
                end = second.end() if second else end
            return unit, end
        if low == "te" and (doing := _TO_DO.match(text, match.end())):
            place = doing.end()  # "100 te slopen woningen"
            continue
        following = _WORD.match(text, match.end())
        if low == "extra" and following and following[1].lower() not in _STOPS:
            place = match.end()  # "40 extra laadpalen"
            continue
        if low in _STOPS or (word[0].isupper() and not word[0].isdigit() and not _capital_noun(word)):
            break
        if low not in _ENDINGLESS and not (_ADJECTIVE.match(low) and not one) and _countable(low, one):
            if not one:
                return _plain(word), match.end()
            if not _UNINFLECTED.search(low) and not _ADJECTIVE.match(low):
                return plural(_plain(word)), match.end()
            last = (word, match.end())
        place = match.end()
        if text[place : place + 1] in {",", ".", ";", ":", ")"}:
            break
    if one and last[0] and not _ADJECTIVE.match(last[0]):
        return plural(last[0]), last[1]
    return "", at


def only_noun(text: str) -> str:
    """The homes that a text is about ("nieuwe sociale huurwoningen" → "woningen"); empty when it names none."""
    match = _AMOUNT.search(text) or _HOMES.search(text)
    return _plain(match[1]) if match else ""


def plural(noun: str) -> str:
    """The plural of a noun as agreements use them ("wijkbeheerder" → "wijkbeheerders"): by the common rules."""
    low = noun.lower()
    if low in MEASURES:
        return MEASURES[low]
    if re.search(r"(?:ing|heid|uur|eer|ier|oor|st|nt|kt|ht|rt|lt|ft|cht|ijf|ijk|ies|age?nt)$", low):
        return noun[:-4] + "heden" if low.endswith("heid") else noun + "en"
    if re.search(r"(?:[aou]|i)$", low):
        return noun + "’s"
    if re.search(r"(?:er|el|em|en|erd|ie|je|eur|um|team|monitor|panel|é)$", low):
        return noun + "s"
    if low.endswith("e"):
        return noun + "n"
    if low.endswith("is"):
        return noun[:-1] + "zen" if low.endswith("uis") else noun + "sen"
    if re.search(r"(?:[^aeiou]|^)[aeiou][bdfgklmnprst]$", low):
        return noun + low[-1] + "en"
    if long := re.search(r"(aa|ee|oo|uu)([bdfgklmnprst])$", low):
        return noun[: long.start() + 1] + long[2] + "en"
    if low.endswith("coach"):
        return noun + "es"
    return noun + "en"


def _capital_noun(word: str) -> bool:
    """Whether a word with a capital can be what is counted: "EFG-woningen", "Wmo-aanvragen"."""
    return "-" in word and _ENTRIES.search(word) is not None


def _countable(word: str, one: bool) -> bool:
    return one or (_ENTRIES.search(word) is not None and len(word) > 3)


def _plain(noun: str) -> str:
    return "woningen" if noun.lower() in _HUURWONINGEN else noun.rstrip("/-")
