"""Files in a ZIP, read one at a time and never written to disk; what it may unpack to is bounded beforehand."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import IO, BinaryIO, cast

from ingest.fetch.identity import INSIDE, source_inside
from ingest.fetch.records import Found, Refused, too_large, unsupported
from ingest.read import SUPPORTED
from ingest.read.records import Reason
from ingest.settings import IngestSettings
from ingest.sources import FILE_NAME, SourceEntry, SourcesError, entries_in

MAX_FILES = 10_000
_MAX_DIRECTORY = 8_000_000  # bytes of the table of contents: room for all those files with long names
_PIECE = 1_000_000  # bytes
_MAX_TOTAL = 20  # times the limit of one file, unpacked
_MAX_RATIO = 100  # text packs 3 to 10 times, empty office files 30
_RATIO_COUNTS_FROM = 50_000_000  # bytes unpacked
_MAX_SOURCES = 1_000_000  # bytes of a sources.toml
_MAX_PART = 150  # characters of a file's or folder's name
_MAX_DEPTH = 20
_OPENING = (zipfile.BadZipFile, struct.error, ValueError, OSError, OverflowError, NotImplementedError)
_READING = (*_OPENING, zlib.error, EOFError, RuntimeError)
_OFFICE_PARTS = {"word/document.xml": ".docx", "ppt/presentation.xml": ".pptx", "xl/workbook.xml": ".xlsx"}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": ".odt",
    b"application/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"application/vnd.oasis.opendocument.presentation": ".odp",
}


class TooManyFiles(Exception):
    """An archive whose table of contents is not even read."""


def files_in(
    file: BinaryIO, path: Path, source: str, settings: IngestSettings, address: str | None = None
) -> Iterator[Found | Refused]:
    """Every file in the archive that is called `path` and came from `source`, in the order of their names.

    Hidden files and what macOS adds are left out. A `sources.toml` counts for the folder it lies in. An archive
    that cannot be opened, unpacks to too much or holds nothing is one Refused.
    """
    try:
        archive = opened(file)
    except TooManyFiles:
        yield _too_much(path, source, f"meer dan {MAX_FILES:,} bestanden".replace(",", "."))
        return
    except _OPENING:
        yield Refused(
            path, source, Reason.BROKEN, "De ZIP is beschadigd en kan niet worden geopend. Maak hem opnieuw."
        )
        return
    with archive:
        if refused := _refusal(archive, path, source, settings):
            yield refused
            return
        yield from _Archive(archive, path, source, settings, address).files()


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """The archive with its table of contents read. Raises TooManyFiles, or what zipfile raises on a broken one."""
    return zipfile.ZipFile(cast(IO[bytes], _Guarded(file)))


def office_suffix(archive: zipfile.ZipFile) -> str | None:
    """The suffix of an office document, which is a ZIP inside; None for any other ZIP."""
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        return next((suffix for part, suffix in _OFFICE_PARTS.items() if part in names), None)
    with suppress(*_READING):
        if "mimetype" in names and archive.getinfo("mimetype").file_size < 100:
            return _OPEN_DOCUMENT.get(_bytes(archive, archive.getinfo("mimetype")).strip())
    return None


def kind_of_zip(file: BinaryIO) -> str:
    """`.docx`, `.pptx`, `.odt` and their like for what is that, else `.zip`."""
    try:
        with opened(file) as archive:
            return office_suffix(archive) or ".zip"
    except (TooManyFiles, *_OPENING):
        return ".zip"


def _bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A file's bytes, never more than its size says, and never much packed data at once."""
    with archive.open(info) as file:
        return b"".join(iter(lambda: file.read(_PIECE), b""))


