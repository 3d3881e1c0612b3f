"""The same desk with counsellors who come and go, take breaks, and hand conversations over to each other."""

from __future__ import annotations

from hypothesis.stateful import initialize, precondition, rule

from app.domain.contact import State
from app.domain.counsellor import Presence
from app.domain.errors import Gone, NoCapacity
from app.repositories import duty
from app.services.transfer import Handover
from app.wiring import Desk
from tests.factories import CHANNELS
from tests.integration.desk_checks import holds
from tests.integration.desk_machine import ANY, WORKER, DeskMachine, some
from tests.integration.desk_model import GONE, Modelled


class StaffMachine(DeskMachine):
    """Presence, breaks and transfers, on top of everything that citizens and clocks do."""

    @initialize()
    def everybody_is_ready(self) -> None:
        """Both counsellors are there, whatever the former example left."""
        for who in self.staff:
            self.run(self.desk(0).duty.came(who))
            self.run(self.desk(0).duty.wish(who, Presence.READY, CHANNELS))

    @rule(who=WORKER, worker=WORKER)
    def come_or_go_as_staff(self, who: int, worker: int) -> None:
        """Her socket closes; or she is back, and after a minute on a break."""
        self.run(self._come_or_go(self.desk(worker), who))

    async def _come_or_go(self, desk: Desk, who: int) -> None:
        her = self.staff[who]
        async with desk.transaction() as tx:
            row = await duty.find(tx, her)
        assert row is not None
        if her not in self.model.away:
            await desk.duty.went(her, row.generation, self.model.now)
            self.model.away[her] = self.model.now
            return
        await desk.duty.came(her)
        since = max(self.model.away.pop(her), self.model.reachable)
        if self.model.now - since >= GONE:
            self.model.on_break.add(her)
        await desk.duty.went(her, row.generation, self.model.now)
        async with desk.transaction() as tx:
            row = await duty.find(tx, her)
        holds(row is not None and row.absent_since is None, "I10: an older socket changes no presence")

    @rule(who=WORKER, worker=WORKER)
    def wish(self, who: int, worker: int) -> None:
        """A break withdraws her offers from the line; ready again she may get them anew."""
        her = self.staff[who]
        if her in self.model.on_break:
            self.run(self.desk(worker).duty.wish(her, Presence.READY, None))
            self.model.on_break.discard(her)
            return
        self.run(self.desk(worker).duty.wish(her, Presence.BREAK, None))
        self.model.on_break.add(her)
        for one in self.model.in_state(State.OFFERED):
            if one.who == her:
                one.move(State.QUEUED, None, self.model.now)

    @precondition(some(State.ACTIVE))
    @rule(number=ANY, worker=WORKER)
    def hand_over(self, number: int, worker: int) -> None:
        """To the colleague, where she has a seat (I5) and no transfer is on its way; each a moment later."""
        self.model.now = self.run(self.world.move(0.001))
        self.run(self._hand_over(self.desk(worker), self.pick(number, State.ACTIVE)))

    async def _hand_over(self, desk: Desk, one: Modelled) -> None:
        assert one.who is not None
        [colleague] = set(self.staff) - {one.who}
        handing = desk.transfers.transfer(one.who, one.contact_id, Handover(counsellor=colleague))
        if one.to is not None:
            await self.refused(handing, Gone)
        elif self.model.available(colleague) and self.model.free(colleague):
            await self.must(handing, "a transfer to a free seat")
            one.to, one.to_since = colleague, self.model.now
        else:
            await self.refused(handing, NoCapacity)

    @precondition(lambda self: any(one.to for one in self.model.contacts))
    @rule(number=ANY, worker=WORKER)
    def answer_transfer(self, number: int, worker: int) -> None:
        """The colleague accepts, or declines: then nothing moves."""
        found = [one for one in self.model.contacts if one.to]
        one, desk = found[number % len(found)], self.desk(worker)
        assert one.to is not None
        if number % 2:
            for _ in range(2):
                self.run(desk.answering.accept(one.to, one.contact_id, None))
            one.move(State.ACTIVE, one.to, self.model.now)
        else:
            for _ in range(2):
                self.run(desk.answering.decline(one.to, one.contact_id, None, reason=None))
            one.refused[one.to] = self.model.now
            one.to = None
