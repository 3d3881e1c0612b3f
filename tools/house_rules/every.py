"""Every house rule; tests/house proves of each that it can fail."""

from __future__ import annotations

from tools.house_rules import conduct, migrating, size, wording
from tools.house_rules.source import Rule

RULES: tuple[Rule, ...] = (
    size.file_is_short,
    size.function_is_short,
    size.few_positional_arguments,
    size.script_is_short,
    size.decision_is_one_page,
    wording.name_says_what_it_is,
    wording.module_says_what_it_is_for,
    wording.nothing_is_left_for_later,
    wording.no_path_of_one_machine,
    wording.locks_name_no_host,
    wording.test_name_says_the_rule,
    conduct.domain_is_pure,
    conduct.tests_do_not_sleep,
    conduct.cases_are_the_same_everywhere,
    conduct.errors_are_not_swallowed,
    conduct.tasks_are_kept,
    migrating.migration_says_its_step,
    migrating.expanding_takes_nothing_away,
    migrating.migration_keeps_nobody_waiting,
)
