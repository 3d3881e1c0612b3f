"""`make bench`: what a message costs here and elsewhere, memory, dispatch, start, first view; the tables."""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import dispatching, first_view, interleaved, memory, starting
from bench.contenders.every import EVERY
from bench.figures import Figures
from bench.interleaved import Plan
from bench.machine import described
from bench.publishing import publish
from bench.stores import own_stores
from bench.table import table

OTHERS = ("memory", "dispatch", "start", "page")


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything."""

    plan: Plan
    sockets: tuple[int, ...]
    waiting: tuple[int, ...]
    starts: int


FULL = Size(Plan(), sockets=(2_000, 10_000), waiting=(10, 100, 1_000, 10_000), starts=5)
QUICK = Size(
    Plan(rounds=1, saturated_seconds=2.0, paced_seconds=3.0), sockets=(500,), waiting=(10, 1_000), starts=1
)


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for; a full run is written into the documents."""
    given = _options().parse_args(arguments)
    unknown = set(given.only) - {*EVERY, *OTHERS}
    if unknown:
        print(f"no such name: {', '.join(sorted(unknown))}; there are {', '.join((*EVERY, *OTHERS))}")
        return 2
    began = time.monotonic()
    names = given.only or [*EVERY, *OTHERS]
    figures = measure(names, QUICK if given.quick else FULL)
    print(f"\n{table(figures)}\n")
    if not given.only and not given.quick:
        publish(figures)
        say("written into docs/reliability.md and README.md")
    say(f"done in {(time.monotonic() - began) / 60:.1f} minutes")
    return 1 if figures.failed else 0


def measure(names: Sequence[str], size: Size) -> Figures:
    """Everything that was named, one after the other."""
    with tempfile.TemporaryDirectory(prefix="desk-bench-logs-") as created:
        folder = Path(created)
        with own_stores() as stores:
            figures = Figures(described(stores), size.plan)
        say(figures.machine)
        _talk([name for name in EVERY if name in names], figures, folder)
        for name, part in _others(figures, size, folder).items():
            if name in names:
                _try(name, part, figures)
    return figures


def _others(figures: Figures, size: Size, folder: Path) -> dict[str, Callable[[], None]]:
    def idle() -> None:
        figures.memory = memory.run(size.sockets, folder, say)

    def dispatch() -> None:
        figures.dispatched = dispatching.run(size.waiting, say)

    def start() -> None:
        figures.start_seconds = starting.run(size.starts, folder, say)

    def page() -> None:
        figures.first_view = first_view.run(size.starts, say)

    return dict(zip(OTHERS, (idle, dispatch, start, page), strict=True))


def _try(name: str, part: Callable[[], None], figures: Figures) -> None:
    """What fails is said, and costs no figure of what was measured before it."""
    try:
        part()
    except Exception as failure:  # noqa: BLE001 — minutes of figures would be lost with it
        figures.failed.append(name)
        say(f"{name} could not be measured: {type(failure).__name__}: {failure}")


def _talk(names: Sequence[str], figures: Figures, folder: Path) -> None:
    contenders = [EVERY[name]() for name in names]
    for contender in contenders:
        say(f"preparing {contender.name}")
        contender.prepare()
    figures.titles = {contender.name: contender.title for contender in contenders}
    figures.rounds = interleaved.run(contenders, figures.plan, folder, say)


def say(text: str) -> None:
    """Progress, at once."""
    print(f"[bench] {text}", flush=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these; writes nothing")
    parser.add_argument("--quick", action="store_true", help="one short round of everything; writes nothing")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
