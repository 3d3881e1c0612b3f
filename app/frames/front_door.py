"""What everybody may know of the desk: open or not, per channel (`GET /api/desk`, protocol § 1)."""

from app.frames.shared import ExpectedWait, Instant, NoticeTexts, Part


class ChannelSign(Part, frozen=True, kw_only=True):
    """One channel: its state, until or from when, why, and what a newcomer would wait."""

    state: str
    closes_at: Instant | None
    opens_at: Instant | None
    reason: str | None
    label: dict[str, str] | None
    waiting: int
    expected_wait: ExpectedWait | None


class PhoneSign(ChannelSign, frozen=True, kw_only=True):
    """The phone has a number beside it."""

    number: str | None


class DeskSign(Part, frozen=True, kw_only=True):
    """Both channels, and a line for citizens; the instant is put in front when it is sent.

    `notice_texts`: the line in each language, null where the operator's stands, which has but one.
    """

    notice: str | None
    notice_texts: NoticeTexts | None
    notice_until: Instant | None
    channels: dict[str, ChannelSign]
