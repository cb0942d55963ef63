"""Layouts drawn by our own writer, in the manners of other programs: loose words, shuffled lines, turned sheets."""

from collections.abc import Sequence
from typing import Literal

from tests.ingest.truth.drawing import Columns, Drawer, Frame, Manner
from tests.ingest.truth.metrics import width_of
from tests.ingest.truth.records import Truth

_MANNERS: tuple[Manner, ...] = ("lines", "words", "array", "letters")
_CORPORATIONS = ("Hagelinde", "Kadewonen", "Wonen Zilverdam", "Oever en Erf", "De Akkers")


def report(seed: int) -> Truth:
    """One column, numbered headings, lists with several marks, a running header and "pagina 3 van 6"."""
    d = Drawer("drawn-report", seed, _MANNERS[seed % 4])
    d.serif = seed % 2 == 1
    for page in range(1, 7):
        d.page(label=str(page))
        d.unread("Prestatieafspraken Zilverdam (verzonnen voorbeeld)", 70, 40)
        d.unread(f"pagina {page} van 6", 470, 812)
        text = Columns(d, [Frame(70, 80, 455, 770)])
        text.add(d.unit("heading", level=1), f"{page} {d.say.topic()}", size=15, font=d.font(True))
        for part in range(1, 4):
            if text.full(18):
                break
            text.add(
                d.unit("heading", level=2), f"{page}.{part} {d.say.topic()}", font=d.font(True), before=6
            )
            text.add(d.unit("text"), d.say.paragraph(), justify=seed % 2 == 0)
            for mark in (("•", "•", "•"), ("1.", "2.", "3."), ("a)", "b)", "c)"))[part - 1]:
                _item(text, mark, d.say.sentence(), 14)
            _item(text, "–", d.say.sentence(), 32)
        text.fill(justify=seed % 2 == 0)
    return d.finish()


def _item(text: Columns, mark: str, words: str, hang: float, size: float = 10) -> None:
    """A list item whose lines hang under each other beside the mark."""
    d = text.drawer
    unit = d.unit("item")
    frame = text.frames[text.at]
    if text.room < 3 * 1.25 * size:
        return
    room = max(12.0, width_of(mark, d.font(), size) + 4)
    hang = max(hang, room)
    d.text(unit, mark, Frame(frame.x + hang - room, text.y, room, frame.bottom), size=size)
    here = Frame(frame.x + hang, text.y, frame.width - hang, frame.bottom)
    text.y = d.text(unit, words, here, size=size) + 3


def two_columns(seed: int) -> Truth:
    """Two columns under a title over both; written line by line over the columns."""
    d = Drawer("drawn-two-columns", seed, _MANNERS[(seed + 1) % 4], shuffled=True)
    for page in range(3):
        d.page()
        top = 60.0
        if page == 0:
            top = d.text(d.unit("heading", level=1), d.say.topic(), Frame(50, 50, 495, 200), size=22) + 14
        frames = [Frame(50, top, 236, 780), Frame(309, top, 236, 780)]
        text = Columns(d, frames)
        while not text.full(9, 9.5):
            text.add(d.unit("heading", level=2), d.say.topic(), size=12, font=d.font(True), before=6)
            text.fill(size=9.5, justify=True, most=3)
    return d.finish()


def three_columns(seed: int) -> Truth:
    """Three columns close to each other, in loose words."""
    d = Drawer("drawn-three-columns", seed, _MANNERS[(seed + 1) % 4], shuffled=seed % 2 == 0)
    for page in range(2):
        d.page()
        top = 50.0
        if page == 0:
            top = d.text(d.unit("heading", level=1), d.say.topic(), Frame(40, 44, 515, 200), size=24) + 12
        text = Columns(d, [Frame(40 + 177 * n, top, 163, 790) for n in range(3)])
        while not text.full(9, 8.5):
            text.add(d.unit("heading", level=2), d.say.topic(), size=10.5, font=d.font(True), before=6)
            text.fill(size=8.5, justify=seed % 2 == 0, most=2)
    return d.finish()


