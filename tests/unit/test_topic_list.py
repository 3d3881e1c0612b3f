"""What may become of the list of topics, and what somebody is told before it does."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.domain.errors import Invalid
from app.domain.topic_list import ListedTopic, Standing, edition, edition_of, offered
from app.domain.topic_preview import Finding, Preview, preview
from app.domain.topic_reading import read_changed_topic, read_new_topic, read_order
from app.domain.wording import Wording

TODAY = date(2026, 11, 23)
NEW_YEAR = date(2027, 1, 1)
WORDS = {"nb": "Nytt", "nn": "Nytt nn", "en": "New"}


def topic(code: str, **fields: Any) -> ListedTopic:
    words = Wording(f"{code} nb", f"{code} nn", f"{code} en")
    parent = code.partition(".")[0] if "." in code else None
    return ListedTopic(code, parent, words, fields.pop("asks_for_level", False), **fields)


def known(*changed: ListedTopic) -> dict[str, ListedTopic]:
    """A list of two levels: UTD (A, B) and JOB (A); `changed` ones in the place of their own."""
    every = [topic(code) for code in ("UTD", "JOB", "UTD.AA", "UTD.BB", "JOB.AA")]
    return {one.code: one for one in every} | {one.code: one for one in changed}


def whole(one: ListedTopic, **changes: Any) -> dict[str, Any]:
    """The body that leaves a topic as it is, but for these fields."""
    return {**one.as_json(), **changes}


def wrong_in(body: dict[str, Any], among: dict[str, ListedTopic] | None = None) -> dict[str, str]:
    with pytest.raises(Invalid) as caught:
        read_new_topic(body, among or known(), TODAY)
    return dict(caught.value.details)


def wrong_in_change(code: str, among: dict[str, ListedTopic] | None = None, **changes: Any) -> dict[str, str]:
    topics = among or known()
    with pytest.raises(Invalid) as caught:
        read_changed_topic(topics[code], whole(topics[code], **changes), topics, TODAY)
    return dict(caught.value.details)


def changed(code: str, among: dict[str, ListedTopic] | None = None, **changes: Any) -> ListedTopic:
    topics = among or known()
    return read_changed_topic(topics[code], whole(topics[code], **changes), topics, TODAY)


def means(after: ListedTopic, among: dict[str, ListedTopic], *, drafts: int = 0) -> Preview:
    return preview(after, among.get(after.code), among, today=TODAY, drafts=drafts)


def test_a_new_topic_begins_today_or_on_a_day_to_come() -> None:
    made = read_new_topic({"code": "UTD.CC", "parent": "UTD", **WORDS}, known(), TODAY)
    assert (made.active_from, made.standing(TODAY), made.parent) == (TODAY, Standing.USED, "UTD")
    body = {"code": "KOM", "parent": None, **WORDS, "active_from": "2027-01-01"}
    planned = read_new_topic(body, known(), TODAY)
    assert planned.standing(TODAY) is Standing.PLANNED
    assert planned.standing(NEW_YEAR) is Standing.USED


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, {"code", "nb", "nn", "en"}),
        ({"code": "UTD.AA", "parent": "UTD", **WORDS}, {"code"}),
        ({"code": "JOB.CC", "parent": "UTD", **WORDS}, {"code"}),
        ({"code": "utd.cc", "parent": "UTD", **WORDS}, {"code"}),
        ({"code": "=A1", "parent": None, **WORDS}, {"code"}),
        ({"code": "UTD.CC", "parent": "UTD.AA", **WORDS}, {"code", "parent"}),
        ({"code": "UTD.CC", "parent": "NO", **WORDS}, {"code", "parent"}),
        ({"code": "UTD.CC", "parent": "UTD", **WORDS, "nb": "utd.aa NB"}, {"nb"}),
        ({"code": "UTD.CC", "parent": "UTD", **WORDS, "en": "x" * 101}, {"en"}),
        ({"code": "UTD.CC", "parent": "UTD", **WORDS, "se": "a\x00b"}, {"se"}),
        ({"code": "UTD.CC", "parent": "UTD", **WORDS, "active_from": "2026-11-22"}, {"active_from"}),
        ({"code": "UTD.CC", "parent": "UTD", **WORDS, "active_from": "soon"}, {"active_from"}),
        (
            {"code": "UTD.CC", "parent": "UTD", **WORDS, "requires_education_level": "yes"},
            {"requires_education_level"},
        ),
    ],
)
def test_what_a_new_topic_may_not_be_is_told_at_its_field(body: dict[str, Any], fields: set[str]) -> None:
    assert wrong_in(body).keys() == fields


def test_nothing_begins_below_what_is_retired_or_has_not_begun() -> None:
    retiring = known(topic("UTD", retired_from=NEW_YEAR))
    body = {"code": "UTD.CC", "parent": "UTD", **WORDS}
    assert wrong_in(body, retiring).keys() == {"parent"}
    planned = known(topic("UTD", active_from=NEW_YEAR))
    assert wrong_in(body, planned).keys() == {"active_from"}


def test_a_topic_is_retired_with_a_successor_that_is_in_use_then() -> None:
    gone = changed("UTD.AA", retired_from="2027-01-01", successor="JOB.AA")
    assert gone.standing(date(2026, 12, 31)) is Standing.USED
    assert gone.standing(NEW_YEAR) is Standing.RETIRED
    assert changed("UTD.AA", retired_from="2026-11-23").standing(TODAY) is Standing.RETIRED
    planned = known(topic("UTD.BB", active_from=NEW_YEAR))
    assert changed("UTD.AA", planned, retired_from="2027-01-01", successor="UTD.BB").successor == "UTD.BB"
    assert wrong_in_change("UTD.BB", planned, retired_from="2026-12-31").keys() == {"retired_from"}
    assert changed("UTD.BB", planned, retired_from="2027-01-01").standing(NEW_YEAR) is Standing.RETIRED
    assert wrong_in_change("UTD.AA", planned, retired_from="2026-12-31", successor="UTD.BB").keys() == {
        "successor"
    }


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"retired_from": "2026-11-22"}, "retired_from"),
        ({"successor": "UTD.BB"}, "successor"),
        ({"retired_from": "2027-01-01", "successor": "UTD.AA"}, "successor"),
        ({"retired_from": "2027-01-01", "successor": "JOB"}, "successor"),
        ({"retired_from": "2027-01-01", "successor": "NO.NE"}, "successor"),
        ({"active_from": "2027-01-01"}, "active_from"),
    ],
)
def test_a_change_without_sense_is_told_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert wrong_in_change("UTD.AA", **changes).keys() == {field}


def test_successors_never_lead_in_a_ring_nor_to_one_that_ends_before() -> None:
    ring = known(topic("UTD.BB", retired_from=NEW_YEAR, successor="UTD.AA"))
    assert wrong_in_change("UTD.AA", ring, retired_from="2028-01-01", successor="UTD.BB")["successor"] == (
        "must not lead back to this topic"
    )
    why = wrong_in_change("UTD.AA", ring, retired_from="2026-12-01", successor="JOB.AA")
    assert why == {"retired_from": "is the successor of UTD.BB, still used then"}


def test_a_first_level_ends_after_those_below_it_and_one_topic_is_always_left() -> None:
    assert wrong_in_change("UTD", retired_from="2027-01-01") == {
        "retired_from": "topics below it are still used then: UTD.AA, UTD.BB"
    }
    alone = known(topic("UTD.AA", retired_from=TODAY), topic("UTD.BB", retired_from=TODAY))
    assert changed("UTD", alone, retired_from="2026-11-23").retired_from == TODAY
    assert wrong_in_change("JOB.AA", alone, retired_from="2027-01-01") == {
        "retired_from": "no topic would be left"
    }
    ended = {**alone, "UTD": topic("UTD", retired_from=TODAY)}
    assert wrong_in_change("UTD.AA", ended, retired_from=None).keys() == {"retired_from"}


def test_a_retired_topic_may_be_reworded_and_may_come_back() -> None:
    past = known(topic("UTD.AA", retired_from=date(2026, 1, 1), successor="UTD.BB"))
    assert changed("UTD.AA", past, nb="Andre ord").words.nb == "Andre ord"
    back = changed("UTD.AA", past, retired_from=None, successor=None)
    assert back.standing(TODAY) is Standing.USED
    assert Finding.RETURNS in means(back, past).findings


def test_an_order_holds_each_topic_of_its_level_once() -> None:
    assert read_order({"parent": "UTD", "codes": ["UTD.BB", "UTD.AA"]}, known()) == ["UTD.BB", "UTD.AA"]
    assert read_order({"parent": None, "codes": ["JOB", "UTD"]}, known()) == ["JOB", "UTD"]
    wrong: list[object] = [{"parent": "UTD", "codes": ["UTD.AA"]}, {"parent": "UTD.AA", "codes": []}]
    for body in (*wrong, {"codes": 3}, []):
        with pytest.raises(Invalid):
            read_order(body, known())


def test_the_preview_shows_the_groups_it_touches_on_the_day_it_is_seen() -> None:
    every = known()
    found = means(changed("UTD.AA", retired_from="2027-01-01", successor="JOB.AA"), every, drafts=2)
    shown = {top.code: [one.code for one in below] for top, below in found.groups}
    assert (found.seen_from, shown) == (NEW_YEAR, {"UTD": ["UTD.BB"], "JOB": ["JOB.AA"]})
    assert found.findings == [Finding.MAPPED, Finding.DRAFTS_OPEN]
    renamed = means(changed("UTD.AA", nb="Andre ord", requires_education_level=True), every)
    assert renamed.findings == [Finding.RENAMED_IN_PAST, Finding.LEVEL_ASKED]
    assert means(changed("UTD.AA", retired_from="2027-01-01"), every).findings == [Finding.NO_SUCCESSOR]
    assert means(changed("UTD.AA"), every).findings == []


def test_the_preview_says_when_nobody_can_choose_it_and_when_its_setting_means_nothing() -> None:
    alone = read_new_topic({"code": "KOM", **WORDS}, known(), TODAY)
    assert means(alone, known()).findings == [Finding.NOT_CHOOSABLE]
    asking = known(topic("UTD", asks_for_level=True))
    below = read_new_topic({"code": "UTD.CC", "parent": "UTD", **WORDS}, asking, TODAY)
    assert means(below, asking).findings == [Finding.LEVEL_BY_PARENT]


def test_what_is_offered_has_begun_and_is_not_retired_with_its_group() -> None:
    every = known(
        topic("UTD.AA", retired_from=TODAY),
        topic("JOB.AA", active_from=NEW_YEAR),
        topic("JOB", retired_from=NEW_YEAR),
    )

    def codes(day: date) -> dict[str, list[str]]:
        return {top.code: [one.code for one in below] for top, below in offered(every.values(), day)}

    assert codes(TODAY) == {"UTD": ["UTD.BB"], "JOB": []}
    assert codes(NEW_YEAR) == {"UTD": ["UTD.BB"]}


def test_the_edition_is_that_of_the_newest_change() -> None:
    assert edition(["2026-11-draft1", "2026-11-draft1"]) == "2026-11-draft1"
    newest = edition_of(TODAY, 12)
    assert edition(["2026-11-draft1", edition_of(date(2026, 11, 24), 9), newest]) == newest == "2026-11-23.12"
    assert edition([]) == ""
