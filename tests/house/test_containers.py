"""The image and the services around it: what can be seen of them without an engine."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest
import yaml

from tools.compose import findings
from tools.house_rules.source import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
STAYING = sorted(set(SERVICES) - {"migrate"})
APPS = ("desk-a", "desk-b")
STORES = ("postgres", "valkey", "valkey-replica")
DOCKERFILE = (ROOT / "Dockerfile").read_text().splitlines()
PROXY = (ROOT / "deploy" / "nginx.conf").read_text()
LAST_STAGE = DOCKERFILE[max(n for n, line in enumerate(DOCKERFILE) if line.startswith("FROM")) :]


def test_compose_file_is_what_the_specification_allows() -> None:
    assert findings(COMPOSE) == []


@pytest.mark.parametrize(
    ("service", "key", "value"),
    [("proxy", "portz", ["80:80"]), ("desk-a", "healthcheck", "curl"), ("postgres", "tmpfs", {"a": 1})],
)
def test_check_of_the_compose_file_finds_what_is_wrong(service: str, key: str, value: object) -> None:
    broken = copy.deepcopy(COMPOSE)
    broken["services"][service][key] = value
    assert any(key in finding for finding in findings(broken))


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_every_service_writes_only_where_it_must_and_has_no_privileges(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["logging"]["options"] == {"max-size": "10m", "max-file": "5"}
    assert set(service["deploy"]["resources"]["limits"]) == {"cpus", "memory", "pids"}


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {*APPS, "migrate"}))
def test_every_other_image_is_pinned_runs_as_an_ordinary_user_and_under_an_init(name: str) -> None:
    service = SERVICES[name]
    assert re.search(r":\d+\.\d+(\.\d+)?(-\w+)?$", service["image"])
    assert not service["user"].startswith("0")
    assert service["init"] is True


@pytest.mark.parametrize("name", STAYING)
def test_every_service_that_stays_is_watched_and_started_again(name: str) -> None:
    assert SERVICES[name]["healthcheck"]["test"][0] == "CMD"
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_desks_wait_for_the_migration_and_the_migration_for_the_database() -> None:
    for name in APPS:
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}
    assert SERVICES["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}


def test_every_service_that_is_waited_for_exists() -> None:
    waited_for = {name for service in SERVICES.values() for name in service.get("depends_on", {})}
    assert waited_for <= set(SERVICES)


def test_only_the_proxy_is_reachable_and_the_stores_only_by_the_desk() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert COMPOSE["networks"]["stores"] == {"internal": True}
    assert all(SERVICES[name]["networks"] == ["stores"] for name in STORES)
    assert set(SERVICES["proxy"]["networks"]) == {"front"}


def test_proxy_knows_the_desks_and_they_believe_it_alone() -> None:
    addresses = [SERVICES[name]["networks"]["front"]["ipv4_address"] for name in APPS]
    assert re.findall(r"server ([\d.]+):8000", PROXY) == addresses
    for name in APPS:
        trusted = SERVICES[name]["environment"]["DESK_TRUSTED_PROXIES"]
        assert trusted == SERVICES["proxy"]["networks"]["front"]["ipv4_address"]


def test_proxy_drops_what_a_client_claims_to_be_and_writes_no_address() -> None:
    assert PROXY.count("X-Forwarded-For $remote_addr;") == PROXY.count("proxy_set_header X-Forwarded-Proto")
    assert "proxy_add_x_forwarded_for" not in PROXY
    assert "access_log off;" in PROXY
    assert "error_log stderr crit;" in PROXY


def test_proxy_waits_longer_than_the_desk_is_silent() -> None:
    assert "proxy_read_timeout 30s;" in PROXY


def test_no_password_stands_in_the_compose_file() -> None:
    for name, secret in COMPOSE["secrets"].items():
        assert secret["file"].startswith("./secrets/"), name
    assert "secrets/" in (ROOT / ".gitignore").read_text().splitlines()


def test_engine_waits_longer_than_the_desk_takes_to_leave() -> None:
    assert all(SERVICES[name]["stop_grace_period"] == "20s" for name in APPS)


def test_image_runs_under_an_init_as_an_ordinary_user() -> None:
    assert "USER 10001" in LAST_STAGE
    assert 'ENTRYPOINT ["tini", "--", "desk"]' in LAST_STAGE
    assert any(line.startswith("HEALTHCHECK") for line in LAST_STAGE)
    assert "curl" not in "\n".join(LAST_STAGE)
