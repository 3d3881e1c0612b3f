"""A what-if as a table for people: a row a figure, a column a way to play the same month."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rich.table import Table
from rich.text import Text

from app.domain.contact import Channel
from app.replay.outcomes import Reached, Result
from app.replay.table import percent

Cell = Callable[[Reached], str]


def _part(part: int | None, whole: int) -> str:
    """A share in percent; a dash of nothing, and where nobody looked."""
    return "–" if part is None else percent(part, whole).removesuffix(" %")


def _seconds(found: int | None) -> str:
    return "–" if found is None else str(found)


SECOND_CHATS = "second chats, % of answered"
ROWS: dict[str, Cell] = {
    "arrivals": lambda one: str(one.arrivals),
    "answered, %": lambda one: _part(one.answered, one.arrivals),
    "within target, %": lambda one: _part(one.answered_within_target, one.arrivals),
    "left the line, %": lambda one: _part(one.left, one.arrivals),
    "not let in, or told to go, %": lambda one: _part(one.turned_away, one.arrivals),
    "wait p50, s": lambda one: _seconds(one.wait_p50_seconds),
    "wait p90, s": lambda one: _seconds(one.wait_p90_seconds),
    SECOND_CHATS: lambda one: _part(one.second_chats, one.answered),
}
"""Shares are of the arrivals unless they say otherwise."""


def what_if_table(found: Mapping[str, Result]) -> Table:
    """All columns side by side."""
    shown = Table(show_header=True)
    shown.add_column("", no_wrap=True)
    for name in found:
        shown.add_column(Text(name), justify="right", overflow="fold", min_width=5, max_width=24)
    for channel in Channel:
        shown.add_row(Text(str(channel), style="bold"))
        for label, cell in ROWS.items():
            if channel is Channel.CHAT or label != SECOND_CHATS:
                shown.add_row(f"  {label}", *(cell(one.channels[channel]) for one in found.values()))
        shown.add_row("  open hours", *(f"{one.open_hours[channel]:.0f}" for one in found.values()))
        empty = [f"{one.unstaffed_hours[channel]:.0f}" for one in found.values()]
        shown.add_row("  of them nobody on shift", *empty)
        shown.add_section()
    occupied = ["–" if one.occupancy is None else f"{100 * one.occupancy:.1f}" for one in found.values()]
    shown.add_row("hours at work", *(f"{one.staffed_hours:.0f}" for one in found.values()))
    shown.add_row("occupancy, %", *occupied)
    return shown
