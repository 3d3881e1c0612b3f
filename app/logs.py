"""Log lines as events with fields, from our code and from libraries, with nothing personal in them (I17)."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import structlog

Event = dict[str, Any]

# Whatever a field with one of these names holds is left out, also in a compound such as citizen_token.
SECRET_KEYS = frozenset(
    {
        "address",
        "alias",
        "authorization",
        "body",
        "client",
        "code",
        "cookie",
        "email",
        "headers",
        "host",
        "ip",
    }
    | {"note", "number", "params", "password", "query", "secret", "text", "ticket", "token"}
)
# These are about machines or the desk and stay, although a part of their name is in the list above.
PLAIN_KEYS = frozenset(
    {"listening_address", "error_code", "exit_code", "close_code", "centre_code", "status_code"}
)

SECRETS = re.compile(
    r"""
      (?<![0-9A-Za-z])\d{6}[ .-]?\d{5}(?![0-9A-Za-z])            # a Norwegian identity number
    | (?<![0-9A-Za-z])\d{4}[ .]\d{2}[ .]\d{5}(?![0-9A-Za-z])     # an account number
    | (?<![0-9A-Za-z.])(?:\d{1,3}\.){3}\d{1,3}(?![0-9A-Za-z.])   # IPv4
    | (?<![0-9A-Za-z:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}(?![0-9A-Za-z:])  # IPv6
    | (?<![0-9A-Za-z_-])[0-9A-Za-z_-]{40,}(?![0-9A-Za-z_-])      # 256 bits, as text or in hexadecimal
    | [\w.+-]+@[\w-]+\.[\w.-]+                                   # an e-mail address
    | (?<=://)[^/\s@]+@                                          # name and password in an address
    """,
    re.VERBOSE | re.IGNORECASE,
)
CLOCK_TIME = re.compile(r"^\d{1,2}:\d{2}(:\d{2})?$")
LONGEST = 500
QUIET = ("uvicorn", "uvicorn.error", "uvicorn.access", "websockets", "httpcore2", "httpx2", "alembic")


def set_up(level: str = "info", form: str = "auto") -> None:
    """Send every log line to standard error as JSON, or coloured for a person at a terminal."""
    console = form == "console" or (form == "auto" and sys.stderr.isatty())
    renderer: Any = structlog.dev.ConsoleRenderer() if console else structlog.processors.JSONRenderer()
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        render_exception,
        redact,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
    )
    _take_over(formatter, level)
    for name in QUIET:
        # uvicorn.error logs the client's address and query string of every socket at INFO.
        logging.getLogger(name).setLevel(logging.WARNING)


class LineHandler(logging.Handler):
    """Writes lines to standard error; one that cannot be written is told without what it held."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line, at once; standard error is asked for each time, for it may have been redirected."""
        try:
            sys.stderr.write(self.format(record) + "\n")
            sys.stderr.flush()
        except Exception:  # noqa: BLE001 — a broken log never breaks what it tells of.
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:
        """The inherited one prints the message and its arguments unredacted."""
        with suppress(OSError, ValueError):
            sys.stderr.write(f"a log line of {record.name} could not be written\n")


def _take_over(formatter: logging.Formatter, level: str) -> None:
    root = logging.getLogger()
    for former in [handler for handler in root.handlers if isinstance(handler, LineHandler)]:
        root.removeHandler(former)
    handler = LineHandler()
    handler.setFormatter(formatter)
    root.addHandler(handler)
    root.setLevel(level.upper())


def log(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of a module; events are short names, everything else a field."""
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


def redact(_logger: Any, _method: str, event: Event) -> Event:
    """Leave out fields that hold secrets, and cut personal numbers, tokens and addresses from the rest."""
    return {key: _field(key, value) for key, value in event.items()}


def render_exception(_logger: Any, _method: str, event: Event) -> Event:
    """Turn exc_info into text: the frames, and of each message its first line only.

    The further lines of a database error hold parameters and whole rows, hence what people wrote.
    """
    found = _exc_info(event.pop("exc_info", None))
    if found is not None:
        event["exception"] = "\n".join(_chain(found))
    return event


def _field(key: str, value: Any) -> Any:
    if key.startswith("_"):  # structlog's own, gone before the line is written.
        return value
    return "[left out]" if _secret(key) else _clean(value)


def _secret(key: str) -> bool:
    return key not in PLAIN_KEYS and not SECRET_KEYS.isdisjoint(key.lower().split("_"))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return SECRETS.sub(_replaced, value)
    if isinstance(value, Mapping):
        return {str(key): _field(str(key), item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_clean(item) for item in value]
    if value is None or isinstance(value, (bool, float)):
        return value
    if isinstance(value, int) and len(str(abs(value))) != 11:
        return value
    return _clean(str(value))


def _replaced(match: re.Match[str]) -> str:
    found = match.group()
    return found if CLOCK_TIME.match(found) else "[left out]"


def _exc_info(given: Any) -> BaseException | None:
    if isinstance(given, BaseException):
        return given
    if isinstance(given, tuple):
        return given[1] if isinstance(given[1], BaseException) else None
    return sys.exc_info()[1] if given else None


def _chain(error: BaseException) -> list[str]:
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = _chain(earlier) if earlier is not None else []
    lines += [line.rstrip() for line in traceback.format_tb(error.__traceback__)]
    lines.append(f"{type(error).__name__}: {str(error).partition(chr(10))[0][:LONGEST]}")
    if isinstance(error, BaseExceptionGroup):
        for inner in error.exceptions:
            lines += [f"  | {line}" for line in _chain(inner)]
    return lines
