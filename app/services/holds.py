"""Holding a text back from the sweep: by its counsellor where it is flagged, by a coordinator always."""

from collections.abc import Callable
from uuid import UUID

from app.domain.counsellor import Role
from app.domain.errors import Gone, NotAllowed, Unavailable, WrongState
from app.domain.hold import read_hold
from app.domain.rules import Rules
from app.frames.shared import instant
from app.repositories import company, contacts, desk, flags, holds
from app.repositories.contacts import ContactRow
from app.repositories.holds import HoldRow as HoldRow
from app.repositories.holds import ListedHold as ListedHold
from app.repositories.locking import Held, hold
from app.repositories.transaction import Transaction, Transactions, again_when_busy


class Holds:
    """A hold delays the sweep and nothing else: what its citizen erases is gone (P8). Each is audited."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    async def current(self) -> list[ListedHold]:
        """What is held now, the next to end first."""
        async with self._transaction() as tx:
            return await holds.current(tx)

    @property
    def most_days(self) -> int:
        """For how long a hold may be set at once."""
        return self._rules().policy.hold_days

    @again_when_busy
    async def put(self, contact_id: UUID, body: object, *, by: UUID, role: Role) -> HoldRow:
        """Hold the text, or hold it for another time and reason.

        Raises `NotFound`, `NotAllowed`, `WrongState` for a counsellor whose contact is not flagged, `Gone`
        where the text is gone already, `Invalid`, `Unavailable`.
        """
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, by)
            before = await holds.find(tx, contact_id)
            standing = before if before is not None and before.holds(tx.now) else None
            if role is not Role.COORDINATOR:
                await _may_hold(tx, held.contact, standing, by)
            if not tx.reached(holds.REVISION):
                raise Unavailable
            if held.contact.text_gone_at is not None:
                raise Gone
            wish = read_hold(body, language=held.contact.language, now=tx.now, policy=self._rules().policy)
            made = await holds.put(tx, contact_id, wish, by=by)
            await desk.audit(
                tx,
                "hold_set",
                actor_id=by,
                subject=str(contact_id),
                before=None if standing is None else _document(standing),
                after=_document(made),
            )
            await self._show(tx, held)
        return made

    @again_when_busy
    async def end(self, contact_id: UUID, *, by: UUID, role: Role) -> None:
        """Hold it no longer; where nothing is held, that is so already. Raises `NotFound`, `NotAllowed`."""
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, by)
            standing = await holds.find(tx, contact_id)
            if role is not Role.COORDINATOR and (standing is None or standing.by != by):
                raise NotAllowed
            if standing is None or not standing.holds(tx.now):
                return
            await holds.end(tx, contact_id, by=by)
            before = _document(standing)
            await desk.audit(tx, "hold_ended", actor_id=by, subject=str(contact_id), before=before)
            await self._show(tx, held)

    async def _show(self, tx: Transaction, held: Held) -> None:
        contact = held.contact
        await contacts.change(tx, contact.id)
        await company.show(tx, contact.id, [contact.owner, *company.there(held)], self._rules().policy)


async def _may_hold(tx: Transaction, contact: ContactRow, standing: HoldRow | None, by: UUID) -> None:
    """She who has it, or had it last, and has flagged it; never against somebody else's hold."""
    mine = contact.owner == by or (contact.owner is None and contact.answered_by == by)
    if not mine or (standing is not None and standing.by != by):
        raise NotAllowed
    if not await flags.is_flagged(tx, contact.id):
        raise WrongState({"flagged": "flag it first"})


def _document(row: HoldRow) -> dict[str, str]:
    """Who held until when is kept for good; the reason is about a citizen, and goes with her text (P8)."""
    return {"until": instant(row.until)}
