"""The one voluntary question at the end: what a citizen answers, and what coordinators see of all answers."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from app.domain.asked import read_days
from app.domain.errors import NotSignedIn, WrongState
from app.domain.feedback import Satisfaction, read_feedback, satisfaction
from app.repositories import contacts, feedback
from app.repositories.contacts import ContactRow
from app.repositories.feedback import Given as Given
from app.repositories.ids import token_hash
from app.repositories.sealing import Holder, Seal
from app.repositories.transaction import Transaction, Transactions, again_when_busy


class FeedbackGiven:
    """Kept apart from the conversation: it is read in figures, and by no name."""

    def __init__(self, transaction: Transactions, seal: Seal, *, reports: Transactions) -> None:
        """One for each worker; `seal` tells whose receipt a token is."""
        self._transaction = transaction
        self._reports = reports
        self._seal = seal

    @again_when_busy
    async def give(self, token: str, body: object) -> None:
        """Score and perhaps a word, once the contact was answered and has ended; again replaces it.

        Raises `NotSignedIn` for a token that is none or whose text is gone, `WrongState`, `Invalid`.
        """
        async with self._transaction() as tx:
            feedback.require(tx)
            contact = await self._held(tx, token)
            given = read_feedback(body, contact.language)
            if contact.answered_at is None or contact.ended_at is None:
                raise WrongState({"state": contact.state})
            await feedback.put(tx, contact.id, given)

    async def _held(self, tx: Transaction, token: str) -> ContactRow:
        contact = await self._locked(tx, token)
        if contact is None or contact.text_gone_at is not None:
            raise NotSignedIn
        return contact

    async def _locked(self, tx: Transaction, token: str) -> ContactRow | None:
        """The contact of this token, under its lock, so that nothing is kept of what is being erased."""
        match self._seal.whose(token):
            case (Holder.CONTACT, UUID() as contact_id):
                return await contacts.lock(tx, contact_id)
            case (Holder.FOLLOW_UP, _):
                return None
            case _:
                return await contacts.lock_by_token(tx, token_hash(token))

    async def satisfaction(self, params: Mapping[str, str]) -> Satisfaction:
        """What was said by those who came on these Oslo dates; raises `Invalid`."""
        async with self._reports.turn:
            async with self._reports() as tx:
                starts_at, ends_at = read_days(params, now=tx.now)
                feedback.require(tx)
                fetched = await feedback.fetch(tx, starts_at, ends_at)
                asked = await feedback.asked(tx, starts_at, ends_at)
            return await asyncio.to_thread(_satisfaction, fetched, asked)


def _satisfaction(fetched: Sequence[Any], asked: Mapping[str, int]) -> Satisfaction:
    return satisfaction(feedback.read(fetched), asked)
