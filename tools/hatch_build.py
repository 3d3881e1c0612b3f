"""Puts the built pages into the wheel, so that an installed desk needs no Node."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PagesHook(BuildHookInterface[Any]):
    """Builds the pages before a wheel is made; not for an editable install, and not when they are there."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build app/static, which `artifacts` takes along though git ignores it."""
        root = Path(self.root)
        if version == "editable" or (root / "app" / "static" / "chat.html").exists():
            return
        for command in ("install", "build"):
            subprocess.run([sys.executable, "-m", "tools.web", command], cwd=root, check=True)
