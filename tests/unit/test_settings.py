"""The environment becomes one frozen Settings, or says what is wrong with it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Settings, settings_table


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(f"DESK_{name.upper()}", raising=False)


def test_defaults_are_a_desk_on_this_machine_only() -> None:
    settings = Settings()
    assert settings.address == "http://127.0.0.1:8000"
    assert settings.loopback
    assert not settings.secure


def test_loopback_has_three_names_and_one_origin() -> None:
    assert Settings(port=8123).own_origins == {
        "http://127.0.0.1:8123",
        "http://localhost:8123",
        "http://[::1]:8123",
    }


def test_public_address_is_the_only_own_origin() -> None:
    settings = Settings(host="0.0.0.0", public_url="https://Chat.Desk.Example:443/")
    assert settings.own_origins == {"https://chat.desk.example"}
    assert settings.secure
    assert not settings.loopback


def test_desk_behind_a_proxy_of_this_machine_is_not_loopback() -> None:
    assert not Settings(public_url="https://chat.desk.example").loopback


def test_embedding_sites_are_origins_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESK_EMBEDDING_SITES", "https://a.example, https://b.example:8443/page")
    assert Settings().embedding_sites == ("https://a.example", "https://b.example:8443")
    assert "https://b.example:8443" in Settings().allowed_origins
    assert "https://b.example:8443" not in Settings().own_origins


@pytest.mark.parametrize(
    ("name", "value"),
    [("PORT", "99999"), ("WORKERS", "0"), ("PUBLIC_URL", "desk.example"), ("EMBEDDING_SITES", "a.example")],
)
def test_wrong_value_is_refused_without_showing_it(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"DESK_{name}", value)
    with pytest.raises(ValidationError) as refused:
        Settings()
    assert name.lower() in str(refused.value)
    assert f"input_value='{value}'" not in str(refused.value)


def test_addresses_of_stores_are_not_shown() -> None:
    assert "s3cret" not in repr(Settings(database_url="postgresql://desk:s3cret@db/desk"))


def test_table_names_every_setting_but_those_for_tests() -> None:
    table = settings_table()
    assert "| `DESK_PORT` | `8000` |" in table
    assert "CLOCK_OFFSET" not in table
    assert table.count("\n") == 1 + sum(not field.exclude for field in Settings.model_fields.values())


def test_secret_in_a_file_stands_for_the_variable_of_its_name(tmp_path: Path) -> None:
    (tmp_path / "desk_database_url").write_text("postgresql://desk:hemmelig@db.example/desk\n")
    show = "from app.settings import Settings; print(Settings().database_url)"
    given = {"DESK_SECRETS": str(tmp_path)}
    ran = subprocess.run([sys.executable, "-c", show], env=os.environ | given, capture_output=True, text=True)
    assert ran.stdout == "postgresql://desk:hemmelig@db.example/desk\n"


@pytest.mark.parametrize("contact", ["desk@example.org", "https://example.org/si-fra"])
def test_contact_is_a_mailbox_or_a_page(contact: str) -> None:
    assert Settings(contact=contact).contact == contact


@pytest.mark.parametrize(
    "contact",
    ["javascript:alert(1)", "http://example.org", "desk", 'https://a.example/"><b>', "a@b@c.no", ""],
)
def test_contact_that_leads_nowhere_or_somewhere_else_is_refused(contact: str) -> None:
    with pytest.raises(ValidationError):
        Settings(contact=contact)


@pytest.mark.parametrize("field", ["accessibility_statement", "privacy_statement"])
def test_statements_of_the_owner_are_https_addresses(field: str) -> None:
    assert getattr(Settings.model_validate({field: "https://uustatus.no/nb/1"}), field)
    with pytest.raises(ValidationError):
        Settings.model_validate({field: "uustatus.no"})
