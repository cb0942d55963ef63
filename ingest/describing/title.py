"""The title of a document: what the file says of itself, or else what stands largest at its beginning."""

import re
from pathlib import Path

from corpus.model import Evidence
from ingest.clean import Cleaned
from ingest.describing.front import Read
from ingest.joining import mend
from ingest.read.records import Reading

_MACHINE = re.compile(
    r"microsoft \w+\s*-|.*\.(?:docx?|pdf|indd|odt|pptx?|xlsx?|tmp|rtf|wpd)$"
    r"|untitled|document\s?\d*$|naamloos|powerpoint-presentatie|presentatie\d*$|\d{6,}|scan[\s_-]?\d+"
    r"|(?:definitie[fv]e?|concept|versie)[\s\d._-]*$|layout \d",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"^(?:betreft|onderwerp)\s*:\s*(.{6,200})$", re.IGNORECASE | re.MULTILINE)
_MOST = 200  # characters: it travels with every passage


def read_title(path: Path, reading: Reading, cleaned: Cleaned) -> Read[str]:
    """The title with its evidence: from the file's own data, a heading, the subject of a letter, or the file name."""
    own = " ".join(mend(reading.title).split())[:_MOST]
    headings = [block for block in cleaned.blocks if block.form == "heading" and block.page <= 2]
    if len(own) >= 6 and not _MACHINE.match(own):
        shown = next(
            (b for b in headings if " ".join(cleaned.text(b).split()).casefold() == own.casefold()), None
        )
        if shown is not None:
            return Read(own, (Evidence("title", own, "text", cleaned.text(shown), shown.page, 0.95),))
        return Read(own, (Evidence("title", own, "file", certainty=0.8),))
    letter = _SUBJECT.search(cleaned.pages[0].text[:2_000]) if cleaned.pages else None
    if letter:
        title = letter[1].strip()[:_MOST]
        return Read(title, (Evidence("title", title, "text", letter[0], 1, 0.7),))
    if headings:
        best = min(headings, key=lambda block: (block.page, block.level, block.start))
        title = " ".join(cleaned.text(best).split())[:_MOST]
        return Read(title, (Evidence("title", title, "text", cleaned.text(best), best.page, 0.7),))
    opening = next((block for block in cleaned.blocks if block.page == 1), None)
    if opening is not None and 6 <= len(cleaned.text(opening)) <= 120:
        title = " ".join(cleaned.text(opening).split())
        return Read(title, (Evidence("title", title, "text", cleaned.text(opening), 1, 0.5),))
    title = re.sub(r"[_\s]+", " ", path.stem).strip()[:_MOST]
    return Read(title, (Evidence("title", title, "file", certainty=0.3),))
