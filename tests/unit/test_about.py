"""The pages on privacy and accessibility say what this desk has decided, not what is usual."""

from app.domain.policy import Policy
from app.routers.about import told
from app.settings import Settings


def test_times_on_the_privacy_page_are_those_of_the_policy() -> None:
    policy = Policy(text_kept_seconds=3_600, follow_up_opening_days=2, answer_read_kept_seconds=60)
    kept = told(Settings(), policy).kept
    assert kept.text_seconds == 3_600
    assert kept.follow_up_opening_days == 2
    assert kept.answer_read_seconds == 60


def test_operator_who_says_nothing_is_given_no_words() -> None:
    about = told(Settings(), Policy())
    assert about.owner is about.contact is about.accessibility_statement is about.privacy_statement is None
