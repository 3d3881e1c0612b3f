"""A colleague comes into a conversation when its owner asks, and leaves again; it stays the owner's (I4)."""

from collections.abc import Callable
from uuid import UUID

import structlog

from app.domain.contact import Channel, State
from app.domain.counsellor import Presence
from app.domain.errors import (
    DeskError,
    Gone,
    Invalid,
    NoCapacity,
    NotFound,
    NotYours,
    Unavailable,
    WrongState,
)
from app.domain.joining import MOST_IN_A_CONVERSATION, MOST_OF_A_COUNSELLOR, JoiningOutcome
from app.domain.rules import Rules
from app.frames.citizen import CounsellorJoined, CounsellorLeft
from app.frames.joining import Colleague, JoinRequestEnded
from app.repositories import candidates, company, contacts, desk, desk_lines, joinings, place, views
from app.repositories.duty import CounsellorRow
from app.repositories.joinings import JoiningRow
from app.repositories.locking import Held, hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy
from app.seed.texts import say

JOINED = "company.joined"
LEFT = "company.left"

log = structlog.get_logger(__name__)


class Joinings:
    """She holds no seat; what bounds her is `MOST_OF_A_COUNSELLOR`."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    @again_when_busy
    async def ask(self, counsellor_id: UUID, contact_id: UUID, colleague_id: UUID) -> None:
        """The owner asks a colleague in; asking twice is fine.

        Raises `NotFound`, `NotYours`, `WrongState`, `Invalid` for herself, and `NoCapacity` for who is not
        there, has been asked into enough, or is one too many.
        """
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id, colleague_id)
            _talking(held, counsellor_id)
            if not tx.reached(joinings.REVISION):
                raise Unavailable
            if _of(held, colleague_id) is not None:
                return
            colleague = held.counsellors.get(colleague_id)
            await _may_be_asked(tx, held, colleague)
            assert colleague is not None
            row = await joinings.ask(tx, contact_id, colleague_id, by=counsellor_id)
            await contacts.change(tx, contact_id)
            owner = held.counsellors[counsellor_id]
            asker = Colleague(counsellor_id=owner.id, name=owner.name, centre=owner.centre)
            frames = [company.request(await views.contact(tx, contact_id), row, asker)]
            await place.tell(tx, colleague_id, self._rules().policy, frames=frames)
            await self._show(tx, held, colleague, JoiningOutcome.ASKED)

    @again_when_busy
    async def join(self, counsellor_id: UUID, contact_id: UUID) -> None:
        """The colleague comes; her citizen is told who. Raises `NotFound`, `NotYours` where nobody asks."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
            row = _of(held, counsellor_id)
            if row is None or held.contact.state is not State.ACTIVE:
                raise NotYours
            if row.joined_at is not None:
                return
            await joinings.enter(tx, row)
            colleague = held.counsellors[counsellor_id]
            person = await company.person(tx, colleague, held.contact)
            await _say(tx, held, row, JOINED)
            await contacts.change(tx, contact_id, frames=[CounsellorJoined(counsellor=person)])
            view = await views.contact(tx, contact_id)
            frames = [
                JoinRequestEnded(contact_id=contact_id, outcome=JoiningOutcome.JOINED),
                company.contact_frame(view),
            ]
            await place.tell(tx, counsellor_id, self._rules().policy, frames=frames, joined=[view])
            await self._show(tx, held, colleague, JoiningOutcome.JOINED)

    @again_when_busy
    async def leave(self, counsellor_id: UUID, contact_id: UUID) -> None:
        """She leaves, or says no; not being in it is what she asked for, so leaving twice is fine.

        Raises `NotFound`, `Invalid` for the owner, who transfers or ends.
        """
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
            if held.contact.owner == counsellor_id:
                raise Invalid({"contact_id": "yours: transfer it or end it"})
            row = _of(held, counsellor_id)
            if row is not None:
                await self._end(tx, held, row, left=JoiningOutcome.LEFT, refused=JoiningOutcome.DECLINED)

    @again_when_busy
    async def release(self, counsellor_id: UUID, contact_id: UUID, colleague_id: UUID) -> None:
        """The owner takes the request back, or shows the colleague out. Raises `NotFound`, `NotYours`."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
            _own(held, counsellor_id)
            row = _of(held, colleague_id)
            if row is not None:
                await self._end(tx, held, row, left=JoiningOutcome.LEFT, refused=JoiningOutcome.WITHDRAWN)

    async def sweep(self) -> None:
        """Requests nobody followed, and colleagues who are gone; nothing before the first beat."""
        async with self._transaction() as tx:
            if not await desk.is_reachable(tx):
                return
            due = await joinings.due(tx, self._rules().policy)
        for contact_id, counsellor_id in due:
            try:
                await self._sweep_one(contact_id, counsellor_id)
            except DeskError as error:
                log.info("deadline.put_off", step="joining", error=type(error).__name__)

    @again_when_busy
    async def _sweep_one(self, contact_id: UUID, counsellor_id: UUID) -> None:
        async with self._transaction() as tx:
            held = await hold(tx, contact_id)
            row = _of(held, counsellor_id)
            still = (contact_id, counsellor_id) in await joinings.due(tx, self._rules().policy)
            if row is not None and still:
                await self._end(tx, held, row, left=JoiningOutcome.GONE, refused=JoiningOutcome.EXPIRED)

    async def _end(
        self, tx: Transaction, held: Held, row: JoiningRow, *, left: JoiningOutcome, refused: JoiningOutcome
    ) -> None:
        """She is out: the citizen is told only where she had been in."""
        contact_id, was_in = row.contact_id, row.joined_at is not None
        outcome = left if was_in else refused
        colleague = held.counsellors[row.counsellor_id]
        await joinings.end(tx, [row])
        person = await company.person(tx, colleague, held.contact)
        if was_in:
            await _say(tx, held, row, LEFT)
        await contacts.change(tx, contact_id, frames=[CounsellorLeft(counsellor=person)] if was_in else [])
        policy = self._rules().policy
        if was_in:
            frame = company.contact_frame(await views.contact(tx, contact_id))
            await place.tell(tx, colleague.id, policy, frames=[frame], lost=[contact_id])
        else:
            over = JoinRequestEnded(contact_id=contact_id, outcome=outcome)
            await place.tell(tx, colleague.id, policy, frames=[over])
        await self._show(tx, held, colleague, outcome)

    async def _show(
        self, tx: Transaction, held: Held, colleague: CounsellorRow, outcome: JoiningOutcome
    ) -> None:
        """The owner and who else has joined see who is there now."""
        everybody = [held.contact.owner, *company.there(held)]
        frames = [company.said(held.contact.id, colleague, outcome)]
        policy = self._rules().policy
        await company.show(tx, held.contact.id, everybody, policy, frames=frames, but=colleague.id)


async def _say(tx: Transaction, held: Held, row: JoiningRow, line: str) -> None:
    """The desk says it in the conversation, where it stands for whoever reads it later."""
    text = say(line, held.contact.language, navn=held.counsellors[row.counsellor_id].name)
    await desk_lines.say_once(tx, held.contact, f"{line}.{row.id}", text)


def _of(held: Held, counsellor_id: UUID) -> JoiningRow | None:
    return next((row for row in held.joinings if row.counsellor_id == counsellor_id), None)


def _own(held: Held, counsellor_id: UUID) -> None:
    if held.contact.owner != counsellor_id:
        raise NotYours


def _talking(held: Held, counsellor_id: UUID) -> None:
    """A chat of hers that is going on, with its text."""
    _own(held, counsellor_id)
    if held.contact.text_gone_at is not None:
        raise Gone
    if held.contact.state is not State.ACTIVE or held.contact.channel is not Channel.CHAT:
        raise WrongState({"state": held.contact.state})


async def _may_be_asked(tx: Transaction, held: Held, colleague: CounsellorRow | None) -> None:
    if colleague is None:
        raise NotFound({"counsellor": "no such counsellor"})
    if colleague.id == held.contact.owner:
        raise Invalid({"counsellor": "a colleague, not yourself"})
    away = colleague.disabled or colleague.absent_since is not None or colleague.wish is not Presence.READY
    if away or not await candidates.is_on_shift(tx, colleague.id):
        raise NoCapacity({"counsellor": "not available"})
    if len(held.joinings) >= MOST_IN_A_CONVERSATION:
        raise NoCapacity({"counsellor": "enough colleagues are in it"})
    if len(await joinings.of_counsellor(tx, colleague.id)) >= MOST_OF_A_COUNSELLOR:
        raise NoCapacity({"counsellor": "in enough conversations"})
