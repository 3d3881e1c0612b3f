"""How fast and how much each side may send, as clients are told."""

from app.domain.policy import Policy
from app.frames.shared import Limits


def for_citizen(policy: Policy) -> Limits:
    """A citizen's limits."""
    return _limits(policy, text=policy.text_limit)


def for_staff(policy: Policy) -> Limits:
    """A counsellor's limits, for each contact."""
    return _limits(policy, text=policy.counsellor_text_limit)


def _limits(policy: Policy, *, text: int) -> Limits:
    return Limits(
        text=text,
        burst=policy.burst,
        per_second=policy.per_second,
        unacknowledged=policy.unacknowledged,
    )
