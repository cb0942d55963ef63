"""Layouts set by typst: agreements, magazines, newsletters and reports as they come from a text processor."""

from collections.abc import Callable

from tests.ingest.truth.records import Truth
from tests.ingest.truth.setting import Setter

_FACES = ("Libertinus Serif", "New Computer Modern")


def _opening(
    maker: Setter, *, size: float = 10, justify: bool = True, page: str = "margin: 60pt", more: str = ""
) -> str:
    face = _FACES[maker.seed % 2]
    return (
        f'#set page(width: 595pt, height: 842pt, {page})\n#set text(font: "{face}", size: {size}pt, lang: "nl")\n'
        f"#set par(justify: {'true' if justify else 'false'}, leading: 0.62em, spacing: 1.15em)\n{more}\n"
    )


def agreement(seed: int) -> Truth:
    """One column: numbered headings of three levels, nested lists, notes, running headers, a ruled table."""
    s = Setter("set-agreement", seed)
    body = _opening(
        s,
        justify=seed % 2 == 0,
        page='margin: (x: 70pt, y: 80pt), numbering: "1", '
        "header: [Prestatieafspraken Lindewaard (verzonnen) #h(1fr) versie 3]",
    )
    body += s.heading(1, "Prestatieafspraken Lindewaard 2026-2029", 'size: 20pt, weight: "bold"', size=20)
    body += s.paragraph() + "\n\n" + s.paragraph() + "\n"
    for chapter in range(1, 4):
        body += s.heading(2, f"{chapter} {s.say.topic()}", 'size: 14pt, weight: "bold"', size=14)
        body += s.paragraph() + "\n\n" + s.paragraph() + "\n"
        for clause in range(1, 4):
            body += s.heading(
                3, f"{chapter}.{clause} {s.say.topic()}", 'size: 10.5pt, weight: "bold"', size=10.5
            )
            note = s.note(s.say.sentence()) if clause != 2 else ""
            body += s.paragraph() + note + "\n\n"
            for mark in ("•", "•", "•") if clause < 3 else ("a)", "b)", "c)"):
                body += s.item(mark, s.say.sentence())
                if clause == 1:
                    body += s.item("–", s.say.sentence(), indent=1.6)
            body += "\n" + s.paragraph() + "\n"
    rows = [["Corporatie", "Woningen 2026", "Woningen 2027", "Opmerking"]]
    rows += [[name, str(s.say.number()), str(s.say.number()), s.say.phrase(7)] for name in _CORPORATIONS]
    body += s.table(
        rows, "columns: (auto, auto, auto, 1fr), stroke: 0.6pt, align: (left, right, right, left)"
    )
    body += s.paragraph()
    s.labels = [str(number) for number in range(1, 30)]
    return s.finish(body)


_CORPORATIONS = ("Hagelinde", "Kadewonen", "Wonen Zilverdam", "Oever en Erf", "De Akkers")


def magazine(seed: int) -> Truth:
    """Two columns, a title over both, a coloured heading, large quotes between the text, a drop cap."""
    s = Setter("set-magazine", seed)
    body = _opening(s, size=9.5, page="columns: 2, margin: (x: 48pt, y: 60pt)")
    for story in range(2):
        if story:
            body += "#pagebreak()\n"
        title = s.heading(1, s.say.topic(), 'size: 24pt, weight: "bold"', size=24)
        body += f'#place(top + left, scope: "parent", float: true, clearance: 1.5em)[{title}]\n'
        body += s.paragraph(size=9.5) + "\n\n"
        for part in range(4):
            body += s.heading(2, s.say.topic(), 'size: 9.5pt, weight: "bold", fill: rgb("#0a6a5a")', size=9.5)
            for number in range(3):
                body += s.paragraph(size=9.5) + "\n\n"
                if part in (1, 3) and number == 1:
                    quote = s.marked(s.say.quote(), s.unit("quote", f"quote{story}{part}"), 15)
                    body += (
                        "#place(auto, float: true, clearance: 1.2em)[#set par(justify: false, leading: 0.5em)\n"
                        f'#text(size: 15pt, style: "italic", fill: rgb("#b04a00"), hyphenate: false)[{quote}]]\n'
                    )
    return s.finish(body)


def newsletter(seed: int) -> Truth:
    """Three narrow columns with headings in the text."""
    s = Setter("set-newsletter", seed)
    body = _opening(s, size=8.5, justify=seed % 2 == 1, page="columns: 3, margin: 42pt")
    title = s.heading(1, "Wonen in Zilverdam", 'size: 26pt, weight: "bold"', size=26)
    body += f'#place(top + left, scope: "parent", float: true, clearance: 1.5em)[{title}]\n'
    for _ in range(9):
        body += s.heading(2, s.say.topic(), 'size: 11pt, weight: "bold"', size=11)
        body += s.paragraph(size=8.5) + "\n\n" + s.paragraph(size=8.5) + "\n\n"
        for _ in range(2):
            body += s.item("•", s.say.sentence(), size=8.5)
    return s.finish(body)