def quotes(seed: int) -> Truth:
    """Large quotes that stand in the middle of a paragraph in one of two columns, and one between the columns."""
    d = Drawer("drawn-quotes", seed, _MANNERS[seed % 3])
    for page in range(3):
        d.page()
        d.text(d.unit("heading", level=1), d.say.topic(), Frame(50, 46, 495, 200), size=20, font=d.font(True))
        width, gap = 232, 31
        quote_top = 300 + 40 * page
        for column in range(2):
            x = 50 + column * (width + gap)
            if column == page % 2:
                text = Columns(
                    d, [Frame(x, 90, width, quote_top - 12), Frame(x, quote_top + 110, width, 780)]
                )
                text.fill(size=9.5, justify=True)
                d.text(
                    d.unit("quote", f"quote{page}"), d.say.quote(), Frame(x + 8, quote_top, width - 16, 600), size=16,
                    font=d.font(seed % 2 == 0), color="0.1 0.4 0.6", hyphenate=False,
                )  # fmt: skip
            else:
                text = Columns(d, [Frame(x, 90, width, 780)])
                text.fill(size=9.5, justify=True)
    return d.finish()


def capitals(seed: int) -> Truth:
    """Headings spaced by spaces ("H U U R"), in small capitals of two sizes, in capitals; a drop cap at the start."""
    d = Drawer("drawn-capitals", seed, _MANNERS[seed % 4])
    for _ in range(3):
        d.page()
        text = Columns(d, [Frame(80, 70, 435, 780)])
        _spaced(text, d.say.topic().upper(), 14)
        _drop_cap(text, d.say.paragraph(3, 4))
        text.fill(most=2)
        _small_capitals(text, d.say.topic(), 13)
        text.fill(most=2)
        text.add(d.unit("heading", level=3), d.say.topic().upper(), font=d.font(True), before=6)
        text.fill(most=2)
        text.add(d.unit("heading", level=3), d.say.topic().upper(), font=d.font(True), before=6)
        text.fill(most=2)
    return d.finish()


def _spaced(text: Columns, words: str, size: float) -> None:
    d = text.drawer
    unit = d.unit("heading", level=1)
    x, font = text.frames[0].x, d.font(True)
    y = text.y + size
    for word in words.split():
        pieces = []
        for char in word:
            pieces.append((char, x, size, font))
            x += width_of(f"{char} ", font, size) + 0.1 * size
        d.glyphs(unit, pieces, y, word)
        x += 0.55 * size
    text.y = y + 1.2 * size


def _small_capitals(text: Columns, words: str, size: float) -> None:
    d = text.drawer
    unit = d.unit("heading", level=2)
    x, font = text.frames[0].x, d.font(True)
    y = text.y + size + 8
    for word in words.split():
        head, tail = (word[0], word[1:].upper()) if word[0].isupper() else ("", word.upper())
        pieces = [(head, x, size, font)] if head else []
        x += width_of(head, font, size)
        pieces.append((tail, x, 0.8 * size, font))
        x += width_of(tail, font, 0.8 * size) + 0.3 * size
        d.glyphs(unit, pieces, y, head + tail)
    text.y = y + 1.0 * size


def _drop_cap(text: Columns, words: str) -> None:
    """The first letter three lines high, the first lines beside it."""
    d = text.drawer
    frame = text.frames[0]
    unit = d.unit("text")
    plain = words.replace("|", "")
    size, lead = 10.0, 12.5
    big = 3 * lead / 0.72 * 0.93
    y = text.y + size
    font = d.font()
    first, rest = plain.split(" ", 1)
    wide = width_of(first[0], font, big) + 3
    d.glyphs(unit, [(first[0], frame.x, big, font), (first[1:], frame.x + wide, size, font)], y + 0, first)
    # The large letter hangs down to the third line; `glyphs` placed it on the first.
    d.pages[-1].runs[-2].y = y + 2 * lead
    box = d.words[-1].boxes[0]
    d.words[-1].boxes = ()
    assert box
    queue = rest.split()
    x = frame.x + wide + width_of(first[1:] + " ", font, size)
    for line in range(3):
        row: list[str] = []
        while queue and x + width_of(" ".join([*row, queue[0]]), font, size) <= frame.x + frame.width:
            row.append(queue.pop(0))
        d.text(unit, " ".join(row), Frame(x, y - size, 600, y + 50), size=size, hyphenate=False)
        y += lead
        x = frame.x + wide
        assert line < 3
    text.y = (
        d.text(unit, " ".join(queue), Frame(frame.x, y - size, frame.width, 780), size=size) + 6
        if queue
        else y
    )


