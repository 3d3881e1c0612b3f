"""A simulated counsellor's shift: ready, offered, answering side by side, a break now and then."""

import asyncio
from contextlib import suppress

from app.simulation.accounts import Account
from app.simulation.client import Client
from app.simulation.commands import Frame, LineClosed
from app.simulation.conversation import Conversation, Hands
from app.simulation.desk import Desk
from app.simulation.evidence import CounsellorRecord
from app.simulation.talk import GONE_STATES, Talk
from app.simulation.tempo import BREAK, OFFER_LOOKED_AT, Tempo
from app.simulation.texts import Texts

FINISHES_WITHIN = 120.0
DECLINES, OVERLOOKS, BREAKS, TAKES = 0.04, 0.01, 0.05, 0.25
OVERLOOKED = "missed_offers"
"""The reason of a break that the desk sets."""


class Counsellor:
    """One counsellor from `sign_in` over `work` to `stop`; `troubles` holds refusals nobody expected."""

    def __init__(
        self,
        account: Account,
        desk: Desk,
        texts: Texts,
        tempo: Tempo,
        *,
        hiccups: float = 0.0,
        breaks: float = BREAKS,
    ) -> None:
        self.account, self.desk, self._tempo, self._hiccups = account, desk, tempo, hiccups
        self._breaks = breaks
        self._draw = tempo.draw
        self.counsellor_id = self.name = ""
        self.presence = "off"
        self.talks: dict[str, Talk] = {}
        self.troubles: list[str] = []
        self.waiting: list[str] = []
        """Who waits in line, by contact id."""
        self._offers: set[str] = set()
        self._group: asyncio.TaskGroup | None = None
        self._stopping, self._idle, self.busy = asyncio.Event(), asyncio.Event(), asyncio.Event()
        self._idle.set()
        self._lasted = False
        self.client = Client(
            f"{desk.sockets}/ws/counsellor",
            desk.origin,
            side="counsellor",
            hello=self._hello,
            listener=self._listen,
            draw=self._draw.uniform,
        )
        self._hands = Hands(self.client, desk, texts, tempo, self._note_trouble)

    async def sign_in(self) -> None:
        """Sign in; raises `DeskRefused` when the desk does not know the account."""
        me = await self.desk.sign_in(self.account.email, self.account.password)
        self.counsellor_id, self.name = str(me["counsellor_id"]), str(me["name"])

    async def work(self, *, ready: bool = True) -> None:
        """Serve until `stop`, then finish what is under way and go off."""
        async with asyncio.TaskGroup() as group:
            self._group = group
            group.create_task(self._hold_the_line())
            network = group.create_task(self._bad_network())
            with suppress(LineClosed):
                await self.client.until_live()
                if ready:
                    await self.wish("ready")
                await self._stopping.wait()
                await self.wish("break")
                await self._finish_talks()
                await self.wish("off")
            network.cancel()
            if self.client.over:
                self._note_trouble(f"lost the line for good with {self.client.close_code}")
            self._lasted = not self.client.over
            await self.client.close()

    async def _hold_the_line(self) -> None:
        """Until the line is over; then nothing is left to wait for."""
        await self.client.run()
        self._stopping.set()
        for contact_id in list(self.talks):
            self._let_go(contact_id)

    def stop(self) -> None:
        """Take no more; `work` returns when the conversations are over."""
        self._stopping.set()

    async def wish(self, state: str) -> None:
        """Tell the desk `ready`, `break` or `off`."""
        await self._hands.ask({"type": "presence", "state": state, "channels": ["chat"]})

    def record(self) -> CounsellorRecord:
        """What the checker gets."""
        return CounsellorRecord(
            name=self.account.email,
            counsellor_id=self.counsellor_id,
            entries=self.client.history.entries,
            whole=self._lasted and not self.client.history.cut,
        )

    # --- what the desk tells ---

    async def _hello(self) -> Frame:
        seqs = {talk.contact_id: talk.top for talk in self.talks.values() if talk.top}
        return {"token": await self.desk.ws_ticket(), "last_seqs": seqs}

    def _listen(self, frame: Frame) -> None:
        kind = frame["type"]
        if kind == "snapshot":
            self._follow_snapshot(frame)
        elif kind == "presence":
            self._follow_presence(frame)
        elif kind == "offer":
            self._consider(frame)
        elif kind == "offer_ended":
            self._offers.discard(str(frame["offer_id"]))
        elif kind == "contact" and "owner" in frame:
            self._follow(frame)
        elif kind == "message" and frame["contact_id"] in self.talks:
            self.talks[frame["contact_id"]].read(frame)
        elif kind == "queue":
            self._follow_line(frame.get("waiting") or [])

    def _follow_snapshot(self, frame: Frame) -> None:
        self._follow_presence(frame["presence"])
        self._follow_line(frame.get("queue") or [])
        owned = {str(contact["contact_id"]): contact for contact in frame["contacts"]}
        for contact_id in self.talks.keys() - owned.keys():
            self._let_go(contact_id)
        for contact in owned.values():
            self._follow(contact)
        for offer in frame["offers"]:
            self._consider(offer)

    def _follow_presence(self, presence: Frame) -> None:
        """Whom the desk sets to a break for overlooking offers comes back when she notices."""
        self.presence = str(presence.get("state", self.presence))
        if presence.get("reason") == OVERLOOKED and self._group is not None:
            self._group.create_task(self._come_back())

    async def _come_back(self) -> None:
        await self._tempo.pause(OFFER_LOOKED_AT)
        if self.presence == "break" and not self._stopping.is_set():
            with suppress(LineClosed):
                await self.wish("ready")

    def _follow_line(self, waiting: list[Frame]) -> None:
        self.waiting = [str(contact["contact_id"]) for contact in waiting]

    def _follow(self, contact: Frame) -> None:
        contact_id = str(contact["contact_id"])
        if contact.get("owner") != self.counsellor_id or contact.get("state") in GONE_STATES:
            self._let_go(contact_id)
        elif contact_id in self.talks:
            self.talks[contact_id].follow(contact)
        elif self._group is not None:
            self.talks[contact_id] = Talk(contact)
            self._idle.clear()
            self.busy.set()
            self._group.create_task(self._lead(self.talks[contact_id]))

    def _let_go(self, contact_id: str) -> None:
        if contact_id in self.talks:
            self.talks.pop(contact_id).lose()
        if not self.talks:
            self._idle.set()
            self.busy.clear()

    def _consider(self, offer: Frame) -> None:
        if offer["offer_id"] not in self._offers and self._group is not None:
            self._offers.add(str(offer["offer_id"]))
            self._group.create_task(self._decide(offer))

    # --- what a counsellor does ---

    async def _decide(self, offer: Frame) -> None:
        await self._tempo.pause(OFFER_LOOKED_AT)
        chance, offer_id = self._draw.random(), str(offer["offer_id"])
        if chance < OVERLOOKS or offer_id not in self._offers:
            return
        answer = {"contact_id": offer["contact"]["contact_id"], "offer_id": offer_id}
        with suppress(LineClosed):
            if chance < OVERLOOKS + DECLINES:
                await self._hands.ask({"type": "decline", **answer, "reason": None}, expected=("gone",))
            else:
                await self._hands.ask({"type": "accept", **answer}, expected=("gone",))

    async def _lead(self, talk: Talk) -> None:
        with suppress(LineClosed):
            try:
                await Conversation(talk, self._hands, name=self.name).lead()
            finally:
                self._let_go(talk.contact_id)
            if not self._stopping.is_set() and self.presence == "ready":
                await self._between_talks()

    async def _between_talks(self) -> None:
        """Now and then a break; now and then take somebody who waits instead of being offered."""
        chance = self._draw.random()
        if chance < self._breaks:
            await self.wish("break")
            with suppress(TimeoutError):
                async with asyncio.timeout(self._tempo.thinking(BREAK)):
                    await self._stopping.wait()
            if not self._stopping.is_set():
                await self.wish("ready")
        elif self.waiting and chance < self._breaks + TAKES:
            nobody_left = ("gone", "no_capacity", "not_found", "wrong_state")
            await self._hands.ask({"type": "take", "contact_id": None}, expected=nobody_left)

    async def _finish_talks(self) -> None:
        try:
            async with asyncio.timeout(FINISHES_WITHIN):
                await self._idle.wait()
        except TimeoutError:
            self._note_trouble(f"left with {len(self.talks)} conversations that did not end")

    async def _bad_network(self) -> None:
        """Cut the socket now and then, `hiccups` times per minute."""
        while self._hiccups > 0:
            await asyncio.sleep(self._draw.expovariate(self._hiccups / 60))
            self.client.drop()

    def _note_trouble(self, what: str) -> None:
        self.troubles.append(f"{self.account.email} {what}")
