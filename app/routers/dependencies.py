"""Who calls, and whether the call may change anything: settled before the body is read."""

from collections.abc import Callable, Coroutine
from typing import Annotated, Any, ClassVar

from fastapi import Depends, Request, Response
from fastapi.routing import APIRoute
from starlette.types import Message

from app.domain.counsellor import Role
from app.domain.errors import Invalid, NotAllowed
from app.realtime.timely import ANSWER_SECONDS, in_time
from app.services.sign_in import SignedIn
from app.wiring import Desk

COOKIE = "desk_session"
LARGEST_BODY = 1_048_576
"""Opening hours with every rule they may have are a tenth of this."""

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
    """A route that answers in time, whatever the stores do, and reads no endless body."""

    answer_seconds: ClassVar[float] = ANSWER_SECONDS

    def get_route_handler(self) -> Handler:
        """The route's own handler, which goes on where it takes too long; raises `Unavailable`."""
        handle = super().get_route_handler()

        async def timely(request: Request) -> Response:
            return await in_time(handle(_bounded(request)), seconds=self.answer_seconds)

        return timely


def _bounded(request: Request) -> Request:
    """The request with a body of a megabyte at most; reading more of it raises `Invalid`."""
    read = 0

    async def receive() -> Message:
        nonlocal read
        message = await request.receive()
        read += len(message.get("body", b""))
        if read > LARGEST_BODY:
            raise Invalid({"body": "is too large"})
        return message

    return Request(request.scope, receive)


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


class ReportRoute(CoordinatorRoute):
    """A route whose answer may take its time: a year of figures is counted from every single contact."""

    answer_seconds: ClassVar[float] = 60.0


def current_staff(request: Request) -> SignedIn:
    """Whoever is signed in; only on a `StaffRoute` or a `CoordinatorRoute`."""
    member: SignedIn = request.state.member
    return member


TheDesk = Annotated[Desk, Depends(desk_of)]
Member = Annotated[SignedIn, Depends(current_staff)]
