"""A file beside a document says which questions its sentences answer: what it may hold, and when it is read."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from corpus.edition import FinishedEdition
from corpus.embedding import Embedder
from corpus.known_question import KnownQuestion
from corpus.model import Description, Passage, Span
from ingest.embed import embed_questions
from ingest.fetch import Fetched, Refused, fetch, paths_of
from ingest.fetch.identity import fingerprint_of
from ingest.known_questions import MOST_BYTES, attach
from ingest.pipeline import ingest
from ingest.report import DocumentReport
from ingest.settings import IngestSettings
from tests.ingest.conftest import MemoryStore
from tests.ingest.test_addresses import Site, running

PLAIN = Description("Afspraken")
SENTENCE = "De gemeente Lindewaard bouwt honderd woningen voor ouderen."
TEXT = f"# Afspraken\n\n{SENTENCE} De huur stijgt in 2026 met hoogstens drie procent.\n"
ASKED = f"> {SENTENCE}\nkomt er iets voor oma\n"


def passages(*texts: str) -> list[Passage]:
    return [Passage(f"a.{n}", n, text, (Span(1, 0, len(text)),), ()) for n, text in enumerate(texts)]


def attached(written: str, *texts: str, description: Description = PLAIN) -> list[tuple[int, str, str]]:
    """The number of the passage, what it says at the place of each question, and the question."""
    found = attach(written, passages(*texts), description)
    assert found.unknown == ()
    return [(one.ordinal, texts[one.ordinal][one.start : one.end], one.text) for one in found.questions]


def test_questions_get_the_place_of_their_sentence_in_the_order_of_the_document() -> None:
    written = "> Twee is hier.\nwaar is twee\n\n> Een is hier.\nwaar is een\nen een dan\n"
    assert attached(written, "Niets. Een is hier.", "Twee is hier. Meer.") == [
        (0, "Een is hier.", "waar is een"),
        (0, "Een is hier.", "en een dan"),
        (1, "Twee is hier.", "waar is twee"),
    ]


def test_a_sentence_in_two_passages_has_its_questions_in_both() -> None:
    found = attach("> Een zin.\nwat\n", passages("Een zin. Meer.", "Over. Een zin."), PLAIN).questions
    assert found == (KnownQuestion(0, 0, 8, "wat"), KnownQuestion(1, 6, 14, "wat"))


def test_a_sentence_may_be_broken_over_lines_in_the_document() -> None:
    assert attached("> Een  lange zin.\nwat\n", "Dit is: Een\nlange \n zin. Ja.") == [
        (0, "Een\nlange \n zin.", "wat")
    ]


@pytest.mark.parametrize("bar", [" | ", "\t"])
@pytest.mark.parametrize(
    "row", ["| Noord | 40 | 2026 |", "Noord|40|2026", "Noord 40 2026", "|\t|Noord 40 | 2026"]
)
def test_a_row_of_a_table_is_found_with_or_without_its_bars(row: str, bar: str) -> None:
    rows = (("Wijk", "Aantal", "Jaar"), ("Noord", "40", "2026"), ("Zuid", "40", "2027"))
    text = "\n".join(map(bar.join, rows))
    assert attached(f"> {row}\nhoeveel in het noorden\n", text) == [
        (0, bar.join(rows[1]), "hoeveel in het noorden")
    ]


@pytest.mark.parametrize(
    "sentence", ["Stijgt dit (a+b)* met 3.5% [of \\d+]?", "^Kosten: $5.000 {2}$", "a.c #1", "(", ".*"]
)
def test_every_character_of_a_sentence_stands_for_itself(sentence: str) -> None:
    assert attached(f"> {sentence}\nwat\n", f"abc Stijgt. {sentence} Einde") == [(0, sentence, "wat")]
    assert attach(f"> {sentence}\nwat\n", passages("abc Stijgt dit aab met 355"), PLAIN).unknown == (
        sentence,
    )


def test_a_sentence_the_document_does_not_have_is_told_and_the_others_count() -> None:
    found = attach("> Weg.\nwaar\n> Hier.\nwat\n> Ook weg.\nwaar\n", passages("Hier. Niet daar."), PLAIN)
    assert [one.text for one in found.questions] == ["wat"]
    assert found.unknown == ("Weg.", "Ook weg.")


def test_remarks_empty_lines_and_what_comes_before_the_first_sentence_are_no_questions() -> None:
    written = "los\n# kop\n\n> Een zin.\n  # let op\n\n   wat dan  \n\r\n> Tweede zin.\r\nwaarom\r\n"
    assert attached(written, "Een zin. Tweede zin.") == [
        (0, "Een zin.", "wat dan"),
        (0, "Tweede zin.", "waarom"),
    ]


@pytest.mark.parametrize("written", ["", "\n\n", "# niets\n", "> Een zin.\n", ">\nwat\n", "wat\n"])
def test_a_file_without_a_sentence_with_questions_gives_nothing(written: str) -> None:
    assert attach(written, passages("Een zin."), PLAIN) == ((), ())


@pytest.mark.parametrize("sentence", ["|", "| |", "|\t|"])
def test_a_sentence_of_nothing_but_bars_stands_nowhere(sentence: str) -> None:
    assert attach(f"> {sentence}\nwat\n", passages("Een | zin."), PLAIN) == ((), (sentence,))


def test_the_names_of_the_parties_are_taken_out_of_questions() -> None:
    description = Description(
        "Afspraken",
        municipalities=("Lindewaard", "Oost", "Oost Gelre"),
        corporations=("Woonstichting De Kade (2)",),
        tenant_organisations=("Huurdersraad Oost",),
    )
    asked = {
        "bouwt LINDEWAARD nog iets": "bouwt nog iets",
        "doet woonstichting de kade (2), net als huurdersraad oost, mee?": "doet , net als , mee?",
        "is Lindewaards beleid van oosten": "is Lindewaards beleid van oosten",
        "en in Oost Gelre": "en in",
        "Lindewaard": "Lindewaard",
        "bouwt Oost nog iets": "bouwt nog iets",  # the same as the first by now
    }
    found = attached("> Zin.\n" + "\n".join(asked), "Zin.", description=description)
    assert [text for _, _, text in found] == list(dict.fromkeys(asked.values()))
    assert [text for _, _, text in attached("> Zin.\n" + "\n".join(asked), "Zin.")] == list(asked)


def test_a_question_written_twice_counts_once() -> None:
    assert attached("> Zin.\nwat\nwat\n> Zin.\nwaar\nwat\n", "Zin.") == [
        (0, "Zin.", "wat"),
        (0, "Zin.", "waar"),
    ]


def test_a_sentence_has_so_many_questions_of_such_a_length_and_no_more() -> None:
    many = "> Zin.\n" + "".join(f"vraag {n}\n" for n in range(100)) + "> Slot.\nwat\n"
    assert [text for _, _, text in attached(many, "Zin. Slot.")] == [
        *(f"vraag {n}" for n in range(40)),
        "wat",
    ]
    ((_, _, long),) = attached("> Zin.\n" + "x" * 100_000, "Zin.")
    assert long == "x" * 300


def test_what_stands_everywhere_has_questions_in_some_places_only() -> None:
    found = attach("> e\nwat\n", passages(*["een en twee en meer"] * 50), PLAIN)
    assert len(found.questions) == 20
    assert found.unknown == ()


@pytest.mark.parametrize(
    "line", ["a " * 1_000_000, "a" * 2_000_000, "|a" * 1_000_000, "a b" + "(" * 2_000_000]
)
def test_a_line_longer_than_any_passage_is_a_sentence_that_is_not_there(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Making a pattern of it would take gigabytes.
    monkeypatch.setattr("ingest.known_questions.re.escape", None)
    text = "a a a a a " * 100
    assert attach(f"> {line}\nwat\n", passages(text), PLAIN) == ((), (line.strip(),))


def test_a_sentence_with_a_wide_gap_is_found() -> None:
    assert attached("> Een" + " |" * 1_000_000 + " zin.\nwat\n", "Een zin.") == [(0, "Een zin.", "wat")]


def test_a_document_without_text_has_no_questions() -> None:
    assert attach("> Zin.\nwat\n", [], PLAIN) == ((), ("Zin.",))


# -- the file ---------------------------------------------------------------------------------------------------


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with a document that no questions are known of yet."""
    folder = tmp_path / "stukken"
    (folder / "vragen").mkdir(parents=True)
    (folder / "afspraken.md").write_text(TEXT, "utf-8")
    return folder


