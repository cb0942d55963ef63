"""Markdown files, by CommonMark with tables: headings, paragraphs, list items, tables."""

from collections.abc import Callable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token as MarkdownToken

from ingest.read.records import Block, Reading, plain_block, table_block
from ingest.read.sections import sheets_of
from ingest.read.text import decode


def read_markdown(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read a Markdown file; a page is a section under a top heading. Raw HTML in it is left out."""
    tokens = MarkdownIt("commonmark").enable("table").parse(decode(content))
    check_time()
    blocks = list(_blocks(tokens))
    title = next((b.plain for b in blocks if b.form == "heading" and b.level == 1), "")
    return Reading("text/markdown", sheets_of(blocks), title)


def _blocks(tokens: Sequence[MarkdownToken]) -> Iterator[Block]:
    heading = 0
    markers: list[str] = []
    fresh = False  # a list item has begun and has no text yet
    numbers: list[int | None] = []
    rows: list[list[str]] = []
    for token in tokens:
        match token.type:
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading = 0
            case "bullet_list_open":
                numbers.append(None)
            case "ordered_list_open":
                numbers.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                numbers.pop()
            case "list_item_open":
                number = numbers[-1]
                markers.append("•" if number is None else f"{number}{token.markup}")
                if number is not None:
                    numbers[-1] = number + 1
                fresh = True
            case "list_item_close":
                markers.pop()
            case "table_open":
                rows = []
            case "tr_open":
                rows.append([])
            case "table_close":
                table = table_block(rows)
                rows = []
                if table:
                    yield table
            case "inline":
                text = _plain(token)
                if rows:
                    rows[-1].append(text)
                elif text and heading:
                    yield plain_block("heading", text, heading)
                elif text and markers:
                    yield plain_block("item", f"{markers[-1]} {text}" if fresh else text)
                    fresh = False
                elif text:
                    yield plain_block("paragraph", text)
            case "fence" | "code_block":
                if token.content.strip():
                    yield plain_block("paragraph", " ".join(token.content.split()))


def _plain(inline: MarkdownToken) -> str:
    """The text of a line without its marks; a link's text stays, its address goes."""
    parts: list[str] = []
    for child in inline.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline", "text_special") or child.type == "image":
            parts.append(child.content)
    return " ".join("".join(parts).split())
