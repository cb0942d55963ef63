"""Files that are a ZIP of XML parts (DOCX, PPTX, ODT): opened within bounds, and the parts that a reader asks for."""

import io
import posixpath
import zipfile
from functools import lru_cache
from typing import Any

from lxml import etree

from ingest.read.records import ReadError, Reason

_OLE = b"\xd0\xcf\x11\xe0"  # how an encrypted DOCX or PPTX begins, and every DOC, PPT and XLS
_MAX_ENTRIES = 20_000
_MAX_PART = 64_000_000  # bytes of one part when unpacked; the text of 10,000 pages takes less
_MAX_READ = 160_000_000  # bytes of all parts that are read of one file
_MAX_RATIO = 400  # unpacked to packed of a large part; XML of real documents stays under 100
_RATIO_FROM = 5_000_000  # bytes
_MAX_ELEMENTS = 4_000_000
# The ISO "strict" names of namespaces, and the ones that Word, PowerPoint and everyone else write.
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/presentationml/main",
        b"http://schemas.openxmlformats.org/presentationml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://schemas.openxmlformats.org/presentationml/2006/main": "p",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0": "fo",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
}
_URIS = {prefix: uri for uri, prefix in _PREFIXES.items()}
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


class Package:
    """An opened file. Parts are parsed without entities, without a network and within bounds of size and depth."""

    def __init__(self, content: bytes, extension: str) -> None:
        """`extension` is what an old file should be saved as. Raises ReadError: `password`, `unsupported`,
        `broken`, `tooLarge`."""
        refuse_old(content, extension)
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _broken() from error
        entries = self._archive.infolist()
        if len(entries) > _MAX_ENTRIES:
            raise _too_large()
        self._entries = {entry.filename.lstrip("/"): entry for entry in entries}
        self._read = 0

    def xml(self, name: str) -> Any:
        """The root element of a part, or None when there is no such part. Raises ReadError: `broken`, `tooLarge`,
        `password`."""
        entry = self._entries.get(name)
        if entry is None:
            return None
        if entry.flag_bits & 1:
            raise needs_password()
        if entry.file_size > _MAX_PART or (
            entry.file_size > _RATIO_FROM and entry.file_size > _MAX_RATIO * max(entry.compress_size, 1)
        ):
            raise _too_large()
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(_MAX_PART + 1)  # what the directory says of the size may be a lie
        except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise _broken() from error
        except Exception as error:  # zlib.error and its likes
            raise _broken() from error
        self._read += len(data)
        if len(data) > _MAX_PART or self._read > _MAX_READ:
            raise _too_large()
        return _parsed(data)

    def related(self, part: str, kind: str) -> str | None:
        """The part that `part` ("" is the file itself) names as its `kind`, such as "styles"."""
        return next((target for type_, target in self.relations(part).values() if type_ == kind), None)

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """By id: the kind (last piece of its type) and the part of each relationship inside the file."""
        folder, base = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, tuple[str, str]] = {}
        for item in root if root is not None else ():
            if item.get("TargetMode") == "External" or not item.get("Target"):
                continue
            target = item.get("Target")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            found[item.get("Id", "")] = (item.get("Type", "").rsplit("/", 1)[-1], posixpath.normpath(path))
        return found

    def __contains__(self, name: str) -> bool:
        return name in self._entries


def refuse_old(content: bytes, extension: str) -> None:
    """Raise ReadError for a file of the kind before ZIP: `password` when it is an encrypted new one, else
    `unsupported`."""
    if not content.startswith(_OLE):
        return
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise needs_password()
    raise ReadError(
        Reason.UNSUPPORTED, f"Dit is een oud soort Office-bestand. Open het en sla het op als {extension}."
    )


def needs_password() -> ReadError:
    """The error of a file that opens only with a password."""
    return ReadError(
        Reason.PASSWORD, "Het bestand is beveiligd met een wachtwoord. Sla het op zonder wachtwoord."
    )


@lru_cache(maxsize=4_096)
def _short(tag: str) -> str:
    uri, _, local = tag.rpartition("}")
    prefix = _PREFIXES.get(uri[1:])
    return f"{prefix}:{local}" if prefix else local


def name_of(element: Any) -> str:
    """The name of an element with its usual prefix ("w:p"); "" for what is no element."""
    tag = element.tag
    return _short(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1_024)
def q(name: str) -> str:
    """The full name of "w:p" for lxml."""
    prefix, _, local = name.partition(":")
    return f"{{{_URIS[prefix]}}}{local}"


def attribute(element: Any, name: str) -> str | None:
    """The attribute "w:val" of an element that may be None."""
    if element is None:
        return None
    value = element.get(q(name))
    return None if value is None else str(value)


def child(element: Any, *path: str) -> Any:
    """The first child down a path of names, or None."""
    for name in path:
        if element is None:
            return None
        element = element.find(q(name))
    return element


def whole(text: str | None, default: int, most: int = 1_000_000) -> int:
    """A whole number out of a file, between 0 and `most`; `default` where there is none."""
    try:
        return min(max(int(text or ""), 0), most)
    except ValueError:
        return default


def _parsed(data: bytes) -> Any:
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise _broken() from error
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise _broken()
    if int(root.xpath("count(//*)")) > _MAX_ELEMENTS:
        raise _too_large()
    return root


def _broken() -> ReadError:
    return ReadError(
        Reason.BROKEN,
        "Het bestand is beschadigd en kan niet worden geopend. Open het in het programma waarmee het is gemaakt "
        "en sla het opnieuw op.",
    )


def _too_large() -> ReadError:
    return ReadError(Reason.TOO_LARGE, "Het bestand is uitgepakt te groot. Splits het in kleinere bestanden.")
