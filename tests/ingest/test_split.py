"""Passages: they follow the outline, keep clauses whole, and fit the embedding model."""

from pathlib import Path

import pytest

from corpus.edition import Edition
from corpus.embedding import Embedder
from ingest.edition import build_edition
from ingest.fetch import Fetched, fetch, paths_of
from ingest.pipeline import read_document
from ingest.settings import IngestSettings


def read_text(tmp_path: Path, text: str) -> Edition:
    path = tmp_path / "stuk.md"
    path.write_text(text, "utf-8")
    return read_document(path)


def test_each_clause_is_a_passage_with_its_number_and_headings(tmp_path: Path) -> None:
    clause = "De corporaties en de gemeente bouwen in deze periode samen woningen voor ouderen, jongeren en gezinnen "
    clause += (
        "op plekken die de gemeente daarvoor uiterlijk in het eerste jaar van de looptijd heeft aangewezen."
    )
    edition = read_text(
        tmp_path,
        f"# Afspraken\n\n## 2 Bouwen\n\n2.1 {clause}\n\n2.2 {clause[:-1]} en betaald.\n\n"
        f"## 3 Huur\n\n3.1 {clause} Ja."
    )  # fmt: skip
    assert [(p.clause, p.headings) for p in edition.passages] == [
        ("2.1", ("2 Bouwen",)), ("2.2", ("2 Bouwen",)), ("3.1", ("3 Huur",))
    ]  # fmt: skip


def test_tiny_clauses_share_a_passage_that_names_only_their_heading(tmp_path: Path) -> None:
    edition = read_text(tmp_path, "## Artikel 4 Huur\n\n1. De huur stijgt niet.\n2. De huur daalt niet.\n")
    (passage,) = edition.passages
    assert passage.clause == "Artikel 4"
    assert passage.text == "1. De huur stijgt niet.\n2. De huur daalt niet."
    assert passage.form == "list"


def test_a_long_table_is_cut_between_rows_and_later_parts_carry_its_header(tmp_path: Path) -> None:
    rows = "\n".join(f"| Project nummer {n} aan de Veenweg | Hagelinde | {n} woningen |" for n in range(120))
    edition = read_text(
        tmp_path, f"# Projecten\n\n| Project | Corporatie | Aantal |\n|---|---|---|\n{rows}\n"
    )
    parts = [passage for passage in edition.passages if passage.form == "table"]
    assert len(parts) > 3
    assert parts[0].context == ""
    assert {part.context for part in parts[1:]} == {"Project\tCorporatie\tAantal"}
    for part in parts[1:]:
        assert all(line.count("\t") == 2 for line in part.text.split("\n"))


def test_a_table_of_contents_is_read_but_not_found(tmp_path: Path) -> None:
    path = tmp_path / "stuk.md"
    lines = "\n\n".join(f"{n} Hoofdstuk over wonen ........ {n + 3}" for n in range(1, 8))
    path.write_text(
        f"Inhoud\n\n{lines}\n\n## 1 Wonen\n\nDe gemeente bouwt woningen voor iedereen.\n", "utf-8"
    )
    edition = read_document(path)
    assert "........" in edition.pages[0].text
    assert [passage.text for passage in edition.passages] == ["De gemeente bouwt woningen voor iedereen."]


@pytest.mark.parametrize("count", [30, 400])
def test_no_passage_is_longer_than_the_model_reads_and_nothing_is_lost(
    tmp_path: Path, embedder: Embedder, count: int
) -> None:
    sentence = "De huurdersorganisatie geeft m.b.t. nr. {n} advies over de prestatieafspraken. "
    text = "".join(sentence.format(n=n) for n in range(count)) + "zonder punt " * count
    path = tmp_path / "lang.txt"
    path.write_text(text, "utf-8")
    (fetched,) = fetch(paths_of([path]), IngestSettings(), {})
    assert isinstance(fetched, Fetched)
    edition = build_edition(fetched, IngestSettings(), embedder.count_tokens, embedder.max_tokens).edition
    title = edition.description.title
    longest = max(embedder.count_tokens([passage.indexed_text(title) for passage in edition.passages]))
    assert longest <= embedder.max_tokens - 6
    assert " ".join(passage.text for passage in edition.passages).split() == text.split()
    assert all(not passage.text.startswith("advies") for passage in edition.passages)


