"""What a fault cost those who talked: how long they were away, and how long a message took."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from app.simulation.evidence import CitizenRecord, Evidence, noted
from app.simulation.history import Way
from app.simulation.measures import percentile
from app.simulation.views import Person, people, seen_messages, written_messages


def resumes(evidence: Evidence) -> list[float]:
    """How long each person was without any living socket, from losing the last to the next one's `live`."""
    return sorted(gap for person in people(evidence) for gap in _gaps(person))


def crossings(evidence: Evidence) -> list[float]:
    """From the first sending of each message to its reaching the other side, over a socket."""
    written = {one.cid: one.at for person in people(evidence) for one in written_messages(person).values()}
    reached: dict[str, float] = {}
    for person in people(evidence):
        own = "citizen" if isinstance(person, CitizenRecord) else "counsellor"
        for seen in seen_messages(person):
            if seen.author != own and seen.cid in written and not seen.over_http:
                reached.setdefault(seen.cid, seen.at)
    return sorted(at - written[cid] for cid, at in reached.items())


def said(values: Sequence[float]) -> str:
    """Some seconds in a few words."""
    if not values:
        return "none"
    p50, p95, p99 = (percentile(values, share) for share in (0.5, 0.95, 0.99))
    return f"p50 {p50:.2f} s, p95 {p95:.2f} s, p99 {p99:.2f} s, longest {values[-1]:.2f} s of {len(values)}"


def _gaps(person: Person) -> list[float]:
    """The time between two stretches with a living socket; none before the first and after the last."""
    edges: list[tuple[float, int]] = []
    living: set[int] = set()
    closings = {id(entry) for entry in noted(person.entries, "closed")}
    for entry in person.entries:
        before = len(living)
        if entry.way is Way.HEARD and entry.kind == "live":
            living.add(entry.socket)
        elif id(entry) in closings:
            living.discard(entry.socket)
        if (before == 0) != (not living):
            edges.append((entry.at, len(living)))
    return [b - a for (a, now), (b, then) in pairwise(edges) if not now and then]
