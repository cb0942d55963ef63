"""Builds the bundled documents from their readable sources, by hand, so that a user needs no pandoc or typst.

`python -m corpus.documents.build` writes the files beside this module, `--check` only says whether they are up to
date. The same sources give the same bytes: fixed date, bundled fonts, uncompressed DOCX with fixed timestamps.
"""

import argparse
import datetime
import io
import os
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

DOCUMENTS = Path(__file__).parent
SOURCES = DOCUMENTS / "sources"
LAYOUTS = SOURCES / "layouts"
MADE_ON = datetime.datetime(2026, 11, 22, tzinfo=datetime.UTC)
BANNER = "Voorbeeld – geen echte afspraken"
# Typographic characters are written as themselves in the sources, so nothing rewrites quotes or dashes.
MARKDOWN = "markdown-smart"


@dataclass(frozen=True)
class Recipe:
    """One built file: the source is `<stem>.md`, the layout a pandoc template (DOCX takes none)."""

    stem: str
    format: Literal["pdf", "docx", "html"]
    layout: str = ""
    scan: bool = False  # images of the pages instead of their text

    @property
    def file(self) -> str:
        return f"{self.stem}.{self.format}"


RECIPES = (
    Recipe("lindewaard-prestatieafspraken-2024-2027", "pdf", "agreement.typ"),
    Recipe("lindewaard-prestatieafspraken-2020-2023", "pdf", "columns.typ"),
    Recipe("lindewaard-bod-hagelinde-2024-2027", "pdf", "bod.typ"),
    Recipe("lindewaard-prestatieafspraken-2016-2019", "pdf", "plain.typ"),
    Recipe("lindewaard-addendum-2026", "pdf", "supplement.typ"),
    Recipe("lindewaard-jaarschijf-2026", "docx"),
    Recipe("oosterveen-prestatieafspraken-2025-2028", "docx"),
    Recipe("oosterveen-bod-turfhorst-2025-2028", "pdf", "bod.typ"),
    Recipe("oosterveen-prestatieafspraken-2021-2024", "pdf", "office.typ", scan=True),
    Recipe("kwelrade-prestatieafspraken-2023-2026", "html", "council.html"),
    Recipe("veldermonde-prestatieafspraken-2022-2030", "pdf", "agreement.typ"),
    Recipe("veldermonde-jaarafspraken-2025", "html", "council.html"),
    Recipe("regio-lindeveen-afspraken-2024-2030", "pdf", "agreement.typ"),
    Recipe("heijerbeek-prestatieafspraken-2023-2026", "pdf", "leaflet.typ"),
    Recipe("heijerbeek-concept", "docx"),
    Recipe("zilverdam-prestatieafspraken-2024-2028", "pdf", "sidebars.typ"),
    Recipe("magazine-leefbaarheid-in-de-praktijk", "pdf", "magazine.typ"),
    Recipe("magazine-verduurzaming", "pdf", "magazine.typ"),
    Recipe("magazine-huurders-aan-tafel", "pdf", "magazine.typ"),
    Recipe("magazine-wonen-met-zorg-1-opening", "html", "wonen-met-zorg.html"),
    Recipe("magazine-wonen-met-zorg-2-losser", "html", "wonen-met-zorg.html"),
    Recipe("magazine-wonen-met-zorg-3-rozenburg-en-schiedam", "html", "wonen-met-zorg.html"),
    Recipe("magazine-wonen-met-zorg-4-woonzorg-nederland", "html", "wonen-met-zorg.html"),
    Recipe("magazine-wonen-met-zorg-5-amsterdam-en-rotterdam", "html", "wonen-met-zorg.html"),
    Recipe("magazine-wonen-met-zorg-6-den-bosch-en-tilburg", "html", "wonen-met-zorg.html"),
    Recipe("magazine-woningbouw-1-opening", "html", "woningbouw.html"),
    Recipe("magazine-woningbouw-2-amsterdam", "html", "woningbouw.html"),
    Recipe("magazine-woningbouw-3-hoorn", "html", "woningbouw.html"),
    Recipe("magazine-woningbouw-4-netto-of-bruto", "html", "woningbouw.html"),
    Recipe("magazine-woningbouw-5-haarlemmermeer", "html", "woningbouw.html"),
    Recipe("magazine-woningbouw-6-zaanstad", "html", "woningbouw.html"),
    Recipe("handreiking-cyclus-en-data", "html", "page.html"),
    Recipe("handreiking-rollen", "html", "page.html"),
    Recipe("handreiking-rechten-van-huurders", "html", "page.html"),
    Recipe("handreiking-het-bod", "html", "page.html"),
    Recipe("handreiking-geschillen", "html", "page.html"),
    Recipe("handreiking-termijnen-advies-en-instemming", "html", "page.html"),
    Recipe("handreiking-prognose-verantwoording-en-bestedingsruimte", "html", "page.html"),
    Recipe("handreiking-visitatie", "html", "page.html"),
    Recipe("handreiking-nationale-afspraken-en-huurmaximum", "html", "page.html"),
    Recipe("handreiking-wet-versterking-regie", "html", "page.html"),
    Recipe("handreiking-begrippen-a-d", "html", "page.html"),
    Recipe("handreiking-begrippen-e-k", "html", "page.html"),
    Recipe("handreiking-begrippen-l-o", "html", "page.html"),
    Recipe("handreiking-begrippen-p-s", "html", "page.html"),
    Recipe("handreiking-begrippen-t-z", "html", "page.html"),
)