def sidebar(seed: int) -> Truth:
    """Running text with a coloured box beside it, of another width and size."""
    s = Setter("set-sidebar", seed)
    body = _opening(s, page="margin: 56pt")
    for page in range(3):
        if page:
            body += "#pagebreak()\n"
        main = s.heading(1, s.say.topic(), 'size: 16pt, weight: "bold"', size=16)
        for _ in range(5):
            main += s.paragraph() + "\n\n"
        flow = f"side{page}"
        side = s.heading(2, s.say.topic(), 'size: 10pt, weight: "bold"', flow=flow, size=10)
        side += s.paragraph(flow=flow, size=8.5) + "\n\n" + s.paragraph(flow=flow, size=8.5)
        box = f'#block(fill: rgb("#e4eef5"), inset: 9pt, width: 100%)[#set text(size: 8.5pt)\n{side}]'
        columns = ("(1fr, 150pt)", "(150pt, 1fr)")[page % 2]
        cells = f"[{main}], [{box}]" if page % 2 == 0 else f"[{box}], [{main}]"
        body += f"#grid(columns: {columns}, column-gutter: 20pt, {cells})\n"
    return s.finish(body)


def tables(seed: int) -> Truth:
    """Tables with all rulings, horizontal ones only and none; merged headers, wrapped cells; one over two pages."""
    s = Setter("set-tables", seed)
    body = _opening(s, justify=False, page='margin: 60pt, numbering: "1"')
    body += s.heading(1, "Overzicht van afspraken en aantallen", 'size: 17pt, weight: "bold"', size=17)
    strokes = {
        "all": "stroke: 0.5pt",
        "across": "stroke: (x: none, y: 0.5pt)",
        "none": "stroke: none",
        "head": "stroke: (x, y) => if y == 0 { (bottom: 1pt) }",
        "shaded": "stroke: none, fill: (x, y) => if calc.odd(y) { luma(235) }",
    }
    for name, stroke in strokes.items():
        body += s.heading(2, s.say.topic(), 'size: 12pt, weight: "bold"')
        body += s.paragraph() + "\n"
        rows = [["Thema", "Aantal", "Wie", "Wat is afgesproken"]]
        for place in range(4):
            wordy = 4 if name == "none" and seed % 2 else 16
            rows.append(
                [s.say.pick("Nieuwbouw", "Huurbeleid", "Zorg", "Klimaat"), str(s.say.number()),
                 _CORPORATIONS[place], s.say.phrase(wordy)]
            )  # fmt: skip
        rows[2][1] = ""
        body += s.table(rows, f"columns: (auto, auto, auto, 1fr), {stroke}, align: (left, right, left, left)")
        body += s.paragraph() + "\n"
    body += s.heading(2, s.say.topic(), 'size: 12pt, weight: "bold"')
    rows = [["", "Sociale huur", "", "Middenhuur", ""], ["Wijk", "2026", "2027", "2026", "2027"]]
    for name in ("Noord", "Oost", "Centrum", "De Akkers"):
        rows.append([name, *(str(s.say.number()) for _ in range(4))])
    body += s.table(
        rows, "columns: 5, stroke: 0.5pt, align: (left, right, right, right, right)", header=2,
        spans={(0, 1): 2, (0, 3): 2},
    )  # fmt: skip
    body += s.paragraph() + "\n" + s.heading(2, s.say.topic(), 'size: 12pt, weight: "bold"')
    rows = [["Adres", "Woningen", "Jaar", "Maatregel"]]
    rows += [
        [f"{s.say.pick('Molenweg', 'Kerkstraat', 'Beatrixlaan')} {n}", str(s.say.number()), "2027",
         s.say.pick("isolatie", "zonnepanelen", "nieuwe ketel", "ventilatie en dubbel glas")]
        for n in range(2, 60, 2)
    ]  # fmt: skip
    body += s.table(
        rows, "columns: (1fr, auto, auto, 1fr), stroke: 0.5pt, align: (left, right, left, left)", repeat=True
    )
    s.labels = [str(number) for number in range(1, 30)]
    return s.finish(body)


