"""Files, folders and archives: every file that is named ends as bytes or as a refusal that says why."""

import os
import stat
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from ingest.fetch import Fetched, Refused, TargetMissing, archives, fetch, gone, path_of, paths_of, source_of
from ingest.pipeline import ingest
from ingest.settings import IngestSettings
from tests.ingest.conftest import MemoryStore
from tests.ingest.test_addresses import Site, running

TEXT = "De gemeente Lindewaard en de corporatie bouwen honderd woningen.\n"
ENTRY = '[[document]]\nfile = "afspraken.md"\ntitle = "Afspraken van Lindewaard"\n'


def items_of(*targets: str | Path, **given: object) -> list[Fetched | Refused]:
    return list(fetch(paths_of(targets), IngestSettings.model_validate(given), {}))


def outcomes(*targets: str | Path, **given: object) -> dict[str, str]:
    """The reason for each file that was refused, and "read" for the others, by path after the ZIP or folder."""
    return {
        item.path.name: item.reason.value if isinstance(item, Refused) else "read"
        for item in items_of(*targets, **given)
    }


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., Path]:
    """Packs files, given by name, as a ZIP."""

    def make(files: dict[str, str | bytes], name: str = "stukken.zip") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for inside, content in files.items():
                archive.writestr(inside, content)
        return path

    return make


def test_files_in_an_archive_are_documents_that_name_archive_and_place(pack: Callable[..., Path]) -> None:
    path = pack({"map/b één#?.md": TEXT, "a.txt": TEXT, "map/": ""}, "wat!/stuk ken.zip")
    items = items_of(path)
    assert [str(item.path) for item in items] == [f"{path}!/a.txt", f"{path}!/map/b één#?.md"]
    assert items[1].source == f"{path.as_uri()}!/map/b%20%C3%A9%C3%A9n%23%3F.md"
    assert [path_of(item.source) for item in items] == [item.path for item in items]
    assert all(isinstance(item, Fetched) and item.content == TEXT.encode() for item in items)
    assert len({item.document_id for item in items if isinstance(item, Fetched)}) == 2


def test_an_archive_in_a_folder_is_read_where_it_lies(pack: Callable[..., Path]) -> None:
    path = pack({"een.md": TEXT})
    (path.parent / "twee.md").write_text(TEXT, "utf-8")
    assert outcomes(path.parent) == {"een.md": "read", "twee.md": "read"}


def test_hidden_files_in_an_archive_are_left_out_and_one_with_nothing_else_is_empty(
    pack: Callable[..., Path],
) -> None:
    hidden: dict[str, str | bytes] = {"__MACOSX/._a.md": "x", ".geheim/a.md": "x", "map/.DS_Store": "x"}
    assert outcomes(pack(hidden | {"a.md": TEXT})) == {"a.md": "read"}
    assert outcomes(pack(hidden)) == {"stukken.zip": "empty"}


def test_what_is_said_of_files_in_an_archive_counts_for_their_own_folder(pack: Callable[..., Path]) -> None:
    path = pack({"a/sources.toml": ENTRY, "a/afspraken.md": TEXT, "b/afspraken.md": TEXT})
    first, second = items_of(path)
    assert isinstance(first, Fetched)
    assert isinstance(second, Fetched)
    assert (first.entry and first.entry.title, second.entry) == ("Afspraken van Lindewaard", None)
    assert first.document_id == "afspraken"


def test_a_faulty_description_in_an_archive_stops_its_folder_only(pack: Callable[..., Path]) -> None:
    path = pack({"a/sources.toml": "[[document]]\nfiel = 1\n", "a/een.md": TEXT, "b/twee.md": TEXT})
    refused, read = items_of(path)
    assert isinstance(refused, Refused)
    assert "fiel" in refused.message
    assert f"{path}!/a/sources.toml" in refused.message
    assert isinstance(read, Fetched)


def test_archives_in_archives_and_unknown_files_are_reported(pack: Callable[..., Path]) -> None:
    path = pack({"binnen.zip": b"PK", "foto.jpg": b"\xff\xd8", "goed.md": TEXT})
    assert outcomes(path) == {"binnen.zip": "unsupported", "foto.jpg": "unsupported", "goed.md": "read"}


def test_an_office_document_called_a_zip_is_read_as_what_it_is(pack: Callable[..., Path]) -> None:
    (item,) = items_of(pack({"[Content_Types].xml": "<Types/>", "word/document.xml": "<x/>"}))
    assert isinstance(item, Fetched)
    assert item.path.name == "stukken.docx"
    assert item.source.endswith("/stukken.zip")


def test_a_file_with_a_password_is_reported_as_such(pack: Callable[..., Path]) -> None:
    path = pack({"dicht.md": TEXT, "open.md": TEXT})
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # the flag bits of the first file
        content[content.index(mark) + offset] |= 1
    path.write_bytes(content)
    assert outcomes(path) == {"dicht.md": "password", "open.md": "read"}


