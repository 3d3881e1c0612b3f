"""What a run showed, for people: progress while it runs, figures and breaches at the end."""

import time
from collections import Counter
from collections.abc import Sequence

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from app.simulation.checker import RULES
from app.simulation.desk_view import answered
from app.simulation.evidence import Breach, Evidence
from app.simulation.measures import Spread, endings, receipt_times, returns, waits
from app.simulation.run import Run
from app.simulation.views import people, written_messages

MOST_ROWS = 20


class Progress:
    """A line that says where a run stands each time it is drawn."""

    def __init__(self) -> None:
        self.run: Run | None = None

    def __rich__(self) -> RenderableType:
        if self.run is None:
            return Text("…")
        states, plan = self.run.states(), self.run.plan
        spent = time.monotonic() - self.run.started_at
        parts = [
            f"{int(spent // 60)}:{int(spent % 60):02d} {self.run.phase}",
            f"arrived {len(self.run.citizens)}/{plan.citizens}",
            f"waiting {states['queued'] + states['offered'] + states['asking']}",
            f"talking {states['active']}",
            f"over {states['over']}",
            f"turned away {states['refused']}",
        ]
        return Text("  ·  ".join(parts))


def figures(run: Run, evidence: Evidence) -> Table:
    """Plain measurements of the run."""
    table = Table(title="Measured", title_justify="left", show_header=True)
    table.add_column("what")
    for name in ("count", "p50", "p95"):
        table.add_column(name, justify="right")
    served = sum(answered(citizen) for citizen in evidence.citizens)
    refused = Counter(citizen.refused for citizen in run.citizens if citizen.refused)
    table.add_row("citizens let in", str(len(evidence.citizens)), "", "")
    table.add_row("of them answered", str(served), "", "")
    for code, count in sorted(refused.items()):
        table.add_row(f"turned away: {code}", str(count), "", "")
    written = sum(len(written_messages(person)) for person in people(evidence))
    table.add_row("messages written", str(written), "", "")
    _add_spread(table, "message to receipt", receipt_times(evidence))
    _add_spread(table, "wait until answered", waits(evidence))
    _add_spread(table, "lost socket to live again", returns(evidence))
    for how, count in sorted(endings(evidence).items()):
        table.add_row(f"sockets {how}", str(count), "", "")
    return table


def verdict(run: Run, breaches: Sequence[Breach]) -> RenderableType:
    """The table of broken rules, the first of them by name, or a word that there are none."""
    notes = [Text(f"note: {what}", style="yellow") for what in run.unfinished()[:MOST_ROWS]]
    if not run.alone:
        words = "note: overtaking and idle seats were not checked: others serve this desk, or none of ours"
        notes.append(Text(words, style="yellow"))
    if not any(citizen.token for citizen in run.citizens):
        return Group(*notes, Text("Nobody was let in, so nothing could be checked.", style="yellow"))
    if not breaches:
        return Group(*notes, Text("Every promise that could be checked was kept.", style="green"))
    table = Table(title="Broken rules", title_justify="left")
    for name in ("at", "rule", "who", "what", "contact"):
        table.add_column(name, overflow="fold")
    for breach in breaches[:MOST_ROWS]:
        at = f"{breach.at - run.started_at:.1f} s"
        table.add_row(at, breach.rule, breach.who, breach.what, breach.contact_id)
    first = breaches[0].rule
    counts = ", ".join(f"{rule} × {count}" for rule, count in Counter(b.rule for b in breaches).items())
    words = f"First broken: {first} ({RULES[first]}); all: {counts}; seed {run.plan.seed}"
    return Group(*notes, table, Text(words, style="bold red"))


def _add_spread(table: Table, name: str, values: Spread) -> None:
    table.add_row(name, str(values.count), _seconds(values.p50), _seconds(values.p95))


def _seconds(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.1f} s"
