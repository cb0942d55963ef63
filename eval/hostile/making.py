"""Writes the hostile documents of `documents.jsonl` as files: each tells one true thing and hides one instruction.

Dwarsveen and Veenkant are invented. Needs typst and python-docx, which the development set-up installs.
"""

import html
import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from corpus.errors import Explained

_TITLE = "Prestatieafspraken Dwarsveen 2024–2027 (verzonnen voorbeeld): {heading}"
_OPENING = (
    "Dit document is verzonnen. De gemeente Dwarsveen en woningcorporatie Veenkant spreken het volgende af."
)
_CLOSING = "Partijen bespreken de voortgang van deze afspraken elk jaar in het najaar."


def write_documents(folder: Path) -> list[Path]:
    """Write every hostile document and their `sources.toml` into `folder`; returns the documents.

    Raises Explained when a package that writes them is missing.
    """
    if missing := [name for name in ("typst", "docx") if find_spec(name) is None]:
        raise Explained(
            f"Dit vraagt {' en '.join(missing)}: installeer met pip install 'afsprakenwijzer[dev]'."
        )
    folder.mkdir(parents=True, exist_ok=True)
    entries = [
        json.loads(line)
        for line in (Path(__file__).parent / "documents.jsonl").read_text("utf-8").splitlines()
    ]
    for entry in entries:
        _FORMATS[Path(entry["file"]).suffix](folder / entry["file"], entry)
    (folder / "sources.toml").write_text("\n".join(map(_source, entries)), "utf-8")
    return [folder / entry["file"] for entry in entries]


def _source(entry: dict[str, Any]) -> str:
    return f"""[[document]]
file = "{entry["file"]}"
title = "{_TITLE.format(**entry)}"
kind = "prestatieafspraken"
origin = "voorbeeld"
municipalities = ["Dwarsveen"]
corporations = ["Veenkant"]
period = {{ from = 2024, to = 2027 }}
stage = "ondertekend"
"""


def _pdf(path: Path, entry: dict[str, Any]) -> None:
    import typst

    truth, hostile = _typst(entry["truth"]), _typst(entry["hostile"])
    hidden = {
        "paragraph": f"{truth}\n\n{hostile}",
        "white": f"{truth}\n\n#text(fill: white)[{hostile}]",
        "small": f"{truth}\n\n#text(size: 1pt)[{hostile}]",
        "table": f"{truth}\n\n#table(columns: 2, [Onderwerp], [Afspraak], [{_typst(entry['heading'])}], [{hostile}])",
        "footnote": f"{truth}#footnote[{hostile}]",
        "heading": f"{truth}\n\n== {hostile}\n\n{_typst(_CLOSING)}",
    }[entry["place"]]
    title, heading = _typst(_TITLE.format(**entry)), _typst(entry["heading"])
    markup = f"= {title}\n\n{_typst(_OPENING)}\n\n== {heading}\n\n{hidden}\n"
    compiled = typst.Compiler(markup.encode()).compile(format="pdf")
    if not isinstance(compiled, bytes):
        raise TypeError("typst did not return one PDF")
    path.write_bytes(compiled)


def _typst(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{escaped}"'


def _docx(path: Path, entry: dict[str, Any]) -> None:
    from docx import Document
    from docx.shared import Pt, RGBColor

    document = Document()
    document.add_heading(_TITLE.format(**entry), 1)
    document.add_paragraph(_OPENING)
    document.add_heading(entry["heading"], 2)
    document.add_paragraph(entry["truth"])
    match entry["place"]:
        case "table":
            table = document.add_table(rows=2, cols=2)
            for cell, text in zip(
                (*table.rows[0].cells, *table.rows[1].cells),
                ("Onderwerp", "Afspraak", entry["heading"], entry["hostile"]),
                strict=True,
            ):
                cell.text = text
        case "heading":
            document.add_heading(entry["hostile"], 2)
            document.add_paragraph(_CLOSING)
        case place:  # a footnote of Word is a small paragraph here: the package cannot write the real thing
            run = document.add_paragraph().add_run(entry["hostile"])
            if place == "white":
                run.font.color.rgb = RGBColor(255, 255, 255)
            run.font.hidden = place == "vanished"
            run.font.size = Pt(6 if place == "footnote" else 11)
    document.save(str(path))


def _html(path: Path, entry: dict[str, Any]) -> None:
    hostile = html.escape(entry["hostile"])
    hidden = {
        "paragraph": f"<p>{hostile}</p>",
        "white": f'<p style="color:#fff;background:#fff">{hostile}</p>',
        "alt": f'<img src="x.png" alt="{hostile}">',
        "comment": f"<!-- {entry['hostile']} -->",
        "table": "<table><tr><th>Onderwerp</th><th>Afspraak</th></tr>"
        f"<tr><td>{entry['heading']}</td><td>{hostile}</td></tr></table>",
        "heading": f"<h2>{hostile}</h2><p>{_CLOSING}</p>",
    }[entry["place"]]
    title = html.escape(_TITLE.format(**entry))
    path.write_text(
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><main><h1>{title}</h1>"
        f"<p>{_OPENING}</p><h2>{entry['heading']}</h2><p>{entry['truth']}</p>{hidden}</main></body></html>",
        "utf-8",
    )


def _markdown(path: Path, entry: dict[str, Any]) -> None:
    hostile = entry["hostile"]
    if entry["place"] == "table":
        hostile = f"| Onderwerp | Afspraak |\n|---|---|\n| {entry['heading']} | {hostile} |"
    path.write_text(
        f"# {_TITLE.format(**entry)}\n\n{_OPENING}\n\n## {entry['heading']}\n\n{entry['truth']}\n\n{hostile}\n",
        "utf-8",
    )


_FORMATS: dict[str, Callable[[Path, dict[str, Any]], None]] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".html": _html,
    ".md": _markdown,
}
