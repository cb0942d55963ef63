"""Web addresses: download one within its limits, and say what came."""

import io
import re
import time
import zlib
from collections.abc import Iterator
from contextlib import suppress
from email.message import Message
from email.utils import collapse_rfc2231_value
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

import httpcore
import httpx

from ingest.fetch.archives import files_in
from ingest.fetch.identity import source_of
from ingest.fetch.kinds import suffix_of
from ingest.fetch.network import AddressRefused, CheckedBackend, HostUnknown
from ingest.fetch.records import Found, Refused, too_large, unsupported
from ingest.fetch.web import parsed, public_part
from ingest.read import SUPPORTED
from ingest.read.records import ReadError, Reason
from ingest.settings import IngestSettings

MAX_REDIRECTS = 5
_STEP_SECONDS = 15.0  # for connecting, and between two pieces of an answer
_REDIRECTS = (301, 302, 303, 307, 308)
_BY_HAND = "Open het adres in een browser, bewaar het bestand en lees dat in."
_STATUSES = {
    401: f"Op dit adres moet u zich aanmelden. {_BY_HAND}",
    403: f"De website geeft dit bestand niet aan een programma. {_BY_HAND}",
    404: "Op dit adres staat niets (meer). Controleer het adres.",
    410: "Op dit adres staat niets (meer). Controleer het adres.",
    429: "De website krijgt te veel vragen. Probeer het later opnieuw.",
}
# Charsets in which Dutch pages are served; others are left to the reader, which finds out for itself.
_CHARSET = re.compile(r"iso-?8859-\d{1,2}|latin-?1|(?:windows-|cp)125\d|utf-?16(?:le|be)?", re.IGNORECASE)
_TEXTS = (".html", ".htm", ".md", ".markdown", ".txt")
_PAPER = (".pdf", ".docx", ".odt", ".pptx", ".zip")


class Download(NamedTuple):
    """What an address gave: `content_type` without parameters, `names` the likeliest file name first."""

    content: bytes
    content_type: str
    charset: str
    names: tuple[str, ...]


def read_address(address: str, settings: IngestSettings) -> Iterator[Found | Refused]:
    """The document at a web address, or those in the archive there; why not, where it cannot be had."""
    source = source_of(address)
    url = parsed(address)
    if url is None:
        message = "Dit adres kan niet worden gelezen. Geef een adres dat met http:// of https:// begint."
        yield Refused(Path("adres"), source, Reason.UNSUPPORTED, message)
        return
    try:
        download = _download(url, settings)
        suffix = _kind(download)
    except ReadError as error:
        yield Refused(Path(_file_name(url)), source, error.reason, str(error))
        return
    path = _named(download.names[0], suffix)
    if suffix == ".zip":
        yield from files_in(io.BytesIO(download.content), path, source, settings, source)
    else:
        yield Found(path, source, _decoded(download, suffix), address=source)


def _download(url: httpx.URL, settings: IngestSettings) -> Download:
    """Raises ReadError with what is the matter and what to do."""
    backend = CheckedBackend(
        allow_private=settings.allow_private_addresses, deadline=time.monotonic() + settings.fetch_seconds
    )
    try:
        # Certificates that the operator trusts (SSL_CERT_FILE) count; a proxy from the environment does not, for
        # what it calls cannot be checked here.
        with httpcore.ConnectionPool(httpx.create_ssl_context(), network_backend=backend) as pool:
            return _followed(url, pool, settings)
    except AddressRefused as error:
        raise ReadError(
            Reason.UNSUPPORTED,
            f"{error} staat op een eigen netwerk of op deze computer, en daar wordt niet gelezen. "
            "Mag dat wel, zet dan AFSPRAKENWIJZER_ALLOW_PRIVATE_ADDRESSES aan.",
        ) from error
    except HostUnknown as error:
        raise ReadError(
            Reason.BROKEN, f"{error} bestaat niet op internet. Controleer het adres en de verbinding."
        ) from error
    except httpcore.TimeoutException as error:
        raise ReadError(
            Reason.TOO_SLOW,
            f"Het ophalen duurde langer dan {settings.fetch_seconds:g} seconden, of de website zweeg. Probeer het "
            "later opnieuw, of verhoog AFSPRAKENWIJZER_FETCH_SECONDS.",
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError, zlib.error) as error:
        raise ReadError(
            Reason.BROKEN,
            "De verbinding met de website kwam niet tot stand, is niet te vertrouwen of brak af. "
            f"Probeer het later opnieuw. {_BY_HAND}",
        ) from error


