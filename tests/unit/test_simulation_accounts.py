"""Which accounts `desk simulate` signs in with."""

from pathlib import Path

import pytest

from app.simulation.accounts import Account, TooFewAccounts, staff_accounts


def test_by_default_they_are_the_demos() -> None:
    assert [account.email for account in staff_accounts(2, None)] == [
        "veileder1@desk.example",
        "veileder2@desk.example",
    ]


def test_more_than_the_demos_six_without_a_file_is_an_error() -> None:
    with pytest.raises(TooFewAccounts, match="7 counsellors asked for"):
        staff_accounts(7, None)


def test_a_file_names_one_account_a_line(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    file.write_text("# staff\n\none@desk.example  two words\ntwo@desk.example secret\n", "utf-8")
    assert staff_accounts(1, file) == [Account("one@desk.example", "two words")]


def test_a_line_without_a_password_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "accounts"
    file.write_text("one@desk.example\n", "utf-8")
    with pytest.raises(TooFewAccounts, match="no password"):
        staff_accounts(1, file)
