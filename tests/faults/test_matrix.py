"""The rows of the fault matrix once, with short numbers; the slowest only by `make faults`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.matrix import NotTried, Row, Trial, all_rows

SEED = 20261125
SLOWEST = frozenset(
    {
        "half-open",
        "nemesis",
        "postgres-slow",
        "closing-time",
        "clocks-wrong",
        "bots",
        "clock-change-buckets",
        "workers-away",
        "workers-replaced",
        "worker-drains",
        "never-reading",
    }
)
"""Twenty seconds each, also in short numbers, of every change's fifteen minutes; `make faults` has all."""


@pytest.mark.parametrize(
    "row", [pytest.param(row, id=row.name) for row in all_rows() if row.name not in SLOWEST]
)
async def test_row_of_the_matrix_holds_in_short_numbers(row: Row, tmp_path: Path) -> None:
    try:
        await row.run(Trial(full=False, seed=SEED, folder=tmp_path))
    except NotTried as why:
        pytest.skip(str(why))
