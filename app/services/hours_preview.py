"""Looking ahead: what a change of the hours would mean, and what citizens read at any instant."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from app.domain.contact import Channel
from app.domain.hours_findings import Finding, findings
from app.domain.hours_preview import DayChange, Horizon, Line, day_changes, lines
from app.domain.hours_proposal import read_proposal
from app.domain.hours_words import citizens_read
from app.domain.opening_hours import HoursAnswer, OpeningHours, evaluate
from app.domain.opening_rules import DateRule
from app.domain.oslo import day_of
from app.domain.wording import Wording
from app.repositories import opening_hours
from app.repositories.transaction import Transactions
from app.seed.hours_words import hours_words


@dataclass(frozen=True, slots=True)
class Outlook:
    """The days with their hours before and after, what citizens would read, and what would be wrong."""

    days: list[dict[Channel, DayChange]]
    lines: list[Line]
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the hours say at an instant, and the sentences that citizens read then."""

    answer: HoursAnswer
    texts: Wording


class HoursPreview:
    """Reads what is stored, tries the change on it, and stores nothing."""

    def __init__(self, transaction: Transactions) -> None:
        """One for each worker."""
        self._transaction = transaction

    async def preview(self, body: object) -> Outlook:
        """What the change in `body` would mean; raises `Invalid` with the paths of saving."""
        async with self._transaction() as tx:
            now = tx.now
            proposal = read_proposal(body, await opening_hours.stored_rules(tx))
            stands = await opening_hours.load(tx)
            closures = await opening_hours.closures_from(tx)
        rules = [
            (one.closure_id, DateRule(one.day, one.intervals, one.label, one.channel)) for one in closures
        ]
        would = proposal.tried(stands, rules)
        horizon = Horizon(proposal.first or day_of(now), proposal.days, now)
        return await asyncio.to_thread(_outlook, stands, would, horizon)

    async def at(self, at: datetime, channel: Channel) -> Shown:
        """What the hours as they are now say of `at`, orders by hand included."""
        async with self._transaction() as tx:
            answer = evaluate(await opening_hours.load(tx), channel, at)
        return Shown(answer, citizens_read(answer, channel, at, hours_words()))


def _outlook(stands: OpeningHours, would: OpeningHours, horizon: Horizon) -> Outlook:
    """In a thread: two months of hundreds of rules take longer than others should wait."""
    return Outlook(
        days=day_changes(stands, would, horizon),
        lines=lines(stands, would, horizon, hours_words()),
        findings=findings(would, day_of(horizon.now)),
    )
