"""Word files: what Word shows is read, in its order, with headings, list numbers, tables and notes."""

import io
import zipfile
from pathlib import Path

import docx
import pytest

from ingest.read.docx import read_docx
from ingest.read.records import ReadError, Reading, Reason

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MORE = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = """
<w:style w:type="paragraph" w:default="1" w:styleId="Standaard"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Kop1"><w:name w:val="heading 1"/><w:basedOn w:val="Standaard"/>
 <w:pPr><w:numPr><w:numId w:val="9"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Kop2"><w:name w:val="Kop 2"/><w:basedOn w:val="Standaard"/>
 <w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="9"/></w:numPr></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Themakop"><w:name w:val="Themakop Lindewaard"/>
 <w:basedOn w:val="Kop2"/></w:style>
<w:style w:type="paragraph" w:styleId="Titel"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Koptekst"><w:name w:val="header"/></w:style>
<w:style w:type="paragraph" w:styleId="Inhopg1"><w:name w:val="toc 1"/></w:style>
<w:style w:type="character" w:styleId="Verborgen"><w:name w:val="Verborgen"/><w:rPr><w:vanish/></w:rPr></w:style>
"""


def level(place: int, form: str, text: str, start: int = 1, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


NUMBERING = (
    f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1.")}{level(1, "lowerLetter", "%2)")}'
    f"{level(2, 'lowerRoman', '%3.')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="2">{level(0, "bullet", "&#xF0B7;")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{level(0, "upperRoman", "%1", more="")}'
    f"{level(1, 'decimal', '%1.%2', more='<w:isLgl/>')}</w:abstractNum>"
    f'<w:abstractNum w:abstractNumId="4">{level(0, "decimal", "Artikel %1", start=5)}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="2"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="4"><w:abstractNumId w:val="4"/></w:num>'
    '<w:num w:numId="5"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
    "</w:lvlOverride>"
    '</w:num><w:num w:numId="9"><w:abstractNumId w:val="3"/></w:num>'
)


