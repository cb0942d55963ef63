"""Which commitments a text is about: by the words of their sentences, in order with the help of retrieval."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from assistant.retrieval import Retriever
from corpus.commitment_index import Columns, Mask
from corpus.library import Library
from corpus.model import EVERYTHING, Filters


@dataclass(frozen=True, slots=True)
class Worded:
    """The commitments that a text finds, bool `(n,)`, and how well each fits, float `(n,)`."""

    mask: Mask
    fit: npt.NDArray[np.float32]
    near: tuple[int, ...] = ()


def worded(
    library: Library,
    retriever: Retriever,
    columns: Columns,
    text: str,
    today: date,
    filters: Filters = EVERYTHING,
) -> Worded:
    """Find commitments by a text; `filters` help to put them in order, they change nothing in what is found."""
    raise NotImplementedError
