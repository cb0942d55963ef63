"""`python -m eval.teach_questions`: teaches the bundled model which questions are alike.

Two known questions of one sentence are drawn together, and away from those of other sentences: half of these are
neighbours in one document, where a fine distinction matters most (InfoNCE with narrow matrices, Hu et al. 2021,
"LoRA"). One of the two is often mistyped, as tenants do. What comes out is `corpus/embedding/question_encoder.npz`.
With torch, which sentence-transformers brings along, in some forty minutes on two cores.
"""

import argparse
import math
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from rich.console import Console
from rich.progress import Progress, track
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional
from transformers import AutoModel

import corpus.embedding
from corpus.embedding import load_embedder
from corpus.embedding.bundled import QUERY_PREFIX
from corpus.embedding.question_encoder import LEARNED, LOWER, SCALE
from corpus.embedding.reference import to_sentence_transformers
from corpus.library import Library
from corpus.owner import own
from corpus.settings import LibrarySettings

_RANK = 16
_RATE, _WARM, _LAST, _TEMPERATURE = 5e-4, 20, 0.03, 0.05
# Sentences in one step; how many of them come with their neighbours, and how many of those.
_SENTENCES, _TOGETHER, _NEIGHBOURS = 128, 0.6, 16
_MISTYPED = 0.5
# Questions of two sentences that were this near before, in other documents or the same, may well be one question.
_ONE_ELSEWHERE, _ONE_HERE = 0.925, 0.985
_MOST_TOKENS, _ENCODED_AT_ONCE = 48, 256


@dataclass(frozen=True, slots=True)
class Asked:
    """The known questions of one sentence, by their place among all; `document` is its edition."""

    document: str
    questions: tuple[int, ...]


def known_questions(library: Library) -> tuple[list[str], list[Asked]]:
    """All different questions, and by which of them each sentence is asked for: those with two or more."""
    texts: dict[str, int] = {}
    asked: defaultdict[tuple[str, str], dict[int, None]] = defaultdict(dict)
    for card in library.cards():
        for found in library.passages_of(card.id):
            for question in library.questions_of(found.passage.id):
                sentence = card.id, found.passage.text[question.start : question.end]
                asked[sentence][texts.setdefault(question.text, len(texts))] = None
    return list(texts), [Asked(card, tuple(places)) for (card, _), places in asked.items() if len(places) > 1]


def mistyped(text: str, chance: random.Random) -> str:
    """A question as somebody types it in a hurry: small letters, a word or a letter left out, doubled or swapped."""
    words = (text.lower() if chance.random() < 0.7 else text).rstrip("? ").split()
    if len(words) > 4 and chance.random() < 0.35:
        words.pop(chance.randrange(len(words)))
    for _ in range(chance.choice([0, 1, 1, 2])):
        place = chance.randrange(len(words))
        word = words[place]
        if len(word) < 4:
            continue
        at = chance.randrange(1, len(word) - 1)
        words[place] = chance.choice(
            [
                word[:at] + word[at + 1 :],
                word[:at] + word[at + 1] + word[at] + word[at + 2 :],
                word[:at] + word[at] + word[at:],
                word.replace("ij", "ei", 1).replace("ou", "au", 1).replace("d", "t", 1),
            ]
        )
    return " ".join(words)


class _Changed(nn.Module):
    """A linear layer plus the product of two narrow matrices."""

    def __init__(self, layer: nn.Linear) -> None:
        super().__init__()
        self.layer = layer
        self.a = nn.Parameter(torch.randn(_RANK, layer.in_features) / math.sqrt(layer.in_features))
        self.b = nn.Parameter(torch.zeros(layer.out_features, _RANK))

    def forward(self, x: Tensor) -> Tensor:
        changed: Tensor = self.layer(x) + SCALE * functional.linear(functional.linear(x, self.a), self.b)
        return changed


