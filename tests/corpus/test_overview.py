"""docs/library.md says what the bundled library is: made from it, complete, and true to the page."""

import dataclasses
import re
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from corpus.documents import build, overview
from corpus.vocabulary import __path__ as VOCABULARY
from ingest.pipeline import read_document

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "library.md"
FILES = {Path(entry["file"]).stem: entry["file"] for entry in overview.described()}
RECIPES = {recipe.file: recipe for recipe in build.RECIPES}
PEOPLE = ("corporations", "tenant_organisations")
# Words that say what an organisation is, not which one.
GENERIC = re.compile(
    r"\b(de|stichting|woon(stichting|vereniging)|woning(stichting|vereniging)"
    r"|huurders(vereniging|belang|raad|platform|overleg|groep)|bewoners(raad|groep|beraad))\b"
)


def _one_space(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _one_space(re.sub(r"[^a-z0-9&]+", " ", "".join(c for c in plain if not unicodedata.combining(c))))


def _pages(stem: str, folder: Path) -> list[str]:
    """The text of each page as it is read and cited; of the scan, the pages that were photographed."""
    file = FILES[stem]
    path = build.DOCUMENTS / file
    if file in RECIPES and RECIPES[file].scan:
        path = folder / file
        path.write_bytes(build.build(dataclasses.replace(RECIPES[file], scan=False)))
    return [_one_space(page.text) for page in read_document(path).pages]


def test_the_page_about_the_library_is_what_the_library_gives_today() -> None:
    assert PAGE.read_text("utf-8") == overview.overview()


def test_every_bundled_document_is_listed_once() -> None:
    linked = re.findall(r"\]\(\.\./corpus/documents/([\w.-]+)\)", PAGE.read_text("utf-8"))
    assert sorted(set(linked) - {"sources", "sources.toml", "traps.toml"}) == sorted(FILES.values())
    assert len(linked) == len(FILES) + 3


def test_the_length_of_a_document_is_what_reading_it_counts() -> None:
    """The scan is left out: its pages cannot be read without recognising their text."""
    paths = [
        build.DOCUMENTS / file for file in FILES.values() if not (file in RECIPES and RECIPES[file].scan)
    ]
    counted = {path: number for path in paths if (number := overview.length(path)) is not None}
    assert {path.suffix for path in counted} == {".pdf", ".docx", ".html"}
    assert counted == {path: len(read_document(path).pages) for path in counted}


def test_every_quote_of_a_trap_stands_on_its_page(tmp_path: Path) -> None:
    places = [place for trap in overview.traps() for place in trap["place"]]
    pages = {stem: _pages(stem, tmp_path) for stem in {place["document"] for place in places}}
    assert [p for p in places if p["quote"] not in pages[p["document"]][p["page"] - 1]] == []


def test_what_a_trap_says_of_the_file_stands_there_and_not_on_the_page_as_it_is_read(tmp_path: Path) -> None:
    places = [place for trap in overview.traps() for place in trap["place"] if "file" in place]
    assert places
    for place in places:
        text = (build.DOCUMENTS / FILES[place["document"]]).read_text("utf-8")
        plain = _one_space(re.sub(r"<[^>]+>", " ", place["file"]))
        assert place["file"] in _one_space(text)
        assert all(plain not in page for page in _pages(place["document"], tmp_path))


def _municipalities() -> set[str]:
    """Every name and alias of the real ones, folded."""
    lines = (Path(VOCABULARY[0]) / "municipalities.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith(("#", "name\t"))]
    return {_folded(name) for row in rows for name in (row[0], *row[1].split(";")) if name}


def _entries(origin: str) -> list[dict[str, Any]]:
    return [entry for entry in overview.described() if entry["origin"] == origin]


def test_no_invented_municipality_has_the_name_of_a_real_one() -> None:
    real = _municipalities()
    assert len(real) > 340
    real |= {_folded(name) for entry in _entries("samenvatting") for name in entry["municipalities"]}
    # The two former municipalities are named in a text only.
    invented = {name for entry in _entries("voorbeeld") for name in entry["municipalities"]}
    assert {_folded(name) for name in invented | {"Kwelmond", "Raderhoek", "Lindeveen"}} & real == set()


@pytest.mark.parametrize("sort", PEOPLE)
def test_no_invented_organisation_has_the_name_of_one_in_a_summary(sort: str) -> None:
    summaries = _entries("samenvatting")
    named = {_folded(name) for entry in summaries for people in PEOPLE for name in entry[people]}
    told = " ".join(
        _folded((build.DOCUMENTS / entry["file"]).read_text("utf-8"))
        for entry in summaries
        if entry["file"].endswith((".md", ".html"))
    )
    assert "woonplus" in told
    for name in {name for entry in _entries("voorbeeld") for name in entry[sort]}:
        own = _one_space(GENERIC.sub(" ", _folded(name)))
        assert own
        assert _folded(name) not in named
        for part in (_folded(name), own):
            assert not re.search(rf"\b{re.escape(part)}\b", told), (name, part)


def test_traps_are_described_once_and_in_full() -> None:
    traps = tomllib.loads((build.DOCUMENTS / "traps.toml").read_text("utf-8"))["trap"]
    assert len({trap["name"] for trap in traps}) == len(traps)
    assert all(trap["why"] and trap["place"] for trap in traps)
