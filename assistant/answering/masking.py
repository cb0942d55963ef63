"""Personal data in a question: found by its form and by the words before it, and left out before anything else.

Every pattern (`assistant/texts/personal.toml`) is bounded, so that a hostile text costs no more than an ordinary one.
"""

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

MASK = "[weggelaten]"

_REPEATED = re.compile(rf"{re.escape(MASK)}(?:[\s,;:.-]{{0,3}}(?:te |in |en )?{re.escape(MASK)})+")
_EURO_BEFORE = re.compile(r"€\s?$")
_EURO_BEHIND = re.compile(r",\d|\s?(?:euro|eur|€|miljoen|mln)\b|\s?%", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
# Eight digits that are two years, or a day.
_YEARS_OR_DAY = re.compile(
    r"(?:19|20)\d\d(?:19|20)\d\d|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d\d|"
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
)
_DAY_AND_MORE = re.compile(r"\(?0[1-9][-./ ][01]?\d[-./ ](?:19|20)\d\d")
# As far as words before a street are looked at.
_BEFORE = 60


def mask(text: str) -> str:
    """The text with personal data left out: account, citizen service and telephone numbers, e-mail and home
    addresses, dates of birth, and names that people say are theirs."""
    small = text.lower()
    digits = any(c.isdigit() for c in text)
    for find in _finds():
        if any((digits if need == "0-9" else need in small) for need in find.needs):
            text = find.left_out(text)
    return _REPEATED.sub(MASK, text)


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


@dataclass(frozen=True, slots=True)
class _Find:
    """One sort of personal data: `needs` are bits of text of which one must be there before it is looked for."""

    pattern: re.Pattern[str]
    needs: tuple[str, ...]
    check: Callable[[re.Match[str]], bool] | None

    def left_out(self, text: str) -> str:
        """The text with the mask in its place; the words before it that a group "kept" holds stay."""
        return self.pattern.sub(self._masked, text)

    def _masked(self, found: re.Match[str]) -> str:
        if self.check and not self.check(found):
            return found[0]
        return f"{found.groupdict().get('kept') or ''}{MASK}"


def _a_bsn(found: re.Match[str]) -> bool:
    """Whether it passes the test and is no amount, pair of years or day."""
    digits = re.sub(r"\D", "", found[0])
    if _EURO_BEFORE.search(found.string[: found.start()]) or _EURO_BEHIND.match(found.string, found.end()):
        return False
    return is_bsn(digits) and not digits.endswith("0000") and not _YEARS_OR_DAY.fullmatch(digits)


def _an_iban(found: re.Match[str]) -> bool:
    return is_iban(found[0])


def _a_phone(found: re.Match[str]) -> bool:
    return not _DAY_AND_MORE.match(found[0])


def _a_postcode(found: re.Match[str]) -> bool:
    """Whether four digits and two letters are a postcode: "2026 in" is not, "2511 op 12" is."""
    if found["letters"].lower() in _words("no_postcode"):
        return bool(found["house"] or found["kept"]) and not _YEAR.fullmatch(found["digits"])
    return found["letters"].upper() not in {"SA", "SD", "SS"}


def _an_address(found: re.Match[str]) -> bool:
    """Whether a street and a number are a house: no number of something, no year, no building project."""
    before = found.string[max(0, found.start() - _BEFORE) : found.start()]
    return not (
        found["street"].lower().split()[-1] in _words("no_streets")
        or _counts_something(found)
        or _YEAR.fullmatch(found["number"])
        or _known("project").search(before)
    )


def _a_home(found: re.Match[str]) -> bool:
    """Whether the words behind "ik woon op" are a street: "ik woon in een flat met 40" is not."""
    words = found["street"].lower().split()
    return not _words("no_home").intersection(words) and not _counts_something(found)


def _a_name(found: re.Match[str]) -> bool:
    """Whether the words behind "ik ben" are a name: capitals, or a first name that is in use."""
    name = found["name"].split()[0]
    first = name.strip(".'’-").lower()
    if first in _words("no_names"):
        return False
    shouted = found.string.upper() == found.string
    return first in _words("first_names") or (name[0].isupper() and not shouted)


def _counts_something(found: re.Match[str]) -> bool:
    """Whether the number counts something ("Stationsstraat 40 woningen") or is part of a larger one."""
    return bool(_known("counted").match(found.string, found.end()))


_CHECKS = {
    "bsn": _a_bsn,
    "iban": _an_iban,
    "phone": _a_phone,
    "postcode": _a_postcode,
    "address": _an_address,
    "home": _a_home,
    "name": _a_name,
}


@cache
def _finds() -> tuple[_Find, ...]:
    table = _table()
    found = []
    for entry in table["personal"]:
        pattern = entry["pattern"]
        for name, part in table["parts"].items():
            pattern = pattern.replace(f"<{name}>", part)
        check = _CHECKS[entry["check"]] if "check" in entry else None
        found.append(_Find(re.compile(pattern, re.IGNORECASE), tuple(entry["needs"]), check))
    return tuple(found)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table()["words"][name].split())


@cache
def _known(name: str) -> re.Pattern[str]:
    return re.compile(_table()[name], re.IGNORECASE)


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((files("assistant") / "texts" / "personal.toml").read_text("utf-8"))