def _grid(
    d: Drawer, x: float, y: float, widths: Sequence[float], rows: Sequence[Sequence[str]], *,
    rules: str = "all", right: Sequence[int] = (), size: float = 9, flow: str = "main", header: int = 1,
    spans: dict[tuple[int, int], int] | None = None, pad: float = 4, bottom: float = 2000, first: int = 0,
) -> float:  # fmt: skip
    """A table with wrapped cells; `rules` is "all", "across", "head" or "none". Returns where it ended."""
    unit = d.unit("table", flow)
    total = sum(widths)
    start = y
    edges: list[tuple[float, list[float]]] = []
    for r, row in enumerate(rows):
        left, low = x, y
        ends = [x]
        c = 0
        while c < len(row):
            wide = sum(widths[c : c + (spans or {}).get((r, c), 1)])
            if row[c]:
                frame = Frame(left + pad, y + pad, wide - 2 * pad, 5000)
                font = d.font(r < header)
                align: Literal["left", "right"] = "right" if c in right else "left"
                low = max(
                    low,
                    d.text(unit, row[c], frame, size=size, font=font, align=align, cell=(first + r, c), leading=1.2,
                           hyphenate=False),
                )  # fmt: skip
            left += wide
            ends.append(left)
            c += (spans or {}).get((r, c), 1)
        bottom_of_row = low + pad
        edges.append((bottom_of_row, ends))
        if rules == "all":
            for at in ends:
                d.line(at, y, at, bottom_of_row)
        if rules in ("all", "across") or (rules == "head" and r == header - 1):
            d.line(x, bottom_of_row, x + total, bottom_of_row)
        y = bottom_of_row
    if rules in ("all", "across"):
        d.line(x, start, x + total, start)
    return y + 8


def tables(seed: int) -> Truth:
    """Ruled, half ruled and unruled tables with wrapped cells, numbers to the right, merged header cells."""
    d = Drawer("drawn-tables", seed, _MANNERS[seed % 3])
    for page, rules in enumerate(("all", "across", "head", "none")):
        d.page(label=str(page + 1))
        d.unread(str(page + 1), 297, 815)
        text = Columns(d, [Frame(60, 60, 475, 780)])
        text.add(d.unit("heading", level=1), d.say.topic(), size=16, font=d.font(True))
        text.fill(most=1)
        rows = [["Nr.", "Afspraak", "Aantal", "Wie"]]
        rows += [
            [f"{page + 1}.{n}", d.say.phrase(13), str(d.say.number()), _CORPORATIONS[n % 5]]
            for n in range(1, 6)
        ]
        text.y = _grid(d, 60, text.y, (40, 235, 60, 140), rows, rules=rules, right=(2,))
        text.fill(most=1)
        rows = [["", "Gerealiseerd", "", "Gepland", ""], ["Wijk", "2024", "2025", "2026", "2027"]]
        rows += [[name, *(str(d.say.number()) for _ in range(4))] for name in ("Noord", "Oost", "De Akkers")]
        spans = {(0, 1): 2, (0, 3): 2}
        if rules == "all":
            text.y = _grid(
                d,
                60,
                text.y,
                (115, 90, 90, 90, 90),
                rows,
                rules=rules,
                right=(1, 2, 3, 4),
                header=2,
                spans=spans,
            )
        else:
            text.y = _grid(d, 60, text.y, (115, 90, 90, 90, 90), rows[1:], rules=rules, right=(1, 2, 3, 4))
        text.fill(most=2)
    return d.finish()


