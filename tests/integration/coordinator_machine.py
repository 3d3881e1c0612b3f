"""The same desk while coordinators change it: capacity, accounts, centres; follow-ups, and work cut off."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule
from sqlalchemy import select

from app.domain.contact import Language, State
from app.domain.errors import Gone, Invalid, NoCapacity, NotFound, NotOnShift, NotYours, WrongState
from app.domain.follow_up import Kind
from app.models.contact import Contact
from app.repositories import staff as accounts
from app.services.follow_ups import Request
from app.services.transfer import Handover
from app.wiring import Desk
from tests.integration.desk_checks import ROWS, holds
from tests.integration.desk_machine import ANY, WORKER, some
from tests.integration.desk_model import CENTRE_FIRST, HOME, Modelled
from tests.integration.staff_machine import StaffMachine

USUAL = (1, 2)
ELSEWHERE = "TROMSO"
"""A centre of which nobody is there."""
CLAIM_LAPSED = 6
LOCK_ALL = "SELECT id FROM contact FOR NO KEY UPDATE"


class CoordinatorMachine(StaffMachine):
    """What a coordinator and the plan do to counsellors in the middle of their work."""

    @initialize()
    def everybody_is_ready(self) -> None:
        """Accounts open, seats as at the start, and everybody there."""
        for who, chats in zip(self.staff, USUAL, strict=True):
            self.run(self._set_disabled(who, disabled=False))
            self.run(self.desk(0).capacities.set(who, chats, author_id=who))
        super().everybody_is_ready()

    async def _set_disabled(self, who: UUID, *, disabled: bool) -> None:
        async with self.world.desk.transaction() as tx:
            await accounts.set_disabled(tx, who, disabled=disabled)

    async def _come_or_go(self, desk: Desk, who: int) -> None:
        if self.staff[who] not in self.model.disabled:
            await super()._come_or_go(desk, who)

    async def _come_and_go(self, desk: Desk, one: Modelled) -> None:
        if one.token:  # an attempt has no citizen at a socket.
            await super()._come_and_go(desk, one)

    @rule(who=WORKER, chats=st.integers(0, 3), worker=WORKER)
    def set_capacity(self, who: int, chats: int, worker: int) -> None:
        """Another capacity takes nothing away and lets nothing in beyond it (I5)."""
        her = self.staff[who]
        self.run(self.desk(worker).capacities.set(her, chats, author_id=her))
        self.model.capacity[her] = chats

    @rule(who=WORKER, worker=WORKER)
    def shut_out_or_let_in(self, who: int, worker: int) -> None:
        """A disabled account loses conversations and offers at the next sweep; a wrap-up stays."""
        her = self.staff[who]
        shut = her not in self.model.disabled
        self.run(self._set_disabled(her, disabled=shut))
        (self.model.disabled.add if shut else self.model.disabled.discard)(her)
        self.pass_time(0, worker)

    @precondition(some(State.ACTIVE))
    @rule(number=ANY, worker=WORKER, centre=st.sampled_from([HOME, ELSEWHERE]))
    def hand_to_centre(self, number: int, worker: int, centre: str) -> None:
        """That centre's alone for a minute, then everybody's; not the sender's for a minute."""
        one = self.pick(number, State.ACTIVE)
        assert one.who is not None
        handing = self.desk(worker).transfers.transfer(one.who, one.contact_id, Handover(centre=centre))
        if one.to is not None:
            self.run(self.refused(handing, Gone))
            return
        self.run(handing)
        self.model.give_back(one)
        one.only_centre, one.only_centre_until = centre, self.model.now + CENTRE_FIRST

    @precondition(some(State.ACTIVE))
    @rule(number=ANY, worker=WORKER)
    def hand_over_wrongly(self, number: int, worker: int) -> None:
        """To herself, to nobody, to no such centre, by somebody else: refused, and nothing has changed."""
        self.run(self._hand_over_wrongly(self.desk(worker), self.pick(number, State.ACTIVE)))

    async def _hand_over_wrongly(self, desk: Desk, one: Modelled) -> None:
        assert one.who is not None
        [other] = set(self.staff) - {one.who}
        before = await self.rows()
        wrong = (Gone,) if one.to else (Invalid, NotFound)
        for to in (Handover(counsellor=one.who), Handover(counsellor=uuid4()), Handover(centre="INGEN")):
            await self.refused(desk.transfers.transfer(one.who, one.contact_id, to), *wrong)
        await self.refused(desk.transfers.transfer(other, one.contact_id, Handover(queue=True)), NotYours)
        holds(await self.rows() == before, "I4: a transfer that is refused changes nothing")

    @rule(worker=WORKER)
    def leave_a_question(self, worker: int) -> None:
        """A follow-up's attempts are ranked by when it was asked, before everybody who is new (I7)."""
        self.run(self._leave_a_question(self.desk(worker)))

    async def _leave_a_question(self, desk: Desk) -> None:
        request = Request(Kind.MESSAGE, Language.NB, uuid4(), "Når er fristen?")
        await desk.follow_ups.ask(request)
        for each in self.world.workers:
            await each.attempts.sweep()
        columns = (Contact.id, Contact.ticket, Contact.last_seq)
        async with desk.transaction() as tx:
            rows = list(await tx.run(select(*columns).where(Contact.ticket < 0)))
        known = {one.contact_id for one in self.model.contacts}
        for row in rows:
            if row.id not in known:
                made = Modelled(row.id, uuid4(), "", row.ticket, said=row.last_seq)
                self.model.contacts.append(made)
        self.model.contacts.sort(key=lambda one: one.ticket)


class CutOffMachine(CoordinatorMachine):
    """Tasks that are cancelled somewhere on their way have happened wholly or not at all."""

    @precondition(some(State.QUEUED))
    @rule(
        number=ANY, who=WORKER, worker=WORKER, turns=st.sampled_from([0, 20, 100, 300]), taking=st.booleans()
    )
    def cut_off(self, number: int, who: int, worker: int, turns: int, *, taking: bool) -> None:
        """A dispatch or a take is cancelled after so many turns of the loop; its claim lapses by itself."""
        one, desk = self.pick(number, State.QUEUED), self.desk(worker)
        take = partial(desk.answering.take, self.staff[who], one.contact_id, None)
        self.run(self._cut_off(take if taking else desk.dispatch.run_once, turns))
        self.pass_time(CLAIM_LAPSED, worker)

    async def _cut_off(self, work: Callable[[], Coroutine[None, None, object]], turns: int) -> None:
        task = asyncio.get_running_loop().create_task(work())
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        [outcome] = await asyncio.gather(task, return_exceptions=True)
        expected = (asyncio.CancelledError, Gone, NoCapacity, NotOnShift, WrongState)
        holds(not isinstance(outcome, BaseException) or isinstance(outcome, expected), repr(outcome))
        async with self.world.desk.transaction() as tx:
            await tx.run(LOCK_ALL)  # whatever was on its way has come, or never will.
            rows = {row.id: row for row in await tx.run(ROWS)}
        for one in self.model.line:
            row = rows[one.contact_id]
            if row.state == State.QUEUED:
                continue
            holds(self.model.free(row.owner or row.offered_to) > 0, "I5: cut off, it has no seat too many")
            one.move(State(row.state), row.owner or row.offered_to, self.model.now)
