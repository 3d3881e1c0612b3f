"""Plays a plan under each set of rules and tells what came of it, as a table or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from time import perf_counter

from rich.console import Console

from app.replay.figures import Figures, figures
from app.replay.plan import Plan, RuleSet
from app.replay.table import table
from app.replay.weeks import crowds, play


def perform(plan: Plan, rule_sets: Sequence[RuleSet], *, as_json: bool) -> None:
    """The same weeks again and again; on the terminal also how long it took."""
    began = perf_counter()
    crowd = crowds(plan)
    found = {one.name: figures(play(plan, one, crowd), one.policy) for one in rule_sets}
    if as_json:
        print(json.dumps({"plan": _plan(plan), "rules": _as_json(found)}, ensure_ascii=False))
        return
    console = Console(highlight=False)
    staff = ",".join(map(str, plan.staff))
    console.print(f"{plan.weeks} weeks from {plan.first}, staff {staff}, seed {plan.seed}:", style="bold")
    console.print(table(found))
    spent = perf_counter() - began
    each = spent / (plan.weeks * len(rule_sets))
    console.print(f"played in {spent:.1f} s, {each:.2f} s a week and set of rules", style="dim")


def _plan(plan: Plan) -> dict[str, object]:
    return {
        "from": plan.first.isoformat(),
        "weeks": plan.weeks,
        "staff": list(plan.staff),
        "seed": plan.seed,
        "stretch": plan.stretch,
    }


def _as_json(found: Mapping[str, Figures]) -> dict[str, object]:
    return {name: one.as_json() for name, one in found.items()}
