"""Load per hour: the rows of the statistics, and how a list of things is counted into them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from math import ceil
from operator import attrgetter
from typing import Any, TypedDict

from app.domain.contact_history import Outcome


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One clock hour of Oslo, one channel, and the whole desk or a centre; durations in seconds.

    In every row `arrivals` is the sum of the seven outcomes (P7).
    """

    starts_at: datetime
    channel: str
    centre: str | None
    arrivals: int = 0
    answered: int = 0
    abandoned: int = 0
    short_abandoned: int = 0
    turned_away: int = 0
    callback: int = 0
    lost: int = 0
    still_waiting: int = 0
    answered_within_target: int = 0
    wait_p50_seconds: int | None = None
    wait_p90_seconds: int | None = None
    handle_mean_seconds: int | None = None
    staffed_seconds: int = 0
    busy_seconds: int = 0
    most_at_once: int = 0

    def as_json(self) -> dict[str, Any]:
        """The row as the protocol writes it."""
        row: dict[str, Any] = dict(zip(FIGURES, _VALUES(self), strict=True))
        row["starts_at"] = self.starts_at.strftime("%Y-%m-%dT%H:%M:%S.000Z")
        return row


FIGURES = tuple(field.name for field in fields(LoadRow))
"""The names of a row's columns, in order."""
_VALUES = attrgetter(*FIGURES)


class Counts(TypedDict):
    """How many contacts came, and what became of them."""

    arrivals: int
    answered: int
    abandoned: int
    short_abandoned: int
    turned_away: int
    callback: int
    lost: int
    still_waiting: int


def counted(found: Counter[Outcome]) -> Counts:
    """How many of each outcome, and of all together: each contact counts once."""
    return Counts(
        arrivals=found.total(),
        answered=found[Outcome.ANSWERED],
        abandoned=found[Outcome.ABANDONED],
        short_abandoned=found[Outcome.SHORT_ABANDONED],
        turned_away=found[Outcome.TURNED_AWAY],
        callback=found[Outcome.CALLBACK],
        lost=found[Outcome.LOST],
        still_waiting=found[Outcome.STILL_WAITING],
    )


def percentile(waits: Sequence[int], share: float) -> int | None:
    """The least wait that at least this share of them did not exceed (nearest rank), in whole seconds.

    `waits`: in milliseconds, in order.
    """
    return waits[ceil(share * len(waits)) - 1] // 1_000 if waits else None


def mean(milliseconds: int, count: int) -> int | None:
    """The mean in whole seconds; null of nothing."""
    return round(milliseconds / 1_000 / count) if count else None
