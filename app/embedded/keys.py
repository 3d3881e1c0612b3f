"""The key of a desk that brings its own servers: made once, beside its data, for its owner alone."""

from __future__ import annotations

import base64
import os
import pathlib
import secrets

NAME = "follow-up.key"


def own_keys(data: pathlib.Path) -> tuple[str, ...]:
    """The keys of this data folder, newest first, one a line; a new one where there is none yet."""
    path = data / NAME
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return tuple(path.read_text().split())
    key = base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()
    with open(made, "w") as file:
        file.write(f"{key}\n")
    return (key,)
