"""Files and folders on this machine: which there are, and their bytes."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from ingest.fetch.archives import files_in, kind_of_zip
from ingest.fetch.identity import bundled_folder, source_of
from ingest.fetch.records import Found, Refused, TargetMissing, too_large, unsupported
from ingest.known_questions import FOLDER, MOST_BYTES, SUFFIX
from ingest.read import SUPPORTED
from ingest.read.records import Reason
from ingest.settings import IngestSettings
from ingest.sources import FILE_NAME, SourceEntry, entries_of

_WHY = {
    errno.ENOENT: "Het is er niet meer, of het is een koppeling die nergens naartoe wijst",
    errno.ELOOP: "Het is een koppeling die naar zichzelf wijst",
    errno.EACCES: "U mag het niet lezen. Vraag om leesrechten",
    errno.EPERM: "U mag het niet lezen. Vraag om leesrechten",
}


def files_of(target: str | Path) -> list[Path]:
    """Every file that a path names, absolute and sorted, without hidden files; see `ingest.fetch.paths_of`.

    Links to folders are followed, each folder once. A folder that cannot be opened is in the list itself.
    """
    path = Path(os.path.abspath(Path(target).expanduser()))  # noqa: PTH100 - links stay what they are called
    if Path(os.path.realpath(path)) == bundled_folder():
        return [path / name for name in sorted(entries_of(path))]
    if os.path.isdir(path):  # noqa: PTH112 - pathlib's raises where it may not look
        return list(_in_folder(path))
    if os.path.lexists(path):
        return [path]
    raise TargetMissing(f"{target} bestaat niet.")


def read_file(path: Path, entry: SourceEntry | None, settings: IngestSettings) -> Iterator[Found | Refused]:
    """The bytes of a file, or of each file in an archive; why not, where they cannot be had."""
    source = source_of(path)
    suffix = path.suffix.lower()
    readable = os.fsencode(path).decode("utf-8", "replace")
    if readable != str(path):
        message = "De naam van het bestand of van een map erboven bevat onleesbare tekens. Geef het een andere naam."
        yield Refused(Path(readable), source, Reason.BROKEN, message)
        return
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            message = "De map kan niet worden geopend. Vraag om leesrechten."
            yield Refused(path, source, Reason.BROKEN, message)
        elif suffix not in SUPPORTED and suffix != ".zip":
            yield Refused(path, source, Reason.UNSUPPORTED, unsupported({*SUPPORTED, ".zip"}))
        elif not stat.S_ISREG(facts.st_mode):
            yield Refused(path, source, Reason.UNSUPPORTED, "Dit is geen gewoon bestand met inhoud.")
        elif suffix == ".zip":
            yield from _archive(path, source, entry, settings)
        else:
            yield _content(path, path, source, entry, settings)
    except OSError as error:
        yield Refused(path, source, Reason.BROKEN, _why_not(error))


def _archive(
    path: Path, source: str, entry: SourceEntry | None, settings: IngestSettings
) -> Iterator[Found | Refused]:
    with path.open("rb") as file:
        kind = kind_of_zip(file)
    if kind in SUPPORTED:  # an office document by another name
        yield _content(path, path.with_suffix(kind), source, entry, settings)
        return
    with path.open("rb") as file:
        yield from files_in(file, path, source, settings)


def _content(
    path: Path, called: Path, source: str, entry: SourceEntry | None, settings: IngestSettings
) -> Found | Refused:
    limit = settings.max_megabytes * 1_000_000
    if path.stat().st_size > limit:
        return Refused(path, source, Reason.TOO_LARGE, too_large(settings.max_megabytes))
    with path.open("rb") as file:
        content = file.read(limit + 1)
    if len(content) > limit:  # it grew, or its size was not the truth
        return Refused(path, source, Reason.TOO_LARGE, too_large(settings.max_megabytes))
    return Found(called, source, content, entry, questions=_questions_beside(path))


def _questions_beside(path: Path) -> str:
    """The text of the file with questions that a document answers; empty when there is none to read."""
    beside = path.parent / FOLDER / f"{path.name}{SUFFIX}"
    if not os.path.isfile(beside):  # noqa: PTH113 - pathlib's raises where it may not look
        return ""
    try:
        with beside.open("rb") as file:
            return file.read(MOST_BYTES).decode("utf-8-sig", "replace")
    except OSError:  # the document itself can be read
        return ""


def _in_folder(top: Path) -> Iterator[Path]:
    shut: list[Path] = []
    visited = {_identity(top)}
    walk = os.walk(top, followlinks=True, onerror=lambda error: shut.append(Path(error.filename or top)))
    for folder, folders, names in walk:
        kept = []
        for name in sorted(name for name in folders if not name.startswith(".")):
            identity = _identity(Path(folder, name))
            if identity not in visited:
                visited.add(identity)
                kept.append(name)
        folders[:] = kept
        for name in sorted(names):
            if not name.startswith(".") and name != FILE_NAME and not name.endswith(SUFFIX):
                yield Path(folder, name)
    yield from shut


def _identity(folder: Path) -> tuple[int, int]:
    facts = folder.stat()
    return facts.st_dev, facts.st_ino


def _why_not(error: OSError) -> str:
    why = _WHY.get(error.errno or 0, error.strerror or type(error).__name__)
    return f"Het bestand kan niet worden gelezen. {why}."
