"""Any endpoint that speaks OpenAI's chat completions as a target, so that other systems get the same questions.

It answers in plain text, so what it does not tell (a status; sources, unless it sends any) is left out of measures.
Sources are read from `citations`, beside the message or in it: a list of `{"title", "page", "quote"}`, of which the
first is `[1]` in the text. Links without a page, as some services send, are no sources that can be checked.
"""

import re
from typing import Any

import httpx

from corpus.sentences import sentences
from eval.asking.connection import Refused, post_json
from eval.questions import Question
from eval.responses import Response, Tell, Tokens

KEY = "AFSPRAKENWIJZER_EVAL_KEY"  # in the environment: options of a command can be read by others
_MARK = re.compile(r"\[(\d{1,3})\]")
# Marks behind a full stop, which are the first thing of what follows it.
_MARKS_BEHIND = re.compile(r"(?:\s*\[\d{1,3}\])*")
_MOST_SOURCES = 50


class ChatEndpoint:
    """One model behind an endpoint; `client` has the base address and the key."""

    def __init__(self, client: httpx.AsyncClient, model: str) -> None:
        self._client = client
        self._model = model

    async def respond(self, question: Question) -> Response:
        """The reply to a question; earlier questions and the replies they got go before it."""
        messages: list[dict[str, str]] = []
        spent = [0, 0]
        told = False
        try:
            for turn in (*question.history, question.question):
                messages.append({"role": "user", "content": turn})
                body = {"model": self._model, "messages": messages, "temperature": 0}
                content, ms = await post_json(self._client, "chat/completions", body)
                text = _text(content)
                messages.append({"role": "assistant", "content": text})
                if usage := _usage(content):
                    spent, told = [spent[0] + usage[0], spent[1] + usage[1]], True
        except Refused as error:
            return Response(id=question.id, answer=None, error=str(error), pages={}, ms=None)
        sources = _sources(content)
        tells: tuple[Tell, ...] = ("sources",) if sources is not None else ()
        return Response(
            id=question.id,
            answer=_answer(text, sources or []),
            error=None,
            pages={},
            ms=round(ms, 1),
            raw=content,
            tokens=Tokens(input=spent[0], output=spent[1]) if told else None,
            tells=tells,
        )


def _marks(text: str, known: set[int]) -> list[int]:
    return [int(mark) for mark in _MARK.findall(text) if int(mark) in known]


def _text(content: dict[str, Any]) -> str:
    try:
        text = content["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError) as error:
        raise Refused("het antwoord heeft niet de vorm van chat completions") from error
    if not isinstance(text, str) or not text.strip():
        raise Refused("het antwoord is leeg")
    return text


def _usage(content: dict[str, Any]) -> tuple[int, int] | None:
    usage = content.get("usage")
    if not isinstance(usage, dict):
        return None
    counts = usage.get("prompt_tokens"), usage.get("completion_tokens")
    return (counts[0], counts[1]) if all(isinstance(c, int) and c >= 0 for c in counts) else None  # type: ignore[return-value]


def _sources(content: dict[str, Any]) -> list[dict[str, Any]] | None:
    """The sources that the endpoint sends, in the form of the public API; None when there are none to use."""
    listed = content.get("citations") or content["choices"][0]["message"].get("citations")
    if not isinstance(listed, list):
        return None
    usable = [(n, one) for n, one in enumerate(listed[:_MOST_SOURCES], start=1) if _is_source(one)]
    if not usable:
        return None
    return [
        {
            "nummer": number,
            "citaat": str(one.get("quote") or ""),
            "paginaVan": one["page"],
            "paginaTot": one["page"],
            "paginaUrl": "",
            "document": {"id": one["title"], "titel": one["title"]},
        }
        for number, one in usable
    ]


def _is_source(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and isinstance(one.get("title"), str)
        and isinstance(one.get("page"), int)
        and one["page"] >= 1
    )


def _answer(text: str, sources: list[dict[str, Any]]) -> dict[str, Any]:
    """The form of the public API; a sentence has the sources whose marks stand in it or right behind it."""
    known = {source["nummer"] for source in sources}
    parts: list[dict[str, Any]] = []
    for start, end in sentences(text):
        sentence = text[start:end]
        behind = len(_MARKS_BEHIND.match(sentence)[0])  # type: ignore[index]
        if parts:
            parts[-1]["bronnen"] += _marks(sentence[:behind], known)
        if bare := _MARK.sub("", sentence).strip():
            parts.append({"tekst": bare, "bronnen": _marks(sentence[behind:], known)})
    return {
        "gesprekId": None,
        "status": "beantwoord",
        "tekst": text,
        "zinnen": parts if sources else [],
        "bronnen": sources,
    }
