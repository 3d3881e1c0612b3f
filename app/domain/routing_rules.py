"""What coordinators decide about who gets whom: the layers and their order, shares, reserve, skills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.oslo import OSLO
from app.domain.policy import Policy

PERCENT = 100


class Layer(StrEnum):
    """What is looked at, one after the other, among those who may have a contact."""

    LANGUAGE = "language"
    SKILL = "skill"
    CENTRE = "centre"
    RESERVE = "reserve"
    FEWEST = "fewest"
    LONGEST = "longest"


@dataclass(frozen=True, slots=True)
class PageSkill:
    """Whoever comes from a page that begins so is best answered by somebody with this skill."""

    prefix: str
    skill: str


@dataclass(frozen=True, slots=True)
class Routing:
    """The rules of routing; a layer that is not named is off. The defaults are those of a new desk."""

    layers: tuple[Layer, ...] = tuple(Layer)
    shares: Mapping[str, int] = field(default_factory=dict)
    """The centres' agreed parts in percent; with none agreed that layer has nothing to say."""
    centre_slack: int = 1
    """So many contacts an hour a centre may be ahead of its share before others go first."""
    reserve_by_hour: Mapping[int, int] = field(default_factory=dict)
    """By Oslo clock hour: how many idle counsellors are kept for the phone, where not `phone_reserve`."""
    language_relax_seconds: int = 120
    """For so long after the arrival a contact in Sámi is kept for whoever answers in it and is there."""
    skill_relax_seconds: int = 60
    """The same for a contact that wants a special skill."""
    pages: tuple[PageSkill, ...] = ()

    def has(self, layer: Layer) -> bool:
        """Whether this layer is on."""
        return layer in self.layers

    def reserve(self, now: datetime, policy: Policy) -> int:
        """How many idle counsellors are to be left for the phone in this hour."""
        return self.reserve_by_hour.get(now.astimezone(OSLO).hour, policy.phone_reserve)

    def skill_of(self, page: str | None) -> str | None:
        """The skill that this entry page asks for, by the longest beginning that is named."""
        if page is None:
            return None
        named = [one for one in self.pages if page.startswith(one.prefix)]
        return max(named, key=lambda one: len(one.prefix)).skill if named else None
