"""GET /afspraken/feed.atom: the newest commitments of a search, for whoever follows it (Atom, RFC 4287)."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Annotated
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from assistant.exports import labels
from assistant.exports.cleaning import clean
from assistant.exports.sheet import MADE_WITH_AI
from assistant.precedents.searching import listed
from assistant.service.commitment_address import CommitmentAddress
from assistant.service.deps import ProductDep
from assistant.service.exporting import Exporting, search_title
from assistant.service.search import read
from assistant.service.state import Product
from assistant.words import WORDS
from corpus.commitment import Standing
from corpus.commitment_index import StoredCommitment

router = APIRouter(include_in_schema=False)

MEDIA_TYPE = "application/atom+xml; charset=utf-8"
MOST_ENTRIES = 50
_ATOM = "http://www.w3.org/2005/Atom"
# What the ids of our feeds and entries are made from; another value makes everything new for every reader.
_OURS = UUID("6f0a1c1e-2c4b-5d0e-9a57-3d1f4c8e7b21")
_LONGEST_TITLE = 120
# What has no entries yet has not changed yet.
_NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@router.get("/afspraken/feed.atom")
def feed(product: ProductDep, request: Request, address: Annotated[CommitmentAddress, Query()]) -> Response:
    """What the page of the same address finds, newest first; 304 when a reader has the same already."""
    words = address.words()
    if words:
        address = address.with_named(read(product, words))
    base = str(request.base_url).rstrip("/")
    content = _feed(product, address, words, base)
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if _has(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=headers)
    return Response(content, headers=headers, media_type=MEDIA_TYPE)


def _has(given: str, tag: str) -> bool:
    tags = {one.strip().removeprefix("W/") for one in given.split(",")}
    return tag in tags or "*" in tags


def _feed(product: Product, address: CommitmentAddress, words: str, base: str) -> bytes:
    register_namespace("", _ATOM)
    found = _newest(product, words, address)
    selection, page = address.selection(), address.query(q=words, sortering="")
    title = search_title(words, selection)
    root = Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "nl"})
    _add(root, "title", title)
    _add(root, "subtitle", f"De nieuwste {MOST_ENTRIES} afspraken. {MADE_WITH_AI}")
    _add(root, "id", uuid5(_OURS, f"feed {page}").urn)
    _add(root, "updated", max((_moment(one.card.ingested_at) for one in found), default=_moment(_NEVER)))
    _add(SubElement(root, f"{{{_ATOM}}}author"), "name", "Afsprakenwijzer")
    _link(root, "self", f"{base}{address.url('/afspraken/feed.atom', q=words)}", "application/atom+xml")
    _link(root, "alternate", f"{base}{address.url(q=words)}", "text/html")
    exporting = Exporting(product, base)
    same: Counter[str] = Counter()
    for stored in found:
        _entry(root, stored, exporting.page_url(stored), same)
    written: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _newest(product: Product, words: str, address: CommitmentAddress) -> Sequence[StoredCommitment]:
    """The matches whose edition came last, each edition in reading order."""
    today, library = product.today(), product.library
    ids = listed(library, product.retriever, address.selection(), words, "relevantie", today)
    columns = library.commitment_columns()
    rows = {name: row for row, name in enumerate(columns.ids)}

    def place(name: str) -> tuple[float, int]:
        row = rows.get(name, -1)  # -1: the library changed in between, and it will be left out
        return -columns.cards[columns.edition[row]].ingested_at.timestamp(), row

    return library.commitments(sorted(ids, key=place)[:MOST_ENTRIES])


def _entry(root: Element, stored: StoredCommitment, url: str, same: Counter[str]) -> None:
    one, card = stored.commitment, stored.card
    entry = SubElement(root, f"{{{_ATOM}}}entry")
    place = ", ".join(card.description.municipalities) or card.description.title
    quote = labels.quoted(stored)
    title = f"{place}: {' '.join(one.quote.split())}"
    _add(entry, "title", title if len(title) <= _LONGEST_TITLE else f"{title[:_LONGEST_TITLE]}…")
    # The same words of the same document keep their id when the document is read anew.
    words = f"{card.document_id}\n{one.quote}"
    same[words] += 1
    _add(entry, "id", uuid5(_OURS, f"{words}\n{same[words]}").urn)
    _add(entry, "updated", _moment(card.ingested_at))
    _link(entry, "alternate", url, "text/html")
    for theme in one.themes:
        SubElement(
            entry, f"{{{_ATOM}}}category", {"term": theme.value, "label": WORDS["themas"][theme.value]}
        )
    warned = "" if one.standing is Standing.AFGESPROKEN else f"{labels.WARNINGS[one.standing]}\n"
    source = f"{labels.document(stored)}, {labels.place_in_document(stored)}"
    made_up = labels.MADE_UP if labels.is_made_up(stored) else ""
    content = f"{quote}\n\n{warned}{source}. {made_up}".strip()
    _add(entry, "content", content).set("type", "text")


def _add(parent: Element, name: str, text: str) -> Element:
    made = SubElement(parent, f"{{{_ATOM}}}{name}")
    made.text = clean(text)
    return made


def _link(parent: Element, rel: str, url: str, kind: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}link", {"rel": rel, "type": kind, "href": clean(url)})


def _moment(moment: datetime) -> str:
    """A moment as RFC 3339 has it; the catalogue's are UTC, also where the database forgot that."""
    return (
        (moment if moment.tzinfo else moment.replace(tzinfo=UTC))
        .astimezone(UTC)
        .isoformat(timespec="seconds")
    )
