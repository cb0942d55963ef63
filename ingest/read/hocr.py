"""Tesseract's words and lines: the program is run on a picture, and its hOCR output read.

hOCR and not its table, because only hOCR gives the height of the letters of a line.
"""

import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from lxml import etree

from corpus.model import Box
from ingest.read.ocr import LANGUAGE
from ingest.read.records import ReadError, Reason

Pixels = npt.NDArray[np.uint8]
_SPECKS = re.compile(r"[\W_]+$")
_NUMBERS = re.compile(r"(bbox|baseline|x_size|x_descenders|x_wconf|textangle)((?: -?[\d.]+)+)")


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """A word, its box in dots, and how sure tesseract is of it, 0 to 100."""

    text: str
    box: Box
    sure: float


@dataclass(frozen=True, slots=True)
class RecognisedLine:
    """A line in dots: `slope` and `foot` give its baseline at x from the left edge of its box."""

    words: tuple[RecognisedWord, ...]
    box: Box
    slope: float
    foot: float
    height: float
    below: float
    turn: int

    @property
    def sure(self) -> float:
        """How sure tesseract is of its letters, 0 to 100."""
        letters = sum(len(word.text) for word in self.words)
        return sum(word.sure * len(word.text) for word in self.words) / letters

    def base(self, x: float) -> float:
        return self.box.y1 + self.foot + self.slope * (x - self.box.x0)


def lines_in(pixels: Pixels, dpi: int, layout: str, seconds: float, only: str = "") -> list[RecognisedLine]:
    """The lines of a grey picture; `layout` is tesseract's `--psm`, `only` the characters that it may see.

    Raises subprocess.TimeoutExpired after `seconds`, ReadError `broken` when tesseract fails.
    """
    command = ["tesseract", "stdin", "stdout", "-l", LANGUAGE, "--psm", layout, "--dpi", str(dpi)]
    # One thread each: its own threads gain nothing, pages beside each other do.
    done = subprocess.run(  # noqa: S603 - fixed words, no shell
        [*command, *(["-c", f"tessedit_char_whitelist={only}"] if only else []), "hocr"],
        input=b"P5 %d %d 255\n" % pixels.shape[::-1] + pixels.tobytes(),  # a PGM file
        capture_output=True,
        timeout=seconds,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        check=False,
    )
    if done.returncode != 0:
        raise ReadError(Reason.BROKEN, "De tekstherkenning is mislukt (tesseract gaf een fout).")
    return list(_lines(done.stdout))


def _lines(hocr: bytes) -> Iterator[RecognisedLine]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root = etree.fromstring(hocr, parser) if hocr.strip() else None
    if root is None:
        return
    for element in root.iter("{*}span"):
        about = _numbers(element)
        if "x_size" not in about or "bbox" not in about:
            continue
        words = []
        for inner in element.iter("{*}span"):
            text = "".join(inner.itertext()).strip()
            if inner.get("class") != "ocrx_word" or not text:
                continue
            seen = _numbers(inner)
            if any(map(str.isalnum, text)):
                text = text.lstrip("_")  # a gap before a word is read as a line to write on
            word = RecognisedWord(text, Box(*seen["bbox"][:4]), seen["x_wconf"][0])
            if word.sure >= 50 or not _SPECKS.match(text):
                words.append(word)
        if words:
            slope, foot = about.get("baseline", [0.0, 0.0])[:2]
            yield RecognisedLine(
                tuple(words),
                Box(*about["bbox"][:4]),
                slope if abs(slope) < 0.1 else 0.0,
                foot if abs(slope) < 0.1 else 0.0,
                about["x_size"][0],
                about.get("x_descenders", [0.0])[0],
                round(about.get("textangle", [0.0])[0] / 90) % 4,
            )


def _numbers(element: "etree._Element") -> dict[str, list[float]]:
    found = _NUMBERS.findall(element.get("title") or "")
    return {name: [float(number) for number in numbers.split()] for name, numbers in found}