class _Texts:
    """What the lower layers make of texts, which never changes: computed once, 16 bits a number."""

    def __init__(self, model: Any, tokenizer: Tokenizer, texts: Sequence[str], title: str) -> None:
        ids = [one.ids for one in tokenizer.encode_batch([QUERY_PREFIX + text for text in texts])]
        self._ends = np.cumsum([0, *map(len, ids)])
        self._states = torch.zeros(int(self._ends[-1]), model.config.hidden_size, dtype=torch.float16)
        order = sorted(range(len(ids)), key=lambda place: len(ids[place]))
        parts = range(0, len(order), _ENCODED_AT_ONCE)
        with torch.no_grad():
            for start in track(parts, title, console=Console(stderr=True)):
                some = order[start : start + _ENCODED_AT_ONCE]
                tokens = nn.utils.rnn.pad_sequence([torch.tensor(ids[place]) for place in some], True)
                mask = nn.utils.rnn.pad_sequence([torch.ones(len(ids[place])) for place in some], True)
                states = model(input_ids=tokens, attention_mask=mask).last_hidden_state
                for row, place in enumerate(some):
                    first, last = self._ends[place], self._ends[place + 1]
                    self._states[first:last] = states[row, : last - first].half()

    def __getitem__(self, place: int) -> Tensor:
        return self._states[self._ends[place] : self._ends[place + 1]].float()


