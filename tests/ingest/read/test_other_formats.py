"""HTML, DOCX, Markdown and plain text: sections as pages, lists with their numbers, tables, encodings."""

from pathlib import Path

import docx
import ftfy
import pypandoc

from corpus.documents import __path__ as bundled
from ingest.pipeline import read_document
from ingest.read.html import read_html
from ingest.read.text import decode

PAGE = """<html><head><title>Huur | Gemeente Lindewaard</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/contact">Contact met ons</a></li></ul></nav>
<div class="cookie-banner">Wij gebruiken cookies om deze website te verbeteren. Accepteer alle cookies.</div>
<main><h1>Wat u moet weten over de huur</h1>
<p>De huur van uw woning gaat elk jaar op 1 juli omhoog. Hoeveel dat hoogstens mag zijn, spreken de gemeente,
de corporaties en de <a href="/hv">huurdersvereniging</a> met elkaar af.</p>
<h2>Hoeveel procent</h2>
<p>In de afspraken staat voor elk jaar een hoogste percentage dat voor alle woningen geldt.</p>
<table><tr><th>Jaar</th><th>Hoogstens</th></tr><tr><td>2026</td><td>3,5%</td></tr></table>
<h2>Bezwaar maken</h2><ol><li>Schrijf een brief aan de corporatie.</li><li>Wacht zes weken.</li></ol></main>
<footer>Copyright gemeente Lindewaard 2026. Alle rechten voorbehouden. Privacyverklaring.</footer></body></html>"""


def test_a_web_page_gives_its_content_without_menu_banner_and_footer(tmp_path: Path) -> None:
    path = tmp_path / "huur.html"
    path.write_text(PAGE, "utf-8")
    edition = read_document(path)
    text = "\n".join(page.text for page in edition.pages)
    for gone in ("Contact met ons", "cookies", "Privacyverklaring"):
        assert gone not in text
    assert "de huurdersvereniging met elkaar af." in text
    assert "Jaar\tHoogstens\n2026\t3,5%" in text
    assert "1. Schrijf een brief aan de corporatie.\n2. Wacht zes weken." in text
    assert edition.description.title == "Wat u moet weten over de huur"
    assert [(e.level, e.text, e.page) for e in edition.outline] == [
        (1, "Wat u moet weten over de huur", 1),
        (2, "Hoeveel procent", 2),
        (2, "Bezwaar maken", 3),
    ]


def test_the_bundled_web_pages_lose_no_word(tmp_path: Path) -> None:
    import lxml.html

    for path in sorted(Path(bundled[0]).glob("*.html")):
        main = lxml.html.parse(str(path)).getroot().find(".//main")
        for picture in main.findall(".//figure"):
            picture.drop_tree()
        read = " ".join(page.text for page in read_document(path).pages).split()
        # One page was put on the web in the wrong encoding; reading mends that.
        missing = [
            word
            for word in ftfy.fix_text(main.text_content(), uncurl_quotes=False).split()
            if word not in read
        ]
        assert missing == [], path.name


def test_word_files_keep_headings_numbers_tables_and_order(tmp_path: Path) -> None:
    path = tmp_path / "afspraken.docx"
    source = "# Bouwen\n\nEerst dit.\n\n1. Een.\n2. Twee.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n# Huur\n\n- Punt.\n"
    pypandoc.convert_text(source, "docx", format="markdown", outputfile=str(path))
    edition = read_document(path)
    assert [page.text for page in edition.pages] == [
        "Bouwen\n\nEerst dit.\n\n1. Een.\n2. Twee.\n\nA\tB\n1\t2",
        "Huur\n\n• Punt.",
    ]
    assert edition.pages[0].words == ()


def test_a_table_cell_merged_over_columns_is_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Samen"
    table.cell(1, 0).text, table.cell(1, 1).text = "Links", "Rechts"
    path = tmp_path / "tabel.docx"
    document.save(str(path))
    assert read_document(path).pages[0].text == "Samen\nLinks\tRechts"


def test_text_of_any_usual_encoding_is_read(tmp_path: Path) -> None:
    text = "De coördinator in ’s-Hertogenbosch betaalt € 120 voor de financiële bijdrage aan de buurt."
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
        assert decode(text.encode(encoding)) == text


def test_the_title_is_right_also_when_the_charset_is_named_after_it() -> None:
    text = "De huurdersvereniging spreekt met de gemeente over de huur. " * 5
    page = (
        f'<html><head><title>Eén café</title><meta charset="utf-8"></head><body><p>{text}</p></body></html>'
    )
    assert read_html(page.encode(), lambda: None).title == "Eén café"
