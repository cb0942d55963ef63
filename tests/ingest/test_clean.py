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


def test_a_year_in_a_running_header_is_no_page_label() -> None:
    sheets = [
        sheet(
            n,
            ("Prestatieafspraken Heijerbeek 2023–2026", 30),
            (f"Tekst van deel {n * 7}", 300),
            *([(str(n), 810)] if n > 1 else []),
        )
        for n in range(1, 5)
    ]
    pages = clean(Reading("application/pdf", tuple(sheets))).pages
    assert [page.label for page in pages] == [None, "2", "3", "4"]


def test_roman_numbers_are_page_labels_too_and_ordinary_ones_may_follow() -> None:
    printed = ["i", "ii", "iii", "1", "2", "3"]
    sheets = [
        sheet(n, (f"Tekst van deel {n * 7}", 300), (label, 810)) for n, label in enumerate(printed, start=1)
    ]
    pages = clean(Reading("application/pdf", tuple(sheets))).pages
    assert [page.label for page in pages] == printed
    assert pages[1].text == "Tekst van deel 14"


def test_a_header_that_names_the_chapter_goes_also_when_it_stands_on_one_page() -> None:
    sheets = [
        sheet(1, ("Woonagenda Zilverdam", 30), ("Eerst een inleiding", 300)),
        sheet(2, ("Nieuwbouw in de kernen", 100), ("Hier begint het", 300)),
        sheet(3, ("Woonagenda Zilverdam", 30), ("Dan het vervolg", 300)),
        sheet(4, ("Hoofdstuk 2: Nieuwbouw in de kernen", 30), ("En het slot", 300)),
        sheet(5, ("Woonagenda Zilverdam", 30), ("Een bijlage", 300)),
    ]
    title = sheets[1].blocks[0]
    blocks = (Block("heading", title.tokens, 1), *sheets[1].blocks[1:])
    sheets[1] = Sheet(2, blocks, width=595, height=842)
    texts = [page.text for page in clean(Reading("application/pdf", tuple(sheets))).pages]
    assert texts[1] == "Nieuwbouw in de kernen\n\nHier begint het"
    assert texts[3] == "En het slot"


def lines(*printed: str) -> Block:
    tokens = []
    for line in printed:
        words = line.split()
        tokens += [Token(word, None, " ", place == len(words) - 1) for place, word in enumerate(words)]
    return Block("paragraph", tuple(tokens))


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        (("zie www.zilverdam.example/", "wonen/akkoord.pdf en"), "zie www.zilverdam.example/wonen/akkoord.pdf en"),
        (("op https://hof.example/onderhoud_", "en_tuin staat"), "op https://hof.example/onderhoud_en_tuin staat"),
        (("op www.zilverdam.example", "en in het archief"), "op www.zilverdam.example en in het archief"),
        (("op www.zilverdam.example/jaar-", "verslag.pdf"), "op www.zilverdam.example/jaar-verslag.pdf"),
        (("bel of mail info@", "zilverdam.example voor"), "bel of mail info@zilverdam.example voor"),
        (("huur en/", "of koop"), "huur en/ of koop"),
    ],
)  # fmt: skip
def test_an_address_that_goes_on_in_the_next_line_gets_no_space(printed: tuple[str, ...], text: str) -> None:
    cleaned = clean(Reading("application/pdf", (Sheet(1, (lines(*printed),)),)))
    assert cleaned.pages[0].text == text


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
        ("oud-", "bewoners", "", "oud-bewoners"),
        ("oud-", "heid", "", "oudheid"),
        ("e-", "mail", "", "e-mail"),
        ("CO2-", "uitstoot", "", "CO2-uitstoot"),
        ("co-", "creatie", "", "cocreatie"),
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
    assert mend("differentiĆ«ren") == "differentiëren"
    assert mend("wijkconciƫrge") == "wijkconciërge"
    assert mend("Nguyễn Thị Dương") == "Nguyễn Thị Dương"


def test_a_paragraph_said_twice_is_kept_once_and_short_lines_are_left_alone() -> None:
    long = "Partijen leggen vast wat zij de komende vier jaar van elkaar mogen verwachten bij het bouwen, "
    long += "verhuren en verbeteren van woningen in alle dorpen van de gemeente."
    blocks = tuple(plain_block("paragraph", text) for text in (long, "Ja.", long, "Ja."))
    cleaned = clean(Reading("text/plain", (Sheet(1, blocks),)))
    assert cleaned.pages[0].text == f"{long}\n\nJa.\n\nJa."
