"""Load per hour adds up: a small day counted by pencil, the days of 23 and 25 hours, and any log at all."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.contact import Channel
from app.domain.contact_history import Outcome
from app.domain.figures import sums
from app.domain.load import FIGURES, LoadRow, percentile
from app.domain.log_rows import BusyRow, ContactRow, Log, ReadyRow, UncontactedRow
from app.domain.oslo import OSLO, instant
from app.domain.statistics import View, load, rows_of_hours
from app.domain.tally import NOBODY, ArrivalKey, most_at_once, tally
from app.seed.texts import definitions

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
TARGETS = {Channel.CHAT: timedelta(seconds=60), Channel.PHONE: timedelta(seconds=20)}
ANE, BO = UUID(int=1), UUID(int=2)
CENTRES = ("TROMSO", "VESTLAND")


def at(minute: float) -> datetime:
    return NINE + timedelta(minutes=minute)


def answered(minute: float, wait: int, centre: str, handle: int | None = None) -> ContactRow:
    length = None if handle is None else timedelta(seconds=handle)
    return ContactRow(
        at(minute), Channel.CHAT, Outcome.ANSWERED, centre, wait=timedelta(seconds=wait), handle=length
    )


def unanswered(minute: float, outcome: Outcome) -> ContactRow:
    return ContactRow(at(minute), Channel.CHAT, outcome)


DAY = Log(
    contacts=[
        answered(0, 10, "VESTLAND", 600),
        answered(5, 60, "VESTLAND", 800),
        answered(10, 61, "TROMSO"),
        unanswered(20, Outcome.ABANDONED),
        unanswered(30, Outcome.SHORT_ABANDONED),
        unanswered(40, Outcome.LOST),
        unanswered(50, Outcome.STILL_WAITING),
        answered(61, 5, "TROMSO", 100),
    ],
    uncontacted=[
        UncontactedRow(at(15), Channel.CHAT, Outcome.TURNED_AWAY),
        UncontactedRow(at(59.99), Channel.CHAT, Outcome.CALLBACK),
    ],
    ready=[
        ReadyRow(ANE, "VESTLAND", Channel.CHAT, (at(-30), at(30))),
        ReadyRow(BO, "TROMSO", Channel.CHAT, (at(50), at(70))),
    ],
    busy=[
        BusyRow(ANE, "VESTLAND", Channel.CHAT, (at(1), at(11)), talking=True),
        BusyRow(ANE, "VESTLAND", Channel.CHAT, (at(6), at(20)), talking=True),
        BusyRow(ANE, "VESTLAND", Channel.CHAT, (at(20), at(40)), talking=False),
        BusyRow(BO, "TROMSO", Channel.CHAT, (at(11), at(61)), talking=True),
    ],
)


def chat(centre: str | None = None) -> View:
    return View(NINE, at(120), [Channel.CHAT], centre, CENTRES)


def test_whoever_arrives_as_a_time_ends_belongs_to_the_next() -> None:
    """An hour that is cut from the log alone has nothing of the one after it."""
    log = Log(
        uncontacted=[UncontactedRow(at(minute), Channel.CHAT, Outcome.TURNED_AWAY) for minute in (0, 60)]
    )
    found = tally(log, (NINE, at(60))).arrivals
    assert found.keys() == {ArrivalKey(NINE, Channel.CHAT, NOBODY, "")}


def test_of_ten_waits_the_fifth_and_the_ninth_are_the_percentiles_however_they_are_kept() -> None:
    log = Log([answered(number, 10 - number, "TROMSO") for number in range(10)])
    view = View(NINE, at(60), [Channel.CHAT])
    [row] = load(log, view, targets=TARGETS)
    assert (row.wait_p50_seconds, row.wait_p90_seconds) == (5, 9)
    cells = sums(tally(log, (NINE, at(60))), view.breakdown)
    assert rows_of_hours(cells, view, targets=TARGETS) == [row]


def test_the_day_counted_by_pencil() -> None:
    first, second = load(DAY, chat(), targets=TARGETS)
    assert first == LoadRow(
        NINE,
        "chat",
        None,
        arrivals=9,
        answered=3,
        abandoned=1,
        short_abandoned=1,
        turned_away=1,
        callback=1,
        lost=1,
        still_waiting=1,
        answered_within_target=2,
        wait_p50_seconds=60,
        wait_p90_seconds=61,
        handle_mean_seconds=700,
        staffed_seconds=40 * 60 + 49 * 60,
        busy_seconds=39 * 60 + 49 * 60,
        most_at_once=2,
    )
    assert (second.arrivals, second.answered, second.staffed_seconds, second.most_at_once) == (1, 1, 600, 1)


def test_a_centre_has_what_it_answered_first_and_its_own_people() -> None:
    first, second = load(DAY, chat("TROMSO"), targets=TARGETS)
    assert (first.centre, first.arrivals, first.answered, first.busy_seconds) == ("TROMSO", 1, 1, 49 * 60)
    assert second.handle_mean_seconds == 100


def test_each_centre_has_a_row_and_the_unanswered_have_one_of_their_own() -> None:
    rows = load(DAY, chat("each"), targets=TARGETS)
    assert [row.centre for row in rows] == ["TROMSO", "VESTLAND", "none"] * 2
    assert [row.arrivals for row in rows[:3]] == [1, 2, 6]


def test_an_empty_hour_is_a_row_of_nothing() -> None:
    [row] = load(Log(), View(NINE, at(60), [Channel.PHONE]), targets=TARGETS)
    assert row == LoadRow(NINE, "phone", None)
    assert row.as_json()["wait_p50_seconds"] is None
    assert row.as_json()["starts_at"] == "2026-11-23T09:00:00.000Z"


@pytest.mark.parametrize(("day", "hours"), [("2026-10-25", 25), ("2027-03-28", 23), ("2026-11-23", 24)])
def test_a_day_has_as_many_rows_as_hours(day: str, hours: int) -> None:
    date = datetime.fromisoformat(day).date()
    rows = load(Log(), View(instant(date, 0), instant(date, 24 * 60), [Channel.CHAT]), targets=TARGETS)
    assert len(rows) == hours
    assert rows[0].starts_at.astimezone(OSLO).hour == 0
    assert {row.starts_at.astimezone(OSLO).date() for row in rows} == {date}


def test_the_doubled_hour_has_two_rows() -> None:
    twice = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    contacts = [ContactRow(one, Channel.CHAT, Outcome.LOST) for one in twice]
    view = View(twice[0], twice[1] + timedelta(minutes=1), [Channel.CHAT])
    rows = load(Log(contacts), view, targets=TARGETS)
    assert [(row.starts_at.astimezone(OSLO).hour, row.arrivals) for row in rows] == [(2, 1), (2, 1)]


def test_a_talk_that_ends_where_another_starts_is_not_at_once() -> None:
    assert most_at_once([(at(0), at(5)), (at(5), at(9)), (at(7), at(7))]) == 1


@pytest.mark.parametrize(("share", "expected"), [(0.5, 5), (0.9, 9), (1.0, 10), (0.01, 1)])
def test_percentile_is_the_nearest_rank(share: float, expected: int) -> None:
    assert percentile([1_000 * number for number in range(1, 11)], share) == expected


def test_every_figure_is_defined() -> None:
    figures = set(LoadRow(NINE, "chat", None).as_json()) - {"starts_at", "channel", "centre"}
    assert set(definitions(FIGURES)) == figures
    for words in definitions().values():
        assert set(words) >= {"nb", "nn", "en"}


MOMENTS = st.integers(-120, 600).map(at)
SPANS = st.tuples(MOMENTS, MOMENTS).map(lambda two: (min(two), max(two)))
CHANNELS = st.sampled_from(Channel)
PEOPLE = st.sampled_from([(ANE, "VESTLAND"), (BO, "TROMSO"), (UUID(int=3), None)])
WAITS = st.integers(0, 900).map(lambda number: timedelta(seconds=number))


@st.composite
def logs(draw: st.DrawFn) -> Log:
    contacts = []
    for _ in range(draw(st.integers(0, 20))):
        outcome = draw(st.sampled_from(Outcome))
        moment, channel = draw(MOMENTS), draw(CHANNELS)
        if outcome is Outcome.ANSWERED:
            centre = draw(st.sampled_from([*CENTRES, None]))
            contacts.append(
                ContactRow(moment, channel, outcome, centre, draw(WAITS), draw(st.none() | WAITS))
            )
        else:
            contacts.append(ContactRow(moment, channel, outcome))
    busy = [
        BusyRow(*draw(PEOPLE), draw(CHANNELS), draw(SPANS), draw(st.booleans()))
        for _ in range(draw(st.integers(0, 8)))
    ]
    ready = [ReadyRow(*draw(PEOPLE), draw(CHANNELS), draw(SPANS)) for _ in range(draw(st.integers(0, 5)))]
    return Log(contacts, [], ready, busy)


SUMMED = (
    "arrivals",
    "answered",
    "abandoned",
    "lost",
    "answered_within_target",
    "staffed_seconds",
    "busy_seconds",
)


@settings(deadline=None, max_examples=200)
@given(logs())
def test_every_log_adds_up(log: Log) -> None:
    view = View(at(-120), at(660), tuple(Channel), None, CENTRES)
    rows = load(log, view, targets=TARGETS)
    for row in rows:
        outcomes = row.answered + row.abandoned + row.short_abandoned + row.turned_away
        assert row.arrivals == outcomes + row.callback + row.lost + row.still_waiting
        assert row.busy_seconds <= row.staffed_seconds <= 3 * 3600
        assert row.answered_within_target <= row.answered
    assert sum(row.arrivals for row in rows) == len(log.contacts)
    each = load(log, View(at(-120), at(660), tuple(Channel), "each", CENTRES), targets=TARGETS)
    for figure in SUMMED:
        assert sum(getattr(row, figure) for row in rows) == sum(getattr(row, figure) for row in each)


@settings(deadline=None, max_examples=50)
@given(logs(), st.integers(-2, 10))
def test_two_halves_are_the_whole(log: Log, hour: int) -> None:
    whole = load(log, View(at(-120), at(660)), targets=TARGETS)
    cut = NINE + timedelta(hours=hour)
    halves = [load(log, View(*bounds), targets=TARGETS) for bounds in ((at(-120), cut), (cut, at(660)))]
    assert halves[0] + halves[1] == whole
