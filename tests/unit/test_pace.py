"""How fast a side may send, and what becomes of what came too fast: refused in order, resent in order."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from app.domain.errors import Busy, NotYours, TooFast, Unavailable
from app.frames.shared import Limits
from app.realtime.pace import (
    IDLE,
    REFUSED,
    REMEMBERED,
    RUNS,
    Abuse,
    Broken,
    Bucket,
    Buckets,
    Gate,
)

LIMITS = Limits(text=2000, burst=3, per_second=2, unacknowledged=2)
CONTACT = UUID(int=7)


def cid(number: int) -> UUID:
    """A message's id."""
    return UUID(int=number)


def admitted(gate: Gate, bucket: Bucket, *numbers: int) -> list[int]:
    """Those of these messages that are let through."""
    return [number for number in numbers if gate.admit(cid(number), LIMITS, bucket) is None]


def test_a_burst_goes_through_and_then_two_a_second() -> None:
    buckets, gate = Buckets(), Gate()
    bucket = buckets.of(CONTACT, "citizen", LIMITS, now=0.0)
    assert admitted(gate, bucket, 1, 2, 3, 4) == [1, 2, 3]
    assert gate.refused is not None
    assert isinstance(gate.refused[1], TooFast)
    assert gate.refused[1].retry_after_ms == 501
    bucket = buckets.of(CONTACT, "citizen", LIMITS, now=0.5)
    assert admitted(gate, bucket, 4, 5) == [4]


def test_after_a_refusal_later_ones_wait_until_it_comes_again() -> None:
    bucket, gate = Bucket(0.0, 0.0), Gate()
    assert admitted(gate, bucket, 1, 2, 3) == []
    bucket.fill(LIMITS, 100.0)
    assert admitted(gate, bucket, 2, 3) == [], "still behind message 1"
    assert admitted(gate, bucket, 1, 2, 3) == [1, 2, 3]


def test_more_than_may_be_unacknowledged_is_too_fast() -> None:
    bucket, gate = Bucket(99.0, 0.0), Gate(in_flight=2)
    refused = gate.admit(cid(1), LIMITS, bucket)
    assert isinstance(refused, TooFast)
    gate.in_flight = 1
    assert admitted(gate, bucket, 1) == [1]


def test_what_is_stored_costs_nothing_when_it_comes_again() -> None:
    bucket, gate = Bucket(0.0, 0.0), Gate(in_flight=2)
    bucket.remember(cid(1))
    assert admitted(gate, bucket, 1) == [1]
    assert bucket.tokens == 0.0
    for number in range(2, 2 + REMEMBERED):
        bucket.remember(cid(number))
    assert admitted(gate, bucket, 1) == []


@pytest.mark.parametrize(("error", "waits"), [(Busy(), True), (Unavailable(), True), (NotYours(), False)])
def test_what_the_store_puts_off_makes_later_ones_wait(error: Busy, waits: bool) -> None:
    bucket, gate = Bucket(9.0, 0.0), Gate()
    gate.refuse(cid(1), error)
    gate.refuse(cid(2), Busy())
    assert gate.admit(cid(3), LIMITS, bucket) is (error if waits else gate.admit(cid(3), LIMITS, bucket))
    assert (gate.refused is not None and gate.refused[0] == cid(1)) is waits


def test_a_refused_message_that_was_stored_after_all_is_not_waited_for() -> None:
    bucket, gate = Bucket(9.0, 0.0), Gate()
    gate.refuse(cid(1), Unavailable())
    assert admitted(gate, bucket, 2) == []
    bucket.remember(cid(1))
    assert admitted(gate, bucket, 2) == [2]


def test_what_came_before_the_refused_one_does_not_wait_for_it() -> None:
    bucket, gate = Bucket(9.0, 0.0), Gate()
    assert admitted(gate, bucket, 1) == [1]
    assert gate.admit(cid(2), LIMITS, Bucket(0.0, 0.0)) is not None
    assert admitted(gate, bucket, 3) == [], "behind message 2"
    assert admitted(gate, bucket, 1) == [1], "it had its place before"
    assert gate.admit(cid(1), LIMITS, bucket) is None
    assert admitted(gate, bucket, 2, 3) == [2, 3]