@pytest.fixture
def store(embedder: Embedder) -> MemoryStore:
    return MemoryStore(embedder.fingerprint)


Write = Callable[[str | bytes], None]


@pytest.fixture
def write(place: Path) -> Write:
    """Writes the file with the questions of the document."""

    def writing(content: str | bytes) -> None:
        content = content.encode() if isinstance(content, str) else content
        (place / "vragen" / "afspraken.md.vragen").write_bytes(content)

    return writing


def only(target: Path) -> Fetched:
    (item,) = fetch(paths_of([target]), IngestSettings(), {})
    assert isinstance(item, Fetched)
    return item


def test_the_file_beside_a_document_is_read_and_is_no_document(place: Path, write: Write) -> None:
    write(ASKED)
    (place / "vragen" / "iets-anders.md.vragen").write_text(ASKED, "utf-8")
    (place / "los.vragen").write_text(ASKED, "utf-8")
    assert paths_of([place]) == [place / "afspraken.md"]
    assert only(place).questions == only(place / "afspraken.md").questions == ASKED


def test_a_document_has_the_questions_of_its_own_name_and_folder_only(place: Path, write: Write) -> None:
    write(ASKED)
    (place / "onder").mkdir()
    for other in (place / "afspraken.txt", place / "onder" / "afspraken.md"):
        other.write_text(TEXT, "utf-8")
        assert only(other).questions == ""