def long_table(seed: int) -> Truth:
    """One table over three pages that repeats its header, with a running header and footer."""
    d = Drawer("drawn-long-table", seed, _MANNERS[seed % 3])
    rules = ("all", "across", "none")[seed % 3]
    head = ["Complex", "Woningen", "Maatregel", "Jaar"]
    for page in range(3):
        d.page(label=f"{page + 7}")
        d.unread("Bijlage bij de prestatieafspraken (verzonnen)", 60, 40)
        d.unread(f"- {page + 7} -", 290, 815)
        text = Columns(d, [Frame(60, 70, 475, 780)])
        if page == 0:
            text.add(
                d.unit("heading", level=1), f"Bijlage {seed + 1}: {d.say.topic()}", size=16, font=d.font(True)
            )
            text.fill(most=1)
        rows = [head] + [
            [f"{100 * page + n} {d.say.pick('Molenhof', 'Akkerzicht', 'Kadeblok')}", str(d.say.number()),
             d.say.phrase(5), str(2026 + n % 4)]
            for n in range(1, 14)
        ]  # fmt: skip
        text.y = _grid(d, 60, text.y, (130, 70, 205, 70), rows, rules=rules, right=(1,))
        if page == 2:
            text.fill()
    return d.finish()


def turned_sheets(seed: int) -> Truth:
    """Pages that are turned and cropped, with a table and two columns."""
    d = Drawer("drawn-turned-sheets", seed, _MANNERS[seed % 3])
    for page, rotate in enumerate((0, 90, 180, 270)):
        crop = None if page % 2 == seed % 2 else (36.0, 30.0, 560.0, 800.0)
        d.page(rotate=rotate, crop=crop)
        text = Columns(d, [Frame(60, 70, 475, 780)])
        text.add(d.unit("heading", level=1), d.say.topic(), size=16, font=d.font(True))
        text.fill(most=2)
        rows = [["Wijk", "2026", "Wie"]]
        rows += [
            [name, str(d.say.number()), _CORPORATIONS[n]] for n, name in enumerate(("Noord", "Oost", "West"))
        ]
        text.y = _grid(d, 60, text.y, (150, 100, 225), rows, right=(1,))
        columns = Columns(d, [Frame(60, text.y + 10, 226, 780), Frame(309, text.y + 10, 226, 780)])
        columns.fill(size=9.5)
        d.turned(d.unit("label", f"side{page}"), d.say.phrase(4).replace("|", ""), 46, 500, 8)
    return d.finish()


def turned_report(seed: int) -> Truth:
    """Upright and turned pages with the same header and number; a short document."""
    d = Drawer("drawn-turned-report", seed, _MANNERS[seed % 3])
    for page, rotate in enumerate(((0, 90, 180), (270, 0))[seed % 2]):
        d.page(rotate=rotate, label=str(page + 1))
        d.unread("Bijlage met kaarten (verzonnen)", 60, 38)
        d.unread(str(page + 1), 520, 812, 9)
        text = Columns(d, [Frame(60, 70, 475, 770)])
        text.add(d.unit("heading", level=1), d.say.topic(), size=16, font=d.font(True))
        text.fill(justify=seed % 2 == 1)
    return d.finish()


def front_matter(seed: int) -> Truth:
    """Roman numbers before ordinary ones, to the left and right in turn; no labels in the file itself."""
    d = Drawer("drawn-front-matter", seed, _MANNERS[seed % 3])
    labels = ["i", "ii", "iii", "iv", "1", "2", "3", "4", "5", "6"]
    chapter = d.say.topic()
    for page, label in enumerate(labels):
        d.page(label=label)
        odd = page % 2 == 0
        d.unread(label, 530 if odd else 60, 810)
        d.unread(chapter if odd else "Woonagenda Zilverdam (verzonnen)", 300 if odd else 60, 38)
        text = Columns(d, [Frame(60, 70, 475, 770)])
        if label in ("i", "iii", "1", "4"):
            text.add(d.unit("heading", level=1), d.say.topic(), size=17, font=d.font(True), after=10)
        text.fill(most=7, justify=True)
    if seed % 2:
        d.page_labels = [(0, "r", 1), (4, "D", 1)]
    return d.finish()


