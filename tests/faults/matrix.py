"""A row of the fault matrix: a fault, what is to be reached through it, and the story that tries it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from random import Random
from typing import TypeVar

T = TypeVar("T")


class DoesNotHold(AssertionError):
    """An invariant or a promised deadline that did not hold."""


class NotTried(Exception):
    """This machine cannot do what a row needs (no compiler, not root): said so, and counted as not tried."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a row measured; `speed` findings are recorded, the others must hold."""

    what: str
    measured: str
    ok: bool
    speed: bool = False


@dataclass(slots=True)
class Report:
    """What one trial of a row found, in order."""

    findings: list[Finding] = field(default_factory=list)
    tell: Callable[[Finding], None] = lambda _: None

    def holds(self, what: str, measured: object, ok: bool) -> None:
        """An invariant or a promised deadline: raises where it does not hold."""
        self._add(Finding(what, str(measured), ok))
        if not ok:
            raise DoesNotHold(f"{what}: {measured}")

    def speed(self, what: str, measured: object, reached: bool) -> None:
        """A percentile, rate or ratio: recorded, with whether the goal was reached; never raises."""
        self._add(Finding(what, str(measured), reached, speed=True))

    def _add(self, finding: Finding) -> None:
        self.findings.append(finding)
        self.tell(finding)


@dataclass(frozen=True, slots=True)
class Trial:
    """One run of a row: short or full, its seed, a folder for its files, and where findings go."""

    full: bool
    seed: int
    folder: Path
    report: Report = field(default_factory=Report)
    draw: Random = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "draw", Random(self.seed))

    def pick(self, short: T, full: T) -> T:
        """The number for this run: the short one in `make test`, the full one in `make faults`."""
        return full if self.full else short


Story = Callable[[Trial], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the matrix: its name, the fault, what is to be reached, and the story.

    `waits`: in full it mostly waits, so that the full run may try it beside others of that kind.
    """

    name: str
    fault: str
    reach: str
    run: Story
    waits: bool = False


_rows: dict[str, Row] = {}


def row(*, name: str, fault: str, reach: str, waits: bool = False) -> Callable[[Story], Story]:
    """Make a story a row of the matrix."""

    def enter(story: Story) -> Story:
        if name in _rows:
            raise ValueError(f"two rows are called {name}")
        _rows[name] = Row(name, fault, reach, story, waits)
        return story

    return enter


def all_rows() -> tuple[Row, ...]:
    """Every row of `tests/faults/rows`, by name."""
    package = import_module("tests.faults.rows")
    for module in iter_modules(package.__path__):
        import_module(f"{package.__name__}.{module.name}")
    return tuple(_rows[name] for name in sorted(_rows))


def __getattr__(name: str) -> tuple[Row, ...]:
    """`ROWS`: all rows, read when they are asked for, since the rows themselves need this module."""
    if name == "ROWS":
        return all_rows()
    raise AttributeError(name)
