"""The figures as Markdown: the contenders, the goals, and the rest of what was measured."""

from __future__ import annotations

from bench.figures import Figures
from bench.goals import GOALS, Goal
from bench.interleaved import IN_FLIGHT, Middle, Rounds, middle

HEAD = (
    "| | messages/s | server CPU | PostgreSQL CPU | Valkey CPU | server CPU at {rate}/s "
    "| PostgreSQL CPU at {rate}/s | p50 at {rate}/s | p99 at {rate}/s | lost, doubled, misplaced |"
)
NOTE = """\
Medians of {rounds} interleaved rounds (lowest–highest); {conversations} conversations, both people of each \
on different server processes, {in_flight} messages of each on their way where as many as go were sent. \
CPU is seconds per 1,000 deliveries: a message is delivered to both people, its receipt being one of the \
two, and the bare echo's to its sender only. The times are from sending until the other person has it. \
The pace of a side (2 messages a second) was lifted by policy."""


def table(figures: Figures) -> str:
    """All of it."""
    parts = [f"{figures.machine}.", _contenders(figures), _goals(figures), _others(figures)]
    return "\n\n".join(part for part in parts if part)


def quote(figures: Figures) -> str:
    """The goals in a few lines, for the README."""
    return f"{figures.machine}.\n\n{_goals(figures)}"


def _contenders(figures: Figures) -> str:
    if not figures.rounds:
        return ""
    head = HEAD.format(rate=f"{figures.plan.rate:.0f}")
    lines = [head, "|" + "---|" * (head.count("|") - 1)]
    lines += [_contender(name, figures.titles[name], one) for name, one in figures.rounds.items()]
    plan = figures.plan
    note = NOTE.format(rounds=plan.rounds, conversations=plan.conversations, in_flight=IN_FLIGHT)
    return "\n".join(lines) + f"\n\n{note}"


def _contender(name: str, title: str, rounds: Rounds) -> str:
    fast, paced = rounds.saturated, rounds.paced
    cells = [
        f"**{name}**: {title}",
        _spread(middle(fast, lambda one: one.result.rate), digits=0),
        _spread(middle(fast, lambda one: one.per_thousand(one.server)), digits=3),
        _spread(middle(fast, lambda one: one.per_thousand(one.postgres)), digits=3),
        _spread(middle(fast, lambda one: one.per_thousand(one.valkey)), digits=3),
        _spread(middle(paced, lambda one: one.per_thousand(one.server)), digits=3),
        _spread(middle(paced, lambda one: one.per_thousand(one.postgres)), digits=3),
        _spread(middle(paced, lambda one: one.result.p50 * 1000), digits=1) + " ms",
        _spread(middle(paced, lambda one: one.result.p99 * 1000), digits=1) + " ms",
        ", ".join(map(str, rounds.wrong())),
    ]
    return f"| {' | '.join(cells)} |"


def _spread(one: Middle, *, digits: int) -> str:
    if one.highest == 0:
        return "–"
    return f"{one.median:,.{digits}f} ({one.lowest:,.{digits}f}–{one.highest:,.{digits}f})"


def _goals(figures: Figures) -> str:
    lines = [line for goal in GOALS if (line := _goal(goal, figures))]
    return "\n".join(["| ours | to reach | measured | |", "|---|---|---|---|", *lines]) if lines else ""


def _goal(goal: Goal, figures: Figures) -> str:
    value = goal.figure(figures)
    if value is None:
        return ""
    bound = f"at least {goal.least:g}" if goal.most is None else f"at most {goal.most:g}"
    verdict = "reached" if goal.reached(value) else f"**missed**: {goal.cause}".rstrip(": ")
    return f"| {goal.what} | {bound}{goal.unit} | {value:.3g}{goal.unit} | {verdict} |"


def _others(figures: Figures) -> str:
    lines = [
        f"- {one.sockets:,} idle sockets of citizens in line: {one.bytes_each / 1000:.1f} kB each, "
        f"{one.lost} lost"
        for one in figures.memory
    ]
    lines += [
        f"- one dispatch with {one.waiting:,} waiting and {one.staffing.what}: {one.told()}"
        for one in figures.dispatched
    ]
    lines += [f"- {name}: could not be measured in this run" for name in figures.failed]
    if figures.start_seconds is not None:
        lines.append(
            f"- from `desk serve` to the first yes of `/health/ready`: {figures.start_seconds:.2f} s"
        )
    if figures.first_view is not None:
        lines.append(f"- `/chat` on a slow phone until somebody can type: {figures.first_view.told()}")
    return "\n".join(lines)
