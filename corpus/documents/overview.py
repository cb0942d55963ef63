"""Prints docs/library.md: what the bundled library holds, and which traps of real agreements stand where in it.

`python -m corpus.documents.overview > docs/library.md` after a change to sources.toml, traps.toml or a document.
"""

import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from corpus.documents.build import BANNER, DOCUMENTS, RECIPES
from corpus.model import Kind, Origin

# One table of sources.toml, or of traps.toml: what the keys mean is said at the top of those files.
Entry = dict[str, Any]

FORMATS = ("PDF", "DOCX", "HTML", "Markdown")
_NAMES = {"pdf": "PDF", "docx": "DOCX", "html": "HTML", "md": "Markdown"}
_SCANS = {recipe.file for recipe in RECIPES if recipe.scan}

INTRODUCTION = f"""\
# The bundled library

<!-- Made by `python -m corpus.documents.overview`; a test compares. -->

{{count}} documents come with the product, so that it can be tried, tested and measured without anyone's files.
They are of two sorts, and neither is a real agreement.

- **Invented agreements** ({{examples}} documents). Six municipalities that do not exist, with corporations and tenant
  organisations that do not exist, agree on building, rent, energy labels and the rest. They have the shapes, the
  wording and the pitfalls of real ones. Every page says *{BANNER}*.
- **Our own summaries of public pages** ({{summaries}} documents): magazines, guidance and cards about real practice.
  They name the page they summarise and the day on which it was read. They are not law, and not the text of an
  agreement.

Their texts may be used under CC BY 4.0. The sources are in [`corpus/documents/sources`](../corpus/documents/sources),
what is known about each in [`sources.toml`](../corpus/documents/sources.toml), and the traps below in
[`traps.toml`](../corpus/documents/traps.toml). `make library` builds the files. The language of every document is
Dutch.
"""
PAGES = """\
Pages are the physical pages of a PDF. A DOCX or a web page has none: there a main heading starts a section, what
stands above the first one is a section too, and citations count those.
"""
TRAPS = """\
What makes real agreements hard to read by machine, and where the library has it. Every quote below stands on the
page it names (a section where there is no paper), white space aside; a test reads all of them there. *In the file*
says how the text stands in the file itself where reading mends it or leaves it out.
"""


def described() -> list[Entry]:
    """The entries of sources.toml, in its order."""
    entries: list[Entry] = tomllib.loads((DOCUMENTS / "sources.toml").read_text("utf-8"))["document"]
    return entries


def traps() -> list[Entry]:
    """The entries of traps.toml: `group`, `name`, `why` and one or more of `place`."""
    entries: list[Entry] = tomllib.loads((DOCUMENTS / "traps.toml").read_text("utf-8"))["trap"]
    return entries


def length(path: Path) -> int | None:
    """Physical pages of a PDF, sections of a DOCX or HTML file; None for a format that is not counted here."""
    if path.suffix == ".pdf":
        import pypdfium2 as pdfium

        with pdfium.PdfDocument(path) as pdf:
            return len(pdf)
    if path.suffix == ".docx":
        from docx import Document

        styles = [paragraph.style for paragraph in Document(str(path)).paragraphs]
        return 1 + [style.name for style in styles if style is not None].count("Heading 1")
    if path.suffix == ".html":
        from lxml import html

        return 1 + len(html.document_fromstring(path.read_text("utf-8")).xpath("//article//h2"))
    return None


def overview() -> str:
    """The whole of docs/library.md."""
    entries = described()
    origins = Counter(entry["origin"] for entry in entries)
    examples, summaries = origins[Origin.VOORBEELD], origins[Origin.SAMENVATTING]
    agreements = [entry for entry in entries if entry["origin"] == Origin.VOORBEELD]
    cards = [entry for entry in entries if entry["kind"] == Kind.ARTIKEL]
    parts = [
        INTRODUCTION.format(count=len(entries), examples=examples, summaries=summaries),
        "## Kinds and formats\n",
        _kinds(entries),
        f"## Agreements and bids (invented)\n\n{PAGES}",
        _agreements(agreements),
        "## Magazines\n",
        _summaries([entry for entry in entries if entry["kind"] == Kind.MAGAZINE]),
        "## Guidance\n",
        _cards((entry for entry in entries if entry["kind"] == Kind.HANDREIKING), sized=True),
        "## Cards about practice\n",
        _cards(entry for entry in cards if entry["file"].startswith("praktijk-")),
        "## Cards about the country\n",
        _cards(entry for entry in cards if not entry["file"].startswith("praktijk-")),
        "## Municipalities\n",
        _municipalities(entries),
        f"## Traps\n\n{TRAPS}",
        *_traps(traps()),
    ]
    return "\n".join(parts)


