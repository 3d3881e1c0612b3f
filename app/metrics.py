"""What the desk counts for Prometheus; over several workers the counts are added up by shared files."""

from __future__ import annotations

import os
from pathlib import Path

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    REGISTRY,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
    multiprocess,
)

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
SOON = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

connections = Gauge("desk_connections", "Open sockets of this kind.", ["side"], multiprocess_mode="livesum")
messages = Counter("desk_messages", "Messages committed.", ["author"])
batches = Histogram("desk_batch_seconds", "How long the writer's transactions took.", buckets=SOON)
offers = Counter("desk_offers", "Offers ended, by what became of them.", ["outcome"])
refusals = Counter("desk_refusals", "Frames and requests refused, by their code.", ["code"])
settled = Counter("desk_settled", "Differences between Valkey and PostgreSQL that were mended.")
rebuilds = Counter("desk_rebuilds", "Times the whole line was loaded into Valkey anew.")
resent = Counter("desk_resent", "Messages and snapshots that the comparison had to deliver.", ["what"])
closed = Counter("desk_sockets_closed", "Sockets closed by the desk, by close code.", ["code"])
hellos_passed_over = Counter(
    "desk_hellos_passed_over", "Hellos not worked on, whose client had gone or given up waiting."
)
sign_readings = Counter("desk_sign_readings", "Times the rows were read for `GET /api/desk`.")
waiting = Gauge("desk_waiting", "Contacts in line whose citizen is there.", multiprocess_mode="mostrecent")


def exposition() -> tuple[bytes, str]:
    """Everything counted, and its content type, for the one who asks for `/metrics`."""
    if FOLDER not in os.environ:
        return generate_latest(REGISTRY), CONTENT_TYPE_LATEST
    registry = CollectorRegistry()
    multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry), CONTENT_TYPE_LATEST


def share(folder: Path) -> dict[str, str]:
    """The environment that makes workers count into one folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return {FOLDER: str(folder)}


def forget(pid: int) -> None:
    """Take a dead worker's gauges out of the sum; its counts stay."""
    if FOLDER in os.environ:
        multiprocess.mark_process_dead(pid)  # type: ignore[no-untyped-call]
