"""What the database says becomes the desk's own errors, also when a pipeline hides the reason."""

from __future__ import annotations

import psycopg
import pytest
from psycopg import errors

from app.domain.errors import Busy, DeskError, OutcomeUnknown, Unavailable, Violated
from app.repositories.transaction import translated


def aborted_after(first: Exception) -> Exception:
    """What a pipeline raises where the first error arrived before the answer to the commit behind it."""
    try:
        try:
            raise first
        finally:
            raise errors.PipelineAborted("pipeline aborted")
    except errors.PipelineAborted as error:
        return error


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (errors.UntranslatableCharacter("a NUL in a text"), Violated),
        (errors.UniqueViolation("there already"), Violated),
        (errors.LockNotAvailable("locked elsewhere"), Busy),
        (psycopg.OperationalError("the connection is lost"), OutcomeUnknown),
    ],
)
def test_a_pipeline_that_was_given_up_tells_of_its_first_error(
    first: Exception, expected: type[DeskError]
) -> None:
    assert type(translated(first, committing=True)) is expected
    assert type(translated(aborted_after(first), committing=True)) is expected


def test_a_lost_connection_is_no_question_before_the_commit() -> None:
    assert type(translated(psycopg.OperationalError("lost"), committing=False)) is Unavailable
