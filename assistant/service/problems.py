"""The one door where an error becomes a message for a person: RFC 9457 problem details, in Dutch."""

import logging
import traceback
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, ConfigDict
from starlette.exceptions import HTTPException

from assistant.service.templates import error_page, wants_html

log = logging.getLogger(__name__)

TITLES = {
    400: "De aanvraag klopt niet",
    403: "Dat mag hier niet",
    404: "Niet gevonden",
    405: "Dat kan hier niet",
    410: "Dit is er niet meer",
    413: "De aanvraag is te groot",
    415: "Dit soort inhoud wordt niet gelezen",
    429: "Te veel vragen achter elkaar",
    500: "Er ging iets mis",
    503: "Nog niet beschikbaar",
}
_DETAILS = {
    404: "Deze pagina of dit adres bestaat niet.",
    405: "Dit adres kent deze manier van opvragen niet.",
    413: "Stuur een kortere aanvraag.",
    500: "Het lukt nu even niet. Probeer het later opnieuw.",
}
# What pydantic says, in words for the sender; the type names are pydantic's own.
_MESSAGES = {
    "missing": "Dit veld is verplicht.",
    "extra_forbidden": "Dit veld bestaat niet.",
    "json_invalid": "Dit is geen geldige JSON.",
    "string_type": "Dit moet tekst zijn.",
    "string_too_short": "Dit mag niet leeg zijn.",
    "string_too_long": "Dit is te lang: hoogstens {max_length} tekens.",
    "string_unicode": "Deze tekst bevat tekens die niet bestaan.",
    "string_pattern_mismatch": "Deze tekst heeft niet de goede vorm.",
    "enum": "Kies een van: {expected}.",
    "literal_error": "Kies een van: {expected}.",
    "int_type": "Dit moet een geheel getal zijn.",
    "int_parsing": "Dit moet een geheel getal zijn.",
    "int_from_float": "Dit moet een geheel getal zijn.",
    "greater_than_equal": "Dit is te klein: minstens {ge}.",
    "less_than_equal": "Dit is te groot: hoogstens {le}.",
    "list_type": "Dit moet een lijst zijn.",
    "tuple_type": "Dit moet een lijst zijn.",
    "too_long": "Deze lijst is te lang: hoogstens {max_length}.",
    "model_attributes_type": "Dit moet een object zijn.",
    "model_type": "Dit moet een object zijn.",
}
_LONGEST_VALUE = 200
_FRAMES_LOGGED = 6


class FieldError(BaseModel):
    """One thing that is wrong with a request: which field, what, and the value that was sent."""

    veld: str
    melding: str
    waarde: Any = None


class ProblemDetails(BaseModel):
    """RFC 9457 problem details; `fouten` only stands with a 400."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    instance: str


class Problem(Exception):
    """Ends a request with a status and an explanation for a person."""

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors
        self.headers = headers or {}

    def details(self, instance: str) -> dict[str, Any]:
        """The problem as an object; `instance` is the path that was asked for, without its query."""
        found: dict[str, Any] = {
            "type": "about:blank",
            "title": TITLES.get(self.status) or HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
        }
        if self.errors or self.status == 400:
            found["fouten"] = [error.model_dump() for error in self.errors]
        return found


def problem_response(request: Request, problem: Problem) -> Response:
    """A problem as a page for a browser, or as problem+json for everything else."""
    if wants_html(request):
        return error_page(
            request, problem.status, TITLES.get(problem.status, ""), problem.detail, problem.headers
        )
    return JSONResponse(
        problem.details(request.url.path),
        problem.status,
        headers=dict(problem.headers),
        media_type="application/problem+json",
    )


def unexpected(error: Exception) -> Problem:
    """Log an error that nobody foresaw, without its message (that may quote a question), as a 500."""
    where = "".join(traceback.format_tb(error.__traceback__, limit=-_FRAMES_LOGGED))
    log.error("unexpected %s\n%s", type(error).__name__, where)
    return Problem(500, _DETAILS[500])


def _readable(value: object) -> object:
    """What was sent, short enough to repeat and safe to encode."""
    if isinstance(value, str):
        clean = value.encode("utf-8", "replace").decode()
        return clean if len(clean) <= _LONGEST_VALUE else clean[:_LONGEST_VALUE] + "…"
    if value is None or isinstance(value, bool | int):
        return value
    return _readable(str(value)) if isinstance(value, float) else None


def _field_error(error: Mapping[str, Any]) -> FieldError:
    kind = str(error["type"])
    place = [str(part) for part in error["loc"] if part not in {"body", "query", "path"}]
    message = _MESSAGES.get(kind, "Deze waarde klopt niet.").format_map(error.get("ctx") or {})
    message = message.replace(" or ", " of ")
    if kind == "json_invalid":
        return FieldError(veld="", melding=message)
    name = ".".join(place).encode("utf-8", "replace").decode()
    given = None if kind == "missing" else _readable(error.get("input"))
    return FieldError(veld=name[:_LONGEST_VALUE], melding=message, waarde=given)


def install(app: FastAPI) -> None:
    """Answer every error of `app` as a problem."""

    def on_problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)
        return problem_response(request, error)

    def on_invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        errors = [_field_error(found) for found in error.errors()]
        count = "1 fout" if len(errors) == 1 else f"{len(errors)} fouten"
        return problem_response(request, Problem(400, f"De aanvraag heeft {count}.", errors=errors))

    def on_http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        detail = _DETAILS.get(error.status_code, str(error.detail))
        return problem_response(request, Problem(error.status_code, detail, headers=error.headers))

    app.add_exception_handler(Problem, on_problem)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_exception_handler(HTTPException, on_http)
