"""The same desk with calls registered by hand: they take nothing away and let nothing in (I5)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.domain.contact import State
from app.domain.errors import NotAllowed, NotYours, WrongState
from app.services.transfer import Handover
from app.wiring import Desk
from tests.integration.coordinator_machine import CutOffMachine
from tests.integration.desk_checks import holds
from tests.integration.desk_machine import ANY, NOTHING, WORKER
from tests.integration.desk_model import Model

CALL_SEAT = timedelta(seconds=240)
CALLS = (State.ACTIVE, State.WRAP_UP, State.CLOSED)


@dataclass
class Call:
    """A call as the rules see it: never in line, and nobody else's."""

    contact_id: UUID
    who: UUID
    state: State
    since: datetime


@dataclass
class PhoneModel(Model):
    """While somebody has a call, or is in the first 240 s of its wrap-up, she gets nothing new."""

    calls: list[Call] = field(default_factory=list)

    def _held_by_calls(self, counsellor_id: UUID) -> int:
        hers = [one for one in self.calls if one.who == counsellor_id]
        seated = [one for one in hers if one.state is State.WRAP_UP and self.now - one.since < CALL_SEAT]
        return len(seated) + sum(one.state is State.ACTIVE for one in hers)

    def free(self, counsellor_id: UUID) -> int:
        """See `Model.free`."""
        return 0 if self._held_by_calls(counsellor_id) else super().free(counsellor_id)

    def claimable(self, counsellor_id: UUID) -> int:
        """See `Model.claimable`."""
        return max(0, super().free(counsellor_id) - self._held_by_calls(counsellor_id))

    def pass_time(self, seconds: int) -> None:
        """See `Model.pass_time`: a call goes on without its console, and ends with its account."""
        super().pass_time(seconds)
        for one in self.calls:
            if one.state is State.ACTIVE and one.who in self.disabled:
                one.state, one.since = State.WRAP_UP, self.now


class PhoneMachine(CutOffMachine):
    """Calls beside everything else."""

    modelled = PhoneModel
    model: PhoneModel

    def call(self, number: int, *states: State) -> Call:
        """One of the calls in these states."""
        found = [one for one in self.model.calls if one.state in states]
        return found[number % len(found)]

    @rule(who=WORKER, worker=WORKER, becomes=st.sampled_from(CALLS))
    def register_call(self, who: int, worker: int, becomes: State) -> None:
        """Registered twice by way of both workers, it is one call (I11); a shut account registers none."""
        self.run(self._register_call(worker, self.staff[who], becomes))

    async def _register_call(self, worker: int, who: UUID, becomes: State) -> None:
        began, ended = self.model.now - timedelta(seconds=90), self.model.now - timedelta(seconds=30)
        body: dict[str, Any] = {
            "request_id": str(uuid4()),
            "language": "nb",
            "started_at": began.isoformat(),
            "ended_at": None if becomes is State.ACTIVE else ended.isoformat(),
            "wrap_up": NOTHING if becomes is State.CLOSED else None,
        }
        first, second = (self.desk(one).phone_register for one in (worker, 1 - worker))
        if who in self.model.disabled:
            await self.refused(first.register(who, body), NotAllowed)
            return
        made = await self.must(first.register(who, body), "I5: a call may always be registered")
        again = await self.must(second.register(who, body), "I11: registering twice")
        holds((again.contact_id, made.new, again.new) == (made.contact_id, True, False), "I11: one call")
        self.model.calls.append(Call(made.contact_id, who, becomes, self.model.now))

    @precondition(lambda self: any(one.state is State.ACTIVE for one in self.model.calls))
    @rule(number=ANY, worker=WORKER)
    def end_call(self, number: int, worker: int) -> None:
        """It cannot be handed over, and nobody else ends it; she does, twice."""
        one = self.call(number, State.ACTIVE)
        self.run(self._end_call(self.desk(worker), one))
        one.state, one.since = State.WRAP_UP, self.model.now

    async def _end_call(self, desk: Desk, one: Call) -> None:
        [other] = set(self.staff) - {one.who}
        handing = desk.transfers.transfer(one.who, one.contact_id, Handover(queue=True))
        await self.refused(handing, WrongState)
        await self.refused(desk.endings.end(other, one.contact_id), NotYours)
        for _ in range(2):
            await self.must(desk.endings.end(one.who, one.contact_id), "I11: ending a call twice")

    @precondition(lambda self: any(one.state is State.WRAP_UP for one in self.model.calls))
    @rule(number=ANY, worker=WORKER)
    def record_call(self, number: int, worker: int) -> None:
        """What it was about is recorded, twice."""
        one = self.call(number, State.WRAP_UP)
        for _ in range(2):
            recording = self.desk(worker).wrapping_up.record(one.who, one.contact_id, NOTHING)
            self.run(self.must(recording, "I11: recording a call twice"))
        one.state = State.CLOSED

    def _compare_rows(self, rows: list[tuple[Any, ...]]) -> None:
        """Calls have no ticket; the rest is as it was."""
        super()._compare_rows([row for row in rows if row[3] is not None])
        stored = {row[0]: row for row in rows if row[3] is None}
        holds(stored.keys() == {one.contact_id for one in self.model.calls}, "one row for each call")
        for one in self.model.calls:
            _, state, owner, _, _, last_seq, _, offered_to = stored[one.contact_id]
            whose = None if one.state is State.CLOSED else one.who
            holds(state == one.state, f"I6: the call {state} is {one.state}")
            holds((owner, offered_to, last_seq) == (whose, None, 0), "I4: whose call it is")
