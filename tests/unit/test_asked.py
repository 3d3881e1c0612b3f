"""Which time is asked about: Oslo dates, instants cut to their hour, and whatever people type."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.asked import read_asked, read_time
from app.domain.contact import Channel
from app.domain.errors import Invalid

CENTRES = ("VESTLAND",)


def test_dates_begin_at_midnight_in_oslo() -> None:
    asked = read_asked({"from": "2026-10-25", "to": "2026-10-26"}, centres=CENTRES)
    assert asked.starts_at == datetime(2026, 10, 24, 22, tzinfo=UTC)
    assert asked.ends_at == datetime(2026, 10, 25, 23, tzinfo=UTC)
    assert asked.channels == (Channel.CHAT, Channel.PHONE)


@pytest.mark.parametrize(
    "text", ["2026-11-23T10:59:59+01:00", "2026-11-23T10:00:00 01:00", "2026-11-23T09:12:00Z"]
)
def test_instants_are_cut_to_their_hour(text: str) -> None:
    assert read_time("from", text) == datetime(2026, 11, 23, 9, tzinfo=UTC)


def test_one_channel_and_one_centre() -> None:
    params = {"from": "2026-10-25", "to": "2026-10-26", "channel": "phone", "centre": "VESTLAND"}
    asked = read_asked(params, centres=CENTRES)
    assert (asked.channels, asked.centre) == ((Channel.PHONE,), "VESTLAND")


def test_a_time_that_is_absent_is_none() -> None:
    assert read_time("from", None) is None


@pytest.mark.parametrize(
    "text", ["2026-11-23T10:00:00", "2026-02-30", "20261123", "9999-12-31", "\u0000", "-" * 99]
)
def test_what_is_no_time_is_invalid(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_time("to", text)
    assert list(refused.value.details) == ["to"]


@given(st.dictionaries(st.sampled_from(["from", "to", "channel", "centre", "resolution"]), st.text()))
def test_any_query_is_read_or_refused(params: dict[str, str]) -> None:
    try:
        asked = read_asked(params, centres=CENTRES)
    except Invalid:
        return
    assert asked.starts_at < asked.ends_at
