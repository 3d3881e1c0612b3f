"""`desk serve` and the worker processes behind it."""

from __future__ import annotations

import typer

from app import logs
from app.cli import options
from app.cli.stores import stores
from app.settings import Settings
from app.supervisor.ending import end_now
from app.supervisor.listening import require_free


def add_to(desk: typer.Typer) -> None:
    """Add the commands."""
    desk.command()(serve)


def serve(
    *,
    host: options.Host = None,
    port: options.Port = None,
    workers: options.Workers = None,
    data: options.Data = None,
    clock_offset: options.ClockOffset = None,
) -> None:
    """Run the desk.

    With DESK_DATABASE_URL and DESK_VALKEY_URL set, it uses those (run `desk migrate` first); without
    them it brings its own PostgreSQL and Valkey under DESK_DATA. SIGTERM drains and ends it, SIGHUP
    replaces the workers one by one. Exit code 3: the workers cannot be started.
    """
    given = options.settings(
        host=host, port=port, workers=workers, data=data, clock_offset_seconds=clock_offset
    )
    logs.set_up(given.log_level, given.log_format)
    require_free(given.host, given.port)
    with stores(given) as settings:
        prepare(settings, embedded=given.database_url is None)
        code = run(settings)
    end_now(code)


def prepare(settings: Settings, *, embedded: bool) -> None:
    """Make sure of the schema: an embedded database is brought up to date, another one must suit."""
    from app.cli.schema import bring_up, require_suitable

    if embedded:
        bring_up(settings)
    else:
        require_suitable(settings)


def run(settings: Settings) -> int:
    """Run the workers until told to stop; says where the desk answers once it does."""
    from app.supervisor.running import run_desk

    return run_desk(settings, when_ready=lambda address: print(f"The desk answers at {address}", flush=True))
