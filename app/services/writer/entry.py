"""A message on its way into a batch, and whoever waits for its receipt."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from app.domain.contact import Author
from app.domain.errors import DeskError
from app.repositories.messages import Draft, Key
from app.repositories.spoken import Receipt

Side = tuple[UUID, Author]


@dataclass(slots=True, eq=False)
class Entry:
    """A draft and the future that its sender waits for; `since` is on the monotonic clock."""

    draft: Draft
    since: float
    receipt: asyncio.Future[Receipt] = field(repr=False)
    late: Callable[[Draft], None] = field(repr=False)
    """Told of a message that was stored after its sender had been told otherwise."""

    @property
    def key(self) -> Key:
        """What a repeated message is known by."""
        return self.draft.contact_id, self.draft.author, self.draft.cid

    @property
    def side(self) -> Side:
        """Whose messages stay in their order: one side of one contact."""
        return self.draft.contact_id, self.draft.author

    def answer(self, outcome: Receipt | DeskError) -> None:
        """Answer whoever waits, unless answered already or gone."""
        if self.receipt.done():
            if isinstance(outcome, Receipt):
                self.late(self.draft)
            return
        if isinstance(outcome, DeskError):
            self.receipt.set_exception(_without_its_story(outcome))
        else:
            self.receipt.set_result(outcome)


def _without_its_story(error: DeskError) -> DeskError:
    """The refusal alone: the frames it came through hold the whole batch, and the batch holds it in turn."""
    error.__traceback__ = error.__context__ = error.__cause__ = None
    return error


def refuse(entries: Iterable[Entry], error: DeskError) -> None:
    """Answer all of them with the same refusal."""
    for entry in entries:
        entry.answer(error)