def test_a_damaged_file_in_an_archive_does_not_stop_the_others(pack: Callable[..., Path]) -> None:
    path = pack({"a.md": TEXT * 50, "b.md": TEXT})
    content = bytearray(path.read_bytes())
    content[45:60] = bytes(15)
    path.write_bytes(content)
    assert outcomes(path) == {"a.md": "broken", "b.md": "read"}


@pytest.mark.parametrize("cut", [0, 30, -10])
def test_a_damaged_archive_is_reported(pack: Callable[..., Path], cut: int) -> None:
    path = pack({"a.md": TEXT})
    path.write_bytes(path.read_bytes()[:cut])
    assert outcomes(path) == {"stukken.zip": "broken"}


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(pack: Callable[..., Path]) -> None:
    assert outcomes(pack({"a.txt": b"0" * 60_000_000})) == {"stukken.zip": "tooLarge"}
    ordinary = {f"{number}.txt": os.urandom(950_000) for number in range(22)}
    assert outcomes(pack(ordinary), max_megabytes=1) == {"stukken.zip": "tooLarge"}


def test_a_file_above_the_limit_is_refused_and_its_neighbour_is_not(pack: Callable[..., Path]) -> None:
    path = pack({"groot.txt": b"0" * 1_000_001, "klein.txt": TEXT})
    assert outcomes(path, max_megabytes=1) == {"groot.txt": "tooLarge", "klein.txt": "read"}


def test_a_large_file_that_was_not_packed_is_read_whole(tmp_path: Path) -> None:
    content = os.urandom(9_500_000)
    with zipfile.ZipFile(tmp_path / "los.zip", "w") as archive:
        archive.writestr("groot.txt", content)
    (item,) = items_of(tmp_path / "los.zip")
    assert isinstance(item, Fetched)
    assert item.content == content


def test_a_file_that_is_larger_than_the_archive_says_is_not_read_further(pack: Callable[..., Path]) -> None:
    path = pack({"a.txt": b"0" * 40_000_000})
    content = bytearray(path.read_bytes())
    place = content.index(b"PK\x01\x02") + 24
    content[place : place + 4] = struct.pack("<I", 1_000)
    path.write_bytes(content)
    assert outcomes(path) == {"a.txt": "broken"}


def test_an_archive_with_too_many_files_is_refused_before_its_contents_are_listed(
    pack: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    many = pack({f"{number}.txt": "" for number in range(archives.MAX_FILES + 1)})
    (item,) = items_of(many)
    assert isinstance(item, Refused)
    assert (item.reason, "10.000 bestanden" in item.message) == ("tooLarge", True)
    huge = pack({f"{number:060000}.txt": "" for number in range(140)}, "lang.zip")
    monkeypatch.setattr(zipfile, "ZipInfo", None)  # listing would need it
    assert outcomes(huge) == {"lang.zip": "tooLarge"}


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("../../etc/a.md", "etc/a.md"),
        ("/etc/a.md", "etc/a.md"),
        ("map\\onder\\a.md", "map/onder/a.md"),
        ("a\nb\x1b[31m.md", "ab[31m.md"),
        ("x" * 500 + ".md", "x" * 147 + ".md"),
        ("d/" * 50 + "a.md", "d/" * 19 + "a.md"),
    ],
)
def test_names_in_an_archive_are_cleaned_and_bounded(
    pack: Callable[..., Path], inside: str, shown: str
) -> None:
    path = pack({inside: TEXT})
    (item,) = items_of(path)
    assert isinstance(item, Fetched)
    assert str(item.path) == f"{path}!/{shown}"


def test_of_two_files_with_one_name_in_an_archive_the_last_is_read_and_the_other_reported(
    pack: Callable[..., Path],
) -> None:
    first, last = items_of(pack({"map/a.md": "Oud.", "map//a.md": "Nieuw."}))
    assert isinstance(first, Refused)
    assert "komt vaker voor" in first.message
    assert isinstance(last, Fetched)
    assert last.content == b"Nieuw."


def test_links_that_lead_back_are_walked_once(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "a.md").write_text(TEXT, "utf-8")
    (tmp_path / "map" / "rond").symlink_to(tmp_path, target_is_directory=True)
    elsewhere = tmp_path.parent / f"{tmp_path.name}-elders"
    elsewhere.mkdir()
    (elsewhere / "b.md").write_text(TEXT, "utf-8")
    (tmp_path / "naar").symlink_to(elsewhere, target_is_directory=True)
    assert [str(path) for path in paths_of([tmp_path])] == [
        str(tmp_path / "map" / "a.md"), str(tmp_path / "naar" / "b.md")
    ]  # fmt: skip


