"""Signing in and out, who one is, and tickets for sockets (protocol § 2)."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from app.domain.counsellor import Role
from app.routers.dependencies import COOKIE, Member, OpenRoute, StaffRoute, TheDesk
from app.services.sign_in import SignedIn
from app.wiring import Desk

door = APIRouter(prefix="/api", tags=["sign-in"], route_class=OpenRoute)
inside = APIRouter(prefix="/api", tags=["sign-in"], route_class=StaffRoute)


class Credentials(BaseModel):
    """What somebody signs in with."""

    email: Annotated[str, Field(max_length=320)]
    password: Annotated[str, Field(max_length=1_000)]


class Chosen(Credentials):
    """A password of one's own, and the code from a coordinator that lets one choose it."""

    code: Annotated[str, Field(max_length=100)]


class Me(BaseModel):
    """Whoever is signed in; `centre` is a code."""

    counsellor_id: UUID
    name: str
    role: Role
    centre: str | None


class Ticket(BaseModel):
    """Good for one socket, 30 s."""

    ticket: str


@door.post("/login")
async def sign_in(credentials: Credentials, request: Request, response: Response, desk: TheDesk) -> Me:
    """Sign in; 401 `wrong_credentials`, 429 `too_many_requests`."""
    address = _address(request, desk)
    token, member = await desk.sign_in.sign_in(credentials.email, credentials.password, address=address)
    response.set_cookie(
        COOKIE,
        token,
        max_age=desk.settings.session_hours * 3600,
        httponly=True,
        samesite="lax",
        secure=desk.settings.secure,
    )
    return _me(member)


@door.post("/login/password", status_code=204)
async def choose_password(chosen: Chosen, request: Request, desk: TheDesk) -> None:
    """Choose a password, once for each code; 401 `wrong_credentials`, 422 `invalid`, 429."""
    address = _address(request, desk)
    await desk.account_desk.choosing.choose(chosen.email, chosen.code, chosen.password, address=address)


@door.delete("/login", status_code=204)
async def sign_out(request: Request, response: Response, desk: TheDesk) -> None:
    """Sign out; the sockets close within 2 s. Repeatable, also without a sign-in."""
    token = request.cookies.get(COOKIE)
    if token:
        await desk.sign_in.sign_out(token)
    response.delete_cookie(COOKIE, httponly=True, samesite="lax", secure=desk.settings.secure)


@inside.get("/me")
async def me(member: Member) -> Me:
    """Who one is; 401 `not_signed_in`."""
    return _me(member)


@inside.post("/ws-ticket")
async def ws_ticket(member: Member, desk: TheDesk) -> Ticket:
    """A ticket for the hello of one socket; no token ever stands in a URL."""
    return Ticket(ticket=await desk.sign_in.ticket(member))


def _address(request: Request, desk: Desk) -> str:
    return "" if desk.settings.loopback or request.client is None else request.client.host


def _me(member: SignedIn) -> Me:
    return Me(counsellor_id=member.counsellor_id, name=member.name, role=member.role, centre=member.centre)


router = APIRouter()
router.include_router(door)
router.include_router(inside)
