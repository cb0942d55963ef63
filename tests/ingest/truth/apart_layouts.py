"""Layouts kept apart: written before the reader was fitted to the others, and looked at for the final figure only."""

from tests.ingest.truth.drawing import Columns, Drawer, Frame
from tests.ingest.truth.drawn_layouts import _CORPORATIONS, _MANNERS, _drop_cap, _grid, _item, _spaced
from tests.ingest.truth.records import Truth
from tests.ingest.truth.set_layouts import _opening
from tests.ingest.truth.setting import Setter


def folder(seed: int) -> Truth:
    """Two columns with lists and a small table inside a column."""
    s = Setter("apart-folder", seed)
    body = _opening(s, size=10, justify=False, page='columns: 2, margin: 50pt, numbering: "1"')
    for part in range(6):
        body += s.heading(1, s.say.topic(), 'size: 13pt, weight: "bold", fill: rgb("#1d4f91")', size=13)
        body += s.paragraph() + "\n\n"
        for mark in ("•", "•", "•") if part % 2 else ("1.", "2.", "3."):
            body += s.item(mark, s.say.sentence())
        if part in (1, 4):
            rows = [["Kern", "Nu", "In 2029"]]
            rows += [
                [name, str(s.say.number()), str(s.say.number())] for name in ("Oost", "West", "Haven", "Dorp")
            ]
            body += s.table(
                rows, "columns: (1fr, auto, auto), stroke: (x: none, y: 0.5pt), align: (left, right, right)"
            )
        body += s.paragraph() + "\n\n"
    s.labels = [str(number) for number in range(1, 9)]
    return s.finish(body)


def interview(seed: int) -> Truth:
    """Questions in bold and answers in two columns, a quote over both at the foot."""
    s = Setter("apart-interview", seed)
    body = _opening(s, size=9.5, page="columns: 2, margin: (x: 54pt, y: 64pt)")
    for page in range(2):
        body += "#pagebreak()\n" if page else ""
        title = s.heading(1, s.say.topic(), 'size: 21pt, weight: "bold"', size=21)
        lead = s.paragraph(s.say.paragraph(2, 2), flow=f"lead{page}", size=12)
        body += f'#place(top, scope: "parent", float: true, clearance: 1.4em)[{title} #text(size: 12pt)[{lead}]]\n'
        quote = s.marked(s.say.quote(), s.unit("quote", f"quote{page}"), 17)
        body += (
            '#place(bottom + center, scope: "parent", float: true, clearance: 1.6em)[#line(length: 60%)\n'
            f'#text(size: 17pt, fill: rgb("#8a1c1c"), hyphenate: false)[{quote}]\n#line(length: 60%)]\n'
        )
        for _ in range(5):
            question = s.say.sentence().rstrip(".") + "?"
            body += f'#text(weight: "bold")[{s.marked(question, s.unit("heading", level=2), 9.5)}]\n\n'
            body += s.paragraph(size=9.5) + "\n\n" + s.paragraph(size=9.5) + "\n\n"
    return s.finish(body)


def annual(seed: int) -> Truth:
    """A table with horizontal rules, a two-line header and a total; notes; roman numbers."""
    s = Setter("apart-annual", seed)
    body = _opening(
        s, page='margin: 72pt, numbering: "i", header: [#h(1fr) Jaarafspraken (verzonnen) · Zilverdam]'
    )
    for chapter in range(1, 4):
        body += s.heading(1, f"{chapter}. {s.say.topic()}", 'size: 15pt, weight: "bold"', size=15)
        body += s.paragraph() + s.note(s.say.paragraph(1, 2)) + "\n\n" + s.paragraph() + "\n"
        rows = [["Onderdeel", "Begroot in 2026", "Besteed tot en met september", "Verschil"]]
        rows += [
            [s.say.topic(), str(s.say.number()), str(s.say.number()), str(s.say.number(1, 50))]
            for _ in range(5)
        ]
        rows.append(["Totaal", "1.240", "1.105", "135"])
        lines = "table.hline(y: 0, stroke: 1pt), table.hline(y: 1, stroke: 0.5pt), table.hline(y: 6, stroke: 0.5pt),"
        body += s.table(
            rows,
            "columns: (1fr, 70pt, 90pt, auto), stroke: none, align: (left, right, right, right)",
            lines=lines,
        )
        body += s.heading(2, f"{chapter}.1 {s.say.topic()}", 'size: 11pt, weight: "bold"', size=11)
        body += s.paragraph() + "\n\n" + s.paragraph() + s.note(s.say.sentence()) + "\n\n"
    s.labels = ["i", "ii", "iii", "iv", "v", "vi", "vii"]
    return s.finish(body)


