"""The checker finds exactly the broken rule about messages (I1, I2, I3, I18, P2)."""

from dataclasses import replace

from app.simulation.checker import check
from app.simulation.evidence import Evidence
from tests.unit.simulation_story import Story, conversation


def rules(evidence: Evidence) -> list[str]:
    return [breach.rule for breach in check(evidence)]


def test_a_desk_that_keeps_its_promises_has_no_breach() -> None:
    assert check(conversation().evidence()) == []


def test_a_message_that_came_back_but_is_not_stored_breaks_i1() -> None:
    story = conversation()
    ask = story.citizen("K")
    ask.sent(9.0, "message", cid="c", text="hei")
    ask.message(9.1, 3, "c", "citizen")
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("I1", "citizen K")
    assert "is not stored" in breach.what


def test_a_counsellors_message_that_came_back_but_is_not_stored_breaks_i1() -> None:
    story = conversation()
    story.counsellor("V").sent(9.0, "message", contact_id="K", cid="c", text="hei")
    story.counsellor("V").message(9.1, "K", 3, "c", author="counsellor")
    assert rules(story.evidence()) == ["I1"]


def test_a_message_stored_at_another_seq_than_it_came_back_with_breaks_i1() -> None:
    story = Story()
    ask = story.citizen("K")
    ask.opens(0.2)
    for at, seq, cid in ((1.0, 1, "a"), (2.0, 2, "b")):
        ask.sent(at, "message", cid=cid, text="hei")
        ask.message(at, seq, cid, "citizen")
    ask.stores((1, "b", "citizen"), (2, "a", "citizen"))
    assert rules(story.evidence()) == ["I1", "I1"]


def test_a_text_stored_otherwise_than_it_was_sent_breaks_i1() -> None:
    story = Story()
    ask = story.citizen("K")
    ask.opens(0.2)
    ask.sent(1.0, "message", cid="a", text="noe annet")
    ask.message(1.0, 1, "a", "citizen")
    ask.stores((1, "a", "citizen"))
    assert rules(story.evidence()) == ["I1"]


def test_a_masked_text_may_be_stored_otherwise() -> None:
    story = Story()
    ask = story.citizen("K")
    ask.opens(0.2)
    ask.sent(1.0, "message", cid="a", text="17859820158")
    ask.message(1.0, 1, "a", "citizen")
    ask.stores((1, "a", "citizen"))
    assert ask.stored is not None
    ask.stored = [replace(ask.stored[0], masked=True)]
    assert rules(story.evidence()) == []


def test_a_gap_in_what_is_stored_breaks_i2() -> None:
    story = Story()
    story.citizen("K").stores((1, "a", "desk"), (3, "b", "desk"))
    evidence = story.evidence(citizens=[replace(story.citizen("K").record(), whole=False)])
    (breach,) = check(evidence)
    assert (breach.rule, breach.what) == ("I2", "stored seqs are 1, 3")


def test_a_cid_stored_twice_breaks_i2() -> None:
    story = Story()
    story.citizen("K").stores((1, "a", "citizen"), (2, "a", "citizen"))
    evidence = story.evidence(citizens=[replace(story.citizen("K").record(), whole=False)])
    assert rules(evidence) == ["I2"]


def test_one_cid_shown_under_two_seqs_breaks_i2() -> None:
    story = conversation()
    story.citizen("K").stored = None
    story.citizen("K").message(9.0, 3, "b", "counsellor")
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("I2", "citizen K")


def test_two_sides_that_see_another_order_than_the_stored_break_i3() -> None:
    story = conversation()
    story.citizen("K").stores((1, "b", "counsellor"), (2, "a", "citizen"))
    assert set(rules(story.evidence())) == {"I1", "I3"}


def test_a_text_shown_otherwise_than_stored_breaks_i3() -> None:
    story = conversation()
    ask = story.citizen("K")
    ask.stores((1, "a", "citizen"), (2, "b", "counsellor"), (3, "d", "desk"))
    ask.message(13.0, 3, "d", "desk", text="en annen linje")
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("I3", "citizen K")


def test_a_stored_message_the_other_side_never_saw_breaks_i3() -> None:
    story = conversation()
    story.citizen("K").stores((1, "a", "citizen"), (2, "b", "counsellor"), (3, "c", "citizen"))
    story.citizen("K").message(9.0, 3, "c", "citizen")
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("I3", "V")
    assert "never reached" in breach.what


def test_who_lost_the_connection_for_good_need_not_have_seen_everything() -> None:
    story = conversation()
    story.citizen("K").stores((1, "a", "citizen"), (2, "b", "counsellor"), (3, "c", "citizen"))
    story.citizen("K").message(9.0, 3, "c", "citizen")
    gone = replace(story.counsellor("V").record(), whole=False)
    assert rules(story.evidence(counsellors=[gone])) == []


def test_a_seq_skipped_on_one_socket_breaks_i3() -> None:
    story = Story()
    ask = story.citizen("K")
    ask.opens(0.2)
    ask.message(1.0, 2, "b", "desk")
    ask.message(1.1, 1, "a", "desk")
    ask.stores((1, "a", "desk"), (2, "b", "desk"))
    first, second = check(story.evidence())
    assert (first.rule, second.rule) == ("I3", "I3")
    assert "had shown up to 0" in first.what
    assert "came again" in second.what


def test_an_older_seq_is_allowed_as_the_answer_to_a_resent_cid() -> None:
    story = conversation()
    story.citizen("K").sent(9.0, "message", cid="a", text="hei")
    story.citizen("K").message(9.1, 1, "a", "citizen")
    assert rules(story.evidence()) == []


def test_a_new_socket_goes_on_after_the_last_seq_it_named() -> None:
    story = conversation()
    ask = story.citizen("K")
    ask.closed(13.0, own=False)
    ask.opens(14.0, state="wrap_up", position=None, last_seq=2)
    ask.message(14.1, 3, "d", "desk")
    ask.stores((1, "a", "citizen"), (2, "b", "counsellor"), (3, "d", "desk"))
    assert rules(story.evidence()) == []


def test_a_message_of_another_contact_breaks_i18() -> None:
    story = conversation()
    other = story.citizen("L", asked_at=30.0)
    other.opens(30.2, state="wrap_up", position=None, last_seq=1)
    other.message(31.0, 2, "b", "counsellor")
    other.stored = None
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("I18", "citizen L")


def test_a_message_to_a_counsellor_who_is_not_the_owner_breaks_i18() -> None:
    story = conversation()
    story.counsellor("W").opens(0.0, state="break")
    story.counsellor("W").message(5.1, "K", 1, "a", author="citizen")
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("I18", "W")


def test_a_message_that_neither_came_back_nor_was_refused_breaks_p2() -> None:
    story = conversation()
    ask = story.citizen("K")
    ask.sent(11.5, "message", cid="c", text="hei")
    (breach,) = check(story.evidence())
    assert (breach.rule, breach.who) == ("P2", "citizen K")


def test_a_refusal_that_asks_to_try_again_is_no_answer() -> None:
    story = conversation()
    ask = story.citizen("K")
    ask.sent(11.5, "message", cid="c", text="hei")
    ask.heard(11.6, "error", cid="c", code="busy")
    assert rules(story.evidence()) == ["P2"]
    ask.heard(12.1, "error", cid="c", code="wrong_state")
    assert rules(story.evidence()) == []


def test_a_frame_before_the_first_snapshot_is_named() -> None:
    story = Story()
    story.citizen("K").heard(0.1, "queue", position=1)
    assert rules(story.evidence()) == ["§ 3"]
