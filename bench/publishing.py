"""Writes the table of the last full run between the marks in the documents."""

from __future__ import annotations

import re
from pathlib import Path

from bench.figures import Figures
from bench.table import quote, table

ROOT = Path(__file__).resolve().parent.parent
BEGIN, END = "<!-- begin: benchmark -->", "<!-- end: benchmark -->"
PART = re.compile(f"{BEGIN}\n.*?{END}", re.DOTALL)


class NoPlace(ValueError):
    """A document has no part between the marks of the benchmark."""


def publish(figures: Figures, root: Path = ROOT) -> None:
    """The whole table into docs/reliability.md, the goals into the README."""
    _put(root / "docs" / "reliability.md", table(figures))
    _put(root / "README.md", quote(figures))


def _put(document: Path, part: str) -> None:
    text = document.read_text(encoding="utf-8")
    if not PART.search(text):
        raise NoPlace(f"{document.name}: {NoPlace.__doc__}")
    document.write_text(PART.sub(lambda _: f"{BEGIN}\n{part}\n{END}", text), encoding="utf-8")
