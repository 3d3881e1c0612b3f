"""What README.md and docs say stays true: tables, links, names of files, tests, commands and settings."""

from __future__ import annotations

import re
from functools import cache

import pytest
import typer

from app.cli.application import desk
from app.cli.demo import welcome
from app.demo.pace import Pace
from app.settings import Settings, settings_table
from tests.faults.matrix import all_rows
from tests.faults.table import LINE, PART
from tools import dev, documents
from tools.house_rules.source import ROOT

DOCUMENTS = sorted(
    path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
)
LINK = re.compile(r"(?:\]\(|src=\")([^)#\"]+)")
IN_TICKS = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"(?:app|deploy|docs|migrations|tests|tools|web)/[\w./-]*\w|[\w-]+\.(?:md|yaml|toml)")
NOT_THE_DESKS = {"DESK_CHROME", "DESK_DATABASE_PASSWORD"}
NOT_IN_A_CHECKOUT = {"web/node_modules/.cache"}


def text(name: str) -> str:
    """A document."""
    return (ROOT / name).read_text(encoding="utf-8")


@cache
def names_of_tests() -> set[str]:
    """Every test there is."""
    found: set[str] = set()
    for path in (ROOT / "tests").rglob("*.py"):
        found |= set(re.findall(r"def (test_\w+)", path.read_text(encoding="utf-8")))
    return found


def commands() -> set[str]:
    """The commands of `desk`."""
    known = typer.main.get_command(desk)
    return set(getattr(known, "commands", {}))


@pytest.mark.parametrize("name", documents.PLACES)
def test_part_that_comes_from_code_says_what_the_code_says(name: str) -> None:
    assert documents.renewed(text(name)) == text(name), "run python -m tools.documents"


def test_every_part_that_code_can_write_stands_somewhere() -> None:
    standing = {found[2] for name in documents.PLACES for found in documents.PART.finditer(text(name))}
    assert standing == set(documents.PARTS)


def test_readme_and_operations_have_the_table_of_settings() -> None:
    for name in ("README.md", "docs/operations.md"):
        assert settings_table() in text(name)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_link_within_the_repository_leads_somewhere(name: str) -> None:
    folder = (ROOT / name).parent
    links = [link for link in LINK.findall(text(name)) if "://" not in link]
    assert [link for link in links if not (folder / link).exists()] == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_file_named_in_a_document_exists(name: str) -> None:
    named = {
        word for quoted in IN_TICKS.findall(text(name)) for word in quoted.split() if FILE.fullmatch(word)
    }
    folders = (
        ROOT,
        (ROOT / name).parent,
        ROOT / "docs",
        ROOT / "app" / "services",
        ROOT / "app" / "repositories",
    )
    lost = {word for word in named if not any((folder / word).exists() for folder in folders)}
    assert lost - NOT_IN_A_CHECKOUT == set()


@pytest.mark.parametrize("name", ["README.md", "docs/reliability.md"])
def test_every_test_named_in_a_document_exists(name: str) -> None:
    named = set(re.findall(r"`(test_\w+)`", text(name)))
    assert named
    assert named - names_of_tests() == set()


@pytest.mark.parametrize("name", ["README.md", "docs/reliability.md"])
def test_every_row_of_the_fault_matrix_named_in_a_document_exists(name: str) -> None:
    known = {one.name for one in all_rows()}
    assert set(re.findall(r"\brow `([^`]+)`", text(name))) <= known
    assert {found[1] for found in LINE.finditer(PART.search(text("docs/reliability.md"))[0])} <= known  # type: ignore[index]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_variable_named_in_a_document_is_a_setting(name: str) -> None:
    known = {f"DESK_{field.upper()}" for field in Settings.model_fields}
    assert set(re.findall(r"\bDESK_[A-Z_]*[A-Z]\b", text(name))) <= known | NOT_THE_DESKS


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_command_named_in_a_document_exists(name: str) -> None:
    assert set(re.findall(r"`make (\w+)", text(name))) <= {"help", *dev.COMMANDS}
    assert set(re.findall(r"(?m)(?:`|^)desk ([a-z]+)", text(name))) <= commands()


def test_readme_gives_the_addresses_that_the_demo_prints() -> None:
    printed = re.findall(r"http://\S+", welcome(Settings(port=8000).address, Pace.GENTLE))
    assert len(printed) == 3
    assert all(f"<{address}>" in text("README.md") for address in printed)
    assert Settings().port == 8000


def test_readme_gives_the_two_commands_first() -> None:
    first_screen = text("README.md").splitlines()[:32]
    for command in ("run", "test"):
        assert any(
            f"make {command} " in line and f"python3 tools/dev.py {command}" in line for line in first_screen
        )


def test_every_promise_has_a_line_in_readme_and_in_reliability() -> None:
    for name in ("README.md", "docs/reliability.md"):
        assert re.findall(r"(?m)^\| (P\d) \|", text(name)) == [f"P{number}" for number in range(1, 9)]


def test_index_of_decisions_lists_each_of_them_by_its_number() -> None:
    index = text("docs/decisions/README.md")
    for path in (ROOT / "docs" / "decisions").glob("0*.md"):
        number = path.read_text(encoding="utf-8").removeprefix("# ").split(".", 1)[0]
        assert path.name.startswith(f"{int(number):04}-")
        assert f"| [{number}]({path.name}) | " in index
