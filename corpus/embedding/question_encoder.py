"""What the bundled model has learned about which questions are alike.

People ask one thing in words that have nothing in common ("mijn huis gaat in de verkoop" – "verkoopvolgorde").
`question_encoder.npz` holds small changes to the matrices of the model's upper layers, of each the product of two
narrow ones (Hu et al. 2021, "LoRA"), made by `python -m eval.teach_questions` from the known questions of the bundled
library. Only questions that are compared with questions go through them; passages and searches keep their vectors.
"""

from dataclasses import replace
from hashlib import sha256
from importlib.resources import files

import numpy as np

from corpus.embedding.carrier import Weights

LEARNED = "question_encoder.npz"
LEARNED_SHA256 = sha256((files("corpus.embedding") / LEARNED).read_bytes()).hexdigest()
# The layers below this one are the model's own.
LOWER = 6
SCALE = 2.0  # of the product of two narrow matrices


def for_questions(weights: Weights) -> Weights:
    """The weights as changed; the file holds `NAME.a` `(rank, inputs)` and `NAME.b` `(outputs, rank)` of a matrix."""
    with (files("corpus.embedding") / LEARNED).open("rb") as stream, np.load(stream) as learned:
        narrow = {name: np.asarray(learned[name], np.float32) for name in learned.files}
    tensors = dict(weights.tensors)
    for name in (key.removesuffix(".a") for key in narrow if key.endswith(".a")):
        matrix = weights.matrix(f"{name}.w") + SCALE * (narrow[f"{name}.b"] @ narrow[f"{name}.a"])
        tensors[f"{name}.w"] = matrix.reshape(-1)
    return replace(weights, tensors=tensors)
