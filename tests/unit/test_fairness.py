"""Fairness between centres: agreed shares, the sliding hour, and that nobody waits for it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from app.domain import house
from app.domain.counsellor import Candidate
from app.domain.fairness import WINDOW, Count, Ledger, ahead
from app.domain.policy import Policy
from app.domain.routing import match
from app.domain.routing_rules import Layer, Routing
from tests.unit.test_routing import CHAT, NOW, candidate, waiting

SHARES = {"OSLO": 60, "BERGEN": 30, "BODO": 10}
TOLERANCE = 3.0
PEOPLE_EACH = 6
EVERY = timedelta(seconds=75)
TALKS = timedelta(minutes=11)
DAY = timedelta(hours=8)


def had(**counts: int) -> Ledger:
    """What centres took."""
    return Ledger({centre: Count(offered=taken, taken=taken) for centre, taken in counts.items()})


def test_a_centre_is_ahead_by_what_it_would_have_beyond_its_share_and_the_slack() -> None:
    here = ["OSLO", "BERGEN", None]
    halves = {"OSLO": 50, "BERGEN": 50}
    assert ahead(had(), halves, here, slack=1) == {"OSLO": 0, "BERGEN": 0}
    assert ahead(had(OSLO=2), halves, here, slack=1) == {"OSLO": 1, "BERGEN": 0}
    assert ahead(had(OSLO=2), halves, here, slack=0) == {"OSLO": 2, "BERGEN": 0}
    assert ahead(had(OSLO=2), {}, here, slack=1) == {}


def test_only_centres_that_are_there_are_compared() -> None:
    assert ahead(had(OSLO=9), SHARES, ["OSLO"], slack=0) == {"OSLO": 0}
    assert ahead(had(OSLO=9, BODO=1), {"BODO": 100}, ["OSLO", "BERGEN"], slack=0) == {}


def test_a_centre_without_a_share_takes_what_the_others_cannot() -> None:
    people = [candidate(1, centre="BODO"), candidate(2, centre="OSLO", chats=1), candidate(3, centre=None)]
    shares = {"routing": Routing(shares={"OSLO": 100}), "ledger": had(OSLO=5, BODO=1)}
    first = match([waiting(1)], people, now=NOW, policy=Policy(), **shares)[0]  # type: ignore[arg-type]
    assert (first.candidate.centre, first.why) == ("OSLO", "centre")
    full = [people[0], replace(people[1], seats=candidate(2, chats=2).seats)]
    first = match([waiting(1)], full, now=NOW, policy=Policy(), **shares)[0]  # type: ignore[arg-type]
    assert first.candidate.centre == "BODO"


def test_what_is_open_counts_and_what_was_missed_does_not() -> None:
    ledger = Ledger({"OSLO": Count(offered=5, taken=1, missed=3, open=1)})
    expected = 2
    assert ledger.got("OSLO") == expected
    assert ledger.given("OSLO").counts["OSLO"] == Count(offered=6, taken=1, missed=3, open=2)
    assert ledger.given("BODO").got("BODO") == 1
    assert ledger.given(None) == ledger


def test_what_a_match_gives_counts_for_its_next_choice() -> None:
    people = [candidate(number, centre=("OSLO", "BERGEN")[number % 2], capacity=9) for number in (1, 2)]
    line = [waiting(ticket) for ticket in range(1, 11)]
    routing = Routing(layers=(Layer.CENTRE,), shares={"OSLO": 70, "BERGEN": 30}, centre_slack=0)
    found = match(line, people, now=NOW, policy=Policy(), routing=routing)
    assert Counter(one.candidate.centre for one in found) == {"OSLO": 7, "BERGEN": 3}


class Day:
    """Eight hours of chats that come one by one to three centres of equal size."""

    def __init__(self, routing: Routing) -> None:
        self._routing = routing
        self._given: list[tuple[datetime, Candidate]] = []
        self._people = [
            candidate(number, centre=sorted(SHARES)[number % 3], channels=frozenset({CHAT}))
            for number in range(3 * PEOPLE_EACH)
        ]

    def play(self) -> dict[str | None, float]:
        """The percent that each centre had."""
        at, ticket = NOW, 0
        while at < NOW + DAY:
            ticket += 1
            one = waiting(ticket, arrived_at=at)
            (found,) = match(
                [one], self._at(at), now=at, policy=Policy(), routing=self._routing, ledger=self._ledger(at)
            )
            self._given.append((at, found.candidate))
            at += EVERY
        counts = Counter(who.centre for _, who in self._given)
        return {centre: 100 * count / ticket for centre, count in counts.items()}

    def _at(self, now: datetime) -> list[Candidate]:
        talks = Counter(who.counsellor_id for at, who in self._given if now - at < TALKS)
        last = {who.counsellor_id: at + TALKS for at, who in self._given}
        return [
            replace(
                one,
                seats=replace(one.seats, chat_held=talks[one.counsellor_id]),
                idle_since=last.get(one.counsellor_id, NOW),
            )
            for one in self._people
        ]

    def _ledger(self, now: datetime) -> Ledger:
        return had(**Counter(str(who.centre) for at, who in self._given if now - at < WINDOW))


def shares_are_kept() -> None:
    """Every centre has within three points of what was agreed, though all are of one size."""
    got = Day(Routing(shares=SHARES)).play()
    for centre, share in SHARES.items():
        assert abs(got.get(centre, 0.0) - share) <= TOLERANCE, got


def test_over_a_day_every_centre_comes_to_its_share() -> None:
    shares_are_kept()


def test_with_nothing_agreed_the_people_share_alike() -> None:
    got = Day(Routing()).play()
    assert all(abs(part - 100 / len(SHARES)) <= TOLERANCE for part in got.values())


def _upside_down(*given: Any, **more: Any) -> dict[str | None, int]:
    return {centre: -far for centre, far in ahead(*given, **more).items()}


def _without_shares(ledger: Ledger, shares: Any, here: Any, *, slack: int) -> dict[str | None, int]:
    return ahead(ledger, dict.fromkeys(shares, 1), here, slack=slack)


@pytest.mark.parametrize("wrong", [_upside_down, _without_shares, lambda *_, **__: {}])
def test_a_planted_mistake_is_found(wrong: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(house, "ahead", wrong)
    with pytest.raises(AssertionError):
        shares_are_kept()