def pillars(seed: int) -> Truth:
    """Three columns with coloured headings in capitals and a box over the page at the foot."""
    s = Setter("apart-pillars", seed)
    body = _opening(s, size=9, justify=seed % 2 == 0, page="columns: 3, margin: 40pt")
    for page in range(2):
        body += "#pagebreak()\n" if page else ""
        title = s.heading(1, s.say.topic(), "size: 28pt", size=28)
        body += f'#place(top, scope: "parent", float: true, clearance: 1.2em)[{title}]\n'
        flow = f"box{page}"
        box = s.heading(2, s.say.topic(), 'size: 12pt, weight: "bold"', flow=flow)
        box += s.paragraph(flow=flow, size=9)
        body += (
            '#place(bottom, scope: "parent", float: true, clearance: 1.4em)'
            f'[#block(width: 100%, inset: 10pt, fill: rgb("#f3e9d8"))[{box}]]\n'
        )
        for _ in range(4):
            body += s.heading(
                2, s.say.topic().upper(), 'size: 9pt, weight: "bold", fill: rgb("#a03c00")', size=9
            )
            body += s.paragraph(size=9) + "\n\n" + s.paragraph(size=9) + "\n\n"
    return s.finish(body)


def factsheet(seed: int) -> Truth:
    """Key facts in a narrow column to the left of the text, a ruled table under both."""
    s = Setter("apart-factsheet", seed)
    body = _opening(s, page="margin: 52pt", justify=seed % 2 == 0)
    for page in range(2):
        body += "#pagebreak()\n" if page else ""
        body += s.heading(1, s.say.topic(), 'size: 22pt, weight: "bold"', size=22)
        flow = f"facts{page}"
        side = "".join(s.item("•", s.say.phrase(6), flow=flow, size=9) for _ in range(6))
        main = "".join(s.paragraph() + "\n\n" for _ in range(3))
        body += (
            f"#grid(columns: (140pt, 1fr), column-gutter: 24pt, [#set text(size: 9pt)\n{side}], [{main}])\n"
        )
        rows = [["Afspraak", "Wie", "Wanneer"]]
        rows += [[s.say.phrase(12), _CORPORATIONS[n], str(2026 + n)] for n in range(4)]
        body += s.table(rows, "columns: (1fr, auto, auto), stroke: 0.5pt") + s.paragraph() + "\n"
    return s.finish(body)


def letter(seed: int) -> Truth:
    """A letter: addresses, a date and a subject, then running text with a number on the second page."""
    d = Drawer("apart-letter", seed, _MANNERS[seed % 4])
    d.serif = True
    d.page()
    y = 90.0
    for line in ("Gemeente Lindewaard (verzonnen)", "Raadhuisplein 1", "1234 AB Lindewaard"):
        y = d.text(d.unit("text"), line, Frame(75, y, 300, 200), size=11) + 1
    y = d.text(d.unit("text"), "Zilverdam, 12 maart 2026", Frame(75, y + 30, 300, 300), size=11)
    y = d.text(d.unit("text"), f"Onderwerp: {d.say.topic()}", Frame(75, y + 6, 440, 300), size=11)
    y = d.text(d.unit("text"), "Geacht college,", Frame(75, y + 18, 300, 400), size=11) + 6
    text = Columns(d, [Frame(75, y, 445, 770)])
    text.fill(size=11)
    d.page(label="2")
    d.unread("2", 295, 810, 9)
    text = Columns(d, [Frame(75, 80, 445, 770)])
    text.fill(size=11, most=5)
    text.add(d.unit("text"), "Met vriendelijke groet,", size=11, before=10)
    return d.finish()