def landscape(seed: int) -> Truth:
    """Wide pages with a wide table of wrapped cells, between upright pages."""
    s = Setter("set-landscape", seed)
    body = _opening(s, page="margin: 50pt")
    body += s.heading(1, s.say.topic(), 'size: 16pt, weight: "bold"', size=16)
    body += s.paragraph() + "\n\n" + s.paragraph() + "\n"
    body += "#pagebreak()\n#set page(flipped: true)\n"
    body += s.heading(1, s.say.topic(), 'size: 16pt, weight: "bold"', size=16)
    rows = [["Nr.", "Afspraak", "Trekker", "Planning", "Indicator", "Resultaat"]]
    rows += [
        [f"A{n}", s.say.phrase(14), _CORPORATIONS[n % 5], f"{s.say.pick('voorjaar', 'najaar')} 2027",
         s.say.phrase(6), s.say.phrase(9)]
        for n in range(1, 7)
    ]  # fmt: skip
    stroke = ("stroke: 0.5pt", "stroke: (x: none, y: 0.4pt)")[seed % 2]
    body += s.table(rows, f"columns: (auto, 2fr, auto, auto, 1fr, 1.3fr), {stroke}")
    body += s.paragraph()
    return s.finish(body)


def beside(seed: int) -> Truth:
    """A table with running text beside it."""
    s = Setter("set-beside", seed)
    body = _opening(s, page="margin: 55pt")
    for page in range(2):
        body += ("#pagebreak()\n" if page else "") + s.heading(
            1, s.say.topic(), 'size: 16pt, weight: "bold"', size=16
        )
        body += s.paragraph() + "\n\n"
        flow = f"table{page}"
        rows = [["Wijk", "2026", "2027"]]
        rows += [
            [name, str(s.say.number()), str(s.say.number())]
            for name in ("Noord", "Oost", "Centrum", "De Akkers", "Molenkwartier", "Rozenbuurt")
        ]
        stroke = "stroke: 0.5pt" if page == 0 else "stroke: (x: none, y: 0.5pt)"
        table = s.table(rows, f"columns: (1fr, auto, auto), {stroke}, align: (left, right, right)", flow=flow)
        text = "".join(s.paragraph() + "\n\n" for _ in range(3))
        cells = f"[{text}], [{table}]" if page == 0 else f"[{table}], [{text}]"
        columns = "(1fr, 200pt)" if page == 0 else "(200pt, 1fr)"
        body += f"#grid(columns: {columns}, column-gutter: 22pt, {cells})\n\n"
        body += s.paragraph() + "\n\n" + s.paragraph() + "\n"
    return s.finish(body)


def headings(seed: int) -> Truth:
    """Headings letter-spaced, in small capitals, in capitals, in colour, bold at the size of the text."""
    s = Setter("set-headings", seed)
    body = _opening(s, justify=seed % 2 == 0)
    styles: tuple[tuple[str, float, Callable[[str], str]], ...] = (
        ('size: 15pt, tracking: 0.35em, weight: "bold"', 15, str.upper),
        ("size: 13pt, tracking: 0.25em", 13, str),
        ('size: 10pt, weight: "bold"', 10, str),
        ('size: 10pt, weight: "bold", fill: rgb("#7a1040")', 10, str),
        ("size: 10pt", 10, str.upper),
    )
    for number, (style, size, change) in enumerate(styles):
        if number:
            body += "#pagebreak()\n"
        body += s.heading(1, s.say.topic(), 'size: 20pt, weight: "bold"', size=20)
        for _ in range(3):
            body += s.heading(2, change(s.say.topic()), style, size=size)
            body += s.paragraph() + "\n\n" + s.paragraph() + "\n\n"
    body += "#pagebreak()\n" + s.heading(1, s.say.topic(), 'size: 20pt, weight: "bold"', size=20)
    for _ in range(3):
        marked = s.marked(s.say.topic(), s.unit("heading", level=2), 13)
        body += f"\n#block(above: 1.6em, sticky: true)[#text(size: 13pt)[#smallcaps[{marked}]]]\n"
        body += s.paragraph() + "\n\n" + s.paragraph() + "\n\n"
    return s.finish(body)


def notes(seed: int) -> Truth:
    """Many footnotes, long ones that flow to the next page."""
    s = Setter("set-notes", seed)
    body = _opening(s, page='margin: (x: 90pt, y: 110pt), numbering: "1 / 1"')
    for _ in range(3):
        body += s.heading(1, s.say.topic(), 'size: 15pt, weight: "bold"', size=15)
        for number in range(5):
            first = s.marked(s.say.paragraph(1, 2), unit := s.unit("text"))
            note = s.note(s.say.paragraph(1, 2) if number != 2 else s.say.paragraph(7, 9))
            body += f"{first}{note} {s.marked(s.say.paragraph(2, 3), unit)}\n\n"
    return s.finish(body)


