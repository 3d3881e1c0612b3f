"""Whom a citizen's call is about, by its token; and where it comes from."""

from fastapi import Request

from app.domain.errors import NotAllowed, NotSignedIn
from app.wiring import Desk


def token_of(request: Request) -> str:
    """The token of the call; raises `NotSignedIn`."""
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer" or not token.strip():
        raise NotSignedIn
    return token.strip()


def require_origin(request: Request, desk: Desk) -> None:
    """A change comes from the desk's own pages or an embedding site, else `NotAllowed`."""
    if request.headers.get("origin") not in desk.settings.allowed_origins:
        raise NotAllowed
