"""The application: routers, sockets, pages, errors, and the life of one worker."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import WebSocketRoute
from starlette.types import Receive, Scope, Send

from app.background import Background
from app.routers import (
    about,
    accounts,
    audit,
    availability,
    calendar_feeds,
    capacity,
    citizen_socket,
    contact_search,
    contacts,
    coordinator_socket,
    counsellor_socket,
    embedding,
    emergency,
    errors,
    favourites,
    feedback,
    follow_ups,
    forecast,
    front_door,
    health,
    holds,
    hours_preview,
    lists,
    notices,
    open_data,
    opening_hours,
    own_day,
    pages,
    parting,
    phone,
    policy,
    public,
    public_pages,
    publication,
    readings,
    replies,
    roster,
    rota,
    routing,
    shift_files,
    sign_in,
    snapshots,
    statistics,
    topic_list,
    topic_statistics,
    visits,
    what_if,
)
from app.routers.body_limit import BodyLimit
from app.settings import Settings
from app.wiring import build

ROUTERS = (
    availability,
    health,
    front_door,
    embedding,
    about,
    visits,
    emergency,
    public,
    open_data,
    snapshots,
    publication,
    follow_ups,
    forecast,
    parting,
    sign_in,
    lists,
    opening_hours,
    hours_preview,
    policy,
    capacity,
    audit,
    accounts,
    readings,
    shift_files,
    roster,
    rota,
    calendar_feeds,
    favourites,
    routing,
    statistics,
    topic_list,
    topic_statistics,
    replies,
    public_pages,
    notices,
    feedback,
    own_day,
    phone,
    holds,
    contact_search,
    contacts,
    what_if,
    pages,
)
SOCKETS = {
    "/ws/citizen": citizen_socket,
    "/ws/counsellor": counsellor_socket,
    "/ws/coordinator": coordinator_socket,
}


class DeskApp(FastAPI):
    """Sockets reach their endpoint directly: the dozen layers made for requests would cost each 6 kB."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A request or a socket, from its begin to its end."""
        socket = SOCKETS.get(scope["path"]) if scope["type"] == "websocket" else None
        if socket is None:
            await super().__call__(scope, receive, send)
        else:
            await socket.endpoint(scope, receive, send)


def create_app(settings: Settings) -> FastAPI:
    """One worker's application; its stores are opened when its lifespan starts."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[dict[str, Any]]:
        desk = build(settings)
        background = Background(desk)
        await background.start()
        app.state.drain = background.drain
        try:
            yield {"desk": desk}
        finally:
            await background.stop()

    app = DeskApp(title="Guidance desk", docs_url=None, redoc_url=None, lifespan=lifespan)
    for module in ROUTERS:
        app.include_router(module.router)
    for path, socket in SOCKETS.items():
        app.router.routes.append(WebSocketRoute(path, socket.endpoint))
    pages.add_files(app)
    embedding.add_pinned(app)
    errors.add_to(app)
    app.add_middleware(BodyLimit)
    if settings.embedding_sites:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=list(settings.embedding_sites),
            allow_methods=["GET", "POST", "PUT", "DELETE"],
            allow_headers=["Authorization", "Content-Type"],
        )
    return app
