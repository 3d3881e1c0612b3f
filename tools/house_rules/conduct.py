"""Rules of conduct: what code of a place may do."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator

from tools.house_rules.source import Finding, Source

IMPURE = {"asyncio", "logging", "random", "secrets", "socket", "subprocess", "threading", "time"}
LOGS = {"exception", "error", "warning", "critical"}
SLEEPS = {"time.sleep", "asyncio.sleep", "anyio.sleep", "sleep"}
CHANCE = {"uuid4", "uuid7", "token_hex", "token_urlsafe", "random", "now", "utcnow", "time"}
LOOPS = (ast.While, ast.For, ast.AsyncFor)
Function = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def domain_is_pure(source: Source) -> Iterator[Finding]:
    """The domain imports the standard library and itself only, and of that nothing with a clock or chance."""
    if not source.inside("app/domain"):
        return
    for line, module in _imports(source.tree):
        top = module.split(".")[0]
        ours = module == "app.domain" or module.startswith("app.domain.")
        if top in IMPURE or not (ours or top in sys.stdlib_module_names):
            yield source.found(line, f"the domain imports {module}")


def tests_do_not_sleep(source: Source) -> Iterator[Finding]:
    """A test awaits a condition or moves the clock; it never guesses how long something takes."""
    if not source.inside("tests"):
        return
    for node in ast.walk(source.tree):
        if (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) in SLEEPS
            and ast.unparse(node.args[0]) != "0"
        ):
            yield source.found(node.lineno, "a test sleeps")


def cases_are_the_same_everywhere(source: Source) -> Iterator[Finding]:
    """What a test is parametrised with holds no chance and no time: every test process must see the same."""
    for function in source.functions:
        for decorator in function.decorator_list:
            if "parametrize" in ast.unparse(decorator) and _calls(decorator) & CHANCE:
                yield source.found(decorator.lineno, f"the cases of {function.name} differ from run to run")


def errors_are_not_swallowed(source: Source) -> Iterator[Finding]:
    """`except Exception` stands only in loops that must go on, and logs what it caught.

    It may raise again anywhere; any other place gives its reason behind it, as a comment.
    """
    if not source.inside("app"):
        return
    for handler, in_loop in _broad_handlers(source.tree, in_loop=False):
        if _raises(handler) or _is_explained(source, handler):
            continue
        if not in_loop:
            yield source.found(handler.lineno, "`except Exception` outside a loop")
        if not _logs(handler):
            yield source.found(handler.lineno, "`except Exception` without a line in the log")


def tasks_are_kept(source: Source) -> Iterator[Finding]:
    """Who starts a task keeps it: one that nobody refers to may vanish half-way."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Expr) and _starts_a_task(node.value):
            yield source.found(
                node.lineno, "a task that nobody keeps: use a TaskGroup or the holder of the loop"
            )


def _calls(tree: ast.AST) -> set[str]:
    called = (node.func for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {ast.unparse(function).split(".")[-1] for function in called}


def _imports(tree: ast.AST) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.lineno, node.module or "."


def _broad_handlers(node: ast.AST, *, in_loop: bool) -> Iterator[tuple[ast.ExceptHandler, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ExceptHandler) and _is_broad(child):
            yield child, in_loop
        yield from _broad_handlers(child, in_loop=_still_in_loop(child, in_loop))


def _still_in_loop(node: ast.AST, in_loop: bool) -> bool:
    return isinstance(node, LOOPS) or (in_loop and not isinstance(node, Function))


def _is_broad(handler: ast.ExceptHandler) -> bool:
    caught = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or ast.unparse(kind) == "Exception" for kind in caught)


def _raises(handler: ast.ExceptHandler) -> bool:
    return any(isinstance(node, ast.Raise) for node in ast.walk(handler))


def _is_explained(source: Source, handler: ast.ExceptHandler) -> bool:
    return "#" in source.lines[handler.lineno - 1]


def _logs(handler: ast.ExceptHandler) -> bool:
    calls = (node.func for node in ast.walk(handler) if isinstance(node, ast.Call))
    return any(isinstance(called, ast.Attribute) and called.attr in LOGS for called in calls)


def _starts_a_task(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).endswith(
        ("loop.create_task", "ensure_future")
    )
