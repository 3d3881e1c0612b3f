"""Options that several commands share; what is given wins over the environment."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from app.settings import Settings

Host = Annotated[str | None, typer.Option(help="Address to listen on (DESK_HOST).", show_default=False)]
Port = Annotated[
    int | None, typer.Option(min=0, max=65535, help="Port, 0 for a free one (DESK_PORT).", show_default=False)
]
Data = Annotated[
    Path | None,
    typer.Option(help="Folder of the embedded servers (DESK_DATA), if none are set.", show_default=False),
]
Workers = Annotated[
    int | None, typer.Option(min=1, max=64, help="Number of processes (DESK_WORKERS).", show_default=False)
]
ClockOffset = Annotated[float | None, typer.Option("--clock-offset-seconds", hidden=True)]


def settings(**given: Any) -> Settings:
    """The settings from the environment, with what was given on the command line over them."""
    return Settings(**{name: value for name, value in given.items() if value is not None})
