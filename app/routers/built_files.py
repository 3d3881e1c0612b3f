"""What the build has made for browsers: served as it is, or in the compressed form that lies beside it."""

from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.routers.encodings import SUFFIXES, accepted

COMPRESSED = frozenset({".js", ".css", ".svg"})
"""Fonts are compressed by themselves."""
A_YEAR = "public, max-age=31536000, immutable"


class HashedFiles(StaticFiles):
    """Files whose names carry a hash of their content: they never change."""

    def __init__(self, folder: Path, headers: dict[str, str] | None = None) -> None:
        super().__init__(directory=folder)
        self._headers = headers or {}

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept for a year."""
        response = await self._smallest(path, scope)
        if response.status_code in (200, 304):
            response.headers["Cache-Control"] = A_YEAR
            response.headers.update(self._headers)
        return response

    async def _smallest(self, path: str, scope: Scope) -> Response:
        if Path(path).suffix not in COMPRESSED:
            return await super().get_response(path, scope)
        for encoding in accepted(Headers(scope=scope).get("accept-encoding", "")):
            try:
                response = await super().get_response(path + SUFFIXES[encoding], scope)
            except HTTPException:
                continue  # The build made none of it.
            response.headers["Content-Encoding"] = encoding
            return _varying(response)
        return _varying(await super().get_response(path, scope))


def _varying(response: Response) -> Response:
    response.headers.add_vary_header("Accept-Encoding")
    return response
