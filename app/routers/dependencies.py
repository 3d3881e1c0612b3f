"""Who calls, and whether the call may change anything: settled before the body is read."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute

from app.domain.counsellor import Role
from app.domain.errors import NotAllowed
from app.realtime.timely import in_time
from app.services.sign_in import SignedIn
from app.wiring import Desk

COOKIE = "desk_session"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


def desk_of(request: Request) -> Desk:
    """The desk this process runs, as the lifespan handed it over."""
    desk: Desk = request.state.desk
    return desk


def require_change(request: Request) -> None:
    """A change comes from the desk's own pages: `X-Desk: 1` and their Origin, else `NotAllowed`."""
    if request.method in SAFE:
        return
    own = desk_of(request).settings.own_origins
    if request.headers.get("x-desk") != "1" or request.headers.get("origin") not in own:
        raise NotAllowed


class TimelyRoute(APIRoute):
    """A route that answers in time, whatever the stores do; raises `Unavailable`."""

    def get_route_handler(self) -> Handler:
        """The route's own handler, which goes on where it takes too long."""
        handle = super().get_route_handler()

        async def timely(request: Request) -> Response:
            return await in_time(handle(request))

        return timely


class OpenRoute(TimelyRoute):
    """A staff route for people who are not signed in yet; FastAPI would read the body first."""

    async def admit(self, request: Request) -> None:
        """Raise whatever keeps this request out."""
        require_change(request)

    def get_route_handler(self) -> Handler:
        """The route's own handler behind `admit`; nothing of staff is kept in a cache on the way."""
        handle = super().get_route_handler()

        async def guarded(request: Request) -> Response:
            await in_time(self.admit(request))
            response = await handle(request)
            response.headers.setdefault("Cache-Control", "no-store")
            return response

        return guarded


class StaffRoute(OpenRoute):
    """A route for everybody who is signed in; raises `NotSignedIn`."""

    async def admit(self, request: Request) -> None:
        """See `OpenRoute.admit`."""
        await super().admit(request)
        request.state.member = await desk_of(request).sign_in.who(request.cookies.get(COOKIE))


class CoordinatorRoute(StaffRoute):
    """A route for coordinators; raises `NotAllowed` for other staff."""

    async def admit(self, request: Request) -> None:
        """See `OpenRoute.admit`."""
        await super().admit(request)
        if current_staff(request).role is not Role.COORDINATOR:
            raise NotAllowed


def current_staff(request: Request) -> SignedIn:
    """Whoever is signed in; only on a `StaffRoute` or a `CoordinatorRoute`."""
    member: SignedIn = request.state.member
    return member


TheDesk = Annotated[Desk, Depends(desk_of)]
Member = Annotated[SignedIn, Depends(current_staff)]