class Learner:
    """The upper layers while they learn; `sentences` are drawn for each step."""

    def __init__(self, texts: Sequence[str], chance: random.Random, sentences: int = _SENTENCES) -> None:
        with tempfile.TemporaryDirectory() as folder:
            to_sentence_transformers(Path(folder))
            tokenizer = Tokenizer.from_file(str(Path(folder, "tokenizer.json")))
            model: Any = AutoModel.from_pretrained(folder)
        tokenizer.no_padding()
        tokenizer.enable_truncation(_MOST_TOKENS)
        model.requires_grad_(requires_grad=False)
        layers = model.encoder.layer
        model.encoder.layer = layers[:LOWER]
        self._plain = _Texts(model, tokenizer, texts, "Vragen")
        self._mistyped = _Texts(
            model, tokenizer, [mistyped(text, chance) for text in texts], "Met typefouten"
        )
        self._upper = layers[LOWER:]
        self._changed = self._with_narrow_matrices()
        self._chance, self._sentences = chance, sentences

    def learn(self, asked: Sequence[Asked], before: npt.NDArray[np.float32], steps: int) -> Iterator[float]:
        """Take `steps`, each with its loss; `before` are the vectors of all questions as they were."""
        self._upper.train()
        narrow = [matrix for one in self._changed.values() for matrix in (one.a, one.b)]
        optimiser = torch.optim.AdamW(narrow, weight_decay=0.01)
        batches = self._batches(asked)
        for step in range(steps):
            some = next(batches)
            for group in optimiser.param_groups:
                group["lr"] = _RATE * min((step + 1) / _WARM, 1) * max(1 - step / steps, _LAST)
            pairs = [self._chance.sample(one.questions, 2) for one in some]
            ones, others = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
            sources = [self._mistyped if self._chance.random() < _MISTYPED else self._plain for _ in ones]
            scores = (
                self._encoded([source[place] for source, place in zip(sources, ones, strict=True)])
                @ self._encoded([self._plain[place] for place in others]).T
                / _TEMPERATURE
            )
            near = torch.from_numpy(before[ones] @ before[others].T)
            documents = np.array([one.document for one in some])
            here = torch.from_numpy(documents[:, None] == documents[None])
            maybe_one = torch.where(here, near > _ONE_HERE, near > _ONE_ELSEWHERE).fill_diagonal_(False)
            scores = scores.masked_fill(maybe_one, -1e9)
            right = torch.arange(len(some))
            loss = (functional.cross_entropy(scores, right) + functional.cross_entropy(scores.T, right)) / 2
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(narrow, 1.0)
            optimiser.step()
            yield loss.item()

    def go_on(self, learned: Path) -> None:
        """Start where an earlier run ended."""
        with np.load(learned) as earlier:
            for name, one in self._changed.items():
                one.a.data = torch.from_numpy(earlier[f"{name}.a"].astype(np.float32))
                one.b.data = torch.from_numpy(earlier[f"{name}.b"].astype(np.float32))

    def learned(self) -> dict[str, npt.NDArray[np.float16]]:
        """What `corpus.embedding.question_encoder` reads."""
        found = {f"{name}.{part}": getattr(one, part) for name, one in self._changed.items() for part in "ab"}
        return {name: value.detach().numpy().astype(np.float16) for name, value in found.items()}

    def _with_narrow_matrices(self) -> dict[str, _Changed]:
        """Put them beside the matrices of every upper layer; their names are the carrier's."""
        changed: dict[str, _Changed] = {}
        for number, layer in enumerate(self._upper, start=LOWER):
            attention = layer.attention
            places = {
                "q": (attention.self, "query"),
                "k": (attention.self, "key"),
                "v": (attention.self, "value"),
                "ao": (attention.output, "dense"),
                "fi": (layer.intermediate, "dense"),
                "fo": (layer.output, "dense"),
            }
            for short, (module, attribute) in places.items():
                one = changed[f"l{number}.{short}"] = _Changed(getattr(module, attribute))
                setattr(module, attribute, one)
        return changed

    def _batches(self, asked: Sequence[Asked]) -> Iterator[list[Asked]]:
        """Different sentences: drawn in proportion to their questions, one by one or with their neighbours."""
        ends = np.cumsum([len(one.questions) for one in asked])
        while True:
            drawn: dict[int, None] = {}
            while len(drawn) < self._sentences:
                place = int(np.searchsorted(ends, self._chance.random() * ends[-1], side="right"))
                first = max(0, place - _NEIGHBOURS // 2)
                together = self._chance.random() < _TOGETHER
                for other in range(first, min(first + _NEIGHBOURS, len(asked))) if together else (place,):
                    if asked[other].document == asked[place].document:
                        drawn[other] = None
            yield [asked[place] for place in list(drawn)[: self._sentences]]

    def _encoded(self, states: Sequence[Tensor]) -> Tensor:
        """Unit vectors `(n, d)` of texts by what the lower layers made of them."""
        x = nn.utils.rnn.pad_sequence(list(states), batch_first=True)
        mask = nn.utils.rnn.pad_sequence([torch.ones(len(one)) for one in states], batch_first=True)
        for layer in self._upper:
            x = layer(x, ((1 - mask) * -1e9)[:, None, None, :])
        return functional.normalize((x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True), dim=-1)


def main() -> None:
    """Gather the known questions of the library of the settings, learn, and write."""
    parser = argparse.ArgumentParser(prog="python -m eval.teach_questions", description=__doc__)
    parser.add_argument("--steps", type=int, default=700, help="a step of 256 questions takes some 3 s")
    parser.add_argument("--out", type=Path, default=Path(corpus.embedding.__file__).with_name(LEARNED))
    parser.add_argument("--further", action="store_true", help="go on from what --out holds")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    torch.manual_seed(chosen.seed)
    settings = LibrarySettings()
    embedder = load_embedder(settings)
    with own(settings, embedder.fingerprint) as library:
        texts, asked = known_questions(library)
    learner = Learner(texts, random.Random(chosen.seed))  # noqa: S311
    if chosen.further:
        learner.go_on(chosen.out)
    with Progress(console=Console(stderr=True)) as progress:
        task = progress.add_task("Vragen vergelijken", total=len(texts))
        before = np.stack([embedder.query_vector(text) for text in progress.track(texts, task_id=task)])
        task = progress.add_task("Leren", total=chosen.steps)
        for loss in learner.learn(asked, before, chosen.steps):
            progress.update(task, advance=1, description=f"Leren ({loss:.2f})")
    np.savez_compressed(chosen.out, **learner.learned())  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
