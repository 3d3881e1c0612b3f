"""What citizens of the demo's past said: only who could be asked, no words older than they are kept."""

from __future__ import annotations

from datetime import timedelta

from app.demo.voices import SHARE, voices
from app.domain.contact import Channel, Language, State
from app.domain.feedback import read_feedback
from app.domain.policy import Policy
from tests.unit.test_demo_history import NOW, eight_weeks


def test_about_one_in_three_of_those_who_were_answered_says_something() -> None:
    contacts = {one.id: one for one in eight_weeks(NOW).contacts}
    said = voices(contacts.values(), NOW)
    assert said == voices(contacts.values(), NOW)
    asked = [one for one in contacts.values() if one.channel is Channel.CHAT]
    answered = [one for one in asked if any(step.state is State.ACTIVE for step in one.steps)]
    assert abs(len(said) / len(answered) - SHARE) < 0.05
    for one in said:
        contact = contacts[one.contact_id]
        assert contact in answered
        assert contact.steps[0].at < one.at <= NOW


def test_words_are_such_as_the_desk_keeps_and_young_enough() -> None:
    said = voices(eight_weeks(NOW).contacts, NOW)
    spoken = [one for one in said if one.words is not None]
    assert len(spoken) > 50
    oldest = NOW - timedelta(days=Policy().feedback_words_days)
    assert min(one.at for one in spoken) > oldest > min(one.at for one in said)
    for one in spoken:
        kept = read_feedback({"score": one.score, "words": one.words}, Language.NB)
        assert (kept.score, kept.words) == (one.score, one.words)
