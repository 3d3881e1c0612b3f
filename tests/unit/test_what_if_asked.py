"""What a coordinator asks of a month that is over: read from JSON, and asked of `desk replay`."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from app.domain.errors import Invalid
from app.domain.what_if import months_over, read_what_if

MONTHS = [date(2026, 10, 1), date(2026, 9, 1)]
EVENING = {"from": "16:00", "until": "20:00", "weekdays": [4, 1, 1]}
MORE = {"kind": "more", "people": 2, **EVENING}


def asked(*changes: Any, **other: Any) -> dict[str, Any]:
    return {"month": "2026-10", "changes": list(changes), **other}


def test_every_kind_is_asked_as_the_command_has_it() -> None:
    changes = (
        MORE,
        {"kind": "fewer", "people": 1, "from": "08:30", "until": "24:00", "weekdays": [7]},
        {"kind": "open", "from": "10:00", "until": "14:00", "weekdays": [6]},
        {"kind": "closed", "weekdays": [6, 7]},
        {"kind": "policy", "figure": "chat_capacity", "value": 3},
    )
    found = read_what_if(asked(*changes, visits_that_ask=40), months=MONTHS)
    assert found.options == [
        "--month=2026-10",
        "--more=2@16:00-20:00/14",
        "--fewer=1@08:30-24:00/7",
        "--open=10:00-14:00/6",
        "--closed=67",
        "--policy=chat_capacity=3",
        "--visits-that-ask=40",
    ]
    assert found.columns[0] == "more 2@16:00-20:00/14"
    assert found.columns[-1] == "chat_capacity=3"
    together = read_what_if(asked(*changes, at_once=True), months=MONTHS)
    assert "--at-once" in together.options
    assert together.columns == ["all of it"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        (None, "body"),
        ({**asked(MORE), "month": "2026-11"}, "month"),
        ({**asked(MORE), "month": "last; rm"}, "month"),
        (asked(), "changes"),
        (asked(*[{**MORE, "people": number} for number in range(1, 8)]), "changes"),
        (asked(MORE, MORE), "changes.1"),
        (asked("more"), "changes.0"),
        (asked({**MORE, "kind": "--json"}), "changes.0.kind"),
        (asked({**MORE, "people": 0}), "changes.0.people"),
        (asked({**MORE, "people": True}), "changes.0.people"),
        (asked({**MORE, "from": "24:00"}), "changes.0.from"),
        (asked({**MORE, "from": "1600"}), "changes.0.from"),
        (asked({**MORE, "until": "16:00"}), "changes.0.until"),
        (asked({**MORE, "until": "24:01"}), "changes.0.until"),
        (asked({**MORE, "weekdays": []}), "changes.0.weekdays"),
        (asked({**MORE, "weekdays": [0]}), "changes.0.weekdays"),
        (asked({**MORE, "weekdays": [True]}), "changes.0.weekdays"),
        (asked({"kind": "policy", "figure": "burst", "value": 1}), "changes.0.figure"),
        (asked({"kind": "policy", "figure": "chat_capacity", "value": 0}), "changes.0.value"),
        (asked(MORE, at_once="yes"), "at_once"),
        (asked(MORE, visits_that_ask=101), "visits_that_ask"),
    ],
    ids=str,
)
def test_what_makes_no_sense_names_its_field(body: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_what_if(body, months=MONTHS)
    assert field in refused.value.details


def test_months_are_over_and_begin_with_the_first_contact() -> None:
    now = datetime(2026, 11, 1, 0, 30, tzinfo=UTC)
    assert months_over(None, now) == []
    assert months_over(datetime(2026, 8, 31, 22, 30, tzinfo=UTC), now) == MONTHS
    assert months_over(now, now) == []
    with pytest.raises(Invalid) as refused:
        read_what_if(asked(MORE), months=[])
    assert "none yet" in refused.value.details["month"]
