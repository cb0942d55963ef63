"""One opinion of a language model: what it is asked about an answer, and what its reply means."""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from corpus.errors import Explained
from eval.hand_scored import Grade
from eval.questions import ANSWERED, Question
from eval.responses import ReceivedAnswer

_PROMPT = Path(__file__).parents[2] / "prompts" / "judge" / "grade.md"
_GRADES: dict[str, Grade] = {
    "goed": "right",
    "deels": "partial",
    "fout": "wrong",
    "terecht geen antwoord": "abstainedRightly",
    "onterecht geen antwoord": "abstainedWrongly",
}
_VERDICT = re.compile(
    rf"^\W*oordeel\W*:\W*({'|'.join(sorted(_GRADES, key=len, reverse=True))})\b", re.IGNORECASE | re.MULTILINE
)
_MARKS = re.compile(r"</?(?:vraag|bronnen|wat-mag|antwoord)\b[^>]{0,80}>", re.IGNORECASE)
_LONGEST_ANSWER = 6000  # characters
_SECONDS = 120.0


class JudgeUnusable(Explained):
    """The language model cannot be asked; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a model thought of an answer once; `grade` is None when its reply held none, or when none came (`error`).
    `model` is the name that the server gave, `tokens` what was read and written."""

    grade: Grade | None
    model: str | None = None
    tokens: tuple[int, int] | None = None
    error: str | None = None


def connect(model: str, url: str | None, key: str | None) -> Any:
    """The chat model `model` ("PROVIDER:NAME", as LangChain's `init_chat_model` takes it) at temperature 0.

    Raises JudgeUnusable when its package is missing or the name is no model.
    """
    from langchain.chat_models import init_chat_model

    options: dict[str, Any] = {"temperature": 0, "timeout": _SECONDS, "max_retries": 2}
    if url:
        options |= {"base_url": url, "api_key": key or "none"}
    elif key:
        options["api_key"] = key
    try:
        return init_chat_model(model, **options)
    except Exception as error:
        raise JudgeUnusable(
            f"Het taalmodel {model} kan zo niet worden gebruikt ({type(error).__name__}). Geef --model als "
            "AANBIEDER:NAAM, bijvoorbeeld openai:NAAM, en zo nodig --model-url."
        ) from error


def ask(chat: Any, question: Question, answer: ReceivedAnswer) -> Opinion:
    """One opinion on an answer. Never raises: a call that fails is an opinion without a grade."""
    try:
        reply = chat.invoke([("user", instructions(question, answer))])
    except Exception as error:  # whatever a provider raises, the other cases go on
        return Opinion(None, error=type(error).__name__)
    usage = getattr(reply, "usage_metadata", None)
    return Opinion(
        grade_in(str(reply.text)),
        reply.response_metadata.get("model_name"),
        (usage["input_tokens"], usage["output_tokens"]) if usage else None,
    )


def instructions(question: Question, answer: ReceivedAnswer) -> str:
    """The prompt for one answer. What came from elsewhere cannot close the marks that it stands between."""
    expect = question.expect
    gold = (
        "\n".join(f"- {passage.quote}" for passage in expect.passages)
        or "(er staat niets over in de bronnen)"
    )
    allowed = "antwoord geven" if ANSWERED.intersection(expect.status) else ""
    refused = "geen antwoord geven" if not ANSWERED.issuperset(expect.status) else ""
    return _prompt().format(
        question=_plain("\n".join([*question.history, question.question])),
        gold=_plain(gold),
        allowed=" of ".join(filter(None, (allowed, refused))),
        status=answer.status,
        answer=_plain(answer.tekst[:_LONGEST_ANSWER]),
    )


def grade_in(reply: str) -> Grade | None:
    """The grade in a reply: that of its last line with a verdict."""
    found = _VERDICT.findall(reply)
    return _GRADES[found[-1].lower()] if found else None


def prompt_version() -> str:
    """Eight digits of a digest over the prompt, so that it follows every change."""
    return sha256(_prompt().encode()).hexdigest()[:8]


def _plain(text: str) -> str:
    return _MARKS.sub("", text)


@cache
def _prompt() -> str:
    return _PROMPT.read_text("utf-8")
