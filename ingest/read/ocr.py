"""Whether the text of pictures can be recognised on this machine, by the program tesseract with its Dutch data."""

import shutil
import subprocess
from dataclasses import dataclass
from functools import lru_cache

LANGUAGE = "nld"
_INSTALL = (
    "Installeer tekstherkenning: sudo apt install tesseract-ocr tesseract-ocr-nld "
    "(macOS: brew install tesseract tesseract-lang)"
)


@dataclass(frozen=True, slots=True)
class OcrSettings:
    """Whether pages without text are recognised, and the seconds that one page may take."""

    on: bool
    page_seconds: float


OFF = OcrSettings(on=False, page_seconds=0.0)


def missing(settings: OcrSettings) -> str | None:
    """Why text cannot be recognised and what to do about it, in Dutch; None when it can."""
    if not settings.on:
        return "Tekstherkenning staat uit (AFSPRAKENWIJZER_OCR=off)."
    known = languages()
    if not known:
        return f"{_INSTALL}."
    if LANGUAGE not in known:
        return f"Tekstherkenning kent hier geen Nederlands. {_INSTALL}."
    return None


def languages() -> frozenset[str]:
    """The languages that tesseract knows; none when it is not installed."""
    return _languages(shutil.which("tesseract"))


@lru_cache
def _languages(program: str | None) -> frozenset[str]:
    if program is None:
        return frozenset()
    try:
        listed = subprocess.run(  # noqa: S603 - the program itself, no shell
            [program, "--list-langs"], capture_output=True, timeout=30, check=False, text=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    return frozenset(listed.stdout.split("\n")[1:]) | {"?"}
