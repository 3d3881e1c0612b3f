"""Rules for migrations: the release before is served while they run, and after them."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import Any

from tools.house_rules.source import Finding, Source

FIRST = "0001_"
STEPS = ("expand", "contract")
TAKES_AWAY = re.compile(r"\b(DROP (?!INDEX CONCURRENTLY)|RENAME |SET NOT NULL|TRUNCATE |DELETE FROM )", re.I)
CHANGES_TYPE = re.compile(r"\bALTER (COLUMN )?\S+ (SET DATA )?TYPE\b", re.I)
LOCKS = re.compile(r"\bCREATE (UNIQUE )?INDEX (?!CONCURRENTLY)", re.I)
REMOVED = {"drop_table", "drop_column", "drop_constraint", "rename_table"}
CHECKED_WHILE_LOCKED = {"create_check_constraint", "create_foreign_key", "create_unique_constraint"}
INDEXES = {"create_index", "drop_index"}
ALTERED = {"new_column_name", "type_"}


def migration_says_its_step(source: Source) -> Iterator[Finding]:
    """`STEP` is "expand", or "contract" with the release that needs the rest no more: `UNUSED_SINCE`."""
    if not _applies(source):
        return
    values = _constants(source.tree)
    if values.get("STEP") not in STEPS:
        yield source.found(1, 'a migration says STEP = "expand" or STEP = "contract"')
    if values.get("STEP") == "contract" and not values.get("UNUSED_SINCE"):
        yield source.found(1, "a contracting migration names the release that needs the rest no more")


def expanding_takes_nothing_away(source: Source) -> Iterator[Finding]:
    """An expanding step drops, renames and narrows nothing: the release before goes on using it."""
    if not _applies(source) or _constants(source.tree).get("STEP") == "contract":
        return
    for call in _calls_of_upgrade(source):
        if why := _takes_away(call):
            yield source.found(call.lineno, f"{why}: that belongs into a contracting step, a release later")


def migration_keeps_nobody_waiting(source: Source) -> Iterator[Finding]:
    """Indexes are made concurrently, and constraints checked later: nobody waits for a whole table."""
    if not _applies(source):
        return
    for call in _calls_of_upgrade(source):
        name, given = _name(call), _keywords(call)
        if name in INDEXES and given.get("postgresql_concurrently") is not True:
            yield source.found(call.lineno, f"{name} without postgresql_concurrently=True")
        if name in CHECKED_WHILE_LOCKED and given.get("postgresql_not_valid") is not True:
            yield source.found(call.lineno, f"{name} without postgresql_not_valid=True")
        if any(LOCKS.search(words) for words in _texts(call)):
            yield source.found(call.lineno, "an index that is not made concurrently")


def _applies(source: Source) -> bool:
    return source.inside("migrations/versions") and not source.path.name.startswith(FIRST)


def _takes_away(call: ast.Call) -> str | None:
    name, given = _name(call), _keywords(call)
    if name in REMOVED:
        return name
    if name == "alter_column" and (given.get("nullable") is False or ALTERED & set(given)):
        return "a column changes its name, its type or what it may hold"
    if name == "add_column" and _is_needed(call):
        return "a new column that older code would have to fill"
    if any(TAKES_AWAY.search(words) or CHANGES_TYPE.search(words) for words in _texts(call)):
        return "SQL that takes away, renames or narrows"
    return None


def _is_needed(call: ast.Call) -> bool:
    columns = [node for node in ast.walk(call) if isinstance(node, ast.Call) and _name(node) == "Column"]
    return any(
        _keywords(column).get("nullable", True) is False and "server_default" not in _keywords(column)
        for column in columns
    )


def _calls_of_upgrade(source: Source) -> Iterator[ast.Call]:
    for function in source.functions:
        if function.name != "downgrade":
            yield from (node for node in ast.walk(function) if isinstance(node, ast.Call))


def _constants(tree: ast.Module) -> dict[str, Any]:
    return {
        node.targets[0].id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }


def _keywords(call: ast.Call) -> dict[str, Any]:
    return {
        word.arg: word.value.value if isinstance(word.value, ast.Constant) else ...
        for word in call.keywords
        if word.arg
    }


def _texts(call: ast.Call) -> Iterator[str]:
    if _name(call) in ("execute", "text"):
        yield from (
            node.value
            for node in ast.walk(call)
            if isinstance(node, ast.Constant) and isinstance(node.value, str)
        )


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else ast.unparse(call.func)
