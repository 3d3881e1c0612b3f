"""Checks the whole repository against the house rules: `python -m tools.house_rules`."""

from __future__ import annotations

import sys

from tools.house_rules.every import RULES
from tools.house_rules.source import Finding, sources


def findings() -> list[Finding]:
    """Everything in the repository that breaks a rule."""
    return [finding for source in sources() for rule in RULES for finding in rule(source)]


def main() -> int:
    """Print the findings; returns 1 when there are any."""
    found = findings()
    for finding in found:
        print(finding)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
