"""Languages and special skills: who has them, and for how long a contact is kept for those who do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.contact import Language, Waiting
from app.domain.counsellor import Candidate
from app.domain.routing_rules import Layer, Routing

KEPT_FOR = frozenset({Language.SE})
"""A contact in one of these is kept for whoever answers in it; in the others that is a wish only."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a counsellor must have just now to be offered a contact; null: nothing is asked for."""

    language: Language | None = None
    skill: str | None = None

    @property
    def anything(self) -> bool:
        """Whether anything is asked for at all."""
        return self.language is not None or self.skill is not None

    def met_by(self, one: Candidate) -> bool:
        """Whether this counsellor has it."""
        if self.language is not None and self.language not in one.languages:
            return False
        return self.skill is None or self.skill in one.skills


NOTHING = Wanted()


def asked_for(waiting: Waiting, routing: Routing, now: datetime) -> Wanted:
    """What this contact is kept for still, as far as time goes; later anybody may have it."""
    waited = now - waiting.arrived_at
    language = skill = None
    if waiting.language in KEPT_FOR and routing.has(Layer.LANGUAGE):
        language = waiting.language if waited < timedelta(seconds=routing.language_relax_seconds) else None
    if waiting.skill is not None and routing.has(Layer.SKILL):
        skill = waiting.skill if waited < timedelta(seconds=routing.skill_relax_seconds) else None
    return Wanted(language, skill) if language or skill else NOTHING


def wanted_among(asked: Wanted, there: Iterable[Candidate]) -> Wanted:
    """What is worth waiting for: what somebody of these has, the language first where nobody has it all."""
    people = list(there)
    for one in (asked, Wanted(language=asked.language), Wanted(skill=asked.skill)):
        if one.anything and any(one.met_by(candidate) for candidate in people):
            return one
    return NOTHING
