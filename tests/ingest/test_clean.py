"""Cleaning: running headers, broken words, ligatures, doubled paragraphs."""

from collections import Counter

import pytest

from corpus.model import Box
from ingest.clean import clean
from ingest.joining import join, mend
from ingest.read.records import Block, Reading, Sheet, Token, plain_block


def sheet(number: int, *lines: tuple[str, float]) -> Sheet:
    blocks = []
    for text, y in lines:
        words = text.split()
        tokens = [
            Token(word, Box(50 + 60 * i, y, 100 + 60 * i, y + 10), " ", i == len(words) - 1)
            for i, word in enumerate(words)
        ]
        blocks.append(Block("paragraph", tuple(tokens)))
    return Sheet(number, tuple(blocks), width=595, height=842)


def test_headers_and_numbered_footers_go_and_the_printed_number_stays_as_label() -> None:
    sheets = [
        sheet(
            n,
            ("Prestatieafspraken Lindewaard", 30),
            (f"Tekst van deel {n * 7}", 300),
            (f"pagina {n + 4}", 810),
        )
        for n in range(1, 5)
    ]
    pages = clean(Reading("application/pdf", tuple(sheets))).pages
    assert [page.text for page in pages] == [f"Tekst van deel {n * 7}" for n in range(1, 5)]
    assert [page.label for page in pages] == ["5", "6", "7", "8"]


def test_headings_that_happen_to_stand_at_the_top_of_pages_are_kept() -> None:
    sheets = [
        sheet(n, (f"Artikel {number} Huur", 60), ("Gewone tekst hier", 300))
        for n, number in ((1, 2), (2, 9), (3, 4))
    ]
    texts = [page.text for page in clean(Reading("application/pdf", tuple(sheets))).pages]
    assert [text.split("\n")[0] for text in texts] == ["Artikel 2 Huur", "Artikel 9 Huur", "Artikel 4 Huur"]


@pytest.mark.parametrize(
    ("first", "second", "known", "joined"),
    [
        ("huurders-", "organisatie", "", "huurdersorganisatie"),
        ("huurders\ufffe", "organisatie", "", "huurdersorganisatie"),
        ("woon-", "en", "", "woon- en"),
        ("Noord-", "Holland", "", "Noord-Holland"),
        ("EFG-", "labels", "", "EFG-labels"),
        ("2024-", "2027", "", "2024-2027"),
        ("niet-", "daeb", "", "niet-daeb"),
        ("mede-", "eigenaar", "", "mede-eigenaar"),
        ("bron-", "onderzoek", "bron-onderzoek", "bron-onderzoek"),
        ("bron-", "onderzoek", "", "brononderzoek"),
    ],
)
def test_a_hyphen_at_a_line_end_is_kept_or_not_as_dutch_wants(
    first: str, second: str, known: str, joined: str
) -> None:
    result = join(Token(first, None, " ", True), Token(second), Counter([known]))
    assert result is not None
    assert result[0] + result[1] + second == joined


def test_ligatures_and_wrong_encodings_are_mended() -> None:
    assert mend("ﬁnanciële") == "financiële"
    assert mend("energieâ€‘armoede".replace("â€‘", "â€™")) == "energie’armoede"
    assert mend("coÃ¶rdinator") == "coördinator"
    assert mend("Âge") == "Âge"


def test_a_paragraph_said_twice_is_kept_once_and_short_lines_are_left_alone() -> None:
    long = "Partijen leggen vast wat zij de komende vier jaar van elkaar mogen verwachten bij het bouwen, "
    long += "verhuren en verbeteren van woningen in alle dorpen van de gemeente."
    blocks = tuple(plain_block("paragraph", text) for text in (long, "Ja.", long, "Ja."))
    cleaned = clean(Reading("text/plain", (Sheet(1, blocks),)))
    assert cleaned.pages[0].text == f"{long}\n\nJa.\n\nJa."
