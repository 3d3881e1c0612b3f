"""The figures of a period from the log alone, by one statement of SQL: a second count, in other words.

It knows the desk's definitions (app/seed/definitions.json) and the figures that a new desk begins with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any

from tests.fixtures.running_desk import execute

EVERYBODY = """
WITH step AS (
    SELECT *, lead(at) OVER life AS next_at, row_number() OVER life AS number,
        last_value(to_state) OVER whole AS last_state, last_value(cause) OVER whole AS last_cause,
        last_value(at) OVER whole AS last_at
    FROM contact_event
    WINDOW life AS (PARTITION BY contact_id ORDER BY id),
        whole AS (PARTITION BY contact_id ORDER BY id
            ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)
), story AS (
    SELECT contact_id, min(at) AS arrived, min(at) FILTER (WHERE to_state = 'active') AS answered,
        (array_agg(centre ORDER BY id) FILTER (WHERE to_state = 'active'))[1] AS centre,
        min(at) FILTER (WHERE cause IN ('left', 'erased')) AS gave_up,
        array_agg(cause::text) AS causes,
        bool_or(number = 1 AND cause = 'follow_up') AS again,
        min(last_at) FILTER (WHERE last_state = 'closed') AS done,
        min(last_at) FILTER (WHERE last_cause = 'wrapped_up') AS recorded,
        max(at) FILTER (WHERE to_state = 'wrap_up') AS talked_until,
        sum(next_at - at) FILTER (WHERE to_state = 'active') AS talk
    FROM step GROUP BY contact_id
), held AS (
    SELECT contact_id, sum(least(next_at - at, CASE channel WHEN 'chat' THEN interval '150 s'
        ELSE interval '240 s' END)) AS wrap_up
    FROM step JOIN contact ON contact.id = contact_id
    WHERE to_state = 'wrap_up' GROUP BY contact_id
), came AS (
    SELECT arrived AS at, channel, language, coalesce(centre, 'none') AS centre,
        CASE
            WHEN answered IS NOT NULL THEN 'answered'
            WHEN gave_up - arrived < interval '10 s' THEN 'short_abandoned'
            WHEN gave_up IS NOT NULL THEN 'abandoned'
            WHEN 'absent' = ANY (causes) THEN 'lost'
            WHEN 'closing_follow_up' = ANY (causes) THEN 'callback'
            WHEN 'closing_told' = ANY (causes) THEN 'turned_away'
            ELSE 'still_waiting'
        END AS outcome,
        extract(epoch FROM answered - arrived) AS wait,
        CASE WHEN done IS NOT NULL AND answered IS NOT NULL
            THEN extract(epoch FROM talk + coalesce(wrap_up, interval '0')) END AS handle,
        CASE WHEN answered IS NOT NULL AND talked_until IS NOT NULL
            THEN extract(epoch FROM recorded - talked_until) END AS wrap_up
    FROM story JOIN contact ON contact.id = contact_id LEFT JOIN held USING (contact_id)
    WHERE NOT again
    UNION ALL
    SELECT at, channel, '', 'none', 'turned_away', NULL, NULL, NULL FROM turned_away
)
SELECT to_char(at AT TIME ZONE 'Europe/Oslo', 'YYYY-MM-DD"T"HH24:00') || to_char(at AT TIME ZONE 'Europe/Oslo'
        - at AT TIME ZONE 'UTC', '"+"HH24:MI') AS hour,
    to_char(at AT TIME ZONE 'Europe/Oslo', 'YYYY-MM-DD') AS day,
    to_char(at AT TIME ZONE 'Europe/Oslo', 'IYYY"-W"IW') AS week,
    to_char(at AT TIME ZONE 'Europe/Oslo', 'YYYY-MM') AS month,
    to_char(at AT TIME ZONE 'Europe/Oslo', 'ID') AS weekday,
    to_char(at AT TIME ZONE 'Europe/Oslo', 'HH24') AS clock_hour,
    channel, language, centre, outcome, wait::float8, handle::float8, wrap_up::float8
FROM came
WHERE at >= timestamp '{first}' AT TIME ZONE 'Europe/Oslo'
    AND at < timestamp '{until}' AT TIME ZONE 'Europe/Oslo'
"""
NAMES = (
    *("hour", "day", "week", "month", "weekday", "clock_hour"),
    *("channel", "language", "centre", "outcome", "wait", "handle", "wrap_up"),
)
OUTCOMES = ("answered", "abandoned", "short_abandoned", "turned_away", "callback", "lost", "still_waiting")
TARGETS = {"chat": 60.0, "phone": 20.0}

Came = dict[str, Any]


def everybody(database_url: str, first: str, until: str) -> list[Came]:
    """Whoever came between two Oslo dates, the last one not included: when, whence, and what became of it."""
    statement = EVERYBODY.replace("{first}", first).replace("{until}", until)
    return [dict(zip(NAMES, row, strict=True)) for row in execute(database_url, statement)]


def by(came: Iterable[Came], parts: Sequence[str]) -> dict[tuple[str, ...], dict[str, Any]]:
    """The figures of each channel, and of each value of the parts within it."""
    cells = defaultdict[tuple[str, ...], list[Came]](list)
    for one in came:
        cells[one["channel"], *(one[part] for part in parts)].append(one)
    return {place: _figures(some) for place, some in cells.items()}


def _figures(some: Sequence[Came]) -> dict[str, Any]:
    outcomes = [one["outcome"] for one in some]
    waits = sorted(one["wait"] for one in some if one["wait"] is not None)
    return {
        "arrivals": len(some),
        **{name: outcomes.count(name) for name in OUTCOMES},
        "answered_within_target": sum(wait <= TARGETS[some[0]["channel"]] for wait in waits),
        "wait_p50_seconds": _rank(waits, 50),
        "wait_p90_seconds": _rank(waits, 90),
        "wait_mean_seconds": _mean(waits),
        "handle_mean_seconds": _mean([one["handle"] for one in some if one["handle"] is not None]),
        "wrap_up_mean_seconds": _mean([one["wrap_up"] for one in some if one["wrap_up"] is not None]),
    }


def _rank(waits: Sequence[float], percent: int) -> int | None:
    return int(waits[ceil(percent * len(waits) / 100) - 1]) if waits else None


def _mean(lengths: Sequence[float]) -> int | None:
    return round(sum(lengths) / len(lengths)) if lengths else None


NOBODY = _figures([])
"""Where nobody came, there is work at most."""
