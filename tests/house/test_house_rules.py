"""Every house rule holds for the whole repository, and every one of them can fail."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from tools.house_rules import conduct, migrating, size, wording
from tools.house_rules.__main__ import findings
from tools.house_rules.every import RULES
from tools.house_rules.source import Rule, Source

LONG_FUNCTION = "def grow():\n" + "    pass\n" * 50
LONG_SCRIPT = "-- KEYS: none. ARGV: none. Replies 1.\n" + "redis.call('PING')\n" * 40
HEADLESS_SCRIPT = "-- Puts a contact into the line.\nreturn 1\n"
SWALLOWED = "def act():\n    try:\n        work()\n    except Exception:\n        log.exception('no loop')\n"
SILENT = "while True:\n    try:\n        work()\n    except Exception:\n        continue\n"
SLEEPING = "import time\ntime.sleep(1)\n"
HOST = "--index-url https://packages.example/simple\n"
RANDOM_CASES = "@pytest.mark.parametrize('id', [uuid.uuid4()])\ndef test_offer_is_kept(id): ...\n"
MIGRATION = "migrations/versions/0003_more.py"
STEP = 'STEP = "expand"\n\n\ndef upgrade():\n    '
TAKES_FIVE = "def act(a, b, c, d, e): ...\n"

BROKEN: list[tuple[Rule, str, str]] = [
    (size.file_is_short, "app/desk.py", "x = 1\n" * 301),
    (size.file_is_short, "web/src/desk.ts", "x();\n" * 301),
    (size.function_is_short, "app/desk.py", LONG_FUNCTION),
    (size.few_positional_arguments, "app/desk.py", TAKES_FIVE),
    (size.script_is_short, "app/queue/lua/offer.lua", LONG_SCRIPT),
    (size.script_is_short, "app/queue/lua/offer.lua", HEADLESS_SCRIPT),
    (size.decision_is_one_page, "docs/decisions/0001-stores.md", "Why.\n" * 61),
    (wording.name_says_what_it_is, "app/services/utils.py", ""),
    (wording.name_says_what_it_is, "web/src/helpers/line.ts", ""),
    (wording.module_says_what_it_is_for, "app/desk.py", "x = 1\n"),
    (wording.nothing_is_left_for_later, "app/desk.py", "# TO" + "DO: mend\n"),
    (wording.no_path_of_one_machine, "docs/flow.md", "Look into /ho" + "me/kari/desk.\n"),
    (wording.locks_name_no_host, "requirements/dev.lock", HOST),
    (
        wording.locks_name_no_host,
        "web/package-lock.json",
        '      "resolved": "https://packages.example/x.tgz",\n',
    ),
    (wording.test_name_says_the_rule, "tests/unit/test_offer.py", "def test_offer(): ...\n"),
    (conduct.domain_is_pure, "app/domain/offer.py", "import random\n"),
    (conduct.domain_is_pure, "app/domain/offer.py", "from sqlalchemy import select\n"),
    (conduct.domain_is_pure, "app/domain/offer.py", "from app.settings import Settings\n"),
    (conduct.tests_do_not_sleep, "tests/unit/test_offer.py", SLEEPING),
    (conduct.cases_are_the_same_everywhere, "tests/unit/test_offer.py", RANDOM_CASES),
    (conduct.errors_are_not_swallowed, "app/services/intake.py", SWALLOWED),
    (conduct.errors_are_not_swallowed, "app/background.py", SILENT),
    (conduct.tasks_are_kept, "app/background.py", "loop.create_task(beat())\n"),
    (migrating.migration_says_its_step, MIGRATION, "revision = '0003'\n"),
    (migrating.migration_says_its_step, MIGRATION, "STEP = 'contract'\n"),
    (migrating.expanding_takes_nothing_away, MIGRATION, STEP + "op.drop_column('contact', 'code')\n"),
    (migrating.expanding_takes_nothing_away, MIGRATION, STEP + "op.rename_table('contact', 'case')\n"),
    (migrating.expanding_takes_nothing_away, MIGRATION, STEP + "op.alter_column('a', 'b', nullable=False)\n"),
    (migrating.expanding_takes_nothing_away, MIGRATION, STEP + "op.alter_column('a', 'b', type_=Text())\n"),
    (
        migrating.expanding_takes_nothing_away,
        MIGRATION,
        STEP + "op.add_column('a', sa.Column('b', sa.Text(), nullable=False))\n",
    ),
    (
        migrating.expanding_takes_nothing_away,
        MIGRATION,
        STEP + "op.execute('ALTER TABLE a RENAME b TO c')\n",
    ),
    (migrating.migration_keeps_nobody_waiting, MIGRATION, STEP + "op.create_index('i', 'a', ['b'])\n"),
    (
        migrating.migration_keeps_nobody_waiting,
        MIGRATION,
        STEP + "op.create_check_constraint('c', 'a', 'b')\n",
    ),
    (
        migrating.migration_keeps_nobody_waiting,
        MIGRATION,
        STEP + "op.execute('CREATE INDEX i ON a (b)')\n",
    ),
]
KEPT: list[tuple[Rule, str, str]] = [
    (
        migrating.expanding_takes_nothing_away,
        MIGRATION,
        STEP + "op.add_column('a', sa.Column('b', sa.Text(), nullable=False, server_default=''))\n",
    ),
    (
        migrating.expanding_takes_nothing_away,
        MIGRATION,
        "STEP = 'contract'\nUNUSED_SINCE = '0.1.0'\n\n\ndef upgrade():\n    op.drop_column('a', 'b')\n",
    ),
    (size.file_is_short, "web/src/shared/protocol.ts", "// Generated from app/frames\n" + "x();\n" * 400),
    (size.few_positional_arguments, "app/desk.py", "def act(self, a, b, c, d, *, e): ...\n"),
    (
        size.few_positional_arguments,
        "tests/unit/test_offer.py",
        "def test_offer_is_kept(a, b, c, d, e): ...\n",
    ),
    (size.script_is_short, "app/queue/lua/offer.lua", "-- KEYS: line. ARGV: none. Replies 1.\nreturn 1\n"),
    (wording.no_path_of_one_machine, "docs/flow.md", "See /api/desk and app/home/page.\n"),
    (conduct.domain_is_pure, "app/domain/offer.py", "import math\nfrom app.domain.contact import Contact\n"),
    (conduct.tests_do_not_sleep, "tests/unit/test_offer.py", "await asyncio.sleep(0)\n"),
    (
        conduct.errors_are_not_swallowed,
        "app/background.py",
        SILENT.replace("continue", "log.exception('went wrong')"),
    ),
    (conduct.tasks_are_kept, "app/background.py", "self.beat = loop.create_task(beat())\n"),
]


def checked(rule: Rule, path: str, text: str) -> list[str]:
    """What a rule says about a file."""
    return [str(finding) for finding in rule(Source(PurePosixPath(path), text))]


@pytest.mark.parametrize(("rule", "path", "text"), BROKEN)
def test_rule_fails_on_what_breaks_it(rule: Rule, path: str, text: str) -> None:
    assert checked(rule, path, text)


@pytest.mark.parametrize(("rule", "path", "text"), KEPT)
def test_rule_passes_what_keeps_it(rule: Rule, path: str, text: str) -> None:
    assert checked(rule, path, text) == []


def test_every_rule_has_an_example_that_breaks_it() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(RULES)


def test_repository_keeps_every_rule() -> None:
    assert [str(finding) for finding in findings()] == []
