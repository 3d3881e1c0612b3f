"""The figures of a replay as a table for people: a row a figure, a column a set of rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rich.table import Table
from rich.text import Text

from app.replay.figures import CentreFigures, ChannelFigures, Figures, share

Cell = Callable[[ChannelFigures], str]


def percent(part: float, whole: float) -> str:
    """A share as people read it; a dash of nothing."""
    found = share(part, whole)
    return "–" if found is None else f"{100 * found:.1f} %"


def _seconds(found: int | None) -> str:
    return "–" if found is None else f"{found} s"


ROWS: dict[str, Cell] = {
    "arrivals": lambda one: str(one.arrivals),
    "answered": lambda one: percent(one.answered, one.arrivals),
    "answered within target": lambda one: percent(one.answered_within_target, one.arrivals),
    "abandoned": lambda one: percent(one.abandoned, one.arrivals),
    "abandoned within 10 s": lambda one: percent(one.short_abandoned, one.arrivals),
    "turned away": lambda one: percent(one.turned_away, one.arrivals),
    "wait p50": lambda one: _seconds(one.wait_p50_seconds),
    "wait p90": lambda one: _seconds(one.wait_p90_seconds),
    "second chats, of answered": lambda one: percent(one.second_chats, one.answered),
    "told a range and answered": lambda one: str(one.promised),
    "wait inside the range": lambda one: percent(one.inside, one.promised),
    "ranges over a minute": lambda one: str(one.promised_longer),
    "wait inside these": lambda one: percent(one.inside_longer, one.promised_longer),
}
"""Shares are of the arrivals unless they say otherwise."""

CHATS_ONLY = ("second chats, of answered",)
WITH_RANGES = (
    "told a range and answered",
    "wait inside the range",
    "ranges over a minute",
    "wait inside these",
)


def table(found: Mapping[str, Figures]) -> Table:
    """All sets of rules side by side."""
    shown = Table(show_header=True)
    shown.add_column("", no_wrap=True)
    for name in found:
        shown.add_column(name, justify="right", overflow="fold", max_width=24)
    for channel in ("chat", "phone"):
        _add_channel(shown, channel, [one.channels[channel] for one in found.values()])
    shown.add_row("occupancy", *(percent(one.occupancy or 0.0, 1.0) for one in found.values()))
    shown.add_row(Text("taken / staffed", style="bold"))
    for centre in next(iter(found.values())).centres:
        shown.add_row(f"  {centre}", *(_centre(one, centre) for one in found.values()))
    shown.add_row("  largest gap, in points", *(f"{100 * one.unfairness:.1f}" for one in found.values()))
    return shown


def _add_channel(shown: Table, channel: str, found: Sequence[ChannelFigures]) -> None:
    """Rows that say nothing of this channel are left out."""
    shown.add_row(Text(channel, style="bold"))
    promised = any(one.promised for one in found)
    for label, cell in ROWS.items():
        if (channel == "chat" or label not in CHATS_ONLY) and (promised or label not in WITH_RANGES):
            shown.add_row(f"  {label}", *(cell(one) for one in found))
    shown.add_section()


def _centre(found: Figures, centre: str) -> str:
    def part(of: Callable[[CentreFigures], int]) -> str:
        return percent(of(found.centres[centre]), sum(map(of, found.centres.values()))).removesuffix(" %")

    return f"{part(lambda one: one.taken)} / {part(lambda one: one.staffed_seconds)} %"
