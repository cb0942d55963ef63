"""The fixed Dutch texts of `assistant/texts/`, in the form of address that the settings ask for."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from assistant.answering.contract import AnswerStatus, Referral

_FORMS = {
    "u": {"u": "u", "U": "U", "uw": "uw", "Uw": "Uw", "kunt": "kunt", "wilt": "wilt", "hebt": "hebt"},
    "je": {"u": "je", "U": "Je", "uw": "je", "Uw": "Je", "kunt": "kunt", "wilt": "wilt", "hebt": "hebt"},
}


@dataclass(frozen=True, slots=True)
class Rule:
    """Questions that are not searched for: which status and text they get, and where else one can ask.

    `general` tells that general information about the subject may stand beside it.
    """

    name: str
    status: AnswerStatus
    text: str
    patterns: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    referrals: tuple[str, ...]
    general: bool

    def fires(self, text: str) -> bool:
        """Whether a question (in small letters) is one of these."""
        return any(p.search(text) for p in self.patterns) and not any(p.search(text) for p in self.unless)


class Texts:
    """Fixed texts by name. Every name that is asked for must exist: a missing one is a KeyError at once."""

    def __init__(self, address: str = "u") -> None:
        self._forms = _FORMS[address]

    def status(self, status: AnswerStatus) -> str:
        """The opening words for a status; empty when the answer itself opens."""
        return self._fill(_load("statuses")[status.value])

    def note(self, name: str, /, **values: object) -> str:
        """A fixed text from `notes.toml`."""
        return self._fill(_load("notes")[name], **values)

    def frame(self, name: str, /, **values: object) -> str:
        """The words around a quote from `frames.toml`; `name` may be 'table.key'."""
        entry: Any = _load("frames")
        for part in name.split("."):
            entry = entry[part]
        return self._fill(entry, **values)

    def has_frame(self, name: str) -> bool:
        """Whether there is a document frame for a kind."""
        return name in _load("frames")["document"]

    def say(self, text: str) -> str:
        """A text of a rule in the form of address."""
        return self._fill(text)

    def referral(self, key: str) -> Referral:
        """Somewhere else to ask, from `referrals.toml`."""
        return Referral(**_load("referrals")[key])

    def _fill(self, text: str, /, **values: object) -> str:
        return text.format(**self._forms, **values)


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of `guard.toml`, in the order of trying."""
    return tuple(
        Rule(
            name=entry["name"],
            status=AnswerStatus(entry["status"]),
            text=entry["text"],
            patterns=tuple(map(re.compile, entry["patterns"])),
            unless=tuple(map(re.compile, entry.get("unless", []))),
            referrals=tuple(entry.get("referrals", [])),
            general=entry.get("general", False),
        )
        for entry in _load("guard")["rule"]
    )


@cache
def subjects() -> tuple[tuple[re.Pattern[str], str], ...]:
    """The subjects of `guard.toml`, in the order of trying: how to know it, and what to ask the guides about it."""
    return tuple((re.compile(entry["pattern"]), entry["question"]) for entry in _load("guard")["subject"])


@cache
def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((files("assistant") / "texts" / f"{name}.toml").read_text("utf-8"))
