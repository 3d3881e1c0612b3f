"""Rules of words: names that say what a thing is, and nothing left for later or for one machine only."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from tools.house_rules.source import Finding, Source

CODE = {".py", ".ts", ".tsx", ".lua"}
EMPTY_NAMES = {"util", "utils", "common", "helper", "helpers", "manager", "managers", "data", "info", "misc"}
MARKS = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b|NotImplemented" + r"Error")
MACHINE_PATHS = re.compile(r"(?<![\w.~-])/(?:ro" + r"ot|ho" + r"me|Us" + r"ers)/[\w.]")
INDEX = re.compile(
    r'"resolved":\s*"https?:|^\s*(?:--(?:extra-)?index-url|--find-links|--trusted-host|registry\s*=)'
    r"|^\s*source\s*=.*https?:|^\s*(?:default-)?index(?:-url)?\s*="
)
LOCKS = {".lock", ".in", ".toml", ".npmrc"}
WORDS_OF_A_TEST_NAME = 3


def name_says_what_it_is(source: Source) -> Iterator[Finding]:
    """No module is called utils, common, helpers, manager, data or info."""
    stem = source.path.name.split(".")[0].lower()
    if source.path.suffix in CODE and (stem in EMPTY_NAMES or EMPTY_NAMES & set(source.path.parts[:-1])):
        yield source.found(1, f"{source.path} is named after nothing: say which noun it is")


def module_says_what_it_is_for(source: Source) -> Iterator[Finding]:
    """Every Python module begins with a docstring."""
    if source.path.suffix != ".py" or not source.text.strip():
        return
    if not ast.get_docstring(source.tree):
        yield source.found(1, "the module does not say what it is for")


def nothing_is_left_for_later(source: Source) -> Iterator[Finding]:
    """No marks of unfinished work in code: do it, or write an issue."""
    if source.path.suffix in CODE:
        for number, line in enumerate(source.lines, 1):
            if MARKS.search(line):
                yield source.found(number, "unfinished work is marked here")


def no_path_of_one_machine(source: Source) -> Iterator[Finding]:
    """Nothing names a folder that only one machine has."""
    for number, line in enumerate(source.lines, 1):
        if MACHINE_PATHS.search(line):
            yield source.found(number, "a folder of one machine is named here")


def locks_name_no_host(source: Source) -> Iterator[Finding]:
    """Locks and settings of package tools name no registry: which one is the machine's own affair."""
    is_lock = source.path.suffix in LOCKS or source.path.name in ("package-lock.json", ".npmrc", "Dockerfile")
    if not is_lock:
        return
    for number, line in enumerate(source.lines, 1):
        if INDEX.search(line) or (source.path.suffix == ".lock" and "://" in line):
            yield source.found(number, "the host of a package registry is named here")


def test_name_says_the_rule(source: Source) -> Iterator[Finding]:
    """The name of a test is the rule it proves, in several words."""
    if not source.inside("tests"):
        return
    for function in source.functions:
        if function.name.startswith("test_") and len(function.name.split("_")) < WORDS_OF_A_TEST_NAME:
            yield source.found(function.lineno, f"{function.name} does not say which rule it proves")