def test_what_was_stored_late_is_known_to_the_bucket() -> None:
    buckets = Buckets()
    bucket = buckets.of(CONTACT, "citizen", LIMITS, now=0.0)
    buckets.stored(CONTACT, "citizen", cid(1))
    buckets.stored(CONTACT, "counsellor", cid(2))
    assert list(bucket.stored) == [cid(1)]


def test_what_the_desk_could_not_store_is_given_back_and_never_more_than_was_there() -> None:
    bucket = Bucket(2.0, 0.0)
    assert admitted(Gate(), bucket, 1, 2) == [1, 2]
    for _ in range(LIMITS.burst + 2):
        bucket.give_back(LIMITS)
    assert bucket.tokens == LIMITS.burst


def test_buckets_belong_to_contact_and_side_and_outlive_the_socket() -> None:
    buckets = Buckets()
    for _ in range(3):
        assert admitted(Gate(), buckets.of(CONTACT, "citizen", LIMITS, now=0.0), 1)
    assert not admitted(Gate(), buckets.of(CONTACT, "citizen", LIMITS, now=0.0), 1)
    assert admitted(Gate(), buckets.of(CONTACT, "counsellor", LIMITS, now=0.0), 1)
    buckets.forget_full(IDLE - 1)
    assert not admitted(Gate(), buckets.of(CONTACT, "citizen", LIMITS, now=0.0), 1)


def test_another_worker_goes_on_with_the_same_bucket_and_knows_what_is_stored() -> None:
    here, there = Buckets(), Buckets()
    assert admitted(Gate(), here.of(CONTACT, "citizen", LIMITS, now=10.0), 1, 2) == [1, 2]
    said = [(cid(1), timedelta(seconds=0.5)), (cid(2), timedelta(seconds=0.5))]
    there.learn(CONTACT, "citizen", LIMITS, said=said, now=10.5)
    moved = there.of(CONTACT, "citizen", LIMITS, now=10.5)
    assert moved.tokens == here.of(CONTACT, "citizen", LIMITS, now=10.5).tokens == 2.0
    assert admitted(Gate(), moved, 1, 2) == [1, 2]
    assert moved.tokens == 2.0, "what is stored costs nothing"


def test_a_side_that_has_said_nothing_lately_has_a_full_bucket() -> None:
    buckets = Buckets()
    buckets.learn(CONTACT, "citizen", LIMITS, said=[], now=0.0)
    assert buckets.of(CONTACT, "citizen", LIMITS, now=0.0).tokens == LIMITS.burst
    long_ago = [(cid(number), timedelta(hours=1)) for number in range(9)]
    buckets.learn(CONTACT, "citizen", LIMITS, said=long_ago, now=0.0)
    assert buckets.of(CONTACT, "citizen", LIMITS, now=0.0).tokens == LIMITS.burst


def test_ten_runs_or_two_hundred_refusals_in_a_minute_are_enough() -> None:
    assert [Abuse().refused(0.0, new_run=True)] == [False]
    runs, refusals = Abuse(), Abuse()
    assert [runs.refused(float(at), new_run=True) for at in range(RUNS)] == [False] * 9 + [True]
    closed = [refusals.refused(0.0, new_run=at == 0) for at in range(REFUSED)]
    assert closed == [False] * 199 + [True]
    slow = Abuse()
    assert not any(slow.refused(at * 6.7, new_run=True) for at in range(50))


def test_the_tenth_broken_frame_within_a_minute_is_too_many() -> None:
    broken = Broken()
    assert [broken.too_many(float(at)) for at in range(10)] == [False] * 9 + [True]
    slow = Broken()
    assert not any(slow.too_many(at * 6.7) for at in range(50))