def _followed(url: httpx.URL, pool: httpcore.ConnectionPool, settings: IngestSettings) -> Download:
    """What stands at the end of the redirects."""
    first = url
    for _ in range(MAX_REDIRECTS + 1):
        target = httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path)
        headers: dict[bytes | str, bytes | str] = {
            "Accept": "*/*",
            "Accept-Encoding": "gzip",
            "User-Agent": "Afsprakenwijzer",
        }
        if first.userinfo and _origin(url) == _origin(first):
            login = httpx.BasicAuth(unquote(first.username), unquote(first.password))
            headers["Authorization"] = next(login.auth_flow(httpx.Request("GET", url))).headers[
                "Authorization"
            ]
        times = dict.fromkeys(("connect", "read", "write", "pool"), _STEP_SECONDS)
        with pool.stream("GET", target, headers=headers, extensions={"timeout": times}) as response:
            given = httpx.Headers(response.headers)
            if response.status in _REDIRECTS and "location" in given:
                url = _next(url, given["location"])
                continue
            if response.status != 200:
                usual = f"De website antwoordt met foutcode {response.status}. Probeer het later opnieuw."
                raise ReadError(Reason.BROKEN, _STATUSES.get(response.status, usual))
            return Download(
                _body(response, given, settings.max_megabytes),
                given.get("content-type", "")[:1_000].partition(";")[0].strip().lower(),
                _parameter(given.get("content-type", ""), "charset"),
                (*_told_name(given), _file_name(first), _file_name(url)),
            )
    raise ReadError(Reason.BROKEN, f"Het adres verwijst te vaak door naar een ander adres. {_BY_HAND}")


def _next(url: httpx.URL, location: str) -> httpx.URL:
    following = None
    with suppress(httpx.InvalidURL, UnicodeError, ValueError):
        following = parsed(str(url.join(location)))
    if following is None:
        message = f"Het adres verwijst door naar iets dat geen webadres is. {_BY_HAND}"
        raise ReadError(Reason.UNSUPPORTED, message)
    return public_part(following)


def _body(response: httpcore.Response, given: httpx.Headers, max_megabytes: int) -> bytes:
    """The bytes of an answer, unpacked piece by piece: neither what is sent nor what it holds passes the limit."""
    limit = max_megabytes * 1_000_000
    packing = given.get("content-encoding", "identity").strip().lower()
    if packing not in ("identity", "", "gzip", "x-gzip"):
        message = f"De website stuurt het bestand ingepakt op een manier die niet gevraagd is. {_BY_HAND}"
        raise ReadError(Reason.UNSUPPORTED, message)
    unpacker = zlib.decompressobj(wbits=31) if packing.endswith("gzip") else None
    if (told := given.get("content-length", "")).isdecimal() and len(told) < 20 and int(told) > limit:
        raise ReadError(Reason.TOO_LARGE, too_large(max_megabytes))
    content = bytearray()
    for piece in response.iter_stream():
        content += unpacker.decompress(piece, limit + 1 - len(content)) if unpacker else piece
        if len(content) > limit:
            raise ReadError(Reason.TOO_LARGE, too_large(max_megabytes))
    if unpacker and not unpacker.eof and content:
        raise zlib.error("it ends too early")
    return bytes(content)


def _kind(download: Download) -> str:
    """The suffix of the reader for what came. Raises ReadError when there is none."""
    if not download.content.strip():
        raise ReadError(Reason.EMPTY, "Op dit adres staat een leeg bestand.")
    known = {*SUPPORTED, ".zip"}
    suffix = suffix_of(download.content, download.content_type, download.names, known)
    if suffix not in known:
        raise ReadError(Reason.UNSUPPORTED, unsupported(known))
    expected = PurePosixPath(download.names[0]).suffix.lower()
    if suffix == ".html" and expected in _PAPER:
        message = f"Op dit adres staat een webpagina en niet het bestand zelf, misschien een foutmelding. {_BY_HAND}"
        raise ReadError(Reason.BROKEN, message)
    return suffix


def _named(name: str, suffix: str) -> Path:
    """A file name that ends as the reader expects."""
    had = PurePosixPath(name).suffix
    return Path((name.removesuffix(had) if had.lower() in (*_TEXTS, *_PAPER) else name) + suffix)


def _decoded(download: Download, suffix: str) -> bytes:
    """Text in the charset that the server names as UTF-8, unless it is that already; all else as it came."""
    content = download.content
    if suffix not in _TEXTS or not _CHARSET.fullmatch(download.charset):
        return content
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        with suppress(UnicodeDecodeError, LookupError):
            return content.decode(download.charset).encode("utf-8")
    return content


def _told_name(given: httpx.Headers) -> tuple[str, ...]:
    """The file name in Content-Disposition, without folders."""
    name = re.split(r"[/\\]", _parameter(given.get("content-disposition", ""), "filename"))[-1]
    name = re.sub(r"[\x00-\x1f\x7f]", "", name).strip(" .")
    return (_bounded(name),) if name else ()


def _parameter(header: str, name: str) -> str:
    """A parameter of a header, decoded; empty when there is none, or none that can be understood."""
    message = Message()
    message["X-Header"] = header[:1_000]
    try:
        return collapse_rfc2231_value(message.get_param(name, "", "X-Header"))
    except (TypeError, ValueError, LookupError):  # what the parser raises on some malformed ones
        return ""


def _file_name(url: httpx.URL) -> str:
    """The last part of an address as a file name; the host where there is none."""
    return _bounded(re.sub(r"[\x00-\x1f\x7f/\\]", "", PurePosixPath(url.path).name) or url.host)


def _bounded(name: str) -> str:
    suffix = PurePosixPath(name).suffix[:12]
    return name if len(name) <= 150 else name[: 150 - len(suffix)] + suffix


def _origin(url: httpx.URL) -> tuple[str, str, int | None]:
    return url.scheme, url.host, url.port
