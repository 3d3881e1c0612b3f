"""What goes wrong at the command line is told in a sentence; a traceback is for mistakes of ours."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from pydantic import ValidationError

from app.domain.errors import DeskError


class CannotGoOn(RuntimeError):
    """A command cannot do what it was asked; its message says why and what helps."""


@contextmanager
def told() -> Iterator[None]:
    """Turn what may be expected into one line on standard error and exit code 1."""
    try:
        yield
    except DeskError as error:
        details = "; ".join(f"{field} {why}" for field, why in error.details.items())
        _leave(f"{error.message} {details}".strip())
    except ValidationError as error:
        for wrong in error.errors():
            name, why = "_".join(map(str, wrong["loc"])).upper(), wrong["msg"].removeprefix("Value error, ")
            print(f"desk: DESK_{name}: {why}", file=sys.stderr)
        sys.exit(1)
    except (RuntimeError, OSError) as error:
        if not isinstance(error, _expected()):
            raise
        _leave(str(error) or (type(error).__doc__ or "").strip())


def _expected() -> tuple[type[Exception], ...]:
    """Loaded only when something has gone wrong: `desk --help` needs none of it."""
    from app.demo.seeding import NotADemo
    from app.embedded.account import NoOrdinaryUser
    from app.embedded.binaries import NotInstalled
    from app.embedded.folder import FolderInUse, FolderUnusable
    from app.embedded.kept import ServerFailed
    from app.supervisor.listening import PortTaken

    folder = (FolderInUse, FolderUnusable)
    return (CannotGoOn, *folder, NoOrdinaryUser, NotADemo, NotInstalled, PortTaken, ServerFailed)


def _leave(sentence: str) -> None:
    print(f"desk: {sentence}", file=sys.stderr)
    sys.exit(1)
