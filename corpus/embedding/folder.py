"""The folder of a fast model on disk: what is in it, and how it appears whole or not at all.

`model.onnx` (`input_ids` → `embedding`), `tokenizer.json`, and `model.json`, the manifest. Of a model that has
learned which questions are alike `model.onnx` gives `states`, of which `upper.onnx` makes the `embedding` of passages
and searches, and `questions.onnx` that of questions to compare with questions.
"""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from corpus.embedding.contract import ALIKE

MANIFEST, GRAPH, TOKENIZER = "model.json", "model.onnx", "tokenizer.json"
UPPER_GRAPH, QUESTION_GRAPH = "upper.onnx", "questions.onnx"
GRAPH_INPUT, GRAPH_STATES, GRAPH_OUTPUT = "input_ids", "states", "embedding"
_UNFINISHED = ".unfinished-"


class Manifest(BaseModel):
    """What must be known of a fast model to use it. `sizes` are the bytes of the other files.

    `alike` are the cosines of questions about different things and of one question in two wordings.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    fingerprint: str
    dimension: int
    max_tokens: int
    query_prefix: str
    passage_prefix: str
    made: str
    sizes: dict[str, int]
    alike: tuple[float, float] = ALIKE


def is_fast_folder(folder: Path) -> bool:
    """Whether `folder` was made by us, complete or not."""
    return (folder / MANIFEST).is_file()


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a complete fast model; None when anything is absent, cut off or unreadable."""
    try:
        manifest = Manifest.model_validate_json((folder / MANIFEST).read_bytes())
        return manifest if sizes(folder) == manifest.sizes else None
    except (OSError, ValidationError):
        return None


def sizes(folder: Path) -> dict[str, int]:
    """Bytes of the files that a manifest vouches for. Raises `OSError` when one is absent that no model lacks."""
    besides = [name for name in (UPPER_GRAPH, QUESTION_GRAPH) if (folder / name).exists()]
    return {name: (folder / name).stat().st_size for name in (GRAPH, TOKENIZER, *besides)}


def publish(target: Path, fill: Callable[[Path], None]) -> None:
    """Let `fill` write a folder beside `target` and give it that name when it is whole.

    Whatever was at `target` is replaced. When `fill` raises, nothing is left behind.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=target.parent))
    try:
        fill(unfinished)
        if target.exists():
            shutil.rmtree(target)
        unfinished.chmod(0o755)
        unfinished.rename(target)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def sweep(parent: Path) -> None:
    """Remove what interrupted runs left in `parent`; only while no other run can be busy there."""
    for left in parent.glob(_UNFINISHED + "*"):
        shutil.rmtree(left, ignore_errors=True)
