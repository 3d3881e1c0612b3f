"""Answers that may be cached: a validator for each, and 304 for whoever has it already (RFC 9110 § 13)."""

from starlette.requests import Request
from starlette.responses import Response


def conditional(request: Request, body: bytes, *, tag: str, cache: str, media_type: str) -> Response:
    """The body with its validator, or 304 without it; caches keep the sites apart that ask across origins."""
    headers = {"ETag": tag, "Cache-Control": cache, "Vary": "Origin"}
    if _has(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=media_type)


def _has(asked: str | None, tag: str) -> bool:
    """Whether a list of validators names this one, compared weakly, or is `*`."""
    if not asked:
        return False
    return asked.strip() == "*" or tag.removeprefix("W/") in {
        one.strip().removeprefix("W/") for one in asked.split(",")
    }
