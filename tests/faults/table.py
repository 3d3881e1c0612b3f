"""The table of the last full run in docs/reliability.md: a line for each row, with its day and its seed."""

from __future__ import annotations

import os
import platform
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.matrix import Finding, Row, all_rows

DOCUMENT = Path(__file__).parents[2] / "docs" / "reliability.md"
BEGIN, END = "<!-- begin: fault matrix -->", "<!-- end: fault matrix -->"
PART = re.compile(f"{BEGIN}\n(.*?){END}", re.DOTALL)
LINE = re.compile(r"(?m)^\| `([\w-]+)`.*$")
HEAD = "| row | fault | to reach | measured | reached | when, seed |\n|---|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one row; `why` it broke, or was not tried on this machine."""

    row: Row
    seed: int
    findings: Sequence[Finding]
    why: str
    tried: bool
    seconds: float

    @property
    def broken(self) -> bool:
        """Whether an invariant or a promised deadline did not hold."""
        return self.tried and bool(self.why)

    @property
    def missed(self) -> list[Finding]:
        """Speeds that were not reached."""
        return [finding for finding in self.findings if finding.speed and not finding.ok]

    @property
    def verdict(self) -> str:
        """In one word."""
        if not self.tried:
            return "not tried"
        return "BROKEN" if self.why else "in part" if self.missed else "yes"


def enter(outcomes: Sequence[Outcome], *, whole: bool) -> None:
    """Put the outcomes into the document; those of rows that were not tried now stay, unless all were."""
    text = DOCUMENT.read_text(encoding="utf-8")
    found = PART.search(text)
    if found is None:
        raise ValueError(f"{DOCUMENT.name} has no part between {BEGIN} and {END}")
    known = {line[1]: line[0] for line in LINE.finditer(found[1])} if not whole else {}
    lines = known | {outcome.row.name: _line(outcome) for outcome in outcomes}
    ordered = [lines[row.name] for row in all_rows() if row.name in lines]
    part = "\n".join([BEGIN, HEAD, *ordered, END])
    DOCUMENT.write_text(text[: found.start()] + part + text[found.end() :], encoding="utf-8")


def _line(outcome: Outcome) -> str:
    measured = "; ".join(f"{finding.what}: {finding.measured}" for finding in outcome.findings)
    missed = "; ".join(finding.what for finding in outcome.missed)
    reached = {"in part": f"not {missed}", "BROKEN": f"**no**: {outcome.why}"}.get(
        outcome.verdict, outcome.verdict if outcome.tried else f"not tried: {outcome.why}"
    )
    when = f"{time.strftime('%Y-%m-%d')}, {outcome.seed}, {outcome.seconds:.0f} s, {machine()}"
    cells = [f"`{outcome.row.name}`", outcome.row.fault, outcome.row.reach, measured, reached, when]
    return "| " + " | ".join(_cell(cell) for cell in cells) + " |"


def machine() -> str:
    """The machine in a few words, without its name."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} CPUs, {memory:.0f} GiB, Python {platform.python_version()}"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())
