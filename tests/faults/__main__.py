"""`make faults`: every row of the matrix in full numbers, and its table in docs/reliability.md."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.faults.matrix import DoesNotHold, Finding, NotTried, Report, Row, Trial, all_rows
from tests.faults.table import Outcome, enter
from tests.fixtures.network import keep_to_this_machine

LASTS_AT_MOST = 500.0


def main(arguments: Sequence[str]) -> int:
    """Try the rows; the exit code says whether everything held."""
    given = _options().parse_args(arguments)
    rows = all_rows()
    if given.list:
        for one in rows:
            print(f"{one.name:24} {one.fault}\n{'':24} -> {one.reach}")
        return 0
    unknown = set(given.only) - {one.name for one in rows}
    if unknown:
        print(f"no such row: {', '.join(sorted(unknown))}; --list names them all", file=sys.stderr)
        return 2
    chosen = [one for one in rows if not given.only or one.name in given.only]
    keep_to_this_machine()
    seed = given.seed if given.seed is not None else int(time.time()) % 1_000_000
    began = time.monotonic()
    outcomes = asyncio.run(_try_all(chosen, seed=seed, full=not given.short))
    print(f"\n{len(outcomes)} rows in {(time.monotonic() - began) / 60:.1f} min, seed {seed}")
    for outcome in outcomes:
        print(f"  {outcome.verdict:10} {outcome.row.name}")
    if not given.short:
        enter(outcomes, whole=not given.only)
    return int(any(outcome.broken for outcome in outcomes))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--list", action="store_true", help="name the rows and do nothing")
    parser.add_argument("--only", nargs="+", default=[], metavar="NAME", help="only these rows")
    parser.add_argument("--seed", type=int, help="repeat a run: the same faults in the same order")
    parser.add_argument("--short", action="store_true", help="short numbers, as in the tests; no table")
    return parser


async def _try_all(rows: Sequence[Row], *, seed: int, full: bool) -> list[Outcome]:
    """Those that mostly wait side by side, then the others one after the other."""
    waiting = [one for one in rows if one.waits and full]
    others = [one for one in rows if one not in waiting]
    outcomes = await asyncio.gather(*(_try(one, seed=seed, full=full) for one in waiting))
    return [*outcomes, *[await _try(one, seed=seed, full=full) for one in others]]


async def _try(row: Row, *, seed: int, full: bool) -> Outcome:
    began = time.monotonic()
    report = Report(tell=lambda finding: _tell(row, finding, time.monotonic() - began))
    print(f"{row.name}: {row.fault}", flush=True)
    why, tried = "", True
    with tempfile.TemporaryDirectory(prefix="desk-faults-") as folder:
        try:
            async with asyncio.timeout(LASTS_AT_MOST):
                await row.run(Trial(full=full, seed=seed, folder=Path(folder), report=report))
        except NotTried as reason:
            why, tried = str(reason), False
        except Exception as failure:  # noqa: BLE001 — one row that breaks is told, and the others still run
            why = _first(failure)
    seconds = time.monotonic() - began
    print(f"{row.name}: {why or 'done'} ({seconds:.0f} s)", flush=True)
    return Outcome(row, seed, report.findings, why=why, tried=tried, seconds=seconds)


def _first(failure: BaseException) -> str:
    """The first failure of a group; what did not hold before anything else, which may only follow from it."""
    every = list(_leaves(failure))
    chosen = next((one for one in every if isinstance(one, DoesNotHold)), every[0])
    return f"{type(chosen).__name__}: {chosen}"[:300]


def _leaves(failure: BaseException) -> list[BaseException]:
    if isinstance(failure, BaseExceptionGroup):
        return [leaf for one in failure.exceptions for leaf in _leaves(one)]
    return [failure]


def _tell(row: Row, finding: Finding, after: float) -> None:
    mark = "ok" if finding.ok else "SLOW" if finding.speed else "BROKEN"
    print(f"{row.name}: {after:4.0f} s {mark} {finding.what}: {finding.measured}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