class _Guarded:
    """A file that refuses to hand over a table of contents of many megabytes, which zipfile asks for in one go."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.seek = file.seek
        self.tell = file.tell
        self.seekable = file.seekable

    def read(self, size: int = -1) -> bytes:
        if size > _MAX_DIRECTORY:
            raise TooManyFiles
        return self._file.read(size)


class _Archive:
    """An open archive, for the time that its files are read."""

    def __init__(
        self, archive: zipfile.ZipFile, path: Path, source: str, settings: IngestSettings, address: str | None
    ) -> None:
        self._archive = archive
        self._path = path
        self._source = source
        self._settings = settings
        self._address = address
        self._entries: dict[str, dict[str, SourceEntry] | SourcesError] = {}

    def files(self) -> Iterator[Found | Refused]:
        wanted = [
            (_clean(info.filename), info)
            for info in self._archive.infolist()
            if not info.filename.endswith("/")
        ]
        wanted = [(name, info) for name, info in wanted if not _hidden(name)]
        last = dict(wanted)
        for name, info in wanted:
            if PurePosixPath(name).name == FILE_NAME and last[name] is info:
                self._read_entries(name, info)
        documents = [item for item in wanted if PurePosixPath(item[0]).name != FILE_NAME]
        if not documents:
            yield Refused(self._path, self._source, Reason.EMPTY, "In de ZIP zitten geen bestanden.")
        for name, info in sorted(documents, key=lambda item: item[0]):
            path = Path(f"{self._path}{INSIDE}{name}")
            source = source_inside(self._source, name)
            if last[name] is not info:
                message = (
                    "Deze naam komt vaker voor in de ZIP; alleen het laatste bestand met die naam is gelezen."
                )
                yield Refused(path, source, Reason.BROKEN, message)
                continue
            yield self._one(name, info, path, source)

    def _one(self, name: str, info: zipfile.ZipInfo, path: Path, source: str) -> Found | Refused:
        place = PurePosixPath(name)
        if place.suffix.lower() == ".zip":
            message = "Een ZIP in een ZIP wordt niet gelezen. Pak hem uit en lees de bestanden in."
            return Refused(path, source, Reason.UNSUPPORTED, message)
        if place.suffix.lower() not in SUPPORTED:
            return Refused(path, source, Reason.UNSUPPORTED, unsupported(SUPPORTED))
        if info.flag_bits & 1:
            message = "Het bestand in de ZIP is met een wachtwoord beveiligd. Maak een ZIP zonder wachtwoord."
            return Refused(path, source, Reason.PASSWORD, message)
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            message = "De ZIP is op een ongewone manier ingepakt. Pak hem uit en lees de bestanden in."
            return Refused(path, source, Reason.UNSUPPORTED, message)
        if info.file_size > self._settings.max_megabytes * 1_000_000:
            return Refused(path, source, Reason.TOO_LARGE, too_large(self._settings.max_megabytes))
        entries = self._entries.get(str(place.parent), {})
        if isinstance(entries, SourcesError):
            return Refused(path, source, Reason.BROKEN, str(entries))
        try:
            content = _bytes(self._archive, info)
        except _READING:
            message = "Het bestand is in de ZIP beschadigd. Maak de ZIP opnieuw."
            return Refused(path, source, Reason.BROKEN, message)
        return Found(path, source, content, entries.get(place.name), self._address)

    def _read_entries(self, name: str, info: zipfile.ZipInfo) -> None:
        folder = str(PurePosixPath(name).parent)
        where = f"{self._path}{INSIDE}{name}"
        if info.file_size > _MAX_SOURCES or info.flag_bits & 1:
            message = f"{where} is te groot of beveiligd. Herstel het en probeer het opnieuw."
            self._entries[folder] = SourcesError(message)
            return
        try:
            self._entries[folder] = entries_in(_bytes(self._archive, info), where)
        except SourcesError as error:
            self._entries[folder] = error
        except _READING:
            self._entries[folder] = SourcesError(f"{where} is beschadigd. Maak de ZIP opnieuw.")


def _refusal(archive: zipfile.ZipFile, path: Path, source: str, settings: IngestSettings) -> Refused | None:
    """Why nothing of an archive is unpacked, going by the sizes that it gives: no file yields more than it says."""
    members = archive.infolist()
    if len(members) > MAX_FILES:
        return _too_much(path, source, f"meer dan {MAX_FILES:,} bestanden".replace(",", "."))
    total = sum(info.file_size for info in members)
    packed = sum(info.compress_size for info in members)
    megabytes = _MAX_TOTAL * settings.max_megabytes
    if total > megabytes * 1_000_000:
        return _too_much(path, source, f"uitgepakt meer dan {megabytes} MB")
    if total > _RATIO_COUNTS_FROM and total > _MAX_RATIO * packed:
        return _too_much(path, source, f"uitgepakt meer dan {_MAX_RATIO} keer zo veel als ingepakt")
    return None


def _too_much(path: Path, source: str, what: str) -> Refused:
    message = f"In de ZIP zit {what}. Controleer hem, pak hem uit en lees de bestanden in."
    return Refused(path, source, Reason.TOO_LARGE, message)


def _clean(name: str) -> str:
    """A name inside an archive as a bounded relative path without control characters."""
    parts = re.sub(r"[\x00-\x1f\x7f]", "", name).replace("\\", "/").split("/")
    parts = [part for part in parts if part not in ("", ".", "..")][-_MAX_DEPTH:]
    return "/".join(_short(part) for part in parts) or "naamloos"


def _short(part: str) -> str:
    if len(part) <= _MAX_PART:
        return part
    suffix = PurePosixPath(part).suffix[:12]
    return part[: _MAX_PART - len(suffix)] + suffix


def _hidden(name: str) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in name.split("/"))
