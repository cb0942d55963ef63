"""A finished edition in the form that it is stored in: compact, and ready to go from one process to another.

The words of a large document are most of what it takes in memory, so they are packed once, where the edition was
made, and stay so on their way into the catalogue.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import IO

import numpy as np
import numpy.typing as npt
from pydantic import TypeAdapter

from corpus.edition import Edition, FinishedEdition
from corpus.rows import pack_words

_edition = TypeAdapter(Edition)
_NONE = np.zeros((0, 1), np.float32)


@dataclass(frozen=True, slots=True)
class PackedEdition:
    """A `FinishedEdition` whose pages hold no words: those are in `words`, one `rows.pack_words` a page."""

    edition: Edition
    words: tuple[bytes, ...]
    original: bytes
    vectors: npt.NDArray[np.float32]
    embedding_model: str
    question_vectors: npt.NDArray[np.float32]


def pack(finished: FinishedEdition) -> PackedEdition:
    """A finished edition, packed. Raises ValueError when its parts do not belong together."""
    edition = finished.edition
    packed = PackedEdition(
        edition=replace(edition, pages=tuple(replace(page, words=()) for page in edition.pages)),
        words=tuple(pack_words(page.words) for page in edition.pages),
        original=finished.original,
        vectors=finished.vectors,
        embedding_model=finished.embedding_model,
        question_vectors=_NONE if finished.question_vectors is None else finished.question_vectors,
    )
    return _checked(packed)


def write(editions: Iterable[PackedEdition], file: IO[bytes]) -> None:
    """Write editions as plain arrays in NumPy's own format."""
    parts: dict[str, npt.NDArray[np.generic]] = {}
    for number, packed in enumerate(editions):
        parts |= {
            f"{number}.edition": np.frombuffer(_edition.dump_json(packed.edition), np.uint8),
            f"{number}.words": np.frombuffer(b"".join(packed.words), np.uint8),
            f"{number}.lengths": np.array([len(words) for words in packed.words], np.int64),
            f"{number}.original": np.frombuffer(packed.original, np.uint8),
            f"{number}.vectors": packed.vectors,
            f"{number}.questions": packed.question_vectors,
            f"{number}.model": np.frombuffer(packed.embedding_model.encode(), np.uint8),
        }
    np.savez(file, **parts)  # type: ignore[arg-type]


def read(file: IO[bytes]) -> list[PackedEdition]:
    """The inverse of `write`. Raises ValueError for anything else."""
    with np.load(file, allow_pickle=False) as parts:
        count = sum(name.endswith(".edition") for name in parts.files)
        try:
            return [_checked(_one(parts, number)) for number in range(count)]
        except KeyError as missing:
            raise ValueError(f"no such part: {missing}") from missing


def _one(parts: np.lib.npyio.NpzFile, number: int) -> PackedEdition:
    return PackedEdition(
        edition=_edition.validate_json(parts[f"{number}.edition"].tobytes()),
        words=_cut(parts[f"{number}.words"].tobytes(), parts[f"{number}.lengths"].tolist()),
        original=parts[f"{number}.original"].tobytes(),
        vectors=parts[f"{number}.vectors"].astype(np.float32),
        embedding_model=parts[f"{number}.model"].tobytes().decode(),
        question_vectors=parts[f"{number}.questions"].astype(np.float32),
    )


def _cut(joined: bytes, lengths: Sequence[int]) -> tuple[bytes, ...]:
    ends = np.cumsum(lengths).tolist()
    return tuple(joined[end - length : end] for end, length in zip(ends, lengths, strict=True))


def _checked(packed: PackedEdition) -> PackedEdition:
    edition = packed.edition
    if len(packed.vectors) != len(edition.passages):
        raise ValueError(f"{edition.id}: {len(packed.vectors)} vectors, {len(edition.passages)} passages")
    if len(packed.words) != len(edition.pages):
        raise ValueError(f"{edition.id}: words of {len(packed.words)} pages, {len(edition.pages)} pages")
    if len(packed.question_vectors) != len(edition.questions):
        raise ValueError(
            f"{edition.id}: {len(packed.question_vectors)} vectors, {len(edition.questions)} questions"
        )
    for question in edition.questions:
        if not 0 <= question.ordinal < len(edition.passages):
            raise ValueError(f"{edition.id}: a question of passage {question.ordinal}")
    names = {passage.id for passage in edition.passages}
    for number, one in enumerate(edition.commitments):
        if (one.id, one.ordinal) != (f"{edition.id}.c{number}", number) or one.passage_id not in names:
            raise ValueError(f"commitment {number} of {edition.id} is {one.id} of passage {one.passage_id}")
    return packed
