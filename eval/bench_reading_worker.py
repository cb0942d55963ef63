"""One measured run of one reader over one kind of file, in a process of its own; started by `eval.bench_reading`.

Reads a list of paths as JSON on standard input, writes seconds and characters as JSON on standard output.
"""

import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

Result = dict[str, Any]
_LIMIT = 512  # tokens that an embedding model takes


def ours(paths: list[Path]) -> Result:
    """The product, up to passages that are ready to be embedded; pages of paper, or words where there is none."""
    pages = words = 0

    def characters(path: Path) -> int:
        nonlocal pages, words
        found = _editions([path])[0].pages
        pages += len(found)
        words += sum(len(page.text.split()) for page in found)
        return sum(len(page.text) for page in found)

    _editions(paths[:1])
    started = time.perf_counter()
    count = sum(map(characters, paths))
    seconds = time.perf_counter() - started
    return {"seconds": seconds, "characters": count, "pages": pages, "words": words}


def steps(paths: list[Path]) -> Result:
    """The product once more, with the time of each step, and inside reading of each part that the reader calls."""
    from eval.sampling import Sampler

    _editions(paths[:1])
    with Sampler("ingest") as sampler:
        _editions(paths)
    by_step: dict[str, float] = defaultdict(float)
    inside: dict[str, float] = defaultdict(float)
    for stack, seconds in sampler.seconds.items():
        names = [function for _, function in stack]
        inner = stack[names.index("build_edition") + 1 :] if "build_edition" in names else ()
        step = inner[0][1] if inner else "fetch"
        by_step[step] += seconds
        if step == "read":
            # read, the reader's wrapper, the reader's own module, and then what it calls.
            own = inner[2][0] if len(inner) > 2 else ""
            parts = [frame for frame in inner[2:] if frame[0] != own]
            inside[".".join(parts[0]) if parts else own or "open"] += seconds
    shortened = {name.removeprefix("ingest.read."): seconds for name, seconds in inside.items()}
    return {"steps": by_step, "inside": shortened}


def pypdf(paths: list[Path]) -> Result:
    """What everybody begins with: the text of each page, as pypdf extracts it."""
    from pypdf import PdfReader

    return _timed(lambda path: sum(len(page.extract_text()) for page in PdfReader(path).pages), paths)


def markitdown(paths: list[Path]) -> Result:
    """Microsoft's MarkItDown (MIT): a file becomes Markdown."""
    from markitdown import MarkItDown

    converter = MarkItDown()
    return _timed(lambda path: len(converter.convert(path).text_content), paths)


def _timed(read: Callable[[Path], int], paths: list[Path]) -> Result:
    """The first file is read once before, so that imports do not count."""
    read(paths[0])
    started = time.perf_counter()
    characters = sum(map(read, paths))
    return {"seconds": time.perf_counter() - started, "characters": characters}


def _editions(paths: list[Path]) -> list[Any]:
    """Files as editions, in the product's own steps; what stands beside them in `sources.toml` is left out."""
    from ingest.edition import build_edition
    from ingest.fetch import Fetched
    from ingest.settings import IngestSettings
    from ingest.split import estimate_tokens

    settings = IngestSettings()
    editions = []
    for path in paths:
        fetched = Fetched(path, path.as_uri(), path.stem, path.read_bytes(), "0" * 64, None)
        editions.append(build_edition(fetched, settings, estimate_tokens, _LIMIT).edition)
    return editions


READERS: dict[str, Callable[[list[Path]], Result]] = {
    "ours": ours,
    "steps": steps,
    "pypdf": pypdf,
    "markitdown": markitdown,
}


if __name__ == "__main__":
    print(json.dumps(READERS[sys.argv[1]]([Path(name) for name in json.load(sys.stdin)])))