def chapters(seed: int) -> Truth:
    """Roman numbers first; headers that differ on odd and even pages and name the chapter."""
    s = Setter("set-chapters", seed)
    body = _opening(s, page='margin: 70pt, numbering: "i"')
    body += s.heading(1, "Voorwoord", 'size: 18pt, weight: "bold"', size=18)
    body += "".join(s.paragraph() + "\n\n" for _ in range(8)) + "#pagebreak()\n"
    body += s.heading(1, "Samenvatting", 'size: 18pt, weight: "bold"', size=18)
    body += "".join(s.paragraph() + "\n\n" for _ in range(5)) + "#pagebreak()\n"
    s.labels = ["i", "ii"]
    topics = [s.say.topic() for _ in range(2)]
    page = 0
    for chapter, topic in enumerate(topics, start=1):
        odd = f"[Hoofdstuk {chapter} · {topic}]"
        even = "[Woonagenda Zilverdam (verzonnen)]"
        quoted = f"[#context if calc.odd(counter(page).get().first()) {odd} else {even}]"
        body += f'#set page(numbering: "1", header: {quoted})\n'
        body += "#counter(page).update(1)\n" if chapter == 1 else ""
        body += s.heading(1, f"{chapter} {topic}", 'size: 18pt, weight: "bold"', size=18)
        for sheet in range(3):
            body += "".join(s.paragraph() + "\n\n" for _ in range(5)) + (
                "#pagebreak()\n" if sheet < 2 else ""
            )
            page += 1
            s.labels.append(str(page))
        if chapter < len(topics):
            body += "#pagebreak()\n"
    return s.finish(body)


def turned(seed: int) -> Truth:
    """Text turned a quarter in the margin of running text."""
    s = Setter("set-turned", seed)
    body = _opening(s, page="margin: (left: 90pt, rest: 60pt)")
    for page in range(2):
        body += "#pagebreak()\n" if page else ""
        turn = (-90, 90)[(seed + page) % 2]
        label = s.marked(s.say.phrase(5), s.unit("label", f"label{page}"), 9, turn=turn)
        body += (
            f"#place(dx: -50pt, dy: 100pt, rotate({turn}deg, reflow: true)[#set text(size: 9pt)\n{label}])\n"
        )
        body += s.heading(1, s.say.topic(), 'size: 16pt, weight: "bold"', size=16)
        body += "".join(s.paragraph() + "\n\n" for _ in range(5))
    return s.finish(body)


def broken(seed: int) -> Truth:
    """Addresses broken at line ends, soft hyphens, wrongly decoded letters, ligatures, a paragraph said twice."""
    s = Setter("set-broken", seed)
    body = _opening(s, size=10.5, page="columns: 2, margin: 60pt")
    body += s.heading(1, s.say.topic(), 'size: 16pt, weight: "bold"', size=16)
    for number in range(4):
        address = s.say.pick(
            "www.voorbeeldgemeente-lindewaard.example/wonen/prestatieafspraken/2026-2029/bijlage-3.pdf",
            "https://zilverdam.example/documenten/huurdersorganisaties/jaarverslag_2026?pagina=12&deel=4",
        )
        body += (
            s.paragraph(f"{s.say.sentence()} De stukken staan op {address} en in het archief.", size=10.5)
            + "\n\n"
        )
        wrong = (
            "De coÃ¶rdinator en de financiÃ«le commissie beÃ¯nvloeden de energiearmoede in de gemeenteâ€™s."
        )
        right = "De coördinator en de financiële commissie beïnvloeden de energiearmoede in de gemeente’s."
        unit = s.unit("text")
        body += s.marked(f"Vraag {number}: {wrong}", unit, 10.5, expected=f"Vraag {number}: {right}") + "\n\n"
        unit = s.unit("text")
        soft = "Wij bespreken de huurders~organisatie en het energie~transitie~programma met de bewoners~commissie."
        soft = soft.replace("~", "\u00ad")
        body += (
            s.marked(
                f"{number + 1}e {soft}", unit, 10.5, expected=f"{number + 1}e {soft}".replace("\u00ad", "")
            )
            + "\n\n"
        )
        ligatures = "De ﬁnanciële oﬃciële aﬂossing van de corporatie is geﬁatteerd door het ﬁlmhuis."
        plain = "De financiële officiële aflossing van de corporatie is gefiatteerd door het filmhuis."
        body += (
            s.marked(f"Op {number}: {ligatures}", s.unit("text"), 10.5, expected=f"Op {number}: {plain}")
            + "\n\n"
        )
        glued = "DitjaarwordenerveelwoningengebouwdinLindewaard en dat blijft zo."
        body += s.paragraph(f"{glued} {s.say.sentence()}", size=10.5) + "\n\n"
    repeated = s.say.paragraph(2, 3)
    body += s.paragraph(repeated, size=10.5) + "\n\n" + s.unread(repeated) + "\n\n" + s.paragraph(size=10.5)
    return s.finish(body)


OWN = (
    agreement, magazine, newsletter, sidebar, tables, landscape, beside, headings, notes, chapters, turned, broken
)  # fmt: skip
