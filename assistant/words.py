"""The Dutch words for the values of documents and commitments, from the one file that the chat has them from too."""

import json
from pathlib import Path

WORDS: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).resolve().parent / "web" / "static" / "words.json").read_text("utf-8")
)
