"""Web pages: the content without what stands around it, with its lists, tables, captions and notes."""

import pytest

from ingest.read.html import read_html
from ingest.read.records import ReadError, Reading, Reason

LONG = "De gemeente, de corporaties en de huurdersvereniging van Lindewaard spreken elk jaar met elkaar over de huur."


def read(page: str | bytes) -> Reading:
    return read_html(page.encode() if isinstance(page, str) else page, lambda: None)


def blocks(page: str | bytes) -> list[tuple[str, str]]:
    return [(f"{b.form}{b.level or ''}", b.plain) for sheet in read(page).sheets for b in sheet.blocks]


def main(inside: str) -> str:
    return f"<html><head><title>x</title></head><body><main><p>{LONG}</p>{inside}</main></body></html>"


def inside(html: str) -> list[tuple[str, str]]:
    return blocks(main(html))[1:]


def test_lists_keep_their_numbers_and_their_nesting() -> None:
    assert inside(
        "<ol start=3 type=a><li>een<ul><li>sub<ol><li>diep</ol></ul><li><p>twee</p><p>vervolg</p></ol>"
        "<ol><li value=7>zeven<li>acht</ol><ul><li>1.2 Met eigen nummer</ul>"
    ) == [
        ("item", "c. een"), ("item", "• sub"), ("item", "1. diep"), ("item", "d. twee"), ("item", "vervolg"),
        ("item", "7. zeven"), ("item", "8. acht"), ("item", "1.2 Met eigen nummer"),
    ]  # fmt: skip


def test_a_term_stands_with_what_it_means_and_a_caption_with_its_picture() -> None:
    assert inside(
        "<dl><dt>DAEB<dd>Dienst van algemeen economisch belang.<dt>EFG</dt><dt>label G</dt><dd>Slecht.</dl>"
        "<figure><img src=a.png alt='een huis'><figcaption>Figuur 1: woningen in Oost.</figcaption></figure>"
    ) == [
        ("paragraph", "DAEB – Dienst van algemeen economisch belang."),
        ("paragraph", "EFG, label G – Slecht."),
        ("paragraph", "Figuur 1: woningen in Oost."),
    ]


def test_what_unfolds_is_read_under_the_words_that_unfold_it() -> None:
    assert inside(
        "<h2>Vragen</h2><details><summary>Kan ik bezwaar maken?</summary><p>Ja.</p></details>"
        "<h3><button aria-expanded=false>Hoe dan?</button></h3><div hidden><p>Met een brief.</p></div>"
        "<button aria-expanded=false aria-controls=c>Waarheen?</button><div id=c>Naar Wonen.</div>"
        "<button>Print</button>"
    ) == [
        ("heading2", "Vragen"), ("heading3", "Kan ik bezwaar maken?"), ("paragraph", "Ja."), ("heading3", "Hoe dan?"),
        ("paragraph", "Met een brief."), ("heading4", "Waarheen?"), ("paragraph", "Naar Wonen."),
    ]  # fmt: skip


def test_every_figure_of_a_table_stands_in_its_row_under_its_header() -> None:
    assert inside(
        "<table><caption>Woningen per wijk</caption><thead><tr><th rowspan=2>Wijk<th colspan=2>Woningen"
        "<tr><th>2024<th>2025</thead><tr><td rowspan=2>Oost<td>10<td><p>12</p><p>netto</p><tr><td>11<td>13</table>"
        "<table><tr><th></th><th>2025</th></tr><tr><th>Huur</th><td>3,5%</td></tr></table>"
        "<table role=presentation><tr><td>Een<td>vak</table>"
        "<table><tr><td><table><tr><td>a<td>b</table><td>naast</table>"
    ) == [
        ("paragraph", "Woningen per wijk"),
        ("table", "Wijk\tWoningen 2024\tWoningen 2025\nOost\t10\t12 netto\nOost\t11\t13"),
        ("table", "\t2025\nHuur\t3,5%"),
        ("paragraph", "Een"), ("paragraph", "vak"), ("table", "a\tb"), ("paragraph", "naast"),
    ]  # fmt: skip


def test_notes_stand_in_the_section_of_their_sentence_and_powers_stay_with_their_unit() -> None:
    assert inside(
        "<h2>Huur</h2><p>De huur<sup><a href='#n1' id=r1>1</a></sup> stijgt per m<sup>2</sup>.</p><p>Meer.</p>"
        "<h2>Bouw</h2><p>Er komen<a href='#n2'><sup>2</sup></a> woningen.</p>"
        "<ol><li id=n1>Per jaar. <a href='#r1'>↩</a><li id=n2>Netto.</ol>"
    ) == [
        ("heading2", "Huur"), ("paragraph", "De huur stijgt per m2."), ("paragraph", "Meer."),
        ("footnote", "1 Per jaar."),
        ("heading2", "Bouw"), ("paragraph", "Er komen woningen."), ("footnote", "2 Netto."),
    ]  # fmt: skip


