"""Retrieval sets are checked before anything is indexed."""

import json
from pathlib import Path

import pytest

from eval.beir import RetrievalSetError, read_retrieval_set

HEADER = "query-id\tcorpus-id\tscore\n"


def a_set(folder: Path, qrels: str = HEADER + "q1\td1\t1\nq1\td2\t0\n") -> Path:
    documents = [
        {"_id": "d1", "title": "Bod", "text": "Voor 1 juli."},
        {"_id": "d2", "text": "Huur.", "metadata": {}},
    ]
    queries = [{"_id": "q1", "text": "Wanneer komt het bod?"}, {"_id": "q2", "text": "En dan?"}]
    (folder / "corpus.jsonl").write_text("\n".join(map(json.dumps, documents)), "utf-8")
    (folder / "queries.jsonl").write_text("\n".join(map(json.dumps, queries)), "utf-8")
    (folder / "qrels.tsv").write_text(qrels, "utf-8")
    return folder


def refusal(folder: Path) -> str:
    with pytest.raises(RetrievalSetError) as refused:
        read_retrieval_set(folder)
    return str(refused.value)


def test_a_set_is_read_and_unjudged_queries_are_left_out_and_counted(tmp_path: Path) -> None:
    read = read_retrieval_set(a_set(tmp_path))
    assert read.documents == {"d1": ("Bod", "Voor 1 juli."), "d2": ("", "Huur.")}
    assert read.queries == {"q1": "Wanneer komt het bod?"}
    assert read.relevant == {"q1": {"d1": 1}}
    assert read.left_out == 1


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (a_set(tmp_path) / "qrels.tsv").unlink()
    assert "hier ontbreekt qrels.tsv" in refusal(tmp_path)


def test_qrels_without_the_header_are_refused(tmp_path: Path) -> None:
    assert "qrels.tsv:1: de kopregel is ['q1', 'd1', '1']" in refusal(a_set(tmp_path, "q1\td1\t1\n"))


def test_judgements_about_unknown_ids_are_refused_with_their_lines(tmp_path: Path) -> None:
    said = refusal(a_set(tmp_path, HEADER + "q1\td1\t1\nq9\td1\t1\nq1\td9\t1\nq1 d1 1\n"))
    assert "qrels.tsv:3: vraag 'q9' staat niet in queries.jsonl" in said
    assert "qrels.tsv:4: document 'd9' staat niet in corpus.jsonl" in said
    assert "qrels.tsv:5: geen query-id" in said


def test_a_set_in_which_nothing_is_relevant_is_refused(tmp_path: Path) -> None:
    assert "bij geen enkele vraag hoort een document" in refusal(a_set(tmp_path, HEADER + "q1\td1\t0\n"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "geen geldige JSON"),
        ("[]", "geen object"),
        ('{"text": "x"}', "geen _id"),
        ('{"_id": "d3", "text": " "}', "geen text"),
        ('{"_id": "d1", "text": "x"}', "komt twee keer voor"),
    ],
)
def test_a_bad_document_is_refused_with_its_line(tmp_path: Path, line: str, message: str) -> None:
    with (a_set(tmp_path) / "corpus.jsonl").open("a", encoding="utf-8") as file:
        file.write("\n" + line)
    said = refusal(tmp_path)
    assert "corpus.jsonl:3" in said
    assert message in said
