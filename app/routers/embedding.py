"""The loader that other sites put on their pages: its two addresses, and what a site needs to know."""

import base64
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from pydantic import BaseModel

from app.domain.errors import NotFound
from app.routers.built_files import HashedFiles
from app.routers.conditional import conditional
from app.routers.dependencies import TheDesk
from app.routers.encodings import compressed

FOLDER = Path(__file__).resolve().parent.parent / "static"
NEWEST = FOLDER / "embed.js"
PINNED = FOLDER / "embed"
"""The newest loader and those of former releases, each under a part of its own hash."""

NAME_LENGTH = 20
SOON = "public, max-age=300, stale-while-revalidate=86400"
FOR_EVERYBODY = {
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
}
"""A script with `integrity` is fetched across origins and must be readable there; it holds nothing secret."""

router = APIRouter(tags=["public"])


@dataclass(frozen=True, slots=True)
class Loader:
    """The newest loader."""

    body: bytes
    name: str
    integrity: str


class EmbedTold(BaseModel):
    """Where the loader is: `src` is always the newest, `pinned` never changes and fits `integrity`."""

    version: int
    src: str
    pinned: str
    integrity: str
    frame: str


@router.head("/embed.js", include_in_schema=False)
@router.get("/embed.js", include_in_schema=False)
async def newest(request: Request) -> Response:
    """The newest loader at an address that stays; fresh for five minutes."""
    loader = _loader()
    tag = f'W/"{loader.name}"'  # Weak: the compressed form has the same.
    answer = conditional(
        request, loader.body, tag=tag, cache=SOON, media_type="text/javascript; charset=utf-8"
    )
    answer.headers.update(FOR_EVERYBODY)
    return compressed(request, answer) if answer.status_code == 200 else answer


@router.head("/embed.json", include_in_schema=False)
@router.get("/embed.json")
async def told(desk: TheDesk, response: Response) -> EmbedTold:
    """Where the loader is, and its hash for the attribute `integrity`; cacheable for five minutes."""
    response.headers.update({"Cache-Control": SOON, **FOR_EVERYBODY})
    loader, address = _loader(), desk.settings.address
    return EmbedTold(
        version=1,
        src=f"{address}/embed.js",
        pinned=f"{address}/embed/{loader.name}.js",
        integrity=loader.integrity,
        frame=f"{address}/chat",
    )


def add_pinned(app: FastAPI) -> None:
    """The loaders at addresses that never change, if they have been built."""
    if PINNED.is_dir():
        app.mount("/embed", HashedFiles(PINNED, FOR_EVERYBODY), name="embed")


def _loader() -> Loader:
    try:
        return _read(NEWEST.stat().st_mtime_ns)
    except FileNotFoundError:
        raise NotFound({"embed.js": "not built: run make setup"}) from None


@lru_cache(maxsize=1)
def _read(_changed: int) -> Loader:
    body = NEWEST.read_bytes()
    digest = hashlib.sha384(body)
    integrity = f"sha384-{base64.b64encode(digest.digest()).decode()}"
    return Loader(body, digest.hexdigest()[:NAME_LENGTH], integrity)
