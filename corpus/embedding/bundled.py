"""The bundled model as the product uses it: its weights, cut to Latin script, and how it wants to be asked."""

from dataclasses import replace

from corpus.embedding.carrier import CARRIER_SHA256, Weights, read_carrier
from corpus.embedding.question_encoder import LEARNED_SHA256
from corpus.embedding.vocabulary import latin_pieces

# Counts up whenever the way from the carrier to the prepared model comes to give other vectors.
RECIPE = 3
# Names all that decides the vectors: the weights, what was learned beside them, and that way.
VERSION = f"{RECIPE}-{CARRIER_SHA256[:12]}-{LEARNED_SHA256[:12]}"
FINGERPRINT = f"e5-small/latin/int8-{VERSION}"
MAX_TOKENS = 512
# What goes into this matrix has values so far apart that 8 bits spoil it: it alone causes half of the deviation
# (mean cosine to 32 bits 0.996, without it 0.998), and it costs one of 72 matrices to leave it as it is.
EXACT = ("l4.fo",)
# The model was trained with these words before its texts (Wang et al. 2024).
QUERY_PREFIX, PASSAGE_PREFIX = "query: ", "passage: "
# Questions whose vectors are this near are a little alike, and the same.
ALIKE = (0.47, 0.82)


def bundled_weights() -> Weights:
    """The weights with the pieces of Latin script only: for such texts the same vectors with 46% of the pieces."""
    weights = read_carrier()
    kept = latin_pieces(weights.vocabulary)
    words = weights.matrix("emb.word")[kept]
    return replace(
        weights,
        vocabulary=[weights.vocabulary[i] for i in kept],
        tensors={**weights.tensors, "emb.word": words.reshape(-1)},
    )
