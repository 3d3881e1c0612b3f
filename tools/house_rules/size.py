"""Rules of size: a file is one noun, a function one verb."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tools.house_rules.source import Finding, Source

LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 50
LINES_OF_LUA = 40
LINES_OF_A_DECISION = 60
POSITIONAL = 4
BY_NAME = {"fixture", "command", "callback", "get", "post", "put", "delete", "composite", "rule"}
CODE = {".py", ".ts", ".tsx", ".lua", ".css"}
# A migration is a record of what was done, not code that grows.
RECORDS = "migrations/versions"
# The composition is one list of everything there is; split, it would only be harder to read.
COMPOSITION = "app/wiring.py"


def file_is_short(source: Source) -> Iterator[Finding]:
    """A file of code has at most 300 lines, a generated one as many as it needs."""
    if source.path.suffix not in CODE or source.generated or source.inside(RECORDS):
        return
    if len(source.lines) > LINES_OF_A_FILE:
        yield source.found(LINES_OF_A_FILE, f"{len(source.lines)} lines, at most {LINES_OF_A_FILE}")


def function_is_short(source: Source) -> Iterator[Finding]:
    """A Python function has at most 50 lines; migrations and the one composition may have more."""
    for function in () if source.inside(RECORDS, COMPOSITION) else source.functions:
        length = (function.end_lineno or function.lineno) - function.lineno + 1
        if length > LINES_OF_A_FUNCTION:
            yield source.found(
                function.lineno, f"{function.name} has {length} lines, at most {LINES_OF_A_FUNCTION}"
            )


def few_positional_arguments(source: Source) -> Iterator[Finding]:
    """A function takes at most four arguments by position; what a framework calls by name may have more."""
    for function in source.functions:
        if function.name.startswith("test_") or any(map(_calls_by_name, function.decorator_list)):
            continue
        taken = [
            a.arg for a in (*function.args.posonlyargs, *function.args.args) if a.arg not in ("self", "cls")
        ]
        if len(taken) > POSITIONAL:
            yield source.found(function.lineno, f"{function.name} takes {len(taken)} arguments by position")


def _calls_by_name(decorator: ast.expr) -> bool:
    """Whether it is one of pytest, Typer, FastAPI or Hypothesis, as in `@router.get("/api/desk")`."""
    name = ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator)
    return name.split(".")[-1] in BY_NAME


def script_is_short(source: Source) -> Iterator[Finding]:
    """A Lua script is one verb of at most 40 lines, with KEYS, ARGV and the reply in its header."""
    if source.path.suffix != ".lua":
        return
    if len(source.lines) > LINES_OF_LUA:
        yield source.found(LINES_OF_LUA, f"{len(source.lines)} lines, at most {LINES_OF_LUA}")
    header = "\n".join(line for line in source.lines if line.startswith("--")).lower()
    for word in ("keys", "argv", "repl"):
        if word not in header:
            yield source.found(1, f"the header does not say {word.upper()}")


def decision_is_one_page(source: Source) -> Iterator[Finding]:
    """A decision record is one page."""
    if source.inside("docs/decisions") and len(source.lines) > LINES_OF_A_DECISION:
        yield source.found(LINES_OF_A_DECISION, f"{len(source.lines)} lines, at most {LINES_OF_A_DECISION}")
