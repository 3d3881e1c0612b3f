"""What does not fit in a plan: overlaps, hours outside the opening, short nights and long days."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.conflicts import Conflict, conflicts
from app.domain.contact import Channel
from app.domain.counsellor import CounsellorId
from app.domain.oslo import OSLO
from app.domain.roster import Shift, ShiftId
from app.domain.rota import gaps, staffed
from app.domain.spans import inside, merged, outside

MONDAY = datetime(2027, 3, 15, tzinfo=OSLO)
HOUR = timedelta(hours=1)
CHAT = frozenset({Channel.CHAT})
OPEN = [(MONDAY + (24 * day + 10) * HOUR, MONDAY + (24 * day + 20) * HOUR) for day in range(4)]
OPENINGS = {Channel.CHAT: OPEN, Channel.PHONE: OPEN[:1]}


def shift(
    number: int, starts: float, ends: float, *, who: int = 1, channels: frozenset[Channel] = CHAT
) -> Shift:
    """Hours after Monday's midnight."""
    ids = ShiftId(UUID(int=number)), CounsellorId(UUID(int=who))
    return Shift(*ids, MONDAY + starts * HOUR, MONDAY + ends * HOUR, channels)


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ([(10, 20), (34, 44)], [[], []]),
        ([(9.5, 15), (15, 20.5)], [["long_day"], ["long_day"]]),
        ([(9.4, 15)], [["outside_hours"]]),
        ([(14, 20.6)], [["outside_hours"]]),
        ([(10, 15), (14, 18)], [["overlap"], ["overlap"]]),
        ([(10, 20), (11, 12), (13, 14)], [["overlap"], ["overlap"], ["overlap"]]),
        ([(10, 14), (16, 20), (34, 38)], [[], [], []]),
        ([(12, 20.5), (31, 36)], [["short_rest"], ["outside_hours", "short_rest"]]),
        ([(12, 20), (31, 36)], [[], ["outside_hours"]]),
        ([(10, 20.1)], [["long_day"]]),
        ([(120, 124)], [["outside_hours"]]),
    ],
    ids=str,
)
def test_each_shift_has_its_conflicts(spans: list[tuple[float, float]], expected: list[list[str]]) -> None:
    shifts = [shift(number, *span) for number, span in enumerate(spans)]
    found = conflicts(shifts, OPENINGS)
    assert [[str(one) for one in found.get(each.shift_id, [])] for each in shifts] == expected


def test_people_are_looked_at_one_by_one() -> None:
    assert conflicts([shift(1, 10, 15), shift(2, 14, 18, who=2)], OPENINGS) == {}


def test_a_shift_fits_where_any_of_its_channels_is_open() -> None:
    phone, both = frozenset({Channel.PHONE}), frozenset(Channel)
    found = conflicts([shift(1, 34, 40, channels=phone), shift(2, 58, 64, channels=both)], OPENINGS)
    assert found == {ShiftId(UUID(int=1)): [Conflict.OUTSIDE_HOURS]}


def test_work_outside_the_plan_overlaps_nothing() -> None:
    extra = Shift(
        ShiftId(UUID(int=2)),
        CounsellorId(UUID(int=1)),
        MONDAY + 14 * HOUR,
        MONDAY + 16 * HOUR,
        CHAT,
        None,
        "syk",
    )
    assert conflicts([shift(1, 10, 15), extra], OPENINGS) == {}


SPANS = st.lists(st.tuples(st.integers(0, 90), st.integers(1, 12), st.integers(1, 3)), max_size=12)


@given(SPANS)
def test_whoever_overlaps_is_found_and_nobody_else(spans: list[tuple[int, int, int]]) -> None:
    shifts = [
        shift(number, start, start + length, who=who) for number, (start, length, who) in enumerate(spans)
    ]
    found = conflicts(shifts, OPENINGS)
    for one in shifts:
        assert (Conflict.OVERLAP in found.get(one.shift_id, ())) is any(one.meets(other) for other in shifts)


@given(SPANS)
def test_gaps_and_shifts_together_are_the_opening_and_staffing_counts_people(
    spans: list[tuple[int, int, int]],
) -> None:
    shifts = [
        shift(number, start, start + length, who=who) for number, (start, length, who) in enumerate(spans)
    ]
    week = (MONDAY, MONDAY + 168 * HOUR)
    found = [(gap.starts_at, gap.ends_at) for gap in gaps(shifts, {Channel.CHAT: OPEN}, week)]
    on = merged((one.starts_at, one.ends_at) for one in shifts)
    covered = [span for one in on for span in inside(OPEN, one)]
    assert merged([*found, *covered]) == OPEN
    assert all(outside([gap], one) == [gap] for gap in found for one in on)
    for hour in staffed(shifts, [MONDAY + number * HOUR for number in range(120)]):
        here = {one.counsellor_id for one in shifts if one.covers(hour.starts_at)}
        assert hour.on_shift == {Channel.CHAT: len(here), Channel.PHONE: 0}


def test_the_fewest_within_the_hour_count() -> None:
    halves = [shift(1, 10, 10.5), shift(2, 10.5, 11, who=2), shift(3, 10.25, 10.75, who=3)]
    assert staffed(halves, [MONDAY + 10 * HOUR])[0].on_shift[Channel.CHAT] == 1
    handed_over = [shift(1, 10, 10.5), shift(2, 10.5, 11)]
    assert staffed(handed_over, [MONDAY + 10 * HOUR])[0].on_shift[Channel.CHAT] == 1
