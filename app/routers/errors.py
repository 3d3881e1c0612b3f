"""The one table from a code to its HTTP status, every refusal in the same shape (protocol)."""

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from app import metrics
from app.domain.errors import (
    DeskClosed,
    DeskError,
    Invalid,
    NotAllowed,
    NotFound,
    ProofRequired,
    TooManyRequests,
    Unavailable,
)
from app.frames.shared import maybe_instant

STATUS = {
    "invalid": 422,
    "too_long": 422,
    "not_signed_in": 401,
    "wrong_credentials": 401,
    "not_allowed": 403,
    "proof_required": 403,
    "not_found": 404,
    "gone": 409,
    "wrong_state": 409,
    "no_capacity": 409,
    "not_on_shift": 409,
    "not_yours": 403,
    "desk_closed": 409,
    "too_fast": 429,
    "too_many_requests": 429,
    "queue_full": 503,
    "report_too_long": 503,
    "unavailable": 503,
}

log = structlog.get_logger(__name__)


def add_to(app: FastAPI) -> None:
    """Every error of this application in the protocol's shape."""
    app.add_exception_handler(DeskError, _desk_error)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)


def answer(error: DeskError, *, status: int | None = None) -> JSONResponse:
    """The answer for this error; over HTTP `busy` is `unavailable`, for the caller asks again either way."""
    code = "unavailable" if error.code == "busy" else error.code
    metrics.refusals.labels(error.code).inc()
    details: dict[str, object] = dict(error.details)
    headers = {"Cache-Control": "no-store"}
    if isinstance(error, DeskClosed):
        details["opens_at"] = maybe_instant(error.opens_at)
    if isinstance(error, ProofRequired):
        details["bits"] = error.bits
    if error.retry_after_ms is not None:
        seconds = -(-error.retry_after_ms // 1000)
        details["retry_after_seconds"] = seconds
        headers["Retry-After"] = str(seconds)
    body = {"error": {"code": code, "message": error.message, "details": details}}
    return JSONResponse(body, status or STATUS[code], headers)


async def _desk_error(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, DeskError)
    return answer(error)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    details = {_field(one["loc"]): str(one["msg"]).removeprefix("Value error, ") for one in error.errors()}
    return answer(Invalid(details))


async def _http(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return answer(NotFound())
    if error.status_code == 400:  # a body that cannot even be decoded is as invalid as any other.
        return answer(Invalid({"body": str(error.detail)}))
    kind = {403: NotAllowed, 429: TooManyRequests}.get(error.status_code, Invalid)
    # FastAPI says 400 of a body that it cannot even decode; the protocol has one answer for all of them.
    status = 422 if error.status_code == 400 else error.status_code
    return answer(kind({"request": error.detail}), status=status)


async def _unexpected(_: Request, error: Exception) -> JSONResponse:
    log.error("request.failed", error=type(error).__name__)
    return answer(Unavailable(), status=500)


def _field(place: tuple[int | str, ...]) -> str:
    named = [str(part) for part in place if part not in ("body", "query", "path", "header")]
    return ".".join(named) or "body"
