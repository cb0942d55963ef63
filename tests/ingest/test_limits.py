"""A file can hang, crash or fill the process that reads it: it is reported, and the run goes on."""

import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from corpus.embedding import Embedder
from ingest import reading
from ingest.edition import build_edition
from ingest.fetch import Fetched, fetch, paths_of
from ingest.pipeline import Progress, ingest
from ingest.read.records import ReadError
from ingest.read.watch import Sign
from ingest.reading import ReadingProcess
from ingest.settings import IngestSettings
from ingest.split import estimate_tokens
from tests.ingest.conftest import MemoryStore

TEXT = "De gemeente Lindewaard en de corporatie bouwen samen honderd woningen voor ouderen."
# The reading process, in which three file names stand for what a file can do to the reader of its kind.
FAULTY = """
import ctypes, sys, time
import ingest.worker as worker
build = worker.build_edition
def faulty(fetched, *rest):
    name = fetched.path.stem
    if name == "hangt":
        time.sleep(600)
    if name == "draait":
        while True:
            pass
    if name == "ontploft":
        grown = [bytearray(20_000_000) for _ in range(100_000)]
    if name == "crasht":
        ctypes.string_at(0)
    return build(fetched, *rest)
worker.build_edition = faulty
worker.main(int(sys.argv[1]), int(sys.argv[2]))
"""


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_PROGRAM", FAULTY)


def fetched(path: Path) -> Fetched:
    (item,) = fetch(paths_of([path]), IngestSettings(), {})
    assert isinstance(item, Fetched)
    return item


@pytest.mark.usefixtures("faulty")
def test_files_that_hang_crash_or_explode_are_reported_and_the_others_are_read(
    tmp_path: Path, embedder: Embedder
) -> None:
    names = ["a", "crasht", "draait", "hangt", "m", "ontploft", "z"]
    for name in names:
        (tmp_path / f"{name}.txt").write_text(f"{TEXT} {name}", "utf-8")
    store = MemoryStore(embedder.fingerprint)
    settings = IngestSettings(read_seconds=1, read_megabytes=300)
    report = ingest([tmp_path], store, embedder, settings=settings)
    assert {entry.path.stem: entry.reason for entry in report.documents} == {
        "a": None, "crasht": "broken", "draait": "tooSlow", "hangt": "tooSlow", "m": None, "ontploft": "tooLarge",
        "z": None,
    }  # fmt: skip
    assert {finished.edition.file_name for finished in store.editions.values()} == {"a.txt", "m.txt", "z.txt"}
    assert all(entry.message.endswith(".") for entry in report.rejected)


def test_a_small_pdf_that_unpacks_to_gigabytes_is_too_large(tmp_path: Path) -> None:
    path = tmp_path / "bom.pdf"
    path.write_bytes(bomb(megabytes=1_500))
    assert path.stat().st_size < 10_000
    with (
        ReadingProcess(IngestSettings(read_megabytes=300), estimate_tokens, 512) as process,
        pytest.raises(ReadError, match="300 MB") as failed,
    ):
        process.build(fetched(path))
    assert failed.value.reason == "tooLarge"


def bomb(megabytes: int) -> bytes:
    """A PDF whose one page is drawn by a content stream that is packed twice."""
    packer = zlib.compressobj(9)
    once = b"".join([*(packer.compress(b"q " * 500_000) for _ in range(megabytes)), packer.flush()])
    stream = zlib.compress(once, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R>>",
        b"<</Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n%s\nendstream" % (len(stream), stream),
    ]
    content, places = b"%PDF-1.4\n", []
    for number, thing in enumerate(objects, start=1):
        places.append(len(content))
        content += b"%d 0 obj%sendobj\n" % (number, thing)
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    return content + table + b"trailer<</Root 1 0 R/Size 5>>startxref\n%d\n%%%%EOF" % len(content)


def test_what_another_process_read_is_what_this_one_reads(make_pdf: Callable[..., Path]) -> None:
    source = (
        "= Afspraken\n== 1 Huur\nDe huur stijgt met hoogstens 3%.\n#table(columns: 2, [a], [b], [c], [d])\n"
    )
    item = fetched(make_pdf(f'#set text(lang: "nl")\n{source}#pagebreak()\n{TEXT}'))
    signs: list[Sign | None] = []
    with ReadingProcess(IngestSettings(), estimate_tokens, 512) as process:
        apart = process.build(item, signs.append)
    assert apart == build_edition(item, IngestSettings(), estimate_tokens, 512)
    assert [(sign.page, sign.pages) for sign in signs if sign] == [(1, 2), (2, 2)]


def test_tokens_are_counted_by_the_embedder_of_the_process_that_ingests(tmp_path: Path) -> None:
    (tmp_path / "stuk.txt").write_text(TEXT, "utf-8")
    counted: list[str] = []

    def count(texts: Sequence[str]) -> list[int]:
        counted.extend(texts)
        return estimate_tokens(texts)

    with ReadingProcess(IngestSettings(), count, 512) as process:
        process.build(fetched(tmp_path / "stuk.txt"))
    assert TEXT in counted


def test_the_reading_process_loads_neither_models_nor_indexes() -> None:
    heavy = ["chromadb", "onnxruntime", "tokenizers", "torch", "langchain_core", "sqlalchemy", "tantivy"]
    code = f"import sys, ingest.worker; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


READS = """
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job would ignore it
from pathlib import Path
from ingest import reading
from ingest.fetch import fetch, paths_of
from ingest.settings import IngestSettings
from ingest.split import estimate_tokens
reading._PROGRAM = Path(sys.argv[1]).read_text()
(item,) = fetch(paths_of([sys.argv[2]]), IngestSettings(), {})
with reading.ReadingProcess(IngestSettings(), estimate_tokens, 512) as process:
    process._running()
    print(process._pid(), flush=True)
    process.build(item)
"""


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("what", ["hangt", "draait"])
def test_the_reading_process_ends_with_the_one_that_started_it(
    tmp_path: Path, how: signal.Signals, what: str
) -> None:
    (tmp_path / "program.py").write_text(FAULTY, "utf-8")
    (tmp_path / f"{what}.txt").write_text(TEXT, "utf-8")
    command = [sys.executable, "-c", READS, str(tmp_path / "program.py"), str(tmp_path / f"{what}.txt")]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    with parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        time.sleep(0.5)
        assert alive(pid)
        parent.send_signal(how)
    end = time.monotonic() + 20
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not alive(pid)


def alive(pid: int) -> bool:
    """Whether a process runs; one that nobody waited for is over too."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return False
    return state != "Z"


def test_an_error_while_storing_ends_the_run_and_its_reading_process(
    tmp_path: Path, embedder: Embedder
) -> None:
    class FullDisk(MemoryStore):
        def put(self, *finished: object) -> None:
            raise OSError(28, "No space left on device")

    for number in range(30):
        (tmp_path / f"{number}.txt").write_text(f"{TEXT} {number}", "utf-8")
    told: list[Progress] = []
    with pytest.raises(OSError, match="No space"):
        ingest(
            [tmp_path],
            FullDisk(embedder.fingerprint),
            embedder,
            settings=IngestSettings(batch_passages=2),
            on_progress=told.append,
        )
    assert not [entry for entry in told if entry.done > 10]  # reading did not run far ahead
