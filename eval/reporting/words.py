"""What measures, outcomes and labels are called in Dutch, and how figures are written."""

from typing import Any

CHECKS = {
    "status": "Juiste uitkomst",
    "facts": "Alle feiten genoemd",
    "never": "Niets genoemd dat niet mag",
    "document": "Juiste document als bron",
    "page": "Juiste pagina als bron",
    "quote": "Juiste passage als bron",
    "verbatim": "Citaten letterlijk",
    "abstention": "Terecht geen antwoord",
}
# What went wrong when a check fails.
FAILED = {
    "status": "de uitkomst was niet de verwachte",
    "facts": "een feit ontbrak",
    "never": "er stond iets dat niet mocht",
    "document": "het juiste document was geen bron",
    "page": "de juiste pagina was geen bron",
    "quote": "de juiste passage was geen bron",
    "verbatim": "een citaat stond niet letterlijk op de pagina",
    "abstention": "er kwam een antwoord waar dat niet kon",
}
GROUPS = {
    "retrieval": "Zoeken",
    "answer": "Antwoord",
    "citations": "Bronnen",
    "deciding": "Wel of niet antwoorden",
    "readability": "Leesbaarheid (voor huurders)",
    "speed": "Snelheid",
    "cost": "Kosten",
}
_LEVELS = {"document": "document", "page": "pagina", "passage": "passage"}
_RANKING = {
    "recall": "Deel van de goede vindplaatsen bij de eerste {k} ({level})",
    "success": "Een goede vindplaats bij de eerste {k} ({level})",
    "mrr": "Hoe hoog de eerste goede staat, MRR ({level})",
    "ndcg": "Hoe goed de volgorde is, nDCG ({level})",
}
_MEASURES = {
    "good": "Goed beantwoord",
    "factsPresent": "Deel van de feiten genoemd",
    "neverAbsent": "Niets genoemd dat niet mag",
    "complete": "Volledig antwoord",
    "partial": "Maar een deel van het antwoord",
    "droppedSentences": "Weggelaten zinnen per antwoord",
    "citationRecall": "Zinnen die door hun bronnen worden gedragen",
    "citationPrecision": "Bronnen die nodig zijn voor hun zin",
    "goldSentences": "Zinnen met een goede pagina als bron",
    "goldCited": "Deel van de goede pagina’s dat bron is",
    "pageAccuracy": "Juiste pagina, als het document klopt",
    "verbatimQuotes": "Citaten letterlijk op de genoemde pagina",
    "abstentionPrecision": "Geen antwoord gegeven: terecht",
    "abstentionRecall": "Geen antwoord waar dat moet",
    "answerRecall": "Wel antwoord waar dat moet",
    "clarificationPrecision": "Vraag teruggesteld: terecht",
    "clarificationRecall": "Vraag teruggesteld waar dat moet",
    "wordsPerSentence": "Woorden per zin",
    "fleschDouma": "Leesgemak (Flesch-Douma)",
    "jargon": "Vakwoorden zonder uitleg",
    "ms": "Tijd per antwoord",
    "inputTokens": "Tokens gelezen",
    "outputTokens": "Tokens geschreven",
}
STATUSES = {
    "beantwoord": "beantwoord",
    "deelsBeantwoord": "deels beantwoord",
    "nietGevonden": "niet gevonden",
    "verduidelijkingNodig": "vraag terug",
    "buitenOnderwerp": "buiten het onderwerp",
    "geweigerd": "geweigerd",
    "algemeen": "algemeen",
    "nietBeschikbaar": "niet beschikbaar",
}
SLICES = {
    "persona": "Wie het vraagt",
    "difficulty": "Hoe moeilijk de vraag is",
    "kind": "Soort vraag",
    "theme": "Onderwerp",
    "document": "Soort document met het antwoord",
}
PERSONAS = {"huurder": "Huurders", "beleid": "Beleidsmedewerkers", "valstrik": "Valstrikken"}
_VALUES = {
    **PERSONAS,
    "jaNee": "ja of nee",
    "verkoopEnSloop": "verkoop en sloop",
    "wonenEnZorg": "wonen en zorg",
    "bijzondereDoelgroepen": "bijzondere doelgroepen",
    "financien": "financiën",
    "regionaleAfspraken": "regionale afspraken",
    "buiten": "buiten het onderwerp",
    "": "niet ingevuld",
}


def measure_label(name: str) -> str:
    """The name of a measure in Dutch; a measure that is not known here keeps its own."""
    if name in _MEASURES:
        return _MEASURES[name]
    ranking, _, rest = name.partition("@")
    k, _, level = rest.partition(".")
    if ranking in _RANKING and level in _LEVELS:
        return _RANKING[ranking].format(k=k, level=_LEVELS[level])
    return name


def value_label(value: str | None) -> str:
    """A label of a question in Dutch."""
    return _VALUES.get(value or "", value or "")


def percentage(figure: dict[str, float]) -> str:
    """`90%`."""
    return f"{100 * figure['value']:.0f}%"


def interval(figure: dict[str, float]) -> str:
    """`70–97%`."""
    return f"{100 * figure['low']:.0f}–{100 * figure['high']:.0f}%"


def amount(value: float, unit: str) -> str:
    """A value in its unit: `90%`, `85 ms`, `17,4`."""
    if unit == "share":
        return f"{100 * value:.0f}%"
    if unit == "ms":
        return f"{value:.0f} ms"
    return decimal(value)


def change(value: float, unit: str) -> str:
    """A difference with its sign: `+1,2` for a share in points."""
    scaled = 100 * value if unit == "share" else value
    return ("+" if scaled > 0 else "") + decimal(scaled).replace("-", "−")


def decimal(value: float, digits: int = 1) -> str:
    """`17,4`."""
    return f"{value:.{digits}f}".replace(".", ",")


def of_measure(figure: dict[str, Any]) -> str:
    """The interval of a measure in its unit: `70–97%`."""
    unit = figure["unit"]
    if unit == "share":
        return interval(figure)
    return f"{amount(figure['low'], unit).removesuffix(' ms')}–{amount(figure['high'], unit)}"
