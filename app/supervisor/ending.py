"""The end of a process that has closed everything it had."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def end_now(code: int) -> NoReturn:
    """Leave without taking the interpreter apart.

    That takes half a second of a processor for each worker, and seconds on a busy machine: an idle desk
    took 16.7 s to leave at a load of 15, where 15 s are promised.
    """
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    os._exit(code)
