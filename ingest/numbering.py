"""Numbers as agreements print them (3.2, Artikel 3 lid 2, A.2, Hoofdstuk IV, § 3.2, 12b); part of step 4, outline."""

import re
from dataclasses import dataclass

_WORDS = (
    r"artikel|art\.|hoofdstuk|bijlage|paragraaf|par\.|thema|deel|titel|afdeling|prestatieafspraak|afspraak"
    r"|lid|onderdeel|§"
)
_NUMBER = re.compile(
    rf"(?:(?P<word>{_WORDS})\s*)?"
    r"(?P<number>\d{1,3}(?!\d)[a-z]?(?:\.\d{1,2}(?!\d)[a-z]?){0,5}|[A-Z]\d{1,2}(?:\.\d{1,2}){0,4}"
    r"|[A-Z](?:\.\d{1,2}){1,5}|[IVX]{1,6}|[A-Z])(?P<stop>[.:)]?)(?=\s|$)",
    re.IGNORECASE,
)
# What holds what when print does not tell: a smaller number stands higher. A number without a word is 4.
_RANKS = {
    "deel": 1, "titel": 2, "hoofdstuk": 2, "bijlage": 2, "thema": 3, "afdeling": 3, "": 4, "paragraaf": 5,
    "artikel": 6, "onderdeel": 6, "afspraak": 7, "lid": 8,
}  # fmt: skip
_SAME = {"art.": "artikel", "par.": "paragraaf", "§": "paragraaf", "prestatieafspraak": "afspraak"}
_ROMAN = frozenset("IVX")

_MEMBER = re.compile(
    r"(?:lid\s+(?P<after>\d{1,2})\b|(?P<before>\d{1,2})(?:e|ste|de)\s+lid\b)(?P<stop>[.:)]?)\s+(?P<next>\S)",
    re.IGNORECASE,
)
_ITEM = re.compile(r"(\d{1,2})[.)]?\s+\S")
_RUNNING = re.compile(r"(\d{1,3})[.)]\s+\S")
_SUB = re.compile(r"(\d{1,2}[a-df-z])[.):]?\s+[^\Wa-z_]")


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a heading: `word` in full ("artikel", "" when there is none), `parts` ("3", "2"), and as
    `printed`."""

    word: str
    parts: tuple[str, ...]
    printed: str

    @property
    def rank(self) -> int:
        return _RANKS[self.word]

    @property
    def shape(self) -> str:
        """Digits, a Roman numeral or a letter; I, V and X alone are Roman until a document shows otherwise."""
        first = self.parts[0]
        return "digits" if first[0].isdigit() else "roman" if _ROMAN.issuperset(first) else "letters"

    def leads_to(self, other: "Number") -> bool:
        """Whether the other number goes on from this one, as 3.2.1 does from 3.2."""
        size = len(self.parts)
        return size < len(other.parts) and other.parts[:size] == self.parts


def heading_number(text: str) -> Number | None:
    """The number that a heading begins with; None for a year, a count ("12 woningen") or an ordinal ("2e fase")."""
    match = _NUMBER.match(text)
    if not match:
        return None
    word, number, stop = (match["word"] or "").lower(), match["number"], match["stop"]
    after = text[match.end() :].lstrip(" -–—:\t")
    if not word:
        if number.isdigit() and (len(number) > 2 or (not stop and (not after or after[0].islower()))):
            return None
        if not number[0].isdigit() and (number != number.upper() or (not stop and not _names(number, after))):
            return None
        if re.fullmatch(r"\d+e", number) and not stop:
            return None
    elif not number[0].isdigit() and number != number.upper() and word != "bijlage":
        return None
    word = _SAME.get(word, word)
    return Number(word, _parts(number), match[0].rstrip(".:) "))


def _names(number: str, after: str) -> bool:
    """Whether letters without a stop are a number: "A.2 partijen", "A Vooraf"; not "U en uw huur"."""
    return "." in number or (after[:1].isupper() and not after[1:2].isupper())


def _parts(number: str) -> tuple[str, ...]:
    parts = number.upper().split(".")
    joined = re.fullmatch(r"([A-Z])(\d{1,2})", parts[0])
    return (*joined.groups(), *parts[1:]) if joined else tuple(parts)


def clause_number(text: str, under: str | None) -> str | None:
    """The number that a paragraph begins with, as printed; `under` is that of the heading above it.

    A member of an article is named with it ("Artikel 3 lid 2"). None where the number is a reference or an amount
    ("Artikel 44 van de Woningwet …", "2.5 miljoen").
    """
    article = under if under and under.lower().startswith("art") and "lid" not in under.lower() else None
    member = _MEMBER.match(text)
    if member and (member["stop"] or member["next"].isupper()):
        number = member["after"] or member["before"]
        return f"{article} lid {number}" if article else f"Lid {number}"
    named = _named(text, under)
    if named:
        return named
    sub = _SUB.match(text)
    if sub:
        return f"{article} lid {sub[1]}" if article else sub[1]
    item = _ITEM.match(text)
    return f"{article} lid {item[1]}" if item and article else None


def running_number(text: str) -> int | None:
    """The number of an item such as "12. De gemeente …"."""
    match = _RUNNING.match(text)
    return int(match[1]) if match else None


def _named(text: str, under: str | None) -> str | None:
    match = _NUMBER.match(text)
    if not match or not text[match.end() :].strip():
        return None
    word, number, end = (match["word"] or "").lower(), match["number"], match.end()
    printed = match[0].rstrip(".:) ")
    stop = match["stop"]
    if word in ("artikel", "art."):
        member = re.match(r",?\s+lid\s+\d{1,2}[a-z]?\b(?P<stop>[.:]?)", text[match.end("number") :])
        if member:
            end = match.end("number") + member.end()
            printed, stop = text[:end].rstrip(".:"), member["stop"]
    following = text[end:].lstrip()[:1]
    if word:
        return printed if stop or ((text[0].isupper() or word == "§") and not following.islower()) else None
    if not re.search(r"\.\d|[A-Z]\d", number):
        return None
    sure = stop or not following.islower() or number.count(".") > 1
    return printed if sure or (under is not None and number.startswith(f"{under}.")) else None
