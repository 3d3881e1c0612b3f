"""A conversation with acute concern is flagged by its counsellor: the desk never ends it for silence."""

from collections.abc import Callable
from uuid import UUID

from app.domain.contact import OWNED, Author, Language
from app.domain.errors import Gone, Invalid, NotYours, TooLong, Unavailable
from app.domain.privacy import mask, validate_text
from app.domain.rules import Rules
from app.repositories import company, contacts, desk, flags
from app.repositories.locking import hold
from app.repositories.transaction import Transactions, again_when_busy

REASON = 300
"""Characters of a reason."""


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
                why = _kept(reason, held.contact.language)
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


def _kept(reason: str | None, language: Language) -> str | None:
    """As a reason for declining is kept: short, and with nothing personal in it (P8)."""
    if reason is None or not reason.strip():
        return None
    try:
        return mask(validate_text(reason, REASON), Author.CITIZEN, language).text
    except (Invalid, TooLong) as error:
        raise Invalid({"reason": error.details["text"]}) from error
