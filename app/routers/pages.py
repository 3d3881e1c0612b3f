"""The built pages: each at its address, under a strict policy of what it may load."""

from pathlib import Path

from fastapi import APIRouter, FastAPI
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app.domain.errors import NotFound
from app.routers.dependencies import TheDesk
from app.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "static"

POLICY = (
    "default-src 'self'; connect-src 'self' {sockets}; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-src 'self'; frame-ancestors {ancestors}"
)

router = APIRouter(include_in_schema=False)


class HashedFiles(StaticFiles):
    """Files whose names carry a hash of their content never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept for a year."""
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


def add_files(app: FastAPI) -> None:
    """Scripts, styles and fonts of the pages, if they have been built."""
    if (FOLDER / "assets").is_dir():
        app.mount("/assets", HashedFiles(directory=FOLDER / "assets"), name="assets")


@router.api_route("/", methods=["GET", "HEAD"])
async def host(desk: TheDesk) -> Response:
    """In the demo a fictitious education site; elsewhere the chat itself."""
    if not desk.settings.host_page:
        return RedirectResponse("/chat")
    return _page("host", desk.settings)


@router.api_route("/chat", methods=["GET", "HEAD"])
async def chat(desk: TheDesk) -> Response:
    """The citizen's page; the embedding sites may frame it."""
    return _page("chat", desk.settings, framed=True)


@router.api_route("/console", methods=["GET", "HEAD"])
async def console(desk: TheDesk) -> Response:
    """The counsellor's page."""
    return _page("console", desk.settings)


@router.api_route("/board", methods=["GET", "HEAD"])
async def board(desk: TheDesk) -> Response:
    """The coordinator's page."""
    return _page("board", desk.settings)


@router.api_route("/accessibility", methods=["GET", "HEAD"])
@router.api_route("/privacy", methods=["GET", "HEAD"])
async def about(desk: TheDesk) -> Response:
    """What was tested, what is kept, and where to complain; the address decides which of the two."""
    return _page("about", desk.settings)


@router.api_route("/icon.svg", methods=["GET", "HEAD"])
async def icon() -> Response:
    """The desk's sign."""
    path = FOLDER / "icon.svg"
    if not path.is_file():
        raise NotFound
    return Response(path.read_bytes(), media_type="image/svg+xml")


def _page(name: str, settings: Settings, *, framed: bool = False) -> Response:
    path = FOLDER / f"{name}.html"
    if not path.is_file():
        raise NotFound({"page": "not built: run make setup"})
    return HTMLResponse(path.read_text(encoding="utf-8"), headers=_headers(settings, framed=framed))


def _headers(settings: Settings, *, framed: bool) -> dict[str, str]:
    ancestors = " ".join(["'self'", *(settings.embedding_sites if framed else ())])
    sockets = settings.address.replace("http", "ws", 1)
    return {
        "Content-Security-Policy": POLICY.format(ancestors=ancestors, sockets=sockets),
        "Cache-Control": "no-cache",
        "Referrer-Policy": "strict-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
