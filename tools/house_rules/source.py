"""A file of the repository as the rules see it, and what a rule finds in it."""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
NOT_OURS = {
    *(".git", ".venv", "node_modules", "static", "var", "build", "dist", "__pycache__", "test-results"),
    *(".mypy_cache", ".pytest_cache", ".ruff_cache", ".import_linter_cache", ".hypothesis"),
}
READ = {
    *(".py", ".ts", ".tsx", ".lua", ".css", ".html", ".md", ".toml", ".yaml", ".yml", ".json", ".mako"),
    *(".in", ".lock", ".npmrc", ".ini", ".cfg", ".sh", ".svg", ""),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A place that breaks a rule."""

    path: PurePosixPath
    line: int
    message: str

    def __str__(self) -> str:
        """As compilers write it, so that editors can jump there."""
        return f"{self.path}:{self.line}: {self.message}"


@dataclass(frozen=True)
class Source:
    """One file: its path within the repository and its text."""

    path: PurePosixPath
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The text in lines."""
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree of a Python file; of any other, an empty one."""
        return ast.parse(self.text if self.path.suffix == ".py" else "")

    @cached_property
    def functions(self) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
        """Every function and method of a Python file."""
        return [
            node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]

    @property
    def generated(self) -> bool:
        """Whether a program wrote it: its first line says so."""
        return bool(self.lines) and "Generated from" in self.lines[0]

    def inside(self, *folders: str) -> bool:
        """Whether the file lies in one of these folders."""
        return any(self.path.is_relative_to(folder) for folder in folders)

    def found(self, line: int, message: str) -> Finding:
        """A finding in this file."""
        return Finding(self.path, line, message)


Rule = Callable[[Source], Iterator[Finding]]


def sources(root: Path = ROOT) -> Iterator[Source]:
    """Every text file of the repository, without what tools have made."""
    for folder, subfolders, names in os.walk(root):
        subfolders[:] = sorted(set(subfolders) - NOT_OURS)
        for name in sorted(names):
            path = Path(folder, name)
            if path.suffix in READ and path.is_file():
                yield Source(PurePosixPath(path.relative_to(root)), path.read_text(encoding="utf-8"))
