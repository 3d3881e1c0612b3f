"""Every row of the fault matrix once, with short numbers and shortened graces."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.matrix import NotTried, Row, Trial, all_rows

SEED = 20261125


@pytest.mark.parametrize("row", [pytest.param(row, id=row.name) for row in all_rows()])
async def test_row_of_the_matrix_holds_in_short_numbers(row: Row, tmp_path: Path) -> None:
    try:
        await row.run(Trial(full=False, seed=SEED, folder=tmp_path))
    except NotTried as why:
        pytest.skip(str(why))
