"""What became of what people sent while a store was in trouble: how soon each got an answer, and which."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import httpx2

from app.simulation.desk import Desk, DeskRefused
from app.simulation.history import Entry, Way
from tests.faults.people import Person
from tests.faults.talk import NEVER

PAGE = 4096
REFUSALS = ("busy", "unavailable")
Answer = tuple[float, str]


def answers(people: Iterable[Person], since: float, until: float) -> list[Answer]:
    """For every message sent in this stretch: seconds until its answer, and `ok` or the code; sorted.

    A message whose socket was lost is no answer's debt: it goes again on the next one.
    """
    found: list[Answer] = []
    for person in people:
        entries = person.client.history.entries
        ends = {entry.socket: entry.at for entry in entries if entry.kind == "closed"}
        heard: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.way is Way.HEARD and "cid" in entry.facts:
                heard.setdefault(entry.facts["cid"], []).append(entry)
        for entry in entries:
            if entry.way is Way.SENT and entry.kind == "message" and since <= entry.at < until:
                answer = _answer_to(entry, heard)
                if answer[0] < NEVER or entry.socket not in ends:
                    found.append(answer)
    return sorted(found)


def is_refused(people: Iterable[Person], since: float) -> bool:
    """Whether anybody's message has been refused since then."""
    return any(
        entry.way is Way.HEARD and entry.kind == "error" and entry.at >= since
        for person in people
        for entry in person.client.history.entries[-20:]
    )


def _answer_to(sent: Entry, heard: dict[str, list[Entry]]) -> Answer:
    for entry in heard.get(sent.facts["cid"], []):
        if entry.at >= sent.at:
            return entry.at - sent.at, "ok" if entry.kind == "message" else str(entry.facts.get("code"))
    return NEVER, "no answer"


async def http_answer(desk: Desk, path: str, body: Mapping[str, Any] | None = None) -> Answer:
    """How soon a request is answered, and with `ok` or which code."""
    asked = time.monotonic()
    try:
        await desk.change(path, body)
    except DeskRefused as refusal:
        return time.monotonic() - asked, refusal.code
    except httpx2.HTTPError as failure:
        return time.monotonic() - asked, type(failure).__name__
    return time.monotonic() - asked, "ok"


def resident_mb(pids: Iterable[int]) -> float:
    """Memory of these processes, as it stands in /proc."""
    pages = [int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids]
    return sum(pages) * PAGE / 1_000_000
