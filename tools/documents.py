"""Writes the parts of README.md and docs that code knows best, between marks in those files.

`python -m tools.documents` writes them; `--check` fails when one is out of date. A part stands between
`<!-- from code: NAME -->` and `<!-- end -->`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from prometheus_client.metrics import MetricWrapperBase

from app import metrics
from app.demo.staff import COORDINATOR, COUNSELLORS, PASSWORD
from app.domain.contact import FINAL, MOVES, Cause, State
from app.domain.policy import Policy
from app.settings import settings_table

ROOT = Path(__file__).resolve().parent.parent
PLACES = ("README.md", "docs/flow.md", "docs/operations.md")
PART = re.compile(r"(<!-- from code: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def states() -> str:
    """The table of moves as a Mermaid diagram."""
    causes: dict[tuple[State | None, State], list[Cause]] = {}
    for (before, cause), after in MOVES.items():
        causes.setdefault((before, after), []).append(cause)
    lines = ["```mermaid", "stateDiagram-v2"]
    for (before, after), why in causes.items():
        lines.append(f"    {before or '[*]'} --> {after}: {', '.join(why)}")
    lines += [f"    {state} --> [*]" for state in sorted(FINAL)]
    return "\n".join([*lines, "```"])


def uncaused() -> str:
    """The causes that stand in the table while nothing in the code brings them about."""
    code = "\n".join(
        path.read_text(encoding="utf-8")
        for folder in ("services", "repositories", "routers")
        for path in sorted((ROOT / "app" / folder).rglob("*.py"))
    )
    idle = [cause for cause in Cause if not re.search(rf"\bCause\.{cause.name}\b", code)]
    return ", ".join(f"`{cause}`" for cause in idle) or "none"


def policy() -> str:
    """What the desk decides about itself, with its defaults."""
    rows = [f"| `{field.name}` | {field.default} |" for field in fields(Policy)]
    return "\n".join(["| name | default |", "|---|---|", *rows])


def counted() -> str:
    """Everything that `/metrics` shows of the desk itself."""
    rows = ["| metric | kind | labels | meaning |", "|---|---|---|---|"]
    for metric in vars(metrics).values():
        if isinstance(metric, MetricWrapperBase):
            described = next(iter(metric.describe()))
            name = described.name + ("_total" if described.type == "counter" else "")
            labels = ", ".join(f"`{label}`" for label in metric._labelnames)
            rows.append(f"| `{name}` | {described.type} | {labels} | {described.documentation} |")
    return "\n".join(rows)


def sign_ins() -> str:
    """Who may sign in to the demo."""
    first, last = COUNSELLORS[0].email, COUNSELLORS[-1].email
    return "\n".join(
        [
            "| who | sign in as | password |",
            "|---|---|---|",
            f"| counsellors | `{first}` … `{last}` | `{PASSWORD}` |",
            f"| coordinator | `{COORDINATOR.email}` | `{PASSWORD}` |",
        ]
    )


PARTS: dict[str, Callable[[], str]] = {
    "settings": settings_table,
    "states": states,
    "uncaused": uncaused,
    "policy": policy,
    "metrics": counted,
    "sign_ins": sign_ins,
}


def renewed(text: str) -> str:
    """The text with each part as the code says it now; KeyError for a part that nobody makes."""
    return PART.sub(lambda found: f"{found[1]}{PARTS[found[2]]()}\n{found[3]}", text)


def main() -> int:
    """Write every file, or with `--check` say which are out of date."""
    old = []
    for name in PLACES:
        path = ROOT / name
        text = path.read_text(encoding="utf-8")
        if renewed(text) != text:
            old.append(name)
            if "--check" not in sys.argv[1:]:
                path.write_text(renewed(text), encoding="utf-8")
    if "--check" in sys.argv[1:]:
        print(f"old: {', '.join(old)}; run python -m tools.documents" if old else "documents are up to date")
        return 1 if old else 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
