"""The command line: `desk serve`, `desk demo` and everything else that runs or mends a desk."""

from app.cli.application import main

__all__ = ["main"]
