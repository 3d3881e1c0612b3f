"""The checker finds exactly the broken rule about offers and owners (I4, I5, I8, I14)."""

from app.simulation.checker import check
from app.simulation.evidence import Evidence
from tests.unit.simulation_story import Story, conversation, instant


def rules(evidence: Evidence) -> list[str]:
    return [breach.rule for breach in check(evidence)]


def test_an_offer_accepted_by_two_breaks_i4() -> None:
    story = conversation()
    other = story.counsellor("W")
    other.opens(0.0, state="break")
    other.command(3.2, "accept", contact_id="K", offer_id="offer of K to V")
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("I4", "V and W")
    assert "accepted by both" in breach.what


def test_two_owners_break_i4() -> None:
    story = conversation()
    other = story.counsellor("W")
    other.opens(0.0, state="break")
    other.heard(6.0, "contact", **other.contact("K"))
    other.heard(11.0, "contact", **other.contact("K", "closed", mine=False))
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.what) == ("I4", "both owned the contact, nobody handed it over")


def test_an_owner_after_a_transfer_breaks_nothing() -> None:
    story = conversation()
    story.counsellor("V").command(5.5, "transfer", contact_id="K", to={"counsellor": "W"}, note="")
    other = story.counsellor("W")
    other.opens(0.0, state="break")
    other.heard(6.0, "contact", **other.contact("K"))
    assert rules(story.evidence()) == []


def test_a_citizen_answered_by_a_second_counsellor_breaks_i4() -> None:
    story = conversation()
    story.citizen("K").heard(9.0, "answered", counsellor={"name": "W"})
    assert rules(story.evidence()) == ["I4"]


def test_a_contact_offered_to_two_at_once_breaks_i4() -> None:
    story = Story()
    for who in ("V", "W"):
        answer = story.counsellor(who)
        answer.opens(0.0)
        answer.offered(1.0, "A")
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("I4", "V and W")


def test_a_contact_offered_to_the_next_after_a_decline_breaks_nothing() -> None:
    story = Story()
    first, second = story.counsellor("V"), story.counsellor("W")
    first.opens(0.0)
    second.opens(0.0)
    offer = first.offered(1.0, "A")
    first.command(2.0, "decline", contact_id="A", offer_id=offer, reason=None)
    second.offered(2.1, "A")
    assert rules(story.evidence()) == []


def test_more_conversations_than_the_capacity_break_i5() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0, capacity=2)
    for at, contact in ((1.0, "A"), (2.0, "B"), (3.0, "C")):
        answer.heard(at, "contact", **answer.contact(contact))
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.at) == ("I5", 3.0)


def test_an_open_offer_takes_a_seat() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0, capacity=1)
    answer.heard(1.0, "contact", **answer.contact("A"))
    answer.offered(2.0, "B")
    assert rules(story.evidence()) == ["I5"]


def test_a_lowered_capacity_takes_nothing_away() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0, capacity=2)
    for at, contact in ((1.0, "A"), (2.0, "B")):
        answer.heard(at, "contact", **answer.contact(contact))
    answer.heard(3.0, "presence", state="ready", capacity={"chat": 1, "phone": 1})
    assert rules(story.evidence()) == []


def test_an_offer_that_stands_past_its_deadline_breaks_i8() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0)
    answer.offered(1.0, "A", lasts=4.0)
    (breach,) = check(story.evidence())
    assert breach.rule == "I8"


def test_an_offer_that_expires_in_time_breaks_nothing() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0)
    offer = answer.offered(1.0, "A", lasts=10.0)
    answer.heard(11.4, "offer_ended", offer_id=offer, contact_id="A", outcome="expired")
    assert rules(story.evidence()) == []


def test_an_offer_that_ended_while_she_was_away_breaks_nothing() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0)
    answer.offered(1.0, "A", lasts=4.0)
    answer.closed(3.0)
    answer.opens(11.5)
    answer.heard(14.0, "queue", queue=[])
    assert rules(story.evidence()) == []


def test_an_offer_accepted_long_after_its_deadline_breaks_i8() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0)
    offer = answer.offered(1.0, "A", lasts=10.0)
    answer.accepts(20.0, "A", offer)
    (breach,) = check(story.evidence())
    assert (breach.rule, "accepted" in breach.what) == ("I8", True)


def test_an_offer_to_somebody_on_a_break_breaks_i14() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0)
    answer.command(1.0, "presence", state="break", channels=["chat"])
    answer.offered(9.0, "A")
    (breach,) = check(story.evidence())
    assert breach.rule == "I14"


def test_an_offer_that_crossed_the_break_breaks_nothing() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0)
    answer.command(1.0, "presence", state="break", channels=["chat"])
    answer.offered(1.2, "A")
    assert rules(story.evidence()) == []


def test_an_offer_made_while_somebody_was_long_absent_breaks_i14() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0)
    declined = answer.offered(1.0, "X", lasts=30.0)
    answer.command(2.0, "decline", contact_id="X", offer_id=declined, reason=None)
    answer.closed(5.0, own=False)
    offer = {
        "offer_id": "late",
        "contact": answer.contact("A", "offered", mine=False),
        "expires_at": instant(90.0),
    }
    answer.opens(80.0)
    presence, room = {"state": "ready"}, {"chat": 2}
    answer.heard(80.1, "snapshot", contacts=[], offers=[offer], presence=presence, capacity=room)
    assert rules(story.evidence()) == ["I14"]


def test_an_attempt_that_was_given_up_was_presence_to_the_desk() -> None:
    story = Story()
    answer = story.counsellor("V")
    answer.opens(0.0)
    declined = answer.offered(1.0, "X", lasts=30.0)
    answer.command(2.0, "decline", contact_id="X", offer_id=declined, reason=None)
    answer.closed(5.0, own=False)
    for at in (20.0, 40.0, 60.0):
        answer.sent(at, "hello", last_seqs={})
        answer.closed(at + 1.5, own=False)
    contact = answer.contact("A", "offered", mine=False)
    offer = {"offer_id": "late", "contact": contact, "expires_at": instant(91.0)}
    answer.opens(80.0)
    presence, room = {"state": "ready"}, {"chat": 2}
    answer.heard(80.1, "snapshot", contacts=[], offers=[offer], presence=presence, capacity=room)
    assert rules(story.evidence()) == []
