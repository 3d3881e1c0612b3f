"""HTTP for a counsellor's own day (design: numbers for oneself, never a ranking)."""

from datetime import date

from fastapi import APIRouter
from pydantic import BaseModel

from app.domain.contact import Channel
from app.domain.own_day import OwnDay
from app.frames.shared import instant
from app.routers.dependencies import Member, StaffRoute, TheDesk

router = APIRouter(prefix="/api/me", tags=["staff"], route_class=StaffRoute)


class DayShift(BaseModel):
    """A shift of hers that touches the day."""

    starts_at: str
    ends_at: str
    channels: list[Channel]


class DayHour(BaseModel):
    """A clock hour since her first contact, and how many she took on in it."""

    starts_at: str
    contacts: int


class Day(BaseModel):
    """Her own figures of today, until now; follow-ups are counted apart from chats and calls."""

    date: date
    chat: int
    phone: int
    follow_ups: int
    open_wrap_ups: int
    talked_seconds: int
    shifts: list[DayShift]
    hours: list[DayHour]


@router.get("/day")
async def my_day(member: Member, desk: TheDesk) -> Day:
    """One's own day; there is no other's to ask for."""
    return _day(await desk.my_day.today(member.counsellor_id))


def _day(found: OwnDay) -> Day:
    return Day(
        date=found.day,
        chat=found.chat,
        phone=found.phone,
        follow_ups=found.follow_ups,
        open_wrap_ups=found.open_wrap_ups,
        talked_seconds=round(found.talked.total_seconds()),
        shifts=[
            DayShift(
                starts_at=instant(one.starts_at),
                ends_at=instant(one.ends_at),
                channels=sorted(one.channels),
            )
            for one in found.shifts
        ],
        hours=[DayHour(starts_at=instant(hour), contacts=count) for hour, count in found.hours],
    )
