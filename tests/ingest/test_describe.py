"""The catalogue card: read from the text with evidence, overruled by sources.toml; and what fetching knows."""

from datetime import date
from pathlib import Path

import pytest

from corpus.model import Kind, Origin, Period
from ingest.fetch import Fetched, Refused, fetch, paths_of
from ingest.pipeline import read_document
from ingest.settings import IngestSettings
from ingest.sources import SourcesError

TEXT = """# Prestatieafspraken 2025–2028

Tussen de gemeente Lindewaard, Woningstichting Hagelinde en Huurdersvereniging Samen Sterk.

## Huur

De huur stijgt niet.
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "Afspraken Lindewaard.md"
    place.write_text(TEXT, "utf-8")
    return place


def test_kind_period_and_parties_are_read_with_their_evidence(path: Path) -> None:
    card = read_document(path).description
    assert (card.title, card.kind) == ("Prestatieafspraken 2025–2028", Kind.PRESTATIEAFSPRAKEN)
    assert card.period == Period(2025, 2028)
    assert card.municipalities == ("Lindewaard",)
    assert card.corporations == ("Woningstichting Hagelinde",)
    assert card.tenant_organisations == ("Huurdersvereniging Samen Sterk",)
    proof = {item.field: item for item in card.evidence}
    assert "gemeente Lindewaard" in proof["municipalities"].quote
    assert proof["municipalities"].page == 1
    assert all(0 < item.certainty < 1 for item in card.evidence)


def test_sources_toml_overrules_what_was_read(path: Path) -> None:
    (path.parent / "sources.toml").write_text(
        f'[[document]]\nfile = "{path.name}"\norigin = "voorbeeld"\nknown_on = 2026-11-22\n'
        'municipalities = ["Oosterveen"]\nperiod = { from = 2020, to = 2023 }\nsource = "https://voorbeeld.nl/a"\n',
        "utf-8",
    )
    edition = read_document(path)
    card = edition.description
    assert (card.origin, card.known_on) == (Origin.VOORBEELD, date(2026, 11, 22))
    assert (card.municipalities, card.period) == (("Oosterveen",), Period(2020, 2023))
    assert card.source_url == "https://voorbeeld.nl/a"
    assert [item.origin for item in card.evidence if item.field == "municipalities"] == ["sources.toml"]
    assert card.corporations == ("Woningstichting Hagelinde",)
    assert edition.document_id == "afspraken-lindewaard"


@pytest.mark.parametrize("content", ["[[document]\n", '[[document]]\nfile = "a.md"\nsoort = "x"\n'])
def test_a_faulty_sources_toml_is_refused_by_name(path: Path, content: str) -> None:
    (path.parent / "sources.toml").write_text(content, "utf-8")
    with pytest.raises(SourcesError, match=r"sources\.toml"):
        read_document(path)


def test_a_file_has_a_source_and_an_id_that_differ_by_place(path: Path) -> None:
    other = path.parent / "elders" / path.name
    other.parent.mkdir()
    other.write_text(TEXT, "utf-8")
    found = [
        item for item in fetch(paths_of([path.parent]), IngestSettings(), {}) if isinstance(item, Fetched)
    ]
    assert [item.source for item in found] == [path.as_uri(), other.as_uri()]
    assert len({item.document_id for item in found}) == 2
    assert all(item.document_id.startswith("afspraken-lindewaard-") for item in found)
    assert found[0].fingerprint == found[1].fingerprint


def test_hidden_files_and_sources_toml_are_passed_over_and_unknown_kinds_are_refused(path: Path) -> None:
    (path.parent / "sources.toml").write_text("", "utf-8")
    (path.parent / ".git").mkdir()
    (path.parent / ".git" / "a.md").write_text("x", "utf-8")
    (path.parent / "b.xyz").write_text("x", "utf-8")
    items = list(fetch(paths_of([path.parent, path]), IngestSettings(), {}))
    assert [item.path.name for item in items] == [path.name, "b.xyz"]
    assert isinstance(items[1], Refused)
    assert items[1].reason == "unsupported"
