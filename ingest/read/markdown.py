"""Markdown files, by CommonMark with tables and footnotes: headings, paragraphs, list items, tables, notes."""

import re
from collections.abc import Callable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token as MarkdownToken

from ingest.read.grid import Grid
from ingest.read.records import Block, Reading, plain_block
from ingest.read.sections import sheets_of, with_notes_in_place
from ingest.read.text import decode

_FRONT = re.compile(r"---[ \t]*\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)[ \t]*(?:\n|$)")
_FRONT_TITLE = re.compile(r"^title:[ \t]*[\"']?([^\n]*?)[\"']?[ \t]*$", re.MULTILINE)
_NOTE = re.compile(r"^\[\^([^\]\s]{1,40})\]:[ \t]+([^\n]*(?:\n(?:[ \t]+[^\n]*|(?=\n[ \t])))*)", re.MULTILINE)
_MARK = re.compile(r"\[\^([^\]\s]{1,40})\]")


def read_markdown(content: bytes, check_time: Callable[[], None]) -> Reading:
    """Read a Markdown file; a page is a section under a top heading. Raw HTML and front matter are left out."""
    text = decode(content)
    front = _FRONT.match(text)
    named = _FRONT_TITLE.search(front[0]) if front else None
    text = text[front.end() :] if front else text
    notes = {mark: " ".join(said.split()) for mark, said in _NOTE.findall(text)}
    tokens = MarkdownIt("commonmark").enable("table").parse(_NOTE.sub("", text))
    check_time()
    blocks = list(_with_notes(_blocks(tokens), notes))
    title = next((b.plain for b in blocks if b.form == "heading" and b.level == 1), named[1] if named else "")
    return Reading("text/markdown", sheets_of(with_notes_in_place(blocks)), title)


def _with_notes(blocks: Iterator[Block], notes: dict[str, str]) -> Iterator[Block]:
    """The blocks without the marks of footnotes, each followed by the notes of its marks."""
    for block in blocks:
        marks = [mark for mark in _MARK.findall(block.plain) if mark in notes]
        if not marks:
            yield block
            continue
        tokens = tuple(token._replace(text=_MARK.sub("", token.text)) for token in block.tokens)
        yield Block(block.form, tokens, block.level)
        for mark in marks:
            if mark in notes:
                yield plain_block("footnote", f"{mark} {notes.pop(mark)}")


def _blocks(tokens: Sequence[MarkdownToken]) -> Iterator[Block]:
    heading = 0
    markers: list[str] = []
    fresh = False  # a list item has begun and has no text yet
    numbers: list[int | None] = []
    table: Grid | None = None
    for token in tokens:
        match token.type:
            case "heading_open":
                heading = int(token.tag[1])
            case "heading_close":
                heading = 0
            case "bullet_list_open":
                numbers.append(None)
            case "ordered_list_open":
                start = token.attrGet("start")
                numbers.append(1 if start is None else int(start))
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
                table = Grid()
            case "tr_open" if table:
                table.start_row()
            case "table_close" if table:
                found = table.block()
                table = None
                if found:
                    yield found
            case "inline":
                text = _plain(token)
                if table:
                    table.add(text)
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
