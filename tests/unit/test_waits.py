"""Waits by how often each came: within, mean and percentiles as of the waits themselves."""

from __future__ import annotations

from random import Random

import pytest

from app.domain.load import percentile
from app.domain.waits import Waits


def waits_of(*milliseconds: int) -> Waits:
    found = Waits()
    found.add(milliseconds)
    return found


def test_nothing_has_no_mean_and_no_percentile() -> None:
    assert (len(Waits()), Waits().mean(), Waits().percentiles(0.5, 0.9)) == (0, None, [None, None])


def test_a_wait_of_just_so_long_is_within_and_a_millisecond_more_is_not() -> None:
    found = waits_of(59_999, 60_000, 60_001)
    assert found.within(60) == 2
    assert found.percentiles(0.5, 0.9) == [60, 60]


@pytest.mark.parametrize("seed", range(20))
def test_it_says_what_the_waits_say_one_by_one(seed: int) -> None:
    chance = Random(seed)
    all_of_them = [chance.choice((chance.randrange(5_000), 1_000, 2_000)) for _ in range(1 + seed * 7)]
    found = waits_of(*all_of_them[::2])
    other = waits_of(*all_of_them[1::2])
    found.merge(other.counts.keys(), other.counts.values(), other.total)
    ordered = sorted(all_of_them)
    assert found.percentiles(0.5, 0.9, 1.0) == [percentile(ordered, share) for share in (0.5, 0.9, 1.0)]
    assert found.within(1) == sum(wait <= 1_000 for wait in all_of_them)
    assert found.mean() == round(sum(all_of_them) / 1_000 / len(all_of_them))
