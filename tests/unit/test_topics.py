"""What a wrap-up must hold, with the seeded lists."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.topics import WrapUp, read_draft, validate_wrap_up
from app.seed.lists import seeded_codes

CODES = seeded_codes()
LEVEL = "education_level_asked"


def test_a_full_wrap_up_is_kept_as_given() -> None:
    found = validate_wrap_up(
        {
            "disposition": "FULL",
            "topics": ["UTD.BAC", "OKO.LKS", "VAL.VET"],
            "education_level_asked": "ASK.BA",
            "education_background": "BG.VG",
            "sex": "K",
            "age_band": "20-24",
            "job_status": "UTD",
            "county": "50",
            "earlier_guidance": "NEI",
        },
        CODES,
    )
    assert found == WrapUp(
        "FULL", ("UTD.BAC", "OKO.LKS", "VAL.VET"), "ASK.BA", "BG.VG", "K", "20-24", "UTD", "50", "NEI"
    )


def test_not_registered_is_an_ordinary_value() -> None:
    registered = dict.fromkeys(("sex", "age_band", "county", "education_background", "job_status"), "IR")
    found = validate_wrap_up({"disposition": "IR", "topics": [], **registered}, CODES)
    assert found == WrapUp("IR", (), None, "BG.IR", "IR", "IR", "IR", "99", "IR")
    assert validate_wrap_up({"disposition": "IR"}, CODES) == found


@pytest.mark.parametrize("disposition", ["TULL", "TEKN", "BRUTT", "IR"])
def test_outcomes_without_a_topic(disposition: str) -> None:
    assert validate_wrap_up({"disposition": disposition, "topics": []}, CODES).topics == ()


def test_a_level_not_specified_answers_a_topic_that_asks() -> None:
    fields = {"disposition": "VIST", "topics": ["JOB.YRK", "UTD.FHS"], "education_level_asked": "IKKE_SPES"}
    assert validate_wrap_up(fields, CODES).education_level_asked == "IKKE_SPES"


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, {"disposition", "topics"}),
        ({"disposition": "FULL"}, {"topics"}),
        ({"disposition": "FULL", "topics": []}, {"topics"}),
        ({"disposition": "FULL", "topics": ["UTD"]}, {"topics"}),
        ({"disposition": "FULL", "topics": "JOB.YRK"}, {"topics"}),
        ({"disposition": "FULL", "topics": ["JOB.YRK", "JOB.YRK"]}, {"topics"}),
        ({"disposition": "FULL", "topics": ["JOB.YRK", "JOB.SOK", "JOB.BYT", "JOB.PRM"]}, {"topics"}),
        ({"disposition": "FULL", "topics": ["UTD.BAC"]}, {LEVEL}),
        (
            {"disposition": "FULL", "topics": ["OPP.FRI"], "education_level_asked": "IR"},
            {"education_level_asked"},
        ),
        (
            {"disposition": "FULL", "topics": ["JOB.YRK"], "education_level_asked": "BG.BA"},
            {"education_level_asked"},
        ),
        ({"disposition": "LOST", "topics": ["JOB.YRK"]}, {"disposition"}),
        ({"disposition": ["IR"], "topics": []}, {"disposition", "topics"}),
        ({"disposition": "IR", "sex": "X"}, {"sex"}),
        ({"disposition": "IR", "county": 50}, {"county"}),
        ({"disposition": "IR", "job_status": "PRM"}, {"job_status"}),
        ([], {"wrap_up", "disposition", "topics"}),
    ],
)
def test_every_wrong_field_is_named(fields: Any, wrong: set[str]) -> None:
    with pytest.raises(Invalid) as refused:
        validate_wrap_up(fields, CODES)
    assert set(refused.value.details) == wrong


def test_a_draft_asks_for_nothing_and_keeps_what_is_there() -> None:
    assert read_draft({}, CODES) == {}
    half = {"topics": ["UTD.BAC"], "sex": "IR", "note": "nobody knows this field"}
    assert read_draft(half, CODES) == {"topics": ["UTD.BAC"], "sex": "IR"}


def test_a_draft_holds_no_unknown_code() -> None:
    with pytest.raises(Invalid) as refused:
        read_draft({"topics": ["X"], "sex": 3, "disposition": "NO"}, CODES)
    assert set(refused.value.details) == {"topics", "sex", "disposition"}


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), st.lists, max_leaves=5)
KEYS = st.sampled_from(["disposition", "topics", "education_level_asked", "sex", "county"])


@given(st.dictionaries(KEYS, JSON | st.sampled_from(["IR", "FULL"]) | st.just(["JOB.YRK"])))
def test_any_json_is_read_or_refused(fields: dict[str, Any]) -> None:
    try:
        found = validate_wrap_up(fields, CODES)
    except Invalid:
        return
    assert found.topics or found.disposition in {"TULL", "TEKN", "BRUTT", "IR"}