_COMPOUNDS = (
    ("niet-DAEB-woningen", "niet-DAEB-woningen"), ("Noord-Holland", "Noord-Holland"), ("e-mail", "e-mail"),
    ("CO2-uitstoot", "CO2-uitstoot"), ("zee-egel", "zee-egel"), ("EFG-labels", "EFG-labels"),
    ("55-plussers", "55-plussers"), ("oud-bewoners", "oud-bewoners"), ("2026-2029", "2026-2029"),
    ("Nieuw-Kwelrade", "Nieuw-Kwelrade"), ("sociaal-economisch", "sociaal-economisch"),
    ("vve-bestuur", "vve-bestuur"), ("huur|verhogings|besluit", "huurverhogingsbesluit"),
    ("woon-werk|verkeer", "woon-werkverkeer"), ("gemeente|raads|leden", "gemeenteraadsleden"),
    ("co-|creatie".replace("-|", "|"), "cocreatie"), ("A-label", "A-label"), ("auto-ongeluk", "auto-ongeluk"),
    ("ex-huurders", "ex-huurders"), ("mede-eigenaar", "mede-eigenaar"), ("wmo-loket", "wmo-loket"),
    ("non-profit", "non-profit"), ("in-|en".replace("-|en", "-"), "in-"), ("DAEB-tak", "DAEB-tak"),
    ("zorg|aanbieders", "zorgaanbieders"), ("trans|formatie", "transformatie"), ("pre|ventie", "preventie"),
)  # fmt: skip


def hyphens(seed: int) -> Truth:
    """Narrow columns in which many words are broken: compounds that keep their hyphen and words that lose it."""
    d = Drawer("drawn-hyphens", seed, _MANNERS[seed % 4])
    d.page()
    text = Columns(
        d,
        [
            Frame(50, 60, 110, 790),
            Frame(180, 60, 110, 790),
            Frame(310, 60, 110, 790),
            Frame(440, 60, 110, 790),
        ],
    )
    mark = ("-", "\u00ad", "-")[seed % 3]
    number = 0
    compounds = [word for word, _ in _COMPOUNDS if word != "in-"]
    d.random.shuffle(compounds)
    # Once inside a line, so that the document itself shows that the hyphen belongs to the word.
    while not text.full(8, 9):
        bits = []
        for _ in range(4):
            word = compounds[number % len(compounds)]
            number += 1
            bits.append(
                d.say.pick(
                    f"Over {word} en woon- en zorg|afspraken spreken wij later.",
                    f"De {word} komen aan de orde bij de in- en uitstroom van bewoners.",
                    f"Wij letten op {word}, op de huur|prijzen en op de bouw- en sloop|plannen.",
                )
            )
        text.add(d.unit("text"), " ".join(bits), size=9, hyphen=mark, justify=seed % 2 == 1)
    return d.finish()


def addresses(seed: int) -> Truth:
    """Web and mail addresses that go on on the next line, and wrongly decoded letters."""
    d = Drawer("drawn-addresses", seed, _MANNERS[seed % 4])
    d.page()
    text = Columns(d, [Frame(60, 60, 215, 780), Frame(320, 60, 215, 780)])
    addresses = (
        "https://www.lindewaard.example/¦wonen/¦prestatieafspraken/¦bijlagen/¦overzicht-2026.html",
        "www.hagelinde.example/¦over-ons/¦jaarverslagen/¦2027/¦volkshuisvestelijk-verslag.pdf",
        "https://zilverdam.example/¦zoeken?onderwerp=¦huurbeleid&jaar=¦2028",
        "https://kadewonen.example/¦bewoners/¦onderhoud_¦en_¦reparaties",
    )
    while not text.full(12):
        address = d.random.choice(addresses)
        text.add(
            d.unit("text"), f"{d.say.sentence()} Lees meer op {address} en in de bijlage. {d.say.sentence()}"
        )
        wrong = "De coÃ¶rdinatie van de financiÃ«le steun is geÃ¼niformeerd."
        right = "De coördinatie van de financiële steun is geüniformeerd."
        text.add(d.unit("text"), wrong, expected=right)
    return d.finish()


