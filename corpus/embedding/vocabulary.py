"""The tokenizer of the bundled model, and which of its 250,002 pieces are kept."""

import unicodedata

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

from corpus.embedding.carrier import BEGIN, END, PAD, UNKNOWN

MARKS = ("<s>", "<pad>", "</s>", "<unk>")

# SentencePiece's rules (nmt_nfkc) beyond plain NFKC: control characters vanish, odd spaces become a space.
_CONTROLS = r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
_SPACES = r"[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"


def latin_pieces(vocabulary: list[tuple[str, float]]) -> list[int]:
    """Positions of the pieces without a letter of another script: Latin letters, digits, punctuation, the marks.

    A text in Latin script can only be built from these, so that it is cut up exactly as with all pieces.
    """
    return [i for i, (piece, _) in enumerate(vocabulary) if all(map(_is_latin, piece))]


def build_tokenizer(vocabulary: list[tuple[str, float]]) -> Tokenizer:
    """A SentencePiece unigram tokenizer that puts `<s>` before a text and `</s>` after it; nothing is cut off."""
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=UNKNOWN, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(_CONTROLS), ""),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", BEGIN), ("</s>", END)]
    )
    tokenizer.add_special_tokens([AddedToken(mark, normalized=False, special=True) for mark in MARKS])
    if [tokenizer.token_to_id(mark) for mark in MARKS] != [BEGIN, PAD, END, UNKNOWN]:
        raise AssertionError("the marks must keep their places when pieces are left out")
    return tokenizer


def _is_latin(character: str) -> bool:
    return not unicodedata.category(character).startswith("L") or unicodedata.name(character, "").startswith(
        "LATIN"
    )
