"""Why a contact was offered to whom: what is kept of a decision, and how it is said in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from app.domain.contact import Waiting
from app.domain.counsellor import Candidate
from app.domain.fairness import Count
from app.domain.layers import ALIKE, ONLY_ONE
from app.domain.routing import Match
from app.domain.routing_rules import Layer, Routing

MOST_CONSIDERED = 30
"""So many of those considered are kept by name; of the others the number."""


@dataclass(frozen=True, slots=True)
class Name:
    """A word that each language has its own for: the text of a key, or the name of a centre."""

    text: str | None = None
    centre: str | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by its key, and what stands in its placeholders."""

    key: str
    values: Mapping[str, int | str | Name] = field(default_factory=dict)


def decision_body(found: Match, *, routing: Routing, now: datetime) -> dict[str, Any]:
    """A decision as it is kept: who could have had it and what decided; of the citizen language and class."""
    kept = [found.candidate, *(one for one in found.considered if one != found.candidate)][:MOST_CONSIDERED]
    return {
        "language": str(found.waiting.language),
        "class": _class(found.waiting),
        "chosen": _as_json(found.candidate, now),
        "considered": [_as_json(one, now) for one in kept],
        "considered_count": len(found.considered),
        "left_out": dict(found.left_out),
        "steps": [{"layer": str(step.layer), "left": step.left} for step in found.steps],
        "ledger": _ledger_json(found, routing),
        "unmet": [*_unmet(found.waiting, found.candidate, routing)],
    }


def phrases(layer: str, body: Mapping[str, Any]) -> list[Phrase]:
    """The decision in words, most weighty first; raises nothing for what another release has kept."""
    steps = [step["layer"] for step in body.get("steps", ())]
    chosen = body.get("chosen", {})
    return [
        *_of_language(body),
        *_of_skill(body, steps),
        *_of_centre(body),
        *([Phrase("why.reserve")] if Layer.RESERVE in steps else []),
        *([_of_load(chosen)] if Layer.FEWEST in steps else []),
        *([Phrase("why.longest", {"minutes": _minutes(chosen)})] if Layer.LONGEST in steps else []),
        *([Phrase("why.only_one")] if layer == ONLY_ONE else []),
        *([Phrase("why.alike")] if layer == ALIKE else []),
    ]


def left_out_phrases(body: Mapping[str, Any]) -> list[Phrase]:
    """Who could not have it, by the first hard reason."""
    return [
        Phrase(f"why.left_out.{reason}", {"count": int(count)})
        for reason, count in dict(body.get("left_out", {})).items()
        if reason in REASONS
    ]


REASONS = ("channel", "centre", "language", "skill", "seat", "refused")


def _of_language(body: Mapping[str, Any]) -> Iterator[Phrase]:
    name = {"language": Name(text=f"why.language.{body.get('language', 'nb')}")}
    yield Phrase("why.language_unmet" if "language" in body.get("unmet", ()) else "why.language", name)


def _of_skill(body: Mapping[str, Any], steps: list[str]) -> Iterator[Phrase]:
    if "skill" in body.get("unmet", ()):
        yield Phrase("why.skill_unmet")
    elif Layer.SKILL in steps or "skill" in body.get("left_out", {}):
        yield Phrase("why.skill")


def _of_centre(body: Mapping[str, Any]) -> Iterator[Phrase]:
    ledger, centre = body.get("ledger") or {}, body.get("chosen", {}).get("centre")
    if not ledger or centre is None:
        return
    own = ledger.get(centre, {})
    yield Phrase(
        "why.centre",
        {
            "centre": Name(centre=centre),
            "count": int(own.get("got", 0)),
            "total": sum(int(one.get("got", 0)) for one in ledger.values()),
            "share": int(own.get("share", 0)),
        },
    )


def _of_load(chosen: Mapping[str, Any]) -> Phrase:
    held = int(chosen.get("chats", 0)) + int(chosen.get("calls", 0))
    if held == 0:
        return Phrase("why.fewest_none")
    return Phrase("why.fewest_one" if held == 1 else "why.fewest", {} if held == 1 else {"count": held})


def _minutes(chosen: Mapping[str, Any]) -> int:
    return round(int(chosen.get("idle_seconds", 0)) / 60)


def _class(waiting: Waiting) -> str:
    return "returned" if waiting.returned else "follow_up" if waiting.follow_up else "new"


def _as_json(one: Candidate, now: datetime) -> dict[str, Any]:
    return {
        "counsellor_id": str(one.counsellor_id),
        "centre": one.centre,
        "chats": one.seats.chat_held,
        "calls": one.seats.phone_held,
        "capacity": one.seats.chat_capacity,
        "idle_seconds": max(0, round((now - one.idle_since).total_seconds())),
    }


def _ledger_json(found: Match, routing: Routing) -> dict[str, Any]:
    if not routing.shares or not routing.has(Layer.CENTRE):
        return {}
    counts = {centre: Count() for centre in routing.shares} | dict(found.ledger.counts)
    return {
        centre: {
            "offered": count.offered,
            "taken": count.taken,
            "missed": count.missed,
            "got": count.got,
            "share": routing.shares.get(centre, 0),
        }
        for centre, count in sorted(counts.items())
    }


def _unmet(waiting: Waiting, chosen: Candidate, routing: Routing) -> Iterator[str]:
    if routing.has(Layer.LANGUAGE) and waiting.language not in chosen.languages:
        yield "language"
    if routing.has(Layer.SKILL) and waiting.skill is not None and waiting.skill not in chosen.skills:
        yield "skill"