def long_notes(seed: int) -> Truth:
    """Footnotes with a raised number; a long one goes on at the foot of the next page."""
    d = Drawer("drawn-notes", seed, _MANNERS[seed % 3])
    number = 0
    carried: tuple[int, str] | None = None
    for page in range(4):
        d.page(label=str(page + 11))
        d.unread(str(page + 11), 290, 815)
        text = Columns(d, [Frame(70, 70, 455, 600)])
        if page % 2 == 0:
            text.add(d.unit("heading", level=1), d.say.topic(), size=15, font=d.font(True))
        notes: list[tuple[int, str]] = []
        while not text.full(5) and len(notes) < 3:
            number += 1
            text.add(d.unit("text"), d.say.paragraph(2, 3))
            _raise(d, str(number), d.words[-1].boxes[-1])
            notes.append((number, d.say.paragraph(1, 2)))
        text.fill()
        d.line(70, 640, 200, 640)
        y = 646.0
        if carried:
            unit, words = carried
            y = d.text(unit, words, Frame(70, y, 455, 800), size=8) + 3
            carried = None
        for place, (mark, note) in enumerate(notes):
            unit = d.unit("note", "notes")
            if place == len(notes) - 1 and page % 2 == 0:
                halves = (d.say.paragraph(2, 2).rstrip(".") + " en", "ook " + d.say.paragraph(2, 2))
                note, carried = halves[0], (unit, halves[1])  # noqa: PLW2901 - the rest is on the next page
            _raised_number(d, unit, str(mark), 70, y)
            y = d.text(unit, note, Frame(78, y, 447, 800), size=8) + 3
    return d.finish()


def _raise(d: Drawer, number: str, box: tuple[float, float, float, float]) -> None:
    """A raised number right behind a word (pages of this layout are not turned)."""
    d.unread(number, box[2] + 0.3, box[3] - 0.22 * 10 - 3.5, 6)


def _raised_number(d: Drawer, unit: int, number: str, x: float, y: float) -> None:
    d.text(unit, number, Frame(x, y, 20, 900), size=5.5)


def wide_sheet(seed: int) -> Truth:
    """A landscape sheet: running text to the left, a table to the right."""
    d = Drawer("drawn-wide-sheet", seed, _MANNERS[seed % 3], shuffled=seed % 2 == 1)
    for page in range(2):
        d.page(842, 595)
        d.text(d.unit("heading", level=1), d.say.topic(), Frame(50, 40, 740, 100), size=20, font=d.font(True))
        rows = [["Thema", "2026", "2027", "2028"]]
        rows += [[d.say.topic(), *(str(d.say.number()) for _ in range(3))] for _ in range(8)]
        text = Columns(d, [Frame(50, 84, 310, 540)])
        text.fill(justify=True)
        _grid(
            d,
            400,
            84,
            (220, 55, 55, 55),
            rows,
            rules="all" if page == 0 else "across",
            right=(1, 2, 3),
            flow=f"t{page}",
        )
    return d.finish()


def boxed_story(seed: int) -> Truth:
    """A magazine: an introduction over the page, three columns, a box with a list over two of them."""
    d = Drawer("drawn-boxed-story", seed, _MANNERS[seed % 3])
    for page in range(2):
        d.page()
        y = (
            d.text(
                d.unit("heading", level=1), d.say.topic(), Frame(44, 50, 507, 200), size=26, font=d.font(True)
            )
            + 8
        )
        y = d.text(d.unit("text"), d.say.paragraph(2, 2), Frame(44, y, 507, 300), size=12) + 14
        frames = [Frame(44 + 174 * n, y, 159, 780 if n == 0 else 560) for n in range(3)]
        text = Columns(d, frames)
        while not text.full(9, 9):
            text.add(d.unit("heading", level=2), d.say.topic(), size=11, font=d.font(True), before=6)
            text.fill(size=9, most=2)
        d.box((214, 580, 555, 790))
        flow = f"box{page}"
        y = d.text(
            d.unit("heading", flow, 2), d.say.topic(), Frame(226, 590, 317, 700), size=11, font=d.font(True)
        )
        y += 5
        for _ in range(4):
            unit = d.unit("item", flow)
            d.text(unit, "•", Frame(226, y, 10, 780), size=9)
            y = d.text(unit, d.say.sentence(), Frame(238, y, 305, 790), size=9) + 3
    return d.finish()


OWN = (
    report, two_columns, three_columns, quotes, capitals, tables, long_table, turned_sheets, turned_report,
    front_matter, hyphens,
    addresses, long_notes, wide_sheet, boxed_story,
)  # fmt: skip