def test_files_that_cannot_be_read_are_reported_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "nergens.md").symlink_to(tmp_path / "weg.md")
    (tmp_path / "zelf.md").symlink_to(tmp_path / "zelf.md")
    (tmp_path / "geheugen.txt").symlink_to("/proc/self/mem")
    os.mkfifo(tmp_path / "pijp.txt")
    (tmp_path / "goed.md").write_text(TEXT, "utf-8")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.md")).write_text(TEXT, "utf-8")
    items = {item.path.name: item for item in items_of(tmp_path)}
    assert isinstance(items.pop("goed.md"), Fetched)
    refused = {name: (item.reason, item.message) for name, item in items.items() if isinstance(item, Refused)}
    assert {name: reason.value for name, (reason, _) in refused.items()} == {
        "nergens.md": "broken", "zelf.md": "broken", "geheugen.txt": "broken", "pijp.txt": "unsupported",
        "\ufffd.md": "broken",
    }  # fmt: skip
    assert "koppeling" in refused["nergens.md"][1]
    assert "andere naam" in refused["\ufffd.md"][1]


def test_a_folder_that_cannot_be_opened_is_reported_and_what_was_read_of_it_stays(tmp_path: Path) -> None:
    shut = tmp_path / "dicht"
    shut.mkdir()
    (shut / "a.md").write_text(TEXT, "utf-8")
    known = [source_of(shut / "a.md")]
    shut.chmod(0)
    try:
        if os.access(shut, os.R_OK):
            pytest.skip("this user may read everything")
        (item,) = items_of(tmp_path)
    finally:
        shut.chmod(stat.S_IRWXU)
    assert isinstance(item, Refused)
    assert (item.reason, item.path) == ("broken", shut)
    assert gone(known, [tmp_path], {item.source}, {item.source}) == []


def test_a_path_that_does_not_exist_is_an_error_and_a_dangling_link_is_reported(tmp_path: Path) -> None:
    with pytest.raises(TargetMissing, match="bestaat niet"):
        paths_of([tmp_path / "weg"])
    (tmp_path / "los.md").symlink_to(tmp_path / "weg")
    (tmp_path / "rond.md").symlink_to("rond.md")
    assert outcomes(tmp_path / "los.md", tmp_path / "rond.md") == {"los.md": "broken", "rond.md": "broken"}


def test_only_what_was_really_looked_for_can_be_gone(tmp_path: Path) -> None:
    folder, archive = tmp_path / "map", tmp_path / "los.zip"
    folder.mkdir()
    inside = f"{(folder / 'x.zip').as_uri()}!/a.md"
    known = [
        source_of(folder / "weg.md"),
        inside,
        f"{archive.as_uri()}!/b.md",
        source_of(tmp_path / "buiten.md"),
    ]
    assert gone(known, [folder], set(), ()) == known[:2]
    assert gone(known, [folder, archive], set(), ()) == known[:3]
    unread = source_of(folder / "x.zip")
    assert gone(known, [folder], {unread}, {unread}) == known[:1]


def test_a_file_taken_out_of_an_archive_goes_and_a_damaged_archive_keeps_what_was_read(
    pack: Callable[..., Path], embedder: Embedder
) -> None:
    store = MemoryStore(embedder.fingerprint)
    path = pack({"a.md": TEXT, "b.md": TEXT})
    added = ingest([path.parent], store, embedder)
    assert [entry["path"] for entry in added.to_json()["documents"]] == [f"{path}!/a.md", f"{path}!/b.md"]
    pack({"a.md": TEXT})
    report = ingest([path.parent], store, embedder, prune=True)
    assert [entry.outcome.value for entry in report.documents] == ["unchanged", "removed"]
    path.write_bytes(b"PK\x03\x04 kapot")
    report = ingest([path.parent], store, embedder, prune=True)
    assert [entry.outcome.value for entry in report.documents] == ["rejected"]
    assert len(store.editions) == 1
    path.unlink()
    assert len(ingest([path.parent], store, embedder, prune=True).documents) == 1
    assert not store.editions


def test_a_document_from_the_web_opens_at_its_address_and_is_unchanged_the_second_time(
    embedder: Embedder,
) -> None:
    store = MemoryStore(embedder.fingerprint)
    settings = IngestSettings(allow_private_addresses=True)
    with running(Site()) as site:
        address = site.gives("/map/afspraken.txt", TEXT.encode(), "text/plain")
        report = ingest([address + "#kop"], store, embedder, settings=settings)
        assert report.to_json()["documents"][0]["path"] == address
        again = ingest([address], store, embedder, settings=settings, prune=True)
    assert [entry.outcome.value for entry in again.documents] == ["unchanged"]
    ((document_id, finished),) = store.editions.items()
    assert document_id.startswith("afspraken-")
    assert finished.edition.source == finished.edition.description.source_url == address
    assert finished.original == TEXT.encode()