def test_a_clause_that_fits_is_one_passage_with_its_list(tmp_path: Path) -> None:
    items = "\n".join(f"- Complex {n} aan de Schapenlaan krijgt nieuwe kozijnen;" for n in range(1, 9))
    edition = read_text(
        tmp_path, f"## 4 Onderhoud\n\n4.1 De corporatie knapt op:\n\n{items}\n\nDat is in 2027 klaar."
    )
    (passage,) = edition.passages
    assert passage.clause == "4.1"
    assert passage.text.endswith("Dat is in 2027 klaar.")


def test_the_later_parts_of_a_long_list_keep_the_sentence_that_opens_it(tmp_path: Path) -> None:
    item = "- Complex {n} aan de Schapenlaan wordt geschilderd en krijgt nieuwe kozijnen en goed glas;"
    items = "\n".join(item.format(n=n) for n in range(60))
    edition = read_text(tmp_path, f"## 4 Werk\n\n4.1 Hierbij geldt dit. De corporatie knapt op:\n\n{items}\n")
    first, *later = edition.passages
    assert first.context == ""
    assert len(later) > 2
    assert {passage.context for passage in later} == {"De corporatie knapt op:"}
    assert {passage.clause for passage in later} == {"4.1"}
    assert all(passage.text.startswith("• Complex") for passage in edition.passages[1:])


def test_headings_that_are_very_long_leave_room_for_the_text(tmp_path: Path, embedder: Embedder) -> None:
    headings = "".join(f"{'#' * depth} {depth} {'over wonen en bouwen ' * 12}\n\n" for depth in range(1, 7))
    path = tmp_path / "diep.md"
    path.write_text(f"{headings}De gemeente bouwt woningen. " + "De huur stijgt niet. " * 300, "utf-8")
    (fetched,) = fetch(paths_of([path]), IngestSettings(), {})
    assert isinstance(fetched, Fetched)
    edition = build_edition(fetched, IngestSettings(), embedder.count_tokens, embedder.max_tokens).edition
    texts = [passage.indexed_text(edition.description.title) for passage in edition.passages]
    assert max(embedder.count_tokens(texts)) <= embedder.max_tokens


def test_loose_words_under_no_heading_are_read_but_not_found(tmp_path: Path) -> None:
    edition = read_text(
        tmp_path, "Gemeente Zandhorst\n\n## Wonen\n\nDe gemeente bouwt woningen voor iedereen.\n"
    )
    assert edition.pages[0].text.startswith("Gemeente Zandhorst")
    assert [passage.text for passage in edition.passages] == ["De gemeente bouwt woningen voor iedereen."]


def test_a_sentence_over_two_pages_is_one_passage_with_a_span_on_each(
    tmp_path: Path, make_pdf: object
) -> None:
    source = "#set page(width: 300pt, height: 90pt, margin: 20pt)\n#set text(size: 11pt)\n"
    body = "De gemeente en de corporaties spreken af dat zij samen met de huurders elk jaar in het voorjaar "
    body += "bekijken of de plannen voor de bouw van nieuwe woningen nog kloppen en of de buurt daarmee geholpen is "
    body += "en wat er dan nog moet gebeuren om het doel te halen voor het einde van de looptijd."
    edition = read_document(make_pdf(source + body))  # type: ignore[operator]
    (passage,) = edition.passages
    assert (passage.page_from, passage.page_to) == (1, 2)
    assert passage.text.replace("\n", " ") == body
