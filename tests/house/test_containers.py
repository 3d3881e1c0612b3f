"""The image and the services around it: what can be seen of them without an engine."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from tools.house_rules.source import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text().splitlines()


@pytest.mark.parametrize("name", ["desk", "migrate"])
def test_desk_writes_nowhere_and_has_no_privileges(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]


def test_desk_waits_for_the_migration_and_the_migration_for_the_database() -> None:
    assert SERVICES["desk"]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_every_service_that_is_waited_for_exists() -> None:
    waited_for = {name for service in SERVICES.values() for name in service.get("depends_on", {})}
    assert waited_for <= set(SERVICES)


def test_only_the_desk_is_reachable_and_only_from_this_machine() -> None:
    ports = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert ports == {"desk": ["127.0.0.1:8000:8000"]}


def test_engine_waits_longer_than_the_desk_takes_to_leave() -> None:
    assert SERVICES["desk"]["stop_grace_period"] == "20s"


def test_image_runs_under_an_init_as_an_ordinary_user() -> None:
    last_stage = DOCKERFILE[max(n for n, line in enumerate(DOCKERFILE) if line.startswith("FROM")) :]
    assert "USER 10001" in last_stage
    assert 'ENTRYPOINT ["tini", "--", "desk"]' in last_stage
    assert any(line.startswith("HEALTHCHECK") for line in last_stage)
