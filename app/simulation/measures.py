"""Plain figures of a run: receipt times, waits and returns; no judgement."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.simulation.desk_view import answered, left_line_at
from app.simulation.evidence import Evidence, noted
from app.simulation.history import Way
from app.simulation.views import people, seen_messages, side, written_messages


@dataclass(frozen=True, slots=True)
class Spread:
    """How many values there are, and the second below which half and 95 % of them lie."""

    count: int
    p50: float | None
    p95: float | None


def spread(values: Iterable[float]) -> Spread:
    """The spread of some seconds; nothing where there are none."""
    ordered = sorted(values)
    return Spread(len(ordered), percentile(ordered, 0.5), percentile(ordered, 0.95))


def percentile(ordered: Sequence[float], share: float) -> float | None:
    """The smallest value that at least this share of the sorted values does not exceed."""
    if not ordered:
        return None
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def receipt_times(evidence: Evidence) -> Spread:
    """From the first sending of a message to its coming back."""
    times: list[float] = []
    for person in people(evidence):
        written = written_messages(person)
        for seen in seen_messages(person):
            mine = written.get(seen.cid)
            if mine is not None and seen.author == side(person) and not seen.over_http and seen.socket:
                times.append(seen.at - written.pop(seen.cid).at)
    return spread(times)


def waits(evidence: Evidence) -> Spread:
    """From being let in to being answered, for those who were."""
    served = [citizen for citizen in evidence.citizens if answered(citizen)]
    return spread(left_line_at(citizen) - citizen.admitted_at for citizen in served)


def returns(evidence: Evidence) -> Spread:
    """From the loss of the last socket to the next `live` of the same person."""
    times: list[float] = []
    for person in people(evidence):
        lost_at: float | None = None
        for entry in person.entries:
            if entry.way is Way.NOTED and entry.kind == "closed":
                lost_at = entry.at if lost_at is None else lost_at
            elif entry.way is Way.HEARD and entry.kind == "live" and lost_at is not None:
                times.append(entry.at - lost_at)
                lost_at = None
    return spread(times)


def endings(evidence: Evidence) -> Counter[str]:
    """How the sockets ended that no person closed: by close code, or given up before a snapshot came."""
    closings = [entry.facts for person in people(evidence) for entry in noted(person.entries, "closed")]
    not_own = [facts for facts in closings if not facts.get("own")]
    return Counter(f"closed {f['code']}" if f.get("begun") else "given up before a snapshot" for f in not_own)
