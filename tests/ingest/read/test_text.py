"""Plain text: its encoding is found out, also when it is a mixture."""

from pathlib import Path

import docx
import pytest

from ingest.pipeline import read_document
from ingest.read.text import decode

SAID = "De coördinator in ’s-Hertogenbosch betaalt € 120 voor de financiële bijdrage aan de buurt."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_usual_encodings_are_recognised(encoding: str) -> None:
    assert decode(SAID.encode(encoding)) == SAID


def test_stray_bytes_of_windows_in_a_unicode_text_are_read_for_what_they_are() -> None:
    content = f"{SAID} {SAID} {SAID} ".encode() + "café".encode("cp1252")
    assert decode(content) == f"{SAID} {SAID} {SAID} café"


BROKEN = "Het differentiĆ«ren van huren en de wijkconciƫrge; een haarsignaleringsfunctie. De coÃ¶rdinator weet het."
MENDED = (
    "Het differentiëren van huren en de wijkconciërge; een haarsignaleringsfunctie. De coördinator weet het."
)


@pytest.mark.parametrize("extension", [".txt", ".html", ".docx", ".md"])
def test_wrongly_decoded_letters_are_mended_and_a_doubled_paragraph_is_dropped(
    tmp_path: Path, extension: str
) -> None:
    long = f"{BROKEN} Partijen leggen vast wat zij van elkaar verwachten bij het bouwen en verhuren van woningen."
    path = tmp_path / f"stuk{extension}"
    if extension == ".docx":
        document = docx.Document()
        for text in (long, "Tussendoor.", long):
            document.add_paragraph(text)
        document.save(str(path))
    elif extension == ".html":
        path.write_text(f"<main><p>{long}</p><p>Tussendoor.</p><p>{long}</p></main>", "utf-8")
    else:
        path.write_text(f"{long}\n\nTussendoor.\n\n{long}\n", "utf-8")
    text = "\n".join(page.text for page in read_document(path).pages)
    assert text.count(MENDED) == 1
    assert "Tussendoor." in text
