"""Dutch sentences about invented municipalities, as agreements have them; `|` marks where a word may be broken."""

import random

_PARTIES = (
    "de gemeente", "de corporatie", "de huurders|organisatie", "Hagelinde", "Kadewonen", "de gemeente Zilverdam",
    "de huurders|vereniging", "Wonen Lindewaard", "de samen|werkende corporaties", "het wijk|team",
)  # fmt: skip
_PLURAL = (
    "partijen", "de corporaties", "de huurders|organisaties", "gemeente en corporaties", "de bewoners|commissies",
    "Hagelinde en Kadewonen", "de samen|werkings|partners", "de zorg|aanbieders",
)  # fmt: skip
_ACTS = (
    "stelt een uitvoerings|programma op voor de verduur|zaming van {n} woningen",
    "onderzoekt of de woon|ruimte|verdeling in {place} eenvoudiger kan",
    "maakt uiterlijk in {year} een wijk|ontwikkelings|plan voor {place}",
    "reserveert {n} euro per huur|woning voor het woon- en leef|milieu",
    "bespreekt ieder kwartaal de wacht|tijden voor starters en senioren",
    "houdt ten minste {n} woningen beschikbaar voor huis|houdens met een laag inkomen",
    "meldt betalings|achter|standen binnen {m} weken bij de gemeentelijke schuld|hulp|verlening",
    "legt de uitkomsten van het bewoners|onderzoek vast in een openbare rapportage",
    "bouwt in {place} {n} levens|loop|bestendige appartementen",
    "verkoopt tot en met {year} hoogstens {m} woningen per jaar",
)
_PLURAL_ACTS = (
    "spreken af dat de gemiddelde huur|verhoging in {year} niet boven {m} procent uitkomt",
    "zorgen samen voor een wijk|beheerder in {place}, ook buiten kantoor|tijden",
    "vergelijken elk jaar de geplande met de gereali|seerde nieuw|bouw|aantallen",
    "nemen de aan|bevelingen van de visitatie|commissie over in hun jaar|plannen",
    "wijzen {m} van de {n} vrij|gekomen woningen toe aan woning|zoekenden met urgentie",
    "leggen gas|loze wijken aan volgens de warmte|visie van de gemeente|raad",
    "werken toe naar CO2-neutrale woning|complexen in {year}",
    "verbeteren het binnen|klimaat van woningen met een EFG-label",
    "delen gegevens over over|last en woon|fraude volgens het privacy|convenant",
    "bieden {n} huis|houdens een energie|coach aan",
)
_PLACES = (
    "de Rozen|buurt", "Zilverdam-Noord", "het Molen|kwartier", "de Kastanje|wijk", "Oosterveen", "de Beatrix|laan",
    "het centrum van Lindewaard", "de Stations|omgeving", "Nieuw-Kwelrade", "de Hoge Akkers",
)  # fmt: skip
_OPENINGS = (
    "Daarom", "In {year}", "Vanaf {year}", "Samen met {partner}", "Na overleg met {partner}", "Jaarlijks", "Ook",
    "Zo nodig", "Binnen {m} maanden", "Voor de zomer",
)  # fmt: skip
_ENDS = (
    "", "", "", ", mits de begroting dat toelaat", ", zoals vast|gelegd in de woon|visie",
    ", met instemming van de huurders|organisatie", " en rapporteert daar|over aan de stuur|groep",
    ", zonder dat de woon|lasten stijgen", " (zie ook bijlage {m})", "; het niet-DAEB-bezit telt niet mee",
    ", per e-mail of in het wijk|gebouw",
)  # fmt: skip
_TOPICS = (
    "Betaalbaarheid en huurbeleid", "Beschikbaarheid van woningen", "Nieuwbouw en herstructurering",
    "Leefbaarheid in de wijken", "Wonen met zorg", "Duurzaam en gezond wonen", "Bijzondere doelgroepen",
    "Samenwerking en overleg", "Verkoop van huurwoningen", "Middeldure huur", "Kwaliteit van de woningen",
    "Schuldhulp en preventie", "Wijkgericht werken", "Verdeling van woonruimte", "Bewoners aan zet",
    "Monitoring en bijsturing", "Financiën en investeringen", "Klimaatbestendige buurten", "Veilig wonen",
    "Ouderen in de kern", "Starters op de woningmarkt", "Overlast en woonfraude",
)  # fmt: skip


class Sentences:
    """Sentences, paragraphs and headings that differ from each other, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._topics = list(_TOPICS)
        self._random.shuffle(self._topics)
        self._used = 0

    def sentence(self) -> str:
        """One sentence with a full stop."""
        pick = self._random
        plural = pick.random() < 0.5
        subject, act = (
            (pick.choice(_PLURAL), pick.choice(_PLURAL_ACTS))
            if plural
            else (pick.choice(_PARTIES), pick.choice(_ACTS))
        )
        end = pick.choice(_ENDS)
        if plural:
            end = end.replace("en rapporteert", "en rapporteren")
        if pick.random() < 0.4:
            verb, _, rest = act.partition(" ")
            text = f"{pick.choice(_OPENINGS)} {verb} {subject} {rest}{end}."
        else:
            text = f"{subject} {act}{end}."
        return self._filled(text[0].upper() + text[1:])

    def paragraph(self, least: int = 2, most: int = 5) -> str:
        """Some sentences."""
        return " ".join(self.sentence() for _ in range(self._random.randint(least, most)))

    def topic(self) -> str:
        """A heading, another one each time."""
        self._used += 1
        topic = self._topics[(self._used - 1) % len(self._topics)]
        round_ = (self._used - 1) // len(self._topics)
        return topic if not round_ else f"{topic} in {2025 + round_}"

    def quote(self) -> str:
        """What somebody says in large letters beside the text."""
        return self._filled(
            self._random.choice(
                (
                    "‘We zitten nu met z’n drieën aan tafel, en dat merk je in de {place}’",
                    "‘Een afspraak van {year} is pas iets waard als de bewoner het merkt’",
                    "‘In {place} wachtten mensen {m} jaar op een huis; dat kan niet meer’",
                    "‘Zonder de huurders erbij hadden wij {place} nooit zo aangepakt’",
                )
            ).replace("de de", "de")
        )

    def phrase(self, words: int) -> str:
        """A few words without a full stop, as in the cell of a table."""
        text = self.sentence().rstrip(".").replace("(", "").replace(")", "").split()
        return " ".join(text[:words]).rstrip(",;")

    def number(self, low: int = 3, high: int = 900) -> int:
        """A number."""
        return self._random.randint(low, high)

    def pick(self, *options: str) -> str:
        """One of the options."""
        return self._random.choice(options)

    def _filled(self, text: str) -> str:
        pick = self._random
        return text.format(
            n=pick.randint(12, 980),
            m=pick.randint(2, 11),
            year=pick.randint(2024, 2031),
            place=pick.choice(_PLACES),
            partner=pick.choice(("Hagelinde", "Kadewonen", "de gemeente", "de huurders|organisatie")),
        )