def build(recipe: Recipe) -> bytes:
    """The bytes of one file, made from its source."""
    if recipe.format == "docx":
        return _docx(recipe)
    target = "typst-smart" if recipe.format == "pdf" else "html5-smart"
    text = _pandoc(recipe, target, "--template", str(LAYOUTS / recipe.layout), "--wrap=none")
    if recipe.format == "html":
        return text.encode()
    return _scan(_pdf(text)) if recipe.scan else _pdf(text)


def differences() -> list[str]:
    """Names of committed files that are missing or differ from a fresh build."""
    return [recipe.file for recipe in RECIPES if _committed(recipe) != build(recipe)]


def main(arguments: list[str] | None = None) -> int:
    """Write every file, or with `--check` compare: 0 when nothing differs, 1 otherwise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--check", action="store_true", help="only compare the committed files with a fresh build"
    )
    if parser.parse_args(arguments).check:
        stale = differences()
        for file in stale:
            print(f"{file} differs from its source; run python -m corpus.documents.build", file=sys.stderr)
        return 1 if stale else 0
    for recipe in RECIPES:
        (DOCUMENTS / recipe.file).write_bytes(build(recipe))
        print(recipe.file)
    return 0


def _committed(recipe: Recipe) -> bytes | None:
    path = DOCUMENTS / recipe.file
    return path.read_bytes() if path.exists() else None


def _pandoc(recipe: Recipe, target: str, *options: str, output: Path | None = None) -> str:
    import pypandoc  # a development tool, absent where the product runs

    os.environ["SOURCE_DATE_EPOCH"] = str(int(MADE_ON.timestamp()))
    filters = ["--lua-filter", str(LAYOUTS / "tables.lua")]
    source = str(SOURCES / f"{recipe.stem}.md")
    extra = [*filters, *options]
    return str(pypandoc.convert_file(source, target, MARKDOWN, extra_args=extra, outputfile=output))


def _pdf(markup: str) -> bytes:
    import typst

    fonts = typst.Fonts(include_system_fonts=False, font_paths=[SOURCES / "fonts"])
    compiled = typst.Compiler(markup.encode(), font_paths=fonts).compile(format="pdf", timestamp=MADE_ON)
    if not isinstance(compiled, bytes):
        raise TypeError("typst did not return one PDF")
    return compiled


def _scan(pdf: bytes) -> bytes:
    """A PDF of grey images of the pages of `pdf`: nothing in it is text."""
    from tempfile import TemporaryDirectory

    import typst

    from corpus.documents.scanning import DPI, scanned

    markup = "#set page(margin: 0pt)\n"
    with TemporaryDirectory() as folder:
        for number, image in enumerate(scanned(pdf)):
            (Path(folder) / f"{number}").write_bytes(image.tobytes())
            height, width = image.shape
            markup += (
                f"#page(width: {width / DPI}in, height: {height / DPI}in, "
                f'image(read("{number}", encoding: none), width: 100%, '
                f'format: (encoding: "luma8", width: {width}, height: {height})))\n'
            )
        source = Path(folder) / "scan.typ"
        source.write_text(markup)
        compiled = typst.Compiler(source, root=folder).compile(format="pdf", timestamp=MADE_ON)
    if not isinstance(compiled, bytes):
        raise TypeError("typst did not return one PDF")
    return compiled


def _docx(recipe: Recipe) -> bytes:
    from tempfile import TemporaryDirectory

    from corpus.documents.wordprocessing import finish

    with TemporaryDirectory() as folder:
        raw = Path(folder) / recipe.file
        _pandoc(recipe, "docx", output=raw)
        return _same_bytes(finish(raw, BANNER, MADE_ON))


def _same_bytes(package: bytes) -> bytes:
    """The same package without times, and uncompressed: compressors differ between machines."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main())
