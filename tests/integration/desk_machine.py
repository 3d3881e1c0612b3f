"""The real desk under random commands, held against the model after every step (I4, I5, I7, I9-I11)."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from app.domain.contact import Author, Language, State
from app.domain.errors import Gone, NoCapacity, NotOnShift, StaleEpoch, WrongState
from app.repositories.messages import Draft
from app.services.intake import Question
from app.services.messaging import Receipt
from app.services.transfer import Handover
from app.wiring import Desk
from tests.integration.desk_checks import DeskUnderTest, holds
from tests.integration.desk_model import Model, Modelled

WIPE = "TRUNCATE contact CASCADE"
NOTHING = {"disposition": "TULL", "topics": []}
ANY = st.integers(0, 5)
WORKER = st.integers(0, 1)
LIVING = (State.QUEUED, State.OFFERED, State.ACTIVE)


def some(*states: State) -> Callable[[Any], bool]:
    """Whether there is a contact in one of these states."""
    return lambda machine: bool(machine.model.in_state(*states))


class DeskMachine(DeskUnderTest):
    """Every rule does to the real desk what it does to the model."""

    modelled: type[Model] = Model

    @initialize()
    def begin_anew(self) -> None:
        """One counsellor for one chat, one for two; and two citizens."""
        self.run(self._wipe())
        now = self.world.now()
        self.model = self.modelled(dict(zip(self.staff, (1, 2), strict=True)), now, now)
        for worker in (0, 1):
            self.arrive(worker)

    async def _wipe(self) -> None:
        async with self.world.desk.transaction() as tx:
            await tx.run(WIPE)
        await self.world.desk.settling.rebuild(force=True)

    @rule(worker=WORKER)
    def arrive(self, worker: int) -> None:
        """A citizen comes; a repeat of the request is the same contact (I11)."""
        self.run(self._arrive(self.desk(worker)))

    async def _arrive(self, desk: Desk) -> None:
        question = Question(language=Language.NB, request_id=uuid4())
        first = await desk.intake.arrive(question)
        again = await self.world.workers[0].intake.arrive(question)
        holds(again.contact_id == first.contact_id and not again.new, "a repeated request is one contact")
        row = await desk.attendance.came(again.token)
        assert row.ticket is not None
        tickets = [one.ticket for one in self.model.contacts]
        holds(row.ticket > max(tickets, default=0), "tickets rise")
        assert question.request_id is not None
        self.model.contacts.append(Modelled(row.id, question.request_id, again.token, row.ticket))

    @rule(worker=WORKER)
    def dispatch(self, worker: int) -> None:
        """A run of dispatch, and one more where it had to renew its epoch first."""
        self.run(self._dispatch(self.desk(worker)))

    async def _dispatch(self, desk: Desk) -> None:
        before = desk.switchboard.epoch
        await desk.dispatch.run_once()
        if desk.switchboard.epoch != before:
            await desk.dispatch.run_once()
        known = {one.contact_id: one for one in self.model.contacts}
        line = self.model.line
        offered = [(known[contact], who) for contact, who in await self.world.offered()]
        fresh = [(one, who) for one, who in offered if one.state is State.QUEUED]
        for one, who in sorted(fresh, key=lambda offer: offer[0].rank):
            holds(one.waits and self.model.free(who) > 0, "I5: an offer needs a seat and somebody there")
            passed = [other for other in line if other.rank < one.rank and other.waits]
            overtaken = [other for other in passed if self.model.may_get(who, other)]
            holds(not overtaken, "I7: nobody is overtaken")
            holds(self.model.may_get(who, one), "what she refused is not offered at once")
            one.move(State.OFFERED, who, self.model.now)
        for one in self.model.line:
            free = [who for who in self.staff if self.model.free(who) and self.model.may_get(who, one)]
            holds(not free, "I13: nobody waits beside a free seat")

    @precondition(some(State.OFFERED))
    @rule(number=ANY, worker=WORKER)
    def accept(self, number: int, worker: int) -> None:
        """She accepts; somebody else cannot; again changes nothing (I4, I11)."""
        one = self.pick(number, State.OFFERED)
        self.run(self._accept(self.desk(worker), one))

    async def _accept(self, desk: Desk, one: Modelled) -> None:
        assert one.who is not None
        [other] = set(self.staff) - {one.who}
        await self.refused(desk.answering.accept(other, one.contact_id, None), Gone)
        await self.must(desk.answering.accept(one.who, one.contact_id, None), "an offer may be accepted")
        self.model.take(one.who, one)
        before = await self.rows()
        await self.must(desk.answering.accept(one.who, one.contact_id, None), "I11: accepting twice")
        holds(await self.rows() == before, "I11: accepting twice changes nothing")

    @precondition(some(State.OFFERED))
    @rule(number=ANY, worker=WORKER)
    def decline(self, number: int, worker: int) -> None:
        """She declines, twice: back to its old place once."""
        one = self.pick(number, State.OFFERED)
        self.run(self._decline(self.desk(worker), one))

    async def _decline(self, desk: Desk, one: Modelled) -> None:
        assert one.who is not None
        for _ in range(2):
            again = desk.answering.decline(one.who, one.contact_id, None, reason=None)
            await self.must(again, "I11: an offer may be declined, also twice")
        self.model.give_back(one)

    @precondition(some(*State))
    @rule(number=ANY, who=WORKER, worker=WORKER)
    def take(self, number: int, who: int, worker: int) -> None:
        """A take by hand succeeds exactly where it may (I4, I5)."""
        one = self.pick(number, *State)
        self.run(self._take(self.desk(worker), self.staff[who], one))

    async def _take(self, desk: Desk, who: UUID, one: Modelled) -> None:
        taking = desk.answering.take(who, one.contact_id, None)
        if self.model.may_take(who, one):
            await self.must(taking, "a take that may be")
            self.model.take(who, one)
        else:
            await self.refused(taking, Gone, NoCapacity, WrongState, NotOnShift)

    @precondition(some(*LIVING))
    @rule(number=ANY, worker=WORKER)
    def leave(self, number: int, worker: int) -> None:
        """The citizen leaves, twice."""
        one = self.pick(number, *LIVING)
        for _ in range(2):
            self.run(self.desk(worker).endings.leave(one.contact_id))
        talking = one.state is State.ACTIVE
        one.move(State.WRAP_UP if talking else State.ABANDONED, one.who if talking else None, self.model.now)

    @precondition(some(State.WRAP_UP))
    @rule(number=ANY, worker=WORKER)
    def wrap_up(self, number: int, worker: int) -> None:
        """What it was about is recorded, twice; the seat is free."""
        one = self.pick(number, State.WRAP_UP)
        assert one.who is not None
        for _ in range(2):
            self.run(self.desk(worker).wrapping_up.record(one.who, one.contact_id, NOTHING))
        one.move(State.CLOSED, None, self.model.now)

    @precondition(some(State.ACTIVE))
    @rule(number=ANY, worker=WORKER)
    def hand_back(self, number: int, worker: int) -> None:
        """To the line again: first there, and not to the sender for a minute."""
        one = self.pick(number, State.ACTIVE)
        assert one.who is not None
        handing = self.desk(worker).transfers.transfer(one.who, one.contact_id, Handover(queue=True))
        if one.to is not None:
            self.run(self.refused(handing, Gone))
            return
        self.run(handing)
        self.model.give_back(one)

    @precondition(some(State.QUEUED))
    @rule(number=ANY, worker=WORKER)
    def come_and_go(self, number: int, worker: int) -> None:
        """Who was there goes, who was away comes back; an older socket's close changes nothing (I10)."""
        one = self.pick(number, State.QUEUED)
        self.run(self._come_and_go(self.desk(worker), one))

    async def _come_and_go(self, desk: Desk, one: Modelled) -> None:
        if one.away_since is None:
            await desk.attendance.went(one.contact_id, one.generation, self.model.now)
            one.away_since = self.model.now
        else:
            one.generation = (await desk.attendance.came(one.token)).generation
            one.away_since = None
        before = await self.rows()
        await desk.attendance.went(one.contact_id, one.generation - 1, self.model.now)
        holds(await self.rows() == before, "I10: an older socket changes nothing")

    @precondition(some(*LIVING))
    @rule(number=ANY, worker=WORKER)
    def say(self, number: int, worker: int) -> None:
        """A message, sent twice: one `seq`, and a receipt only for what others can see (I1, I2)."""
        one = self.pick(number, *LIVING)
        self.run(self._say(self.desk(worker), one))

    async def _say(self, desk: Desk, one: Modelled) -> None:
        draft = Draft(one.contact_id, uuid4(), Author.CITIZEN, None, None, "Hei", False)
        seen: list[object] = []

        def look(receipt: asyncio.Future[Receipt]) -> None:
            found = self.other.execute("SELECT 1 FROM message WHERE cid = %s", [draft.cid])
            seen.append(found.fetchone())

        one.said += 1
        for _ in range(2):
            receipt = desk.writer.submit(draft)
            receipt.add_done_callback(look)
            holds((await receipt).seq == one.said, "I2: without gaps, and once")
            await asyncio.sleep(0)
        holds(seen and all(seen), "I1: a receipt means committed")

    @rule(seconds=st.sampled_from([1, 15, 31, 61, 121, 151]), worker=WORKER)
    def pass_time(self, seconds: int, worker: int) -> None:
        """Time goes by, and the loops of both workers do what is due."""
        self.model.pass_time(seconds)
        self.run(self._pass_time(seconds, worker))

    async def _pass_time(self, seconds: int, worker: int) -> None:
        await self.world.move(seconds)
        for desk in (self.desk(worker), self.desk(1 - worker)):
            await desk.deadlines.sweep()
            await desk.settling.reconcile()

    @rule(by=st.sampled_from(["renew", "reconcile", "dispatch", "arrival"]), worker=WORKER)
    def lose_valkey(self, by: str, worker: int) -> None:
        """Everything in Valkey is lost; whoever notices first rebuilds it."""
        self.run(self._lose_valkey(by, self.desk(worker)))
        self.model.reachable = self.model.now

    async def _lose_valkey(self, by: str, desk: Desk) -> None:
        await self.world.lose_the_switchboard()
        if by == "arrival":
            await self._arrive(desk)
        elif by == "dispatch":
            await self._dispatch(desk)
        else:
            await {"renew": desk.settling.renew, "reconcile": desk.settling.reconcile}[by]()

    @precondition(some(*LIVING))
    @rule(number=ANY, worker=WORKER)
    def come_too_late(self, number: int, worker: int) -> None:
        """A stale epoch and a lower version change nothing in Valkey (I10)."""
        one = self.pick(number, *LIVING)
        self.run(self._come_too_late(self.desk(worker), one))

    async def _come_too_late(self, desk: Desk, one: Modelled) -> None:
        version = (await self.world.row(one.contact_id)).version
        await desk.settling.renew()
        board, before = desk.switchboard, await self.world.digest()
        nowhere: dict[str, Any] = {"holders": [], "waiting": None, "over_at": None, "release": True}
        await board.settle(one.contact_id, version=version - 1, **nowhere)
        holds(await self.world.digest() == before, "I10: a lower version changes nothing")
        board.epoch -= 1
        await self.refused(board.settle(one.contact_id, version=version + 1, **nowhere), StaleEpoch)
        await self.refused(
            board.claim(one.contact_id, self.staff[0], seats=9, now=self.model.now), StaleEpoch
        )
        holds(await self.world.digest() == before, "I10: a stale epoch changes nothing")

    @precondition(some(*State))
    @rule(who=WORKER, worker=WORKER)
    def claim_everything(self, who: int, worker: int) -> None:
        """Claims go as far as her seats and no further, and shut out others until they are undone (I5)."""
        self.run(self._claim_everything(self.desk(worker), self.staff[who], self.staff[1 - who]))

    async def _claim_everything(self, desk: Desk, who: UUID, rival: UUID) -> None:
        await desk.settling.renew()
        left, board, now = self.model.claimable(who), desk.switchboard, self.model.now
        for one in self.model.line:
            claiming = board.claim(one.contact_id, who, seats=self.model.capacity[who], now=now)
            if left:
                await self.must(claiming, "a claim on a free seat")
                await self.refused(board.claim(one.contact_id, rival, seats=9, now=now), Gone)
                left -= 1
            else:
                await self.refused(claiming, NoCapacity)
        await desk.settling.settle([one.contact_id for one in self.model.line], release=True)
