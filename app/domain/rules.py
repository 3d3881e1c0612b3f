"""Everything the desk has decided that holds now: policy, opening hours, routing, and their version."""

from dataclasses import dataclass, field

from app.domain.notices import Notice
from app.domain.opening_rules import OpeningHours
from app.domain.policy import Policy
from app.domain.routing_rules import Routing


@dataclass(frozen=True, slots=True)
class Rules:
    """What every service reads at the start of its work; replaced as a whole when `version` rises."""

    version: int = -1
    policy: Policy = field(default_factory=Policy)
    hours: OpeningHours = field(default_factory=OpeningHours)
    routing: Routing = field(default_factory=Routing)
    notices: tuple[Notice, ...] = ()
    """Those that have not ended when they were read."""
