"""Who gets whom: a pure match from the line and the seats to offers with reasons (design § 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from app.domain.contact import Channel, Waiting
from app.domain.counsellor import Candidate, CounsellorId, Seats
from app.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Match:
    """A contact for a counsellor, as both were when it was decided."""

    waiting: Waiting
    candidate: Candidate
    why: str
    """The layer that decided: `only_one`, `least_loaded` or `longest_idle`; the catalogue has the words."""


def match(
    line: Iterable[Waiting], candidates: Sequence[Candidate], *, now: datetime, policy: Policy
) -> list[Match]:
    """Oldest first within a class; whoever nobody free can serve does not block those behind (I7)."""
    free = _free(candidates)
    matches: list[Match] = []
    for waiting in sorted(line, key=lambda one: one.rank):
        if not free:
            break  # a long line beside a full house is looked at every second
        fitting = [one for one in free.values() if fits(one, waiting, now=now, policy=policy)]
        if not fitting:
            continue
        chosen, why = _choose(fitting)
        matches.append(Match(waiting, chosen, why))
        _take_a_seat(free, chosen.counsellor_id, waiting.channel)
    return matches


def somebody_free(candidates: Iterable[Candidate], matches: Iterable[Match]) -> bool:
    """Whether anybody keeps a free seat beside these matches: then the line is to be read further."""
    free = _free(candidates)
    for one in matches:
        _take_a_seat(free, one.candidate.counsellor_id, one.waiting.channel)
    return bool(free)


def _free(candidates: Iterable[Candidate]) -> dict[CounsellorId, Candidate]:
    return {one.counsellor_id: one for one in candidates if one.is_free}


def _take_a_seat(free: dict[CounsellorId, Candidate], chosen: CounsellorId, channel: Channel) -> None:
    """Whoever has no seat left for any of her channels is nobody's candidate any more."""
    seated = _seated(free[chosen], channel)
    if seated.is_free:
        free[chosen] = seated
    else:
        del free[chosen]


def fits(candidate: Candidate, waiting: Waiting, *, now: datetime, policy: Policy) -> bool:
    """Whether this counsellor may be offered this contact: channel, seat, centre, and not just refused."""
    if not waiting.present or waiting.channel not in candidate.channels:
        return False
    if waiting.only_centre is not None and waiting.only_centre != candidate.centre:
        return False
    refused_at = candidate.refused.get(waiting.contact_id)
    if refused_at is not None and now - refused_at < timedelta(seconds=policy.refused_seconds):
        return False
    return candidate.seats.free(waiting.channel) > 0


def _choose(fitting: Sequence[Candidate]) -> tuple[Candidate, str]:
    """Least loaded, then longest idle, then by id so that two workers choose alike."""
    ordered = sorted(fitting, key=lambda one: (_load(one.seats), one.idle_since, one.counsellor_id.int))
    if len(ordered) == 1:
        return ordered[0], "only_one"
    lighter = _load(ordered[0].seats) < _load(ordered[1].seats)
    return ordered[0], "least_loaded" if lighter else "longest_idle"


def _load(seats: Seats) -> int:
    return seats.chat_held + seats.phone_held


def _seated(candidate: Candidate, channel: Channel) -> Candidate:
    seats = candidate.seats
    if channel is Channel.PHONE:
        return replace(candidate, seats=replace(seats, phone_held=seats.phone_held + 1))
    return replace(candidate, seats=replace(seats, chat_held=seats.chat_held + 1))
