"""Reading from web addresses, from a real server that misbehaves in every way that servers do."""

import gzip
import io
import ipaddress
import socket
import ssl
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from ingest.fetch import Fetched, Refused, fetch, gone, network, paths_of
from ingest.fetch.network import may_call
from ingest.settings import IngestSettings

PAGE = "<!doctype html><html><body><main><h1>Afspraken Lindewaard</h1><p>De huur.</p></main></body></html>"
PDF = b"%PDF-1.7\n% een verzonnen stuk\n"
Answer = tuple[int, dict[str, str], bytes]
Behave = Callable[[BaseHTTPRequestHandler], Answer | None]


class Site:
    """A server on loopback: `answers` says what it does at each path, `asked` what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer | Behave] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                answer = site.answers.get(self.path, (404, {}, b""))
                self.close_connection = True
                with suppress(ConnectionError):
                    made = answer if isinstance(answer, tuple) else answer(self)
                    if made is not None:
                        status, headers, body = made
                        self.send_response(status)
                        for name, value in ({"Content-Length": str(len(body))} | headers).items():
                            self.send_header(name, value)
                        self.end_headers()
                        self.wfile.write(body)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("0.0.0.0", 0), Handler)  # all of 127/8
        self.server.daemon_threads = True
        self.port = self.server.server_port

    def at(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def gives(self, path: str, body: bytes, kind: str = "", status: int = 200, **more: str) -> str:
        headers = {name.replace("_", "-"): value for name, value in more.items()}
        self.answers[path] = (status, ({"Content-Type": kind} if kind else {}) | headers, body)
        return self.at(path)

    def leads(self, path: str, to: str, status: int = 302) -> str:
        self.answers[path] = (status, {"Location": to}, b"")
        return self.at(path)


@contextmanager
def running(site: Site) -> Iterator[Site]:
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield site
    site.server.shutdown()
    site.server.server_close()
    thread.join()


@pytest.fixture
def site() -> Iterator[Site]:
    with running(Site()) as ready:
        yield ready


def settings(**given: Any) -> IngestSettings:
    return IngestSettings(**({"allow_private_addresses": True, "max_megabytes": 1} | given))


def read(address: str, **given: Any) -> list[Fetched | Refused]:
    return list(fetch(paths_of([address]), settings(**given), {}))


def one(address: str, **given: Any) -> Fetched:
    (item,) = read(address, **given)
    assert isinstance(item, Fetched), item
    return item


def refused(address: str, **given: Any) -> Refused:
    (item,) = read(address, **given)
    assert isinstance(item, Refused), item.path
    return item


def test_a_document_is_known_by_its_address_alone(site: Site) -> None:
    site.gives("/map/Afspraken%202026.pdf?versie=2", PDF, "application/pdf")
    found = one(site.at("/map/Afspraken 2026.pdf?versie=2#page=3").replace("http://", "HTTP://jan:geheim@"))
    assert found.source == site.at("/map/Afspraken%202026.pdf?versie=2") == found.address
    assert (found.path.name, found.content) == ("Afspraken 2026.pdf", PDF)
    assert found.document_id.startswith("afspraken-2026-")
    again = one(site.at("/map/Afspraken%202026.pdf?versie=2"))
    assert (again.document_id, again.fingerprint) == (found.document_id, found.fingerprint)


def test_a_password_in_the_address_goes_to_its_own_website_only(site: Site) -> None:
    site.leads("/eerst", site.at("/dan"))
    site.leads("/dan", site.at("/elders", "127.0.0.2"))
    site.gives("/elders", PDF)
    one(site.at("/eerst").replace("//", "//jan:ge%40heim@"))
    assert [asked.get("authorization") for _, asked in site.asked] == ["Basic amFuOmdlQGhlaW0="] * 2 + [None]


def test_redirects_are_followed_and_the_address_given_stays_the_source(site: Site) -> None:
    site.leads("/oud", "nieuw/stuk", 301)
    site.leads("/nieuw/stuk", "/eind.pdf", 308)
    site.gives("/eind.pdf", PDF, "application/pdf")
    found = one(site.at("/oud"))
    assert (found.source, found.path.name) == (site.at("/oud"), "oud.pdf")


def test_endless_redirects_end(site: Site) -> None:
    item = refused(site.leads("/rond", "/rond"))
    assert (item.reason, len(site.asked)) == ("broken", 6)
    assert "verwijst te vaak door" in item.message


@pytest.mark.parametrize(
    "to",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::ffff:169.254.169.254]/",
        "http://[64:ff9b::a9fe:a9fe]/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0.0.0.0/",
        "http://224.0.0.1/",
    ],
)
def test_what_is_never_a_website_is_refused_even_with_private_addresses_allowed(site: Site, to: str) -> None:
    item = refused(site.leads("/door", to), fetch_seconds=5)
    assert item.reason == "unsupported"
    assert "eigen netwerk" in item.message


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "ftp://lindewaard.example/x", "gopher://x", "http://", "//"]
)
def test_a_redirect_to_something_else_than_a_web_address_is_refused(site: Site, to: str) -> None:
    item = refused(site.leads("/door", to))
    assert item.reason in ("unsupported", "broken")
    assert "verwijst" in item.message


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
)
def test_this_machine_is_not_read_from_unless_that_is_set(site: Site, host: str) -> None:
    site.gives("/geheim.pdf", PDF)
    item = refused(site.at("/geheim.pdf", host), allow_private_addresses=False)
    assert item.reason == "unsupported"
    assert "AFSPRAKENWIJZER_ALLOW_PRIVATE_ADDRESSES" in item.message
    assert not site.asked


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://2130706433:{port}/"]
)
def test_a_redirect_from_outside_to_this_machine_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    outside = ipaddress.ip_address("127.0.0.2")  # stands for a website on the internet
    monkeypatch.setattr(
        network, "may_call", lambda address, **how: address == outside or may_call(address, **how)
    )
    site.gives("/", PDF)
    site.leads("/door", to.format(port=site.port))
    item = refused(site.at("/door", "127.0.0.2"), allow_private_addresses=False)
    assert (item.reason, len(site.asked)) == ("unsupported", 1)


def test_a_name_is_looked_up_once_and_that_very_address_is_called(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, answers = socket.getaddrinfo, ["127.0.0.2", "169.254.169.254"]

    def changing(host: Any, *args: Any, **named: Any) -> Any:
        return real(answers.pop(0) if host == "stukken.lindewaard.test" else host, *args, **named)

    monkeypatch.setattr(socket, "getaddrinfo", changing)
    site.gives("/stuk.pdf", PDF)
    one(site.at("/stuk.pdf", "stukken.lindewaard.test"))
    assert answers == ["169.254.169.254"]
    assert site.asked[0][1]["host"] == f"stukken.lindewaard.test:{site.port}"
    assert refused(site.at("/stuk.pdf", "stukken.lindewaard.test")).reason == "unsupported"


def test_a_name_with_one_private_address_among_others_is_refused(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def several(host: str, port: int, *args: Any, **named: Any) -> Any:
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in ("93.184.215.14", "10.0.0.7")
        ]

    monkeypatch.setattr(socket, "getaddrinfo", several)
    item = refused("http://stukken.lindewaard.test/", allow_private_addresses=False)
    assert (item.reason, "stukken.lindewaard.test" in item.message) == ("unsupported", True)


@pytest.mark.parametrize(
    ("address", "public", "own"),
    [
        ("93.184.215.14", True, True),
        ("2a02:a47f::1", True, True),
        *[(one, False, True) for one in ("10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "127.8.8.8")],
        *[(one, False, True) for one in ("::1", "fd12:3456::1", "198.18.0.1")],
        *[(one, False, False) for one in ("0.0.0.0", "0.1.2.3", "169.254.169.254", "224.0.0.1", "240.0.0.1")],
        *[(one, False, False) for one in ("255.255.255.255", "100.100.100.200", "192.0.0.192", "192.88.99.1")],
        *[(one, False, False) for one in ("::", "::ffff:93.184.215.14", "::ffff:10.0.0.1", "64:ff9b::5db8:d70e")],
        *[(one, False, False) for one in ("64:ff9b:1::1", "2002:7f00:1::", "2001::1", "fe80::1", "ff02::1")],
        *[(one, False, False) for one in ("::7f00:1", "fd00:ec2::254")],
    ],
)  # fmt: skip
def test_which_addresses_are_called(address: str, public: bool, own: bool) -> None:
    parsed = ipaddress.ip_address(address)
    assert may_call(parsed, allow_private=False) is public
    assert may_call(parsed, allow_private=True) is own


def test_an_endless_slow_answer_is_cut_off_in_its_body_and_in_its_headers(site: Site) -> None:
    ended = threading.Event()

    def drip(start: bytes) -> Behave:
        def behave(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(start)
            while not ended.wait(0.05):
                handler.wfile.write(b"x")

        return behave

    site.answers["/tekst"] = drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
    site.answers["/kop"] = drip(b"HTTP/1.1 200 OK\r\nX-Lang: ")
    for path in ("/tekst", "/kop"):
        item = refused(site.at(path), fetch_seconds=0.5)
        assert item.reason == "tooSlow"
        assert "AFSPRAKENWIJZER_FETCH_SECONDS" in item.message
    ended.set()


def test_a_silent_server_is_given_up(site: Site) -> None:
    site.answers["/stil"] = lambda _: time.sleep(1.5)
    assert refused(site.at("/stil"), fetch_seconds=0.3).reason == "tooSlow"


def test_a_body_above_the_limit_stops_there(site: Site) -> None:
    sent = 0

    def endless(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while sent < 100_000_000:
            sent += handler.wfile.write(b"y" * 65_536)

    site.answers["/veel"] = endless
    item = refused(site.at("/veel"))
    assert item.reason == "tooLarge"
    assert "AFSPRAKENWIJZER_MAX_MEGABYTES" in item.message
    site.gives("/groot", b"x", Content_Length="3000000000")
    assert refused(site.at("/groot")).reason == "tooLarge"
    assert sent < 100_000_000


def test_a_packed_answer_is_unpacked_and_a_bomb_is_not(site: Site) -> None:
    packed = gzip.compress(PAGE.encode())
    assert one(site.gives("/pagina", packed, "text/html", Content_Encoding="gzip")).content == PAGE.encode()
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert refused(site.gives("/bom", bomb, "text/plain", Content_Encoding="gzip")).reason == "tooLarge"
    assert refused(site.gives("/half", packed[:-9], "text/html", Content_Encoding="gzip")).reason == "broken"
    assert refused(site.gives("/geen", PDF, Content_Encoding="gzip")).reason == "broken"
    assert refused(site.gives("/br", PDF, Content_Encoding="br")).reason == "unsupported"


def test_an_answer_that_breaks_off_is_not_read(site: Site) -> None:
    assert refused(site.gives("/half.pdf", PDF, Content_Length="5000")).reason == "broken"

    def other_language(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-dropbear\r\n")

    site.answers["/onzin"] = other_language
    assert refused(site.at("/onzin")).reason == "broken"


@pytest.mark.parametrize(
    ("status", "says"),
    [(404, "staat niets"), (403, "bewaar het bestand"), (500, "foutcode 500"), (204, "204")],
)
def test_an_error_of_the_website_says_what_to_do(site: Site, status: int, says: str) -> None:
    item = refused(site.gives("/stuk.pdf", b"", status=status))
    assert item.reason == "broken"
    assert says in item.message


def test_hosts_that_do_not_exist_or_do_not_answer_are_reported(site: Site) -> None:
    unused = socket.socket()
    unused.bind(("127.0.0.1", 0))
    assert "Controleer het adres" in refused("http://bestaat-niet.invalid/x.pdf").message
    assert refused(f"http://127.0.0.1:{unused.getsockname()[1]}/x.pdf").reason == "broken"
    unused.close()


@pytest.mark.parametrize(
    "address",
    ["ftp://lindewaard.example/x.pdf", "file:///etc/passwd", "http://", "https:///x", "http://a:99999/"],
)
def test_other_addresses_are_reported_and_the_rest_goes_on(site: Site, address: str) -> None:
    items = list(fetch(paths_of([address, site.gives("/goed.pdf", PDF)]), settings(), {}))
    assert isinstance(items[0], Refused)
    assert items[0].reason == "unsupported"
    assert isinstance(items[1], Fetched)


def office(part: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return made.getvalue()


@pytest.mark.parametrize(
    ("path", "kind", "body", "name"),
    [
        ("/stuk", "application/pdf", PDF, "stuk.pdf"),
        ("/stuk", "", PDF, "stuk.pdf"),
        ("/download.aspx?id=4", "application/octet-stream", PDF, "download.aspx.pdf"),
        ("/stuk", "application/octet-stream", office("word/document.xml"), "stuk.docx"),
        ("/stuk.zip", "application/zip", office("word/document.xml"), "stuk.docx"),
        ("/beleid/", "text/html; charset=utf-8", PAGE.encode(), "beleid.html"),
        ("/", "text/html", PAGE.encode(), "127.0.0.1.html"),
        ("/notitie", "", PAGE.encode(), "notitie.html"),
        ("/lees.md", "text/plain", b"# Kop\n\nTekst.", "lees.md"),
        ("/lees", "text/markdown", b"# Kop\n\nTekst.", "lees.md"),
        ("/lees", "", "Een stuk tekst, met één accent.".encode(), "lees.txt"),
        ("/versie%203.2", "application/pdf", PDF, "versie 3.2.pdf"),
    ],
)
def test_the_kind_of_file_comes_from_the_bytes_and_then_from_what_the_server_says(
    site: Site, path: str, kind: str, body: bytes, name: str
) -> None:
    assert one(site.gives(path, body, kind)).path.name == name


@pytest.mark.parametrize(
    ("kind", "body"), [("image/jpeg", b"\xff\xd8\xff"), ("application/json", b"{}"), ("", b"\0\1\2")]
)
def test_what_no_reader_reads_is_refused(site: Site, kind: str, body: bytes) -> None:
    item = refused(site.gives("/iets", body, kind))
    assert item.reason == "unsupported"
    assert ".pdf" in item.message


def test_a_web_page_where_a_file_should_be_is_not_taken_for_it(site: Site) -> None:
    item = refused(site.gives("/afspraken.pdf", PAGE.encode(), "application/pdf"))
    assert item.reason == "broken"
    assert "webpagina" in item.message
    assert refused(site.gives("/leeg.pdf", b" \n", "application/pdf")).reason == "empty"


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ('attachment; filename="Afspraken 2026.pdf"', "Afspraken 2026.pdf"),
        ("attachment; filename*=UTF-8''Co%C3%B6rdinatie.pdf", "Coördinatie.pdf"),
        ('attachment; filename="../../etc/passwd"', "passwd.pdf"),
        (r'attachment; filename="C:\\stukken\\a.pdf"', "a.pdf"),
        ("inline", "x.pdf"),
        ("attachment; filename*=x; filename*1=y", "x.pdf"),
    ],
)
def test_the_file_name_that_the_server_gives_is_used_without_its_folders(
    site: Site, told: str, name: str
) -> None:
    found = one(site.gives("/x", PDF, Content_Disposition=told))
    assert found.path.name == str(found.path) == name
    assert found.document_id.startswith("x-")


def test_text_in_the_charset_that_the_server_names_is_read_so(site: Site) -> None:
    old = "Coördinatie en financiële afspraken".encode("iso-8859-15")
    found = one(site.gives("/oud.txt", old, "text/plain; charset=ISO-8859-15"))
    assert found.content.decode("utf-8") == "Coördinatie en financiële afspraken"
    lying = "één".encode()
    assert one(site.gives("/mis.txt", lying, "text/plain; charset=iso-8859-1")).content == lying
    assert (
        one(site.gives("/vreemd.txt", b"tekst\xff", "text/plain; charset=punycode")).content == b"tekst\xff"
    )


def test_the_proxy_of_the_environment_is_not_used(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    one(site.gives("/x.pdf", PDF))


def test_an_archive_at_an_address_gives_its_files(site: Site) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("2026/Afspraken één.pdf", PDF)
        archive.writestr("2026/lees.txt", "Leesbaar")
    address = site.gives("/alles", made.getvalue(), "application/octet-stream")
    items = read(address)
    assert all(isinstance(item, Fetched) and item.address == address for item in items)
    assert [item.source for item in items] == [
        f"{address}!/2026/Afspraken%20%C3%A9%C3%A9n.pdf", f"{address}!/2026/lees.txt"
    ]  # fmt: skip
    known = [items[0].source, f"{address}!/2025/weg.pdf", "https://elders.example/x.zip!/a.pdf"]
    assert gone(known, [address], {items[0].source}, ()) == [known[1]]
    assert gone(known, [address], {address}, {address}) == []


@pytest.fixture
def certified(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """A server's certificate for stukken.lindewaard.test, which this machine trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stukken.lindewaard.test")])
    now = datetime.now(tz=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("stukken.lindewaard.test")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    trusted = tmp_path / "trusted.pem"
    trusted.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "key.pem").write_bytes(private)
    monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(trusted, tmp_path / "key.pem")
    return context


def test_the_certificate_is_checked_against_the_name_that_was_given(
    certified: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, names = socket.getaddrinfo, []

    def local(host: Any, *args: Any, **named: Any) -> Any:
        return real("127.0.0.1" if str(host).endswith(".lindewaard.test") else host, *args, **named)

    monkeypatch.setattr(socket, "getaddrinfo", local)
    certified.sni_callback = lambda _, name, __: names.append(name)
    site = Site()
    site.server.socket = certified.wrap_socket(site.server.socket, server_side=True)
    site.server.handle_error = lambda *_: None  # type: ignore[method-assign]
    with running(site):
        site.gives("/stuk.pdf", PDF)
        address = site.at("/stuk.pdf", "stukken.lindewaard.test").replace("http:", "https:")
        assert one(address).content == PDF
        item = refused(address.replace("stukken.", "anders."))
        assert (item.reason, "niet te vertrouwen" in item.message) == ("broken", True)
    assert names == ["stukken.lindewaard.test", "anders.lindewaard.test"]
    assert len(site.asked) == 1
