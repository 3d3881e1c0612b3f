"""The checker finds exactly the broken rule about places, outcomes and idle seats (I6, I7, I12, I13)."""

from typing import Any

from app.simulation.checker import check
from app.simulation.evidence import Evidence
from tests.unit.simulation_story import Story, conversation


def rules(evidence: Evidence) -> list[str]:
    return [breach.rule for breach in check(evidence)]


def test_a_position_that_grows_breaks_i7() -> None:
    story = Story()
    ask = story.citizen("K")
    ask.opens(0.2, position=3)
    ask.heard(1.0, "queue", position=2)
    ask.heard(2.0, "queue", position=3)
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.what) == ("I7", "the position grew from 2 to 3")


def test_a_position_that_grows_over_a_reconnect_breaks_i7() -> None:
    story = Story()
    ask = story.citizen("K")
    ask.opens(0.2, position=3)
    ask.closed(1.0, own=False)
    ask.opens(2.0, position=4)
    assert rules(story.evidence()) == ["I7"]


def two_waiting() -> Story:
    """A waits from 0, B from 5; V is ready from 10 with one seat."""
    story = Story()
    story.citizen("A", 0.0).opens(0.2)
    story.citizen("B", 5.0).opens(5.2, position=2)
    story.counsellor("V").opens(10.0, capacity=1)
    return story


def test_a_younger_contact_offered_first_breaks_i7() -> None:
    story = two_waiting()
    story.counsellor("V").offered(10.5, "B")
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("I7", "citizen A")


def test_the_older_contact_offered_first_breaks_nothing() -> None:
    story = two_waiting()
    story.counsellor("V").offered(10.5, "A")
    assert rules(story.evidence()) == []


def test_an_older_contact_may_be_passed_over_by_who_declined_it() -> None:
    story = two_waiting()
    answer = story.counsellor("V")
    offer = answer.offered(10.5, "A")
    answer.command(11.0, "decline", contact_id="A", offer_id=offer, reason=None)
    answer.offered(15.0, "B")
    assert rules(story.evidence()) == []


def test_an_absent_contact_may_be_passed_over() -> None:
    story = two_waiting()
    story.citizen("A").closed(3.0, own=False)
    story.counsellor("V").offered(10.5, "B")
    assert rules(story.evidence()) == []


def test_nothing_is_said_of_overtaking_when_somebody_else_is_at_the_desk() -> None:
    story = two_waiting()
    story.counsellor("V").offered(10.5, "B")
    assert rules(story.evidence(alone=False)) == []


def test_a_contact_that_comes_back_to_life_breaks_i6() -> None:
    story = conversation()
    story.citizen("K").heard(13.0, "answered", counsellor={"name": "V"})
    assert rules(story.evidence()) == ["I6"]


def test_a_snapshot_of_a_waiting_contact_after_its_end_breaks_i6() -> None:
    story = conversation()
    story.citizen("K").heard(13.0, "snapshot", contact={"state": "queued", "position": 1})
    assert rules(story.evidence()) == ["I6"]


def test_two_different_outcomes_break_i12() -> None:
    story = conversation()
    story.citizen("K").heard(13.0, "ended", by="citizen", reason="left")
    assert rules(story.evidence()) == ["I12"]


def test_an_idle_seat_beside_a_waiting_contact_breaks_i13() -> None:
    story = Story()
    story.citizen("A").opens(0.2)
    story.counsellor("V").opens(1.0)
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("I13", "citizen A")


def test_only_sami_may_wait_beside_a_seat_for_whoever_answers_in_it() -> None:
    for language, found in (("nb", ["I13"]), ("nn", ["I13"]), ("en", ["I13"]), ("se", [])):
        story = Story()
        story.citizen("A", language=language).opens(0.2)
        story.counsellor("V").opens(1.0)
        assert rules(story.evidence()) == found, language


def test_a_full_seat_beside_a_waiting_contact_breaks_nothing() -> None:
    story = Story()
    story.citizen("A").opens(0.2)
    answer = story.counsellor("V")
    answer.opens(0.0, capacity=1, contacts=(answer.contact("X"),))
    assert rules(story.evidence()) == []


def test_an_excused_stretch_is_not_counted_as_idle() -> None:
    story = Story()
    story.citizen("A").opens(0.2)
    story.counsellor("V").opens(1.0)
    assert rules(story.evidence(excused=[(2.0, 20.0)])) == []


def test_near_the_end_of_a_duty_and_after_it_a_free_seat_is_not_idle() -> None:
    wish: dict[str, Any] = {"state": "ready", "channels": ["chat"], "capacity": {"chat": 2, "phone": 1}}
    duties: tuple[tuple[dict[str, Any], list[str]], ...] = (
        ({"last_offers": True, "on_shift_until": "2026-11-23T20:00:00.000Z"}, []),
        ({"last_offers": False, "on_shift_until": None}, []),
        ({"last_offers": False, "on_shift_until": "2026-11-23T20:00:00.000Z"}, ["I13"]),
    )
    for duty, found in duties:
        story = Story()
        answer = story.counsellor("V")
        answer.opens(0.0)
        answer.heard(0.1, "presence", **wish, **duty)
        story.citizen("A").opens(0.2)
        answer.heard(20.0, "heartbeat")
        assert rules(story.evidence()) == found, duty