def package(parts: dict[str, str]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return held.getvalue()


def word(body: str, *, footnotes: str = "", endnotes: str = "", more: dict[str, str] | None = None) -> bytes:
    """A Word file with this body and the styles and lists above."""
    kinds = {"styles": STYLES, "numbering": NUMBERING, "footnotes": footnotes, "endnotes": endnotes}
    parts = {
        "_rels/.rels": f'<Relationships><Relationship Id="a" Type="{RELATIONS}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": "<Relationships>"
        + "".join(f'<Relationship Id="{k}" Type="{RELATIONS}/{k}" Target="{k}.xml"/>' for k in kinds)
        + f'<Relationship Id="gone" Type="{RELATIONS}/image" Target="../NULL"/></Relationships>',
        "word/document.xml": f"<w:document {W} {MORE}><w:body>{body}</w:body></w:document>",
        **{f"word/{kind}.xml": f"<w:{kind} {W}>{inside}</w:{kind}>" for kind, inside in kinds.items()},
    }
    return package({**parts, **(more or {})})


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph; `text` may be runs already."""
    runs = (
        text
        if text.startswith("<")
        else f"<w:r><w:rPr>{run}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"
    )
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def style(name: str) -> str:
    return f'<w:pStyle w:val="{name}"/>'


def num(number: int, place: int = 0) -> str:
    return f'<w:numPr><w:ilvl w:val="{place}"/><w:numId w:val="{number}"/></w:numPr>'


def read(content: bytes) -> Reading:
    return read_docx(content, lambda: None)


def blocks(content: bytes) -> list[tuple[str, str]]:
    return [(f"{b.form}{b.level or ''}", b.plain) for sheet in read(content).sheets for b in sheet.blocks]


def texts(content: bytes) -> list[str]:
    return [text for _, text in blocks(content)]


def test_headings_are_known_by_english_and_dutch_styles_by_inheritance_and_by_outline_level() -> None:
    body = (
        p("Prestatieafspraken Lindewaard", style("Titel"))
        + p("Betaalbaarheid", style("Kop1"))
        + p("Huurbeleid", style("Kop2"))
        + p("Tekst.")
        + p("Maatwerk", style("Themakop"))
        + p("Tekst.", style("Koptekst"))
        + p("Bouwen", style("Kop1"))
        + p("Zonder stijl", '<w:outlineLvl w:val="2"/>')
        + p("Stijl die nergens staat", style("Heading4"))
        + p("Geen kop meer", style("Kop2") + '<w:outlineLvl w:val="9"/>')
    )
    assert blocks(word(body)) == [
        ("heading1", "Prestatieafspraken Lindewaard"),
        ("heading1", "I Betaalbaarheid"),
        ("heading2", "1.1 Huurbeleid"),
        ("paragraph", "Tekst."),
        ("heading2", "1.2 Maatwerk"),
        ("paragraph", "Tekst."),
        ("heading1", "II Bouwen"),
        ("heading3", "Zonder stijl"),
        ("heading4", "Stijl die nergens staat"),
        ("item", "2.1 Geen kop meer"),
    ]
    assert [len(sheet.blocks) for sheet in read(word(body)).sheets] == [6, 4]


def test_short_bold_lines_are_headings_where_nothing_else_is_and_bold_sentences_are_not() -> None:
    bold, large = "<w:b/>", '<w:b/><w:sz w:val="32"/>'
    body = (
        p("Wonen in Lindewaard", run=large)
        + p("Wat wij afspreken", run=bold)
        + p("De huur stijgt niet.")
        + p("Let op: dit geldt voor alle huurders.", run=bold)
        + p("En verder.")
        + p("Bouwen", run=large)
        + p("Er komen 40 woningen.")
        + p(r("Er komen er in ") + r("Oost", bold) + r(" meer."))
    )
    assert [one for one in blocks(word(body)) if one[0].startswith("heading")] == [
        ("heading1", "Wonen in Lindewaard"),
        ("heading2", "Wat wij afspreken"),
        ("heading1", "Bouwen"),
    ]


def test_list_numbers_are_those_that_word_shows() -> None:
    body = (
        p("een", num(1)) + p("sub", num(1, 1)) + p("sub", num(1, 1)) + p("diep", num(1, 2)) + p("twee", num(1))
        + p("sub", num(1, 1)) + p("Tussendoor.") + p("zelfde lijst", num(3)) + p("opnieuw", num(5))
        + p("verder", num(5)) + p("punt", num(2)) + p("Huur", num(4)) + p("Bouw", num(4))
        + p("buiten de lijst", num(0))
    )  # fmt: skip
    assert texts(word(body)) == [
        "1. een", "a) sub", "b) sub", "i. diep", "2. twee", "a) sub", "Tussendoor.", "3. zelfde lijst", "1. opnieuw",
        "2. verder", "• punt", "Artikel 5 Huur", "Artikel 6 Bouw", "buiten de lijst",
    ]  # fmt: skip


def test_changes_are_accepted_and_hidden_text_comments_and_placeholders_are_left_out() -> None:
    deleted_mark = "<w:rPr><w:del w:id='1'/></w:rPr>"
    body = (
        p(r("De huur stijgt ") + f"<w:del>{r('5%').replace('w:t', 'w:delText')}</w:del>"
          + f"<w:ins>{r('3,5%')}</w:ins>" + r("."))
        + p("Eerste helft ", deleted_mark) + p("tweede helft.")
        + p(f"<w:moveFrom>{r('Verplaatst.')}</w:moveFrom>", "<w:rPr><w:moveFrom w:id='2'/></w:rPr>")
        + p(f"<w:moveTo>{r('Verplaatst.')}</w:moveTo>")
        + p(r("Zicht") + r("verstopt", "<w:vanish/>") + r("ook", '<w:rStyle w:val="Verborgen"/>') + r("baar."))
        + p(r("Met opmerking") + "<w:r><w:commentReference w:id='0'/></w:r>" + r("."))
        + "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + p("Klik om tekst in te voeren.")
        + "</w:sdtContent></w:sdt><w:sdt><w:sdtContent>" + p("In een besturingselement.") + "</w:sdtContent></w:sdt>"
    )  # fmt: skip
    assert texts(word(body)) == [
        "De huur stijgt 3,5%.", "Eerste helft tweede helft.", "Verplaatst.", "Zichtbaar.", "Met opmerking.",
        "In een besturingselement.",
    ]  # fmt: skip


def test_fields_give_their_result_and_signs_hyphens_and_breaks_are_what_they_look_like() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    code = '<w:r><w:instrText xml:space="preserve"> REF huur </w:instrText></w:r>'
    body = (
        p(r("Zie ") + mark("begin") + code + mark("separate") + r("artikel 3") + mark("end") + r("."))
        + p(f'<w:fldSimple w:instr=" DATE ">{r("12 mei 2025")}</w:fldSimple>')
        + p(f'<w:hyperlink r:id="x">{r("huurders")}</w:hyperlink><w:r><w:softHyphen/><w:t>vereniging</w:t><w:br/>'
            '<w:t>niet</w:t><w:noBreakHyphen/><w:t>DAEB</w:t><w:tab/><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'
            '<w:r><w:br w:type="page"/><w:t>verder</w:t></w:r>')
    )  # fmt: skip
    assert texts(word(body)) == ["Zie artikel 3.", "12 mei 2025", "huurdersvereniging niet-DAEB ☒ verder"]


def test_a_table_of_contents_is_no_text_and_its_lines_become_the_outline() -> None:
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    )
    begin += '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    body = (
        "<w:sdt><w:sdtContent>" + p("Inhoudsopgave")
        + p(begin + r("1 Wonen") + "<w:r><w:tab/><w:t>3</w:t></w:r>", style("Inhopg1"))
        + p(r("2 Bouwen") + "<w:r><w:tab/><w:t>7</w:t></w:r>", style("Inhopg1"))
        + p('<w:r><w:fldChar w:fldCharType="end"/></w:r>') + "</w:sdtContent></w:sdt>" + p("De tekst.")
    )  # fmt: skip
    reading = read(word(body))
    assert [b.plain for sheet in reading.sheets for b in sheet.blocks] == ["De tekst."]
    assert reading.bookmarks == ((1, "1 Wonen", None), (1, "2 Bouwen", None))


def test_notes_stand_in_the_section_of_their_sentence_and_no_mark_sticks_to_a_word() -> None:
    def note(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    def said(kind: str, number: int, text: str) -> str:
        return f'<w:{kind} w:id="{number}">{p(text)}</w:{kind}>'

    footnotes = '<w:footnote w:type="separator" w:id="0"><w:p><w:r><w:t>---</w:t></w:r></w:p></w:footnote>'
    footnotes += said("footnote", 7, "Zie de brief.") + said("footnote", 3, "Per jaar.")
    body = (
        p("Huur", style("Kop2")) + p(r("De huur") + note("footnote", 3) + r(" stijgt.") + note("endnote", 1))
        + p("Nog een zin.") + p("Bouw", style("Kop2")) + p(r("Er komen woningen") + note("footnote", 7) + r("."))
    )  # fmt: skip
    assert texts(word(body, footnotes=footnotes, endnotes=said("endnote", 1, "Bron: raad."))) == [
        "1.1 Huur", "De huur stijgt.", "Nog een zin.", "1 Per jaar.", "i Bron: raad.", "1.2 Bouw",
        "Er komen woningen.", "2 Zie de brief.",
    ]  # fmt: skip


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text if text.startswith('<') else p(text)}</w:tc>"


def row(*cells: str, header: bool = False, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{'<w:tblHeader/>' if header else ''}{properties}</w:trPr>{''.join(cells)}</w:tr>"


def test_merged_cells_keep_every_figure_under_its_header_and_in_its_row() -> None:
    wide, first, next_ = '<w:gridSpan w:val="2"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    table = (
        row(cell("Wijk", first), cell("Woningen", wide), header=True)
        + row(cell("", next_), cell("2024"), cell("2025"), header=True)
        + row(cell("Oost", first), cell("10"), cell("12"))
        + row(cell("", next_), cell("11"), cell("13"))
        + row(cell("Weg"), cell("0"), cell("0"), properties="<w:del/>")
        + row(cell("Samen", wide), cell("25"))
    )
    nested = f"<w:tbl>{row(cell('a'), cell('b'))}</w:tbl><w:p/>"
    frame = f"<w:tbl>{row(cell(p('Kader', style('Kop1')) + p('In het kader.')))}</w:tbl>"
    body = f"<w:tbl>{table}</w:tbl>" + f"<w:tbl>{row(cell('x'), cell(nested))}</w:tbl>" + frame
    assert blocks(word(body)) == [
        ("table", "Wijk\tWoningen 2024\tWoningen 2025\nOost\t10\t12\nOost\t11\t13\nSamen\t\t25"),
        ("table", "x"),
        ("table", "a\tb"),
        ("heading1", "I Kader"),
        ("paragraph", "In het kader."),
    ]


def test_a_text_box_that_is_stored_in_two_ways_is_read_once() -> None:
    box = f"<w:txbxContent>{p('In het tekstvak.')}</w:txbxContent>"
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing>"
        f"</mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    assert texts(word(p(r("Voor.") + twice) + p("Na."))) == ["Voor.", "In het tekstvak.", "Na."]


def test_a_file_in_the_strict_form_of_the_standard_is_read() -> None:
    content = word(p("Huur", style("Kop1")) + p("De huur stijgt."))
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for room in ("wordprocessingml", "officeDocument"):
                text = text.replace(
                    f"http://schemas.openxmlformats.org/{room}/2006", f"http://purl.oclc.org/ooxml/{room}"
                )
            new.writestr(name, text)
    assert texts(held.getvalue()) == ["I Huur", "De huur stijgt."]


def test_headers_footers_and_properties_of_a_file_by_another_maker(tmp_path: Path) -> None:
    document = docx.Document()
    document.core_properties.title = "Prestatieafspraken Zilverdam"
    document.sections[0].header.paragraphs[0].text = "CONCEPT"
    document.sections[0].footer.paragraphs[0].text = "pagina 1"
    document.add_heading("Huur", 1)
    document.add_paragraph("Een punt", style="List Bullet")
    document.add_paragraph("Een nummer", style="List Number")
    path = tmp_path / "a.docx"
    document.save(str(path))
    reading = read(path.read_bytes())
    assert reading.title == "Prestatieafspraken Zilverdam"
    assert [(b.form, b.plain) for b in reading.sheets[0].blocks] == [
        ("heading", "Huur"),
        ("item", "• Een punt"),
        ("item", "1. Een nummer"),
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 this is no archive", Reason.BROKEN),
        (package({"word/document.xml": "<w:document"}), Reason.BROKEN),
        (package({"iets.txt": "niets"}), Reason.BROKEN),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), Reason.PASSWORD),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "WordDocument".encode("utf-16-le"), Reason.UNSUPPORTED),
    ],
)
def test_a_file_that_is_no_word_file_says_what_is_wrong(content: bytes, reason: Reason) -> None:
    with pytest.raises(ReadError) as caught:
        read(content)
    assert caught.value.reason == reason


def test_an_old_word_file_says_how_to_save_it() -> None:
    with pytest.raises(ReadError, match=r"sla het op als \.docx"):
        read(b"\xd0\xcf\x11\xe0" + bytes(600))


def test_bombs_are_refused_and_nothing_outside_the_file_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    main = f"<w:document {W}><w:body>{p('%s')}</w:body></w:document>"
    laughs = "<!DOCTYPE d [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {chr(98 + i)} '{f'&{chr(97 + i)};' * 10}'>" for i in range(9)
    )
    for prolog in (laughs + "]>", f"<!DOCTYPE d [<!ENTITY j SYSTEM '{secret.as_uri()}'>]>"):
        with pytest.raises(ReadError) as caught:
            read(package({"word/document.xml": prolog + main.replace("%s", "&j;")}))
        assert caught.value.reason == Reason.BROKEN
    with pytest.raises(ReadError) as caught:
        read(package({"word/document.xml": main.replace("%s", "a" * 70_000_000)}))
    assert caught.value.reason == Reason.TOO_LARGE
    with pytest.raises(ReadError) as caught:
        read(package({f"{n}.xml": "" for n in range(20_001)}))
    assert caught.value.reason == Reason.TOO_LARGE


def test_tables_inside_tables_without_end_are_read_to_a_bounded_depth() -> None:
    inner = p("diep")
    for _ in range(60):
        inner = f"<w:tbl>{row(cell(inner), cell('naast'))}</w:tbl>"
    assert "naast" in "".join(texts(word(inner)))
