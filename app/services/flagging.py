"""A conversation with acute concern is flagged by its counsellor: the desk never ends it for silence."""

from collections.abc import Callable
from uuid import UUID

from app.domain.contact import OWNED
from app.domain.errors import Gone, NotYours, Unavailable
from app.domain.privacy import kept_reason
from app.domain.rules import Rules
from app.repositories import company, contacts, desk, flags
from app.repositories.locking import hold
from app.repositories.transaction import Transactions, again_when_busy


class Flagging:
    """By the owner alone; who did it and when is audited, never what was said."""

    def __init__(self, transaction: Transactions, rules: Callable[[], Rules]) -> None:
        """One for each worker."""
        self._transaction = transaction
        self._rules = rules

    @again_when_busy
    async def flag(self, counsellor_id: UUID, contact_id: UUID, *, on: bool, reason: str | None) -> None:
        """Flag it or take the flag away; twice is fine.

        Raises `NotFound`, `NotYours`, `Gone` where the citizen has erased everything, `Invalid`.
        """
        async with self._transaction() as tx:
            held = await hold(tx, contact_id, counsellor_id)
            if held.contact.owner != counsellor_id or held.contact.state not in OWNED:
                raise NotYours
            if held.contact.text_gone_at is not None:
                raise Gone
            if not tx.reached(flags.REVISION):
                raise Unavailable
            if on:
                why = kept_reason(reason, held.contact.language)
                new = await flags.flag(tx, contact_id, by=counsellor_id, reason=why)
            else:
                new = await flags.unflag(tx, contact_id)
            if not new:
                return
            action = "contact_flagged" if on else "contact_unflagged"
            await desk.audit(tx, action, actor_id=counsellor_id, subject=str(contact_id))
            await contacts.change(tx, contact_id)
            everybody = [counsellor_id, *company.there(held)]
            await company.show(tx, contact_id, everybody, self._rules().policy)
