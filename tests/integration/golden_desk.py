"""A desk in this process at which the golden month has happened, read half a minute after it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, MutableMapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

import httpx2
from fastapi import FastAPI
from sqlalchemy import insert

from app.clock import DatabaseClock
from app.domain.contact import Cause, State
from app.domain.counsellor import Role
from app.main import create_app
from app.models.care import Feedback
from app.models.contact import Contact, ContactEvent, TurnedAway
from app.models.follow_up import FollowUp
from app.models.staff import PresenceLog
from app.models.wrap_up import WrapUp
from app.repositories import visits
from app.repositories.ids import new_id
from app.repositories.transaction import Transaction
from app.services.beginning import begin
from app.settings import Settings
from app.wiring import Desk, build
from tests.factories import Hand
from tests.integration.golden_month import CENTRES, NOTHING, READ_AT, RECORDED, Came, came, groups, table

EMAIL, PASSWORD = "golden@desk.example", "demo-desk"
SIGN_IN = {"email": EMAIL, "password": PASSWORD}
BY_HAND = -1
FIELDS = {"level": "education_level_asked", "sex": "sex", "age": "age_band", "county": "county"}


@dataclass
class GoldenDesk:
    """The desk, its application, and a coordinator signed in there."""

    desk: Desk
    app: FastAPI
    http: httpx2.AsyncClient


@asynccontextmanager
async def golden_desk(settings: Settings) -> AsyncIterator[GoldenDesk]:
    """Let the month happen on these stores; the clock stands still."""
    clock = DatabaseClock(monotonic=Hand())
    clock.calibrate(READ_AT, 0.0)
    desk = build(settings, clock)
    await begin(desk.transaction)
    await desk.rules.refresh()
    await desk.accounts.add(EMAIL, "Kari", role=Role.COORDINATOR, centre=None, password=PASSWORD)
    who = {
        name: await desk.accounts.add(
            f"{name.lower()}@desk.example", name, role=Role.COUNSELLOR, centre=centre, password=PASSWORD
        )
        for name, centre in CENTRES.items()
    }
    async with desk.transaction() as tx:
        await _plant(tx, who)
    async with coordinator_at(desk, SIGN_IN) as found:
        yield found


@asynccontextmanager
async def coordinator_at(desk: Desk, sign_in: Mapping[str, str]) -> AsyncIterator[GoldenDesk]:
    """The application around a desk in this process, and a coordinator signed in; the desk ends with it."""
    app = application(desk)
    transport = httpx2.ASGITransport(app=_with_desk(app, desk))
    headers = {"Origin": desk.settings.address, "X-Desk": "1"}
    async with httpx2.AsyncClient(
        transport=transport, base_url=desk.settings.address, headers=headers
    ) as http:
        assert (await http.post("/api/login", json=sign_in)).status_code == 200
        yield GoldenDesk(desk, app, http)
    await desk.tasks.finish(1.0)
    await desk.bus.close()
    await desk.switchboard.close()
    for engine in desk.engines:
        await engine.dispose()


def application(desk: Desk) -> FastAPI:
    """The desk's own application, around a desk that is there already and has no loops."""
    app = create_app(desk.settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[dict[str, Any]]:
        yield {"desk": desk}

    app.router.lifespan_context = lifespan
    return app


def _with_desk(app: FastAPI, desk: Desk) -> Any:
    """The same for a client that speaks to it without a server, and so without a lifespan."""

    async def call(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        await app({**scope, "state": {"desk": desk}}, receive, send)

    return call


async def _plant(tx: Transaction, who: dict[str, Any]) -> None:
    tickets, known = count(1), defaultdict[str, list[UUID]](list)
    for one in [*came(), *groups()]:
        if one.is_contact:
            known[one.name].append(await _contact(tx, one, who, ticket=next(tickets)))
        elif one.words.startswith("asked"):
            await _asked(tx, one, kind=one.words.removeprefix("asked: "))
        else:
            reason = one.words.removeprefix("not let in: ")
            await tx.run(insert(TurnedAway).values(at=one.at, channel=one.channel, reason=reason))
    await _recorded(tx, known)
    for row in table("Who was ready"):
        await _ready(tx, row, who)
    for row in table("Who found the door shut"):
        at = datetime.fromisoformat(row["hour"])
        await visits.count(tx, {(at, row["channel"], row["reason"]): int(row["visits"])})


async def _recorded(tx: Transaction, known: Mapping[str, Sequence[UUID]]) -> None:
    for row in table(RECORDED):
        told = {field: None if row[name] == NOTHING else row[name] for name, field in FIELDS.items()}
        topics = [] if row["topics"] == NOTHING else row["topics"].split()
        for contact_id in _of(known, row, int(row["contacts"])):
            values = {"contact_id": contact_id, "at": tx.now, "disposition": "FULL", "topics": topics}
            await tx.run(insert(WrapUp).values(values | told))
    for row in table(RECORDED, 1):
        for contact_id in _of(known, row):
            said = {"contact_id": contact_id, "at": tx.now, "score": int(row["each said"])}
            await tx.run(insert(Feedback).values(said))


def _of(known: Mapping[str, Sequence[UUID]], row: dict[str, str], expected: int | None = None) -> list[UUID]:
    found = [contact_id for name in row["of"].split() for contact_id in known[name]]
    assert expected in (None, len(found))
    return found


async def _contact(tx: Transaction, one: Came, who: dict[str, Any], *, ticket: int) -> UUID:
    contact_id, steps = new_id(tx.now), one.steps
    answers = [step for step in steps if step.to_state is State.ACTIVE]
    attempt = steps[0].cause is Cause.FOLLOW_UP
    values: dict[str, Any] = {
        "id": contact_id,
        "channel": one.channel,
        "language": one.language,
        "state": steps[-1].to_state,
        "version": len(steps),
        "ticket": None if steps[0].cause is Cause.PHONE_BY_HAND else BY_HAND if attempt else ticket,
        "arrived_at": one.at,
        "since": steps[-1].at,
        "ended_at": next((step.at for step in steps if step.to_state is State.WRAP_UP), None),
    }
    if answers:
        first, last = answers[0].who or "", answers[-1].who or ""
        values |= {"answered_at": answers[0].at, "answered_by": who[last], "answered_centre": CENTRES[first]}
    await tx.run(insert(Contact).values(values))
    for step in steps:
        got = {"counsellor_id": who[step.who], "centre": CENTRES[step.who]} if step.who else {}
        event = {"at": step.at, "to_state": step.to_state, "cause": step.cause, **got}
        await tx.run(insert(ContactEvent).values(contact_id=contact_id, **event))
    if steps[-1].cause is Cause.CLOSING_FOLLOW_UP:
        await _asked(tx, one, kind="message", contact_id=contact_id)
    return contact_id


async def _asked(tx: Transaction, one: Came, *, kind: str, contact_id: UUID | None = None) -> None:
    values = {"kind": kind, "language": one.language, "state": "waiting", "attempts": 0}
    times = {"asked_at": one.at, "expires_at": one.at + timedelta(days=60)}
    code = {"id": new_id(tx.now), "code_hash": one.name.encode(), "contact_id": contact_id}
    await tx.run(insert(FollowUp).values(**values, **times, **code))


async def _ready(tx: Transaction, row: dict[str, str], who: dict[str, Any]) -> None:
    name = row["who"]
    for at, state in ((row["from"], "ready"), (row["until"], "off")):
        values = {"counsellor_id": who[name], "centre": CENTRES[name], "at": datetime.fromisoformat(at)}
        channels = row["channels"].split() if state == "ready" else []
        await tx.run(insert(PresenceLog).values(**values, state=state, channels=channels))