def matrix(seed: int) -> Truth:
    """Tables without rules whose cells run over several lines."""
    d = Drawer("apart-matrix", seed, _MANNERS[seed % 3])
    for page in range(3):
        d.page()
        text = Columns(d, [Frame(56, 60, 483, 780)])
        text.add(d.unit("heading", level=1), d.say.topic(), size=16, font=d.font(True))
        text.fill(most=2)
        rows = [["Doel", "Afspraak", "Aantal", "Termijn"]]
        rows += [
            [
                d.say.topic(),
                d.say.phrase(11),
                str(d.say.number()),
                d.say.pick("2026", "voor de zomer van 2027"),
            ]
            for _ in range(5)
        ]
        rules = ("none", "head", "across")[(page + seed) % 3]
        text.y = _grid(d, 56, text.y + 4, (120, 203, 60, 100), rows, rules=rules, right=(2,), pad=5)
        text.fill(most=4)
    return d.finish()


def spread(seed: int) -> Truth:
    """A landscape sheet with two pages of two columns each, each page with its own title."""
    d = Drawer("apart-spread", seed, _MANNERS[(seed + 1) % 4], shuffled=seed % 2 == 0)
    for _ in range(2):
        d.page(842, 595)
        for half in range(2):
            x = 36 + 403 * half
            y = d.text(
                d.unit("heading", level=1), d.say.topic(), Frame(x, 40, 366, 100), size=17, font=d.font(True)
            )
            text = Columns(d, [Frame(x, y + 12, 174, 550), Frame(x + 192, y + 12, 174, 550)])
            text.fill(size=9, justify=seed % 2 == 1)
    return d.finish()


def minutes(seed: int) -> Truth:
    """Numbered clauses whose text hangs beside the number; every second sheet turned."""
    d = Drawer("apart-minutes", seed, _MANNERS[seed % 4])
    for page in range(3):
        d.page(rotate=(0, 90, 270)[page], label=str(page + 1))
        d.unread(f"{page + 1}", 520, 812, 9)
        d.unread("Verslag bestuurlijk overleg (verzonnen)", 65, 36, 8)
        text = Columns(d, [Frame(65, 70, 465, 770)])
        text.add(
            d.unit("heading", level=1), f"Artikel {page + 1} {d.say.topic()}", size=12, font=d.font(True)
        )
        for clause in range(1, 9):
            if not text.full(9):
                _item(text, f"{page + 1}.{clause}", d.say.paragraph(1, 3), 30)
        if not text.full(10):
            _item(text, "•", d.say.sentence(), 46)
    return d.finish()


def poster(seed: int) -> Truth:
    """A spaced heading over the page, a drop cap, then two columns with a large quote between paragraphs."""
    d = Drawer("apart-poster", seed, _MANNERS[seed % 3])
    for page in range(2):
        d.page()
        text = Columns(d, [Frame(54, 60, 487, 780)])
        _spaced(text, d.say.topic().upper(), 16)
        _drop_cap(text, d.say.paragraph(4, 5))
        columns = Columns(d, [Frame(54, text.y + 14, 232, 790), Frame(309, text.y + 14, 232, 790)])
        columns.fill(size=9.5, most=4, justify=True)
        columns.add(
            d.unit("quote", f"quote{page}"),
            d.say.quote(),
            size=15,
            font=d.font(True),
            hyphenate=False,
            before=8,
            after=10,
        )
        columns.fill(size=9.5, justify=True)
    return d.finish()


APART = (folder, interview, annual, pillars, factsheet, letter, matrix, spread, minutes, poster)
