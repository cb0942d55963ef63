"""Server-rendered pages: one Jinja environment, and the words that stand for the values of the records."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.templating import Jinja2Templates
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assistant.words import WORDS

WEB = Path(__file__).resolve().parent.parent / "web"
# fmt: off
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)
# fmt: on


def dutch_date(day: date | None) -> str:
    """A day as "22 november 2026"; empty without one."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else ""


def years(start: int | None, end: int | None) -> str:
    """A period as "2024–2027", "2024", "vanaf 2024" or "tot en met 2027"; empty when unknown."""
    if start and end:
        return str(start) if start == end else f"{start}–{end}"
    return f"vanaf {start}" if start else f"tot en met {end}" if end else ""


def number(value: int) -> str:
    """A number with a full stop between the thousands."""
    return f"{value:,}".replace(",", ".")


_environment = Environment(
    loader=FileSystemLoader(WEB / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_environment.filters |= {"dutch_date": dutch_date, "number": number}
_environment.globals |= {
    "years": years,
    "words": WORDS,
}
_templates = Jinja2Templates(env=_environment)


def wants_html(request: Request) -> bool:
    """Whether the sender reads pages: a browser names text/html, an API client does not."""
    accepted = [part.partition(";")[0].strip() for part in request.headers.get("accept", "").split(",")]
    html, other = "text/html", "application/json"
    if html not in accepted:
        return False
    return other not in accepted or accepted.index(html) < accepted.index(other)


def page(
    request: Request,
    template: str,
    values: dict[str, Any],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """A rendered page."""
    return _templates.TemplateResponse(request, template, values, status, headers)


def error_page(
    request: Request, status: int, title: str, detail: str, headers: Mapping[str, str]
) -> Response:
    """A problem as a page for a person."""
    return page(request, "error.html", {"title": title, "detail": detail, "status": status}, status, headers)
