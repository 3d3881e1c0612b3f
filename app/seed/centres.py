"""The centres that staff the desk: four employers, one team, one national queue."""

from dataclasses import dataclass
from functools import cache

from app.domain.counsellor import CentreCode
from app.domain.wording import Wording, wording_from
from app.seed.document import document


@dataclass(frozen=True, slots=True)
class SeededCentre:
    """A centre with its employer and the county it belongs to."""

    code: CentreCode
    name: Wording
    employer: str
    county: str


@cache
def centres() -> tuple[SeededCentre, ...]:
    """Every centre."""
    return tuple(
        SeededCentre(CentreCode(one["code"]), wording_from(one["name"]), one["employer"], one["county"])
        for one in document("centres")
    )
