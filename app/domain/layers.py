"""The layers of a choice: each leaves those who are best in it, until one is left."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.contact import Channel, Waiting
from app.domain.counsellor import Candidate
from app.domain.routing_rules import Layer

ONLY_ONE, ALIKE = "only_one", "alike"

WHY = {
    Layer.LANGUAGE: "language",
    Layer.SKILL: "skill",
    Layer.CENTRE: "centre",
    Layer.RESERVE: "reserve",
    Layer.FEWEST: "least_loaded",
    Layer.LONGEST: "longest_idle",
}
"""What the offer says when a layer decided; the catalogues have the words."""


@dataclass(frozen=True, slots=True)
class View:
    """What the layers look at beside the counsellors themselves."""

    waiting: Waiting
    layers: Sequence[Layer]
    ahead: Mapping[str | None, int] = field(default_factory=dict)
    idle: int = 0
    """Counsellors a call could be put through to now."""
    reserve: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """A layer that told some from others, and how many it left."""

    layer: Layer
    left: int


@dataclass(frozen=True, slots=True)
class Choice:
    """Who was chosen, which layer had the last word, and how the layers came to it."""

    candidate: Candidate
    why: str
    steps: tuple[Step, ...]


def choose(fitting: Sequence[Candidate], view: View) -> Choice:
    """The best of these; where all layers leave several, the lowest id, so that two workers choose alike."""
    left, steps = list(fitting), []
    for layer in view.layers:
        if len(left) == 1:
            break
        values = [KEYS[layer](one, view) for one in left]
        best = min(values)
        kept = [one for one, value in zip(left, values, strict=True) if value == best]
        if len(kept) < len(left):
            left = kept
            steps.append(Step(layer, len(kept)))
    chosen = min(left, key=lambda one: one.counsellor_id.int)
    if len(left) > 1:
        return Choice(chosen, ALIKE, tuple(steps))
    return Choice(chosen, WHY[steps[-1].layer] if steps else ONLY_ONE, tuple(steps))


def takes_calls(one: Candidate) -> bool:
    """Whether a call could be put through to her: she takes the phone and holds nothing."""
    return Channel.PHONE in one.channels and one.seats.free(Channel.PHONE) > 0


def _language(one: Candidate, view: View) -> float:
    return view.waiting.language not in one.languages


def _skill(one: Candidate, view: View) -> float:
    return view.waiting.skill is not None and view.waiting.skill not in one.skills


def _centre(one: Candidate, view: View) -> float:
    return view.ahead.get(one.centre, max(view.ahead.values(), default=0))


def _reserve(one: Candidate, view: View) -> float:
    """Spread while more are idle than are to be left for the phone; below that rather who talks already."""
    if view.waiting.channel is Channel.PHONE or view.idle > view.reserve:
        return False
    return takes_calls(one)


def _fewest(one: Candidate, _: View) -> float:
    return one.seats.chat_held + one.seats.phone_held


def _longest(one: Candidate, _: View) -> float:
    return one.idle_since.timestamp()


KEYS: dict[Layer, Callable[[Candidate, View], float]] = {
    Layer.LANGUAGE: _language,
    Layer.SKILL: _skill,
    Layer.CENTRE: _centre,
    Layer.RESERVE: _reserve,
    Layer.FEWEST: _fewest,
    Layer.LONGEST: _longest,
}
"""The smaller, the better."""
