"""The built pages: each at its address, under a strict policy of what it may load."""

from html import escape
from pathlib import Path
from secrets import token_urlsafe

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.errors import DeskError, NotFound
from app.routers.built_files import HashedFiles
from app.routers.dependencies import desk_of
from app.routers.encodings import compressed
from app.settings import Settings
from app.wiring import Desk

FOLDER = Path(__file__).resolve().parent.parent / "static"

POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self' {sockets}; frame-src {frames}; base-uri 'none'; form-action 'self'; "
    "frame-ancestors {ancestors}; require-trusted-types-for 'script'; trusted-types 'none'"
)
"""No page of ours makes markup of text: browsers that know trusted types refuse to."""

SITES = '<meta name="embedding-sites" content="{sites}" />'
"""Read by web/src/widget/frame.ts: whom the framed chat accepts a port from."""

AS_SENT = '<script type="application/json" id="desk-as-sent">{told}</script>'
"""Data, which no policy of scripts runs; read by web/src/widget/told.ts."""

router = APIRouter(include_in_schema=False)


def add_files(app: FastAPI) -> None:
    """Scripts, styles and fonts of the pages, if they have been built."""
    if (FOLDER / "assets").is_dir():
        app.mount("/assets", HashedFiles(FOLDER / "assets"), name="assets")


@router.api_route("/", methods=["GET", "HEAD"])
async def host(request: Request) -> Response:
    """In the demo a fictitious education site; elsewhere the chat itself."""
    if not desk_of(request).settings.host_page:
        return RedirectResponse("/chat")
    return _other_site(request, "host")


@router.api_route("/embedding", methods=["GET", "HEAD"])
async def example(request: Request) -> Response:
    """In the demo the live example of docs/embedding.md: every command and every event of the loader."""
    if not desk_of(request).settings.host_page:
        raise NotFound
    return _other_site(request, "example")


@router.api_route("/chat", methods=["GET", "HEAD"])
async def chat(request: Request) -> Response:
    """The citizen's page; the embedding sites may frame it. It knows which they are, and how the desk is."""
    settings = desk_of(request).settings
    sites = sorted(site for site in settings.allowed_origins if "[" not in site)  # CSP knows no such hosts.
    told = SITES.format(sites=escape(" ".join(sites))) + await _as_sent(desk_of(request))
    html = _read("chat").replace("</head>", f"{told}\n  </head>", 1)
    return _page(request, html, _policy(settings, ancestors=" ".join(["'self'", *sites])))


@router.api_route("/console", methods=["GET", "HEAD"])
async def console(request: Request) -> Response:
    """The counsellor's page."""
    return _own(request, "console")


@router.api_route("/board", methods=["GET", "HEAD"])
async def board(request: Request) -> Response:
    """The coordinator's page."""
    return _own(request, "board")


@router.api_route("/accessibility", methods=["GET", "HEAD"])
@router.api_route("/privacy", methods=["GET", "HEAD"])
async def about(request: Request) -> Response:
    """What was tested, what is kept, and where to complain; the address decides which of the two."""
    return _own(request, "about")


@router.api_route("/icon.svg", methods=["GET", "HEAD"])
async def icon() -> Response:
    """The desk's sign."""
    path = FOLDER / "icon.svg"
    if not path.is_file():
        raise NotFound
    return Response(path.read_bytes(), media_type="image/svg+xml")


async def _as_sent(desk: Desk) -> str:
    """How the desk is, so that a slow phone need not ask first; nothing where nobody knows."""
    try:
        return as_data((await desk.sign.look()).body)
    except DeskError:
        return ""


def as_data(body: bytes) -> str:
    """JSON as a part of a page; whatever stands in it, it ends no element and begins none."""
    return AS_SENT.format(told=body.decode().replace("<", "\\u003c"))


def _own(request: Request, name: str) -> Response:
    """A page that no other may frame."""
    return _page(request, _read(name), _policy(desk_of(request).settings))


def _other_site(request: Request, name: str) -> Response:
    """A page as a site with the strictest policy serves it: scripts by nonce alone, no markup from text."""
    nonce = token_urlsafe(16)
    html = _read(name).replace("<script ", f'<script nonce="{nonce}" ')
    html = html.replace('<link rel="modulepreload" ', f'<link rel="modulepreload" nonce="{nonce}" ')
    scripts = f"'nonce-{nonce}' 'strict-dynamic'"
    return _page(request, html, _policy(desk_of(request).settings, scripts=scripts, frames="'self'"))


def _read(name: str) -> str:
    try:
        return (FOLDER / f"{name}.html").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NotFound({"page": "not built: run make setup"}) from None


def _page(request: Request, html: str, policy: str) -> Response:
    headers = {
        "Content-Security-Policy": policy,
        "Cache-Control": "no-cache",
        "Referrer-Policy": "strict-origin",
        "X-Content-Type-Options": "nosniff",
        "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    }
    return compressed(request, HTMLResponse(html, headers=headers))


def _policy(
    settings: Settings, *, scripts: str = "'self'", frames: str = "'none'", ancestors: str = "'none'"
) -> str:
    sockets = settings.address.replace("http", "ws", 1)
    return POLICY.format(scripts=scripts, sockets=sockets, frames=frames, ancestors=ancestors)
