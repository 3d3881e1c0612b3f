"""Reading the audit: a page of what was changed, newest first."""

import json
from dataclasses import dataclass
from itertools import accumulate

from app.repositories import audit_log
from app.repositories.audit_log import Entry as Entry
from app.repositories.transaction import Transactions

ABOUT: dict[str, tuple[str, ...]] = {
    "hours": ("opening_hours", "closure_", "half_day_", "desk_closed", "desk_reopened"),
    "shifts": ("shift", "extra_shift", "week_copied", "calendar_feed"),
    "replies": ("reply_",),
    "links": ("page_",),
    "notices": ("notice_",),
    "holds": ("hold_",),
    "policy": ("policy_", "routing_"),
    "accounts": ("staff_",),
    "topics": ("topic_", "topics_"),
    "deadlines": ("deadline_",),
    "figures": ("snapshot_",),
    "all": (),
}
"""How the actions begin that a page may be about."""

LONGEST_PAGE = 1_000_000
"""Characters of what was and what is, in one answer."""


@dataclass(frozen=True, slots=True)
class Page:
    """Entries, newest first; `more`: there are older ones."""

    entries: list[Entry]
    more: bool


class AuditLog:
    """Nothing in it is ever changed."""

    def __init__(self, transaction: Transactions) -> None:
        """One for each worker."""
        self._transaction = transaction

    async def page(self, about: str, *, before: int | None, limit: int) -> Page:
        """At most `limit` entries older than the entry `before`, fewer where their documents are long.

        `about` is a key of `ABOUT`.
        """
        async with self._transaction() as tx:
            found = await audit_log.page(tx, ABOUT[about], before=before, most=limit + 1)
        shown = _short_enough(found[:limit])
        return Page(shown, more=len(found) > len(shown))


def _short_enough(entries: list[Entry]) -> list[Entry]:
    """The first entry and as many more as fit: hundreds of rules before and after are long documents."""
    lengths = accumulate(len(json.dumps([one.before, one.after])) for one in entries)
    fitting = sum(length <= LONGEST_PAGE for length in lengths)
    return entries[: max(1, fitting)]
