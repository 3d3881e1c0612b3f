"""Which schema a version runs on: its own, that of the release before, and one that says it serves it."""

import pytest

from app.repositories.releases import Fit, Known, NotMigrated, Schema, TooNew, TooOld, Unsuitable, fit

MINE = Known(("0001", "0002", "0003", "0004"), previous="0002")


@pytest.mark.parametrize(
    ("schema", "stands"),
    [
        (Schema("0004"), Fit.OWN),
        (Schema("0003"), Fit.BEHIND),
        (Schema("0002"), Fit.BEHIND),
        (Schema("0005", ("0004", "0005")), Fit.AHEAD),
    ],
)
def test_version_runs_on_its_own_schema_and_on_its_neighbours(schema: Schema, stands: Fit) -> None:
    assert fit(schema, MINE) is stands


@pytest.mark.parametrize(
    ("schema", "refusal"),
    [
        (Schema(None), NotMigrated),
        (Schema("0001"), TooOld),
        (Schema("0006", ("0005", "0006")), TooNew),
        (Schema("0005"), TooNew),
    ],
)
def test_version_refuses_what_is_older_or_newer_than_a_neighbour(
    schema: Schema, refusal: type[Unsuitable]
) -> None:
    with pytest.raises(refusal):
        fit(schema, MINE)


@pytest.mark.parametrize(
    ("revision", "served"),
    [("0004", ["0002", "0003", "0004"]), ("0002", ["0002"]), ("0001", ["0001"])],
)
def test_schema_serves_the_code_since_the_release_before(revision: str, served: list[str]) -> None:
    assert MINE.served(revision) == served


def test_every_refusal_has_a_code_of_its_own() -> None:
    codes = [refusal.code for refusal in (Unsuitable, NotMigrated, TooOld, TooNew)]
    assert len(set(codes)) == len(codes)
