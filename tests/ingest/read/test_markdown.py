"""Markdown: front matter is no text, footnotes stand in their section, an empty corner of a table stays."""

from ingest.read.markdown import read_markdown

SOURCE = """---
title: "Afspraken Lindewaard"
---

## Huur

De huur[^a] stijgt.

Meer.

| | 2025 |
|---|---|
| Huur | 3,5% |

## Bouw

0. nul
1. een

[^a]: Per jaar,
    per huurder.
"""


def test_markdown_is_read_with_its_notes_its_tables_and_the_title_of_its_front_matter() -> None:
    reading = read_markdown(SOURCE.encode(), lambda: None)
    assert reading.title == "Afspraken Lindewaard"
    assert [[(b.form, b.plain) for b in sheet.blocks] for sheet in reading.sheets] == [
        [("heading", "Huur"), ("paragraph", "De huur stijgt."), ("paragraph", "Meer."), 
         ("table", "\t2025\nHuur\t3,5%"), ("footnote", "a Per jaar, per huurder.")],
        [("heading", "Bouw"), ("item", "0. nul"), ("item", "1. een")],
    ]  # fmt: skip