def main() -> int:
    """Print the page."""
    sys.stdout.write(overview())
    return 0


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _format(entry: Entry) -> str:
    return _NAMES[entry["file"].rpartition(".")[2]]


def _linked(entry: Entry) -> str:
    return f"[{entry['title']}](../corpus/documents/{entry['file']})"


def _years(entry: Entry) -> str:
    period = entry.get("period")
    if period is None:
        return "–"
    return str(period["from"]) if period["from"] == period["to"] else f"{period['from']}–{period['to']}"


def _kinds(entries: list[Entry]) -> str:
    counts = Counter((entry["kind"], _format(entry)) for entry in entries)
    rows = [
        [
            kind,
            *(str(counts[kind, form] or "–") for form in FORMATS),
            str(sum(e["kind"] == kind for e in entries)),
        ]
        for kind in Kind
        if any(entry["kind"] == kind for entry in entries)
    ]
    total = [
        "**all**",
        *(str(sum(_format(e) == form for e in entries)) for form in FORMATS),
        str(len(entries)),
    ]
    return _table(["kind", *FORMATS, "all"], [*rows, total])


def _agreements(entries: list[Entry]) -> str:
    head = ["title", "kind", "municipality", "period", "format", "pages", "corporations", "stage"]
    return _table(
        head,
        [
            [
                _linked(entry),
                entry["kind"],
                _places(entry),
                _years(entry),
                _format(entry) + (" (scan)" if entry["file"] in _SCANS else ""),
                _size(entry),
                ", ".join(entry["corporations"]),
                f"{entry['stage']} {entry.get('signed', '')}".strip(),
            ]
            for entry in entries
        ],
    )


def _size(entry: Entry) -> str:
    number = length(DOCUMENTS / entry["file"])
    return f"{number}" if entry["file"].endswith(".pdf") else f"{number} sections"


def _summaries(entries: list[Entry]) -> str:
    rows = [[_linked(entry), _format(entry), _size(entry), _places(entry)] for entry in entries]
    return _table(["title", "format", "pages", "municipalities"], rows)


def _places(entry: Entry) -> str:
    return ", ".join(entry["municipalities"]) or "–"


def _cards(entries: Iterable[Entry], sized: bool = False) -> str:
    """A line for each; after its title the years it is about, or with `sized` its length."""
    said = ((_linked(entry), _size(entry) if sized else _years(entry)) for entry in entries)
    lines = sorted((f"{title} ({rest})" if rest != "–" else title for title, rest in said), key=str.casefold)
    return "".join(f"- {line}\n" for line in lines)


def _municipalities(entries: list[Entry]) -> str:
    named: dict[str, Counter[str]] = defaultdict(Counter)
    for entry in entries:
        named[entry["origin"]].update(entry["municipalities"])
    none = sum(not entry["municipalities"] for entry in entries)
    # 's-Hertogenbosch stands under its H.
    real = sorted(named[Origin.SAMENVATTING].items(), key=lambda pair: pair[0].removeprefix("'s-"))
    return (
        _table(
            ["invented", "documents"], [[name, str(n)] for name, n in sorted(named[Origin.VOORBEELD].items())]
        )
        + f"\nReal, in summaries only: {', '.join(f'{name} {count}' for name, count in real)}.\n"
        + f"\n{none} documents are about no municipality in particular.\n"
    )


def _traps(entries: list[Entry]) -> list[str]:
    groups: dict[str, list[Sequence[str]]] = {}
    for trap in entries:
        rows = groups.setdefault(trap["group"], [])
        for number, place in enumerate(trap["place"]):
            quote = f"‘{place['quote']}’" + (f" *In the file:* `{place['file']}`" if "file" in place else "")
            name = f"**{trap['name']}.** {trap['why']}" if number == 0 else ""
            rows.append([name, f"`{place['document']}`, {place['page']}", quote])
    return [
        f"### {group}\n\n{_table(['trap', 'document, page', 'quote'], rows)}"
        for group, rows in groups.items()
    ]


if __name__ == "__main__":
    sys.exit(main())
