"""The lines to call and the routine for concern: the operator's file, or the draft of every desk."""

import json
from pathlib import Path

from app.domain.emergency import Emergency, read_emergency
from app.domain.errors import Invalid
from app.seed.document import document

LARGEST = 100_000


def emergency(file: Path | None) -> Emergency:
    """From this file, or the draft; raises `ValueError`, in one line, for a file that cannot be used."""
    if file is None:
        return read_emergency(document("emergency"))
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST + 1)
    except OSError as error:
        raise ValueError(f"{file} cannot be read: {error.strerror}") from error
    if len(text) > LARGEST:
        raise ValueError(f"{file} is larger than {LARGEST} bytes")
    try:
        return read_emergency(json.loads(text))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{file} is no JSON: {error}") from error
    except Invalid as error:
        why = "; ".join(f"{field} {reason}" for field, reason in error.details.items())
        raise ValueError(f"{file}: {why}") from error
