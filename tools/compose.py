"""Checks compose.yaml against the Compose Specification: `python -m tools.compose`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml
from compose_pydantic import ComposeSpecification
from pydantic import ValidationError

ROOT = Path(__file__).resolve().parent.parent


def findings(document: dict[str, Any]) -> list[str]:
    """What the specification does not allow; `x-…` may hold anything."""
    described = {name: part for name, part in document.items() if not name.startswith("x-")}
    try:
        ComposeSpecification.model_validate(described)
    except ValidationError as error:
        return [f"{'.'.join(map(str, wrong['loc']))}: {wrong['msg']}" for wrong in error.errors()]
    return []


def main() -> int:
    """Print the findings; returns 1 when there are any."""
    found = findings(yaml.safe_load((ROOT / "compose.yaml").read_text()))
    for finding in found:
        print(f"compose.yaml: {finding}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