def test_text_between_and_around_blocks_is_read_in_order_and_a_date_is_not_lost() -> None:
    assert inside(
        "<div>Los <b>vet</b> woord<p>alinea van <time>12 mei 2025</time></p>staart<br>regel</div>"
        "<ul><li><a href='#a'>Huur</a><li><a href='#b'>Bouw</a></ul><aside><h3>Kader</h3>In het kader.</aside>"
        "<aside><a href=/x>Lees ook dit andere stuk</a></aside>"
    ) == [
        ("paragraph", "Los vet woord"), ("paragraph", "alinea van 12 mei 2025"), ("paragraph", "staart regel"),
        ("heading3", "Kader"), ("paragraph", "In het kader."),
    ]  # fmt: skip


COUNCIL = f"""<html><head><title>Raad - Lindewaard</title></head><body><form method=post>
<input type=hidden name=state>
<div id="cookieBar" class="cookie-bar">Wij plaatsen cookies. <a href=#>Akkoord</a></div>
<div id="mainNav"><ul class="menu"><li><a href=/k>Kalender</a><li><a href=/o>Overzichten</a><li><a href=/z>Zoeken</a>
</ul></div>
<div class="wrapper"><div class="row">
<div class="col-3 sidebar"><a href=/a>Agenda</a> <a href=/b>Besluitenlijst</a></div>
<div class="col-9"><div class="panel"><div class="panel-body"><div class="title"><h1>Raadsvergadering</h1></div>
<div class="item"><div class="nr">4.</div><div><h2>Prestatieafspraken</h2></div><div><div><span>{LONG}</span></div>
<div><span>De huur stijgt hoogstens 3,5%.</span></div></div></div>
<div class="item"><div class="nr">5.</div><h2>Woonvisie</h2><div>De raad bespreekt haar.</div></div>
</div></div></div></div></div>
<div class="footer-wrapper footer">Powered by raadssysteem. Privacy.</div></form></body></html>"""


def test_a_council_page_of_nested_divisions_gives_its_agenda_and_nothing_around_it() -> None:
    assert blocks(COUNCIL) == [
        ("heading1", "Raadsvergadering"),
        ("heading2", "4. Prestatieafspraken"),
        ("paragraph", LONG),
        ("paragraph", "De huur stijgt hoogstens 3,5%."),
        ("heading2", "5. Woonvisie"),
        ("paragraph", "De raad bespreekt haar."),
    ]
    assert [sheet.number for sheet in read(COUNCIL).sheets] == [1, 2]


def test_a_wrapper_with_an_unlucky_name_does_not_take_the_content_with_it() -> None:
    content = f"<div class='content navigation'><p>{LONG}</p><p>{LONG} Nog eens.</p></div>"
    assert [text for _, text in blocks(f"<body class='has-sidebar'>{content}</body>")] == [
        LONG,
        f"{LONG} Nog eens.",
    ]


@pytest.mark.parametrize(
    ("written", "declared"),
    [
        ("utf-8", "iso-8859-1"),
        ("utf-8", "windows-1257"),
        ("cp1252", "utf-8"),
        ("cp1252", "iso-8859-1"),
        ("cp1252", "bestaat-niet"),
        ("utf-16", "utf-8"),
    ],
)
def test_a_wrongly_declared_charset_does_not_garble_the_text(written: str, declared: str) -> None:
    said = "De coördinator betaalt € 120 voor de financiële bijdrage – één keer."
    page = f'<html><head><meta charset="{declared}"></head><body><main><p>{said}</p></main></body></html>'
    assert blocks(page.encode(written)) == [("paragraph", said)]


@pytest.mark.parametrize("depth", [100, 200, 20_000])
def test_elements_inside_each_other_without_end_do_no_harm(depth: int) -> None:
    page = "<main>" + "<div>" * depth + LONG + "</div>" * depth + "</main>"
    assert [text for _, text in blocks(page)] in ([LONG], [] if depth == 20_000 else [LONG])


def test_a_page_without_text_says_so() -> None:
    with pytest.raises(ReadError) as caught:
        read("<!-- niets -->")
    assert caught.value.reason == Reason.NO_TEXT
