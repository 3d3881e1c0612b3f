"""The document of opening hours: every wrong field is named, and what is written reads the same."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.hours_document import read_hours
from app.domain.hours_json import hours_json

RULES: dict[str, Any] = json.loads(
    (Path(__file__).parent / "data" / "opening_hours_rules.json").read_text(encoding="utf-8")
)


def weekly(**week: Any) -> dict[str, Any]:
    return {
        "weekly_rules": [{"id": "w", "weekly": {name.removeprefix("d"): day for name, day in week.items()}}]
    }


def period(**change: Any) -> dict[str, Any]:
    return {"period_rules": [{"id": "p", "frm": "2027-06-28", "to": "2027-08-06", "weekly": {}, **change}]}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ([], "body"),
        (None, "body"),
        ({"weekly_rules": {}}, "weekly_rules"),
        ({"weekly_rules": [3]}, "weekly_rules.0"),
        ({"weekly_rules": [{"id": "w"}]}, "weekly_rules.0.weekly"),
        ({"weekly_rules": [{"id": "", "weekly": {}}]}, "weekly_rules.0.id"),
        ({"weekly_rules": [{"weekly": {}, "channel": "fax"}]}, "weekly_rules.0.channel"),
        ({"weekly_rules": [{"weekly": {}, "enabled": "yes"}]}, "weekly_rules.0.enabled"),
        ({"weekly_rules": [{"weekly": {}, "valid_from": "23.11.2026"}]}, "weekly_rules.0.valid_from"),
        ({"weekly_rules": [{"weekly": {}, "valid_from": "9999-01-01"}]}, "weekly_rules.0.valid_from"),
        (
            {"weekly_rules": [{"weekly": {}, "valid_from": "2027-01-02", "valid_to": "2027-01-01"}]},
            "weekly_rules.0.valid_to",
        ),
        (weekly(d8=[]), "weekly_rules.0.weekly.8"),
        (weekly(d1=[["10:00"]]), "weekly_rules.0.weekly.1.0"),
        (weekly(d1=[["10:00", "10:00"]]), "weekly_rules.0.weekly.1.0"),
        (weekly(d1=[["20:00", "10:00"]]), "weekly_rules.0.weekly.1.0"),
        (weekly(d1=[["22:00", "24:30"]]), "weekly_rules.0.weekly.1.0"),
        (weekly(d1=[["9:00", "10:00"]]), "weekly_rules.0.weekly.1.0"),
        (weekly(d1=[["٠٩:00", "10:00"]]), "weekly_rules.0.weekly.1.0"),
        (weekly(d1=[[9, 10]]), "weekly_rules.0.weekly.1.0"),
        (weekly(d1=[["10:00", "14:00"], ["13:59", "20:00"]]), "weekly_rules.0.weekly.1.1"),
        (weekly(d1=[["10:00", "11:00"]] * 25), "weekly_rules.0.weekly.1"),
        (period(to="2027-06-27"), "period_rules.0.to"),
        (period(frm=None), "period_rules.0.frm"),
        (period(priority=True), "period_rules.0.priority"),
        (period(label_nb=3), "period_rules.0.label_nb"),
        ({"date_rules": [{"date": "2027-02-30", "intervals": []}]}, "date_rules.0.date"),
        ({"date_rules": [{"date": "2027-02-27"}]}, "date_rules.0.intervals"),
        ({"date_rules": [{}] * 401}, "date_rules"),
        ({"holiday_rules": [{"kind": "fixed", "value": "13-01"}]}, "holiday_rules.0"),
    ],
)
def test_a_wrong_field_is_named(body: object, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_hours(body)
    assert field in refused.value.details


def test_contradictory_weeks_are_refused_where_they_are_edited() -> None:
    rule = RULES["weekly_rules"][0]
    with pytest.raises(Invalid) as refused:
        read_hours({"weekly_rules": [rule, {**rule, "id": "again"}]})
    assert list(refused.value.details) == ["weekly_rules.1"]


def test_weeks_that_follow_each_other_are_no_contradiction() -> None:
    rule = {"id": "w", "weekly": {}}
    read_hours({"weekly_rules": [{**rule, "valid_to": "2026-12-31"}, {**rule, "valid_from": "2027-01-01"}]})


def test_a_rule_for_one_channel_is_no_contradiction() -> None:
    read_hours(
        {"weekly_rules": [{"id": "all", "weekly": {}}, {"id": "phone", "channel": "phone", "weekly": {}}]}
    )


def test_what_is_written_reads_the_same() -> None:
    hours = read_hours({name: RULES[name] for name in ("weekly_rules", "period_rules", "date_rules")})
    assert read_hours(json.loads(json.dumps(hours_json(hours)))) == hours


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=12),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["weekly_rules", "weekly", "date_rules", "1", "intervals", "date", "id"]),
                inner,
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_is_read_or_refused(body: object) -> None:
    try:
        hours = read_hours(body)
    except Invalid:
        return
    assert read_hours(hours_json(hours)) == hours
