"""The pools of database connections: one for everything, small ones for the writer and for reports."""

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

Engine = AsyncEngine

LIMITS = {
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "10s",
    "synchronous_commit": "on",
    "timezone": "UTC",
}

REPORT_LIMITS = {
    **LIMITS,
    "statement_timeout": "10s",
    "max_parallel_workers_per_gather": "0",
    "work_mem": "32MB",
}
"""A report takes one processor at most, and ends: conversations have the others."""
REPORTS_AT_ONCE = 2
"""Of one worker; more wait for a moment and are told that it is busy."""

NOTICED = {
    "connect_timeout": 3,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 8_000,
}
"""A server that vanished without a word, with the machine it ran on, is noticed in about ten seconds; the
system's own patience is a quarter of an hour, and the writer has one connection."""


def make_engine(database_url: str, *, pool_size: int) -> AsyncEngine:
    """The worker's pool; every connection has limits of time (promises § 4)."""
    return _engine(database_url, LIMITS, pool_size=pool_size, pre_ping=True)


def make_report_engine(database_url: str) -> AsyncEngine:
    """The small pool of reports: however many are asked for, conversations keep theirs."""
    return _engine(database_url, REPORT_LIMITS, pool_size=REPORTS_AT_ONCE, pre_ping=True)


def make_writer_engine(database_url: str) -> AsyncEngine:
    """One connection for the writer: a lock held elsewhere delays a batch by 250 ms at most (core § 4).

    Its few statements are planned once: for each batch anew that costs more than the batch itself.
    """
    limits = {**LIMITS, "lock_timeout": "250ms", "plan_cache_mode": "force_generic_plan"}
    return _engine(database_url, limits, pool_size=1, pre_ping=False)


def _engine(database_url: str, limits: dict[str, str], *, pool_size: int, pre_ping: bool) -> AsyncEngine:
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    return create_async_engine(
        make_url(database_url).set(drivername="postgresql+psycopg"),
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=3,
        pool_pre_ping=pre_ping,
        connect_args={"options": options, **NOTICED},
    )
