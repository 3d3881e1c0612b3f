"""A change that nobody has saved: read with the paths of saving, and tried on what stands."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from app.domain.errors import Invalid
from app.domain.hours_document import read_hours
from app.domain.hours_proposal import read_proposal
from app.domain.opening_rules import DateRule
from app.domain.wording import Wording

WHY = {"nb": "kurs", "nn": "kurs", "en": "a course"}
TUESDAY = "2026-11-24"
CLOSURE: dict[str, Any] = {"date": TUESDAY, "channel": "chat", "intervals": [], "label": WHY}
STORED: dict[str, Any] = {
    "weekly_rules": [{"id": "kept", "weekly": {}}],
    "period_rules": [],
    "date_rules": [{"date": "2026-12-01", "intervals": []}],
}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([], "body"),
        (None, "body"),
        ({"weekly_rules": [{"weekly": {"1": [["20:00", "10:00"]]}}]}, "weekly_rules.0.weekly.1.0"),
        ({"weekly_rules": [{"weekly": {}}, {"weekly": {}}]}, "weekly_rules.1"),
        ({"date_rules": [{"date": "9999-01-01", "intervals": []}]}, "date_rules.0.date"),
        ({"closure": {**CLOSURE, "date": "2026-02-30"}}, "closure.date"),
        ({"closure": {**CLOSURE, "intervals": [["00:00", "25:00"]]}}, "closure.intervals.0"),
        ({"closure": {**CLOSURE, "label": {"nb": "Kurs"}}}, "closure.label.nn"),
        ({"closure": {**CLOSURE, "channel": "post"}}, "closure.channel"),
        ({"closure": 3}, "closure"),
        ({"from": "i morgen"}, "from"),
        ({"from": "1999-12-31"}, "from"),
        ({"days": 63}, "days"),
        ({"days": 0}, "days"),
        ({"days": True}, "days"),
        ({"days": 1.5}, "days"),
    ],
)
def test_a_wrong_field_is_named_as_on_saving(body: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_proposal(body, STORED)
    assert field in refused.value.details


def test_several_wrong_fields_are_all_named() -> None:
    with pytest.raises(Invalid) as refused:
        read_proposal({"weekly_rules": [3], "closure": {}, "days": "x"}, STORED)
    assert {"weekly_rules.0", "closure.date", "closure.label", "days"} <= set(refused.value.details)


def test_lists_that_are_not_named_are_those_stored() -> None:
    proposal = read_proposal({"date_rules": []}, STORED)
    assert [rule.rule_id for rule in proposal.rules.weekly] == ["kept"]
    assert proposal.rules.dates == ()
    assert (proposal.first, proposal.days, proposal.closure, proposal.without) == (None, 14, None, None)


def test_the_proposal_is_tried_on_what_stands() -> None:
    first, second = UUID(int=1), UUID(int=2)
    closures = [(one, DateRule(date(2026, 12, 2), (), Wording("x", "x", "x"))) for one in (first, second)]
    body = {"closure": CLOSURE, "without_closure": str(first), "from": TUESDAY, "days": 3}
    proposal = read_proposal(body, STORED)
    hours = proposal.tried(read_hours({}), closures)
    assert [rule.day.isoformat() for rule in hours.dates] == ["2026-12-01", "2026-12-02", TUESDAY]
    assert (proposal.first, proposal.days) == (date(2026, 11, 24), 3)
    with pytest.raises(Invalid) as refused:
        proposal.tried(read_hours({}), closures[1:])
    assert list(refused.value.details) == ["without_closure"]
