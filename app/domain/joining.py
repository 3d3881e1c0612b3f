"""A colleague asked into a conversation: how long a request stands, and how many may be in at once."""

from datetime import timedelta
from enum import StrEnum

REQUEST_STANDS = timedelta(seconds=120)
"""Nobody waits for the answer, so it may take longer than an offer's; then the card goes by itself."""

MOST_OF_A_COUNSELLOR = 2
"""Conversations of others that she is in or asked into: joining holds no seat, so this is its bound."""

MOST_IN_A_CONVERSATION = 2
"""Colleagues beside the owner, asked or there: more would be a crowd before one citizen."""


class JoiningOutcome(StrEnum):
    """What became of a request, or of a colleague who had joined."""

    ASKED = "asked"
    JOINED = "joined"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    LEFT = "left"
    GONE = "gone"
    """Absent for longer than the grace, signed out, or her account was shut."""