def test_questions_are_a_part_of_the_fingerprint_and_no_questions_are_none(place: Path, write: Write) -> None:
    without = only(place).fingerprint
    write("")
    assert only(place).fingerprint == without == fingerprint_of(TEXT.encode(), None)
    write(ASKED)
    first = only(place).fingerprint
    write(ASKED + "en voor opa\n")
    assert len({without, first, only(place).fingerprint}) == 3
    (place / "vragen" / "afspraken.md.vragen").unlink()
    assert only(place).fingerprint == without


def test_of_a_file_that_is_too_large_the_beginning_is_read(place: Path, write: Write) -> None:
    write(ASKED + "é" * MOST_BYTES)
    read = only(place).questions
    assert read.startswith(ASKED)
    assert len(read.encode()) <= MOST_BYTES + 2  # the last character was cut in half


def test_a_file_in_another_encoding_is_read_as_far_as_it_goes(place: Path, write: Write) -> None:
    write(ASKED.encode() + "één\n".encode("latin-1") + b"\xff\xfe\x00wat\n")
    assert only(place).questions == ASKED + "\ufffd\ufffdn\n\ufffd\ufffd\x00wat\n"


def test_the_mark_that_some_editors_begin_a_file_with_is_no_part_of_it(place: Path, write: Write) -> None:
    write("\ufeff" + ASKED)
    assert only(place).questions == ASKED


def test_questions_that_cannot_be_read_do_not_keep_the_document_out(place: Path) -> None:
    beside = place / "vragen" / "afspraken.md.vragen"
    for there in ("/proc/self/mem", str(place / "weg"), str(beside)):
        beside.unlink(missing_ok=True)
        beside.symlink_to(there)
        assert only(place).questions == ""
    beside.unlink()
    beside.mkdir()
    assert only(place).questions == ""


def test_files_in_an_archive_have_no_questions_and_a_file_with_questions_in_it_is_reported(
    tmp_path: Path,
) -> None:
    path = tmp_path / "stukken.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("afspraken.md", TEXT)
        archive.writestr("vragen/afspraken.md.vragen", ASKED)
    (tmp_path / "vragen").mkdir()
    for name in ("stukken.zip", "afspraken.md"):
        (tmp_path / "vragen" / f"{name}.vragen").write_text(ASKED, "utf-8")
    read, refused = fetch(paths_of([tmp_path]), IngestSettings(), {})
    assert isinstance(read, Fetched)
    assert (read.questions, read.fingerprint) == ("", fingerprint_of(TEXT.encode(), None))
    assert isinstance(refused, Refused)
    assert (refused.path.name, refused.reason) == ("afspraken.md.vragen", "unsupported")


def test_a_document_from_the_web_has_no_questions() -> None:
    settings = IngestSettings(allow_private_addresses=True)
    with running(Site()) as site:
        site.gives("/map/vragen/afspraken.txt.vragen", ASKED.encode(), "text/plain")
        address = site.gives("/map/afspraken.txt", TEXT.encode(), "text/plain")
        (item,) = fetch(paths_of([address]), settings, {})
        asked = [path for path, _ in site.asked]
    assert isinstance(item, Fetched)
    assert item.questions == ""
    assert "/map/vragen/afspraken.txt.vragen" not in asked


