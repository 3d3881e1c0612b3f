"""Reading a file of rules: whatever it holds, it is read within limits or refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from app.cli.failures import CannotGoOn

LARGEST = 4_000_000
"""Bytes; opening hours with every rule they may have are a tenth of it."""


def read_rule_file(path: Path) -> Any:
    """The JSON document of a file; raises `CannotGoOn` for what cannot be read as one."""
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise CannotGoOn(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if len(content) > LARGEST:
        raise CannotGoOn(f"{path} is larger than {LARGEST // 1_000_000} MB, too large for a file of rules")
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_unambiguous, parse_constant=_no_number
        )
    except RecursionError as error:
        raise CannotGoOn(f"{path} is nested too deeply for a file of rules") from error
    except ValueError as error:
        raise CannotGoOn(f"{path} is no JSON: {error}") from error


def _unambiguous(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name that stands twice in one object would silently hide the first."""
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise ValueError(f"{name[:40]!r} stands twice in one object")
        found[name] = value
    return found


def _no_number(constant: str) -> Any:
    raise ValueError(f"{constant} is no number in JSON")
