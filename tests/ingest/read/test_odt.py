"""OpenDocument texts: headings, lists, tables, notes and accepted changes, within bounds."""

import io
import zipfile
from pathlib import Path

import pypandoc
import pytest

from ingest.read.odt import read_odt
from ingest.read.records import ReadError, Reading, Reason

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{uri}:1.0"'
    for prefix, uri in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
STYLES = """
<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>
<style:style style:name="Vet" style:family="paragraph"><style:text-properties fo:font-weight="bold"/></style:style>
<style:style style:name="Kop_20_3" style:family="paragraph"/>
<style:style style:name="Weg" style:family="text"><style:text-properties text:display="none"/></style:style>
<style:style style:name="Contents_20_1" style:display-name="Contents 1" style:family="paragraph"/>
<text:list-style style:name="L1">
 <text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
 <text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>
</text:list-style>
<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>
"""
OUTLINE = """<text:outline-style style:name="Outline">
<text:outline-level-style text:level="1" style:num-format="1"/>
<text:outline-level-style text:level="2" style:num-format="1" text:display-levels="2"/></text:outline-style>"""


def odt(body: str, manifest: str = "", outline: str = "") -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content {NAMES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
        archive.writestr(
            "styles.xml",
            f"<office:document-styles {NAMES}><office:styles>{outline}</office:styles></office:document-styles>",
        )
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return held.getvalue()


def read(content: bytes) -> Reading:
    return read_odt(content, lambda: None)


def blocks(content: bytes) -> list[tuple[str, str]]:
    return [(f"{b.form}{b.level or ''}", b.plain) for sheet in read(content).sheets for b in sheet.blocks]


def texts(content: bytes) -> list[str]:
    return [text for _, text in blocks(content)]


def p(text: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def h(text: str, level: int) -> str:
    return f'<text:h text:outline-level="{level}">{text}</text:h>'


def items(*inside: str, more: str = 'text:style-name="L1"') -> str:
    return (
        f"<text:list {more}>"
        + "".join(f"<text:list-item>{one}</text:list-item>" for one in inside)
        + "</text:list>"
    )


def test_headings_nest_are_numbered_as_the_outline_says_and_divide_the_pages() -> None:
    body = p("Afspraken", "P1") + h("Wonen", 1) + h("Huur", 2) + p("Tekst.") + h("Bouwen", 1)
    body += p("Alleen de stijl", "Kop_20_3") + p("Tekst.") + p("Kort en vet", "Vet") + p("Tekst.")
    assert blocks(odt(body, outline=OUTLINE)) == [
        ("heading1", "Afspraken"), ("heading1", "1 Wonen"), ("heading2", "1.1 Huur"), ("paragraph", "Tekst."),
        ("heading1", "2 Bouwen"), ("heading3", "Alleen de stijl"), ("paragraph", "Tekst."),
        ("heading4", "Kort en vet"),
        ("paragraph", "Tekst."),
    ]  # fmt: skip
    assert [len(sheet.blocks) for sheet in read(odt(body)).sheets] == [4, 5]


def test_lists_count_go_on_where_told_and_start_again_otherwise() -> None:
    body = (
        items(p("een") + items(p("sub"), p("sub"), more=""), p("twee") + p("vervolg"))
        + p("Tussendoor.") + items(p("verder"), more='text:style-name="L1" text:continue-numbering="true"')
        + items(p("opnieuw")) + items(p("punt"), more='text:style-name="L2"')
        + '<text:list text:style-name="L1"><text:list-header>' + p("kop van de lijst")
        + '</text:list-header><text:list-item text:start-value="7">' + p("zeven") + "</text:list-item></text:list>"
    )  # fmt: skip
    assert texts(odt(body)) == [
        "1. een", "a) sub", "b) sub", "2. twee", "vervolg", "Tussendoor.", "3. verder", "1. opnieuw", "• punt",
        "kop van de lijst", "7. zeven",
    ]  # fmt: skip


def test_changes_are_accepted_and_what_is_not_shown_is_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion>" + p("Oude zin.")
        + "</text:deletion></text:changed-region></text:tracked-changes>"
        + p('De huur<text:change text:change-id="c"/> stijgt<office:annotation>' + p("klopt dit?")
            + '</office:annotation> <text:span text:style-name="Weg">stiekem </text:span>niet<text:s/>veel.')
        + '<text:section text:display="none">' + p("Verborgen.") + "</text:section>"
        + "<text:section>" + p("Zichtbaar<text:tab/>deel<text:line-break/>regel.") + "</text:section>"
        + "<text:table-of-content><text:index-body>" + p("Inhoudsopgave") + p("Wonen<text:tab/>3", "Contents_20_1")
        + "</text:index-body></text:table-of-content>"
    )  # fmt: skip
    assert texts(odt(body)) == ["De huur stijgt niet veel.", "Zichtbaar deel regel."]
    assert read(odt(body)).bookmarks == ((1, "Wonen", None),)


def test_notes_stand_in_the_section_of_their_sentence_and_text_boxes_behind_their_paragraph() -> None:
    note = "<text:note><text:note-citation>1</text:note-citation><text:note-body>" + p("Per jaar.")
    note += "</text:note-body></text:note>"
    box = "<draw:frame><draw:text-box>" + p("In het vak.") + "</draw:text-box></draw:frame>"
    body = h("Huur", 1) + p(f"De huur{note} stijgt.{box}") + p("Meer.") + h("Bouw", 1) + p("Tekst.")
    assert texts(odt(body)) == [
        "Huur", "De huur stijgt.", "In het vak.", "Meer.", "1 Per jaar.", "Bouw", "Tekst.",
    ]  # fmt: skip


def cell(text: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(text) if text else ''}</table:table-cell>"


def test_merged_and_repeated_cells_keep_their_place_and_repetition_has_an_end() -> None:
    covered = "<table:covered-table-cell/>"
    table = (
        "<table:table><table:table-header-rows><table:table-row>"
        + cell("Wijk", 'table:number-rows-spanned="2"')
        + cell("Woningen", 'table:number-columns-spanned="2"') + covered
        + "</table:table-row><table:table-row>" + covered + cell("2024") + cell("2025")
        + "</table:table-row></table:table-header-rows>"
        + "<table:table-row>" + cell("Oost") + cell("4", 'table:number-columns-repeated="2"') + "</table:table-row>"
        + '<table:table-row table:number-rows-repeated="1048576">' + cell("", 'table:number-columns-repeated="16384"')
        + "</table:table-row></table:table>"
    )  # fmt: skip
    assert blocks(odt(table)) == [("table", "Wijk\tWoningen 2024\tWoningen 2025\nOost\t4\t4")]
    endless = '<table:table><table:table-row table:number-rows-repeated="99999999">'
    endless += (
        cell("a", 'table:number-columns-repeated="99999999"') + cell("b") + "</table:table-row></table:table>"
    )
    assert len(texts(odt(endless))[0]) < 50_000


def test_what_another_maker_writes_is_read_the_same(tmp_path: Path) -> None:
    source = (
        "# Bouwen\n\nEerst dit.[^1]\n\n1. Een.\n    a. Sub.\n2. Twee.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n\n"
    )
    source += "# Huur\n\n- Punt.\n\n[^1]: De noot.\n"
    path = tmp_path / "a.odt"
    pypandoc.convert_text(source, "odt", format="markdown", outputfile=str(path))
    assert blocks(path.read_bytes()) == [
        ("heading1", "Bouwen"), ("paragraph", "Eerst dit."), ("item", "1. Een."), ("item", "a. Sub."),
        ("item", "2. Twee."), ("table", "A\tB\n1\t2"), ("footnote", "1 De noot."), ("heading1", "Huur"),
        ("item", "• Punt."),
    ]  # fmt: skip


def test_an_encrypted_text_asks_for_a_copy_without_password() -> None:
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    manifest = (
        f"<manifest:manifest {space}><manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    )
    with pytest.raises(ReadError) as caught:
        read(odt(p("x"), manifest + "</manifest:manifest>"))
    assert caught.value.reason == Reason.PASSWORD


def test_a_file_that_is_no_text_or_is_broken_says_so() -> None:
    for content in (odt(p("x"))[:200], odt("<text:p>"), b"PK"):
        with pytest.raises(ReadError) as caught:
            read(content)
        assert caught.value.reason == Reason.BROKEN