# -- the run ----------------------------------------------------------------------------------------------------


def kept(store: MemoryStore, file_name: str = "afspraken.md") -> FinishedEdition:
    (finished,) = [one for one in store.editions.values() if one.edition.file_name == file_name]
    return finished


def ingested(place: Path, store: MemoryStore, embedder: Embedder) -> DocumentReport:
    (document,) = ingest([place], store, embedder).documents
    return document


def test_a_document_whose_questions_changed_is_read_again(
    place: Path, write: Write, store: MemoryStore, embedder: Embedder
) -> None:
    def asked() -> list[str]:
        return [question.text for question in kept(store).edition.questions]

    assert (ingested(place, store, embedder).outcome, asked()) == ("added", [])
    write(ASKED)
    assert ingested(place, store, embedder).outcome == "replaced"
    assert asked() == ["komt er iets voor oma"]
    assert ingested(place, store, embedder).outcome == "unchanged"
    write(ASKED + "en voor opa\n")
    assert ingested(place, store, embedder).outcome == "replaced"
    assert asked() == ["komt er iets voor oma", "en voor opa"]
    (place / "vragen" / "afspraken.md.vragen").unlink()
    assert ingested(place, store, embedder).outcome == "replaced"
    assert asked() == []


def test_what_is_stored_is_the_place_of_the_sentence_and_the_vector_of_a_question(
    place: Path, write: Write, store: MemoryStore, embedder: Embedder
) -> None:
    write(ASKED + "wordt er gebouwd\n")
    (place / "bod.md").write_text("Een bod zonder vragen van de corporatie.\n", "utf-8")
    ingest([place], store, embedder)
    finished = kept(store)
    for question in finished.edition.questions:
        passage = finished.edition.passages[question.ordinal]
        assert passage.text[question.start : question.end] == SENTENCE
    assert finished.question_vectors is not None
    expected = [embedder.question_vector(text) for text in ("komt er iets voor oma", "wordt er gebouwd")]
    np.testing.assert_allclose(finished.question_vectors, np.array(expected), atol=1e-5)
    assert kept(store, "bod.md").edition.questions == ()
    none = kept(store, "bod.md").question_vectors
    assert none is not None
    assert none.shape == (0, embedder.dimension)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("> Dit staat er niet.\nwaar\n", "Een zin uit het bestand met vragen staat niet in het document."),
        ("> Dit staat er niet.\nwaar\n> Dit ook niet.\nwaar\n", "2 zinnen uit het bestand met vragen staan"),
        ("> Dit staat er niet." + "x" * 10_000 + "\nwaar\n", "Dit staat er niet." + "x" * 82),
    ],
)
def test_a_sentence_that_is_not_in_the_document_is_reported_and_the_document_is_read(
    place: Path, write: Write, store: MemoryStore, embedder: Embedder, written: str, told: str
) -> None:
    write(ASKED + written)
    document = ingested(place, store, embedder)
    assert (document.outcome, document.reason) == ("added", None)
    assert told in document.message
    assert "Dit staat er niet." in document.message
    assert len(document.message) < 250
    assert len(kept(store).edition.questions) == 1


def test_nothing_is_said_of_questions_that_all_have_their_sentence(
    place: Path, write: Write, store: MemoryStore, embedder: Embedder
) -> None:
    write(ASKED)
    assert ingested(place, store, embedder).message == ""


def test_each_question_is_embedded_once_however_many_sentences_it_belongs_to(
    place: Path, write: Write, store: MemoryStore, embedder: Embedder
) -> None:
    write("> De gemeente Lindewaard\nwat\nwie\n> De huur stijgt in 2026\nwat\n")
    ingest([place], store, embedder)
    edition = kept(store).edition
    told: list[int] = []
    (first, second) = embed_questions([edition, edition], embedder, told.append)
    assert told[-1] == 2
    np.testing.assert_array_equal(first, second)
    assert [question.text for question in edition.questions] == ["wat", "wie", "wat"]
    np.testing.assert_array_equal(first[0], first[2])
    assert np.abs(first[0] - first[1]).max() > 0.01
