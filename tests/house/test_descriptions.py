"""The descriptions of the protocol say what the code does: docs/asyncapi.yaml and /openapi.json."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from app.domain import errors
from app.frames import citizen, coordinator, counsellor, hello, joining, shared
from app.main import SOCKETS, create_app
from app.settings import Settings
from tools import asyncapi

DESCRIBED: dict[str, Any] = yaml.safe_load(asyncapi.TARGET.read_text(encoding="utf-8"))
OPENAPI = create_app(Settings()).openapi()
MODULES = (hello, shared, citizen, counsellor, joining, coordinator)

CALLS = """
GET /health/live
GET /health/ready
GET /api/desk
POST /api/contacts
GET /api/contacts/self
DELETE /api/contacts/self
POST /api/login
DELETE /api/login
GET /api/me
POST /api/ws-ticket
GET /api/centres
GET /api/colleagues
GET /api/topics
GET /api/education-levels
GET /api/categories
GET /api/replies
GET /api/contacts/{contact_id}
GET /api/contacts/{contact_id}/messages
PUT /api/contacts/{contact_id}/wrap-up
POST /api/contacts/phone
POST /api/contacts/{contact_id}/hold
DELETE /api/contacts/{contact_id}/hold
GET /api/holds
GET /api/me/day
GET /api/emergency-lines
GET /api/concern
GET /api/opening-hours
PUT /api/opening-hours
POST /api/opening-hours/preview
GET /api/opening-hours/at
GET /api/holidays
PUT /api/holidays/{date}
GET /api/audit
GET /api/closures
POST /api/closures
DELETE /api/closures/{closure_id}
POST /api/desk/close
POST /api/desk/reopen
GET /api/shifts
POST /api/shifts
PUT /api/shifts/{shift_id}
DELETE /api/shifts/{shift_id}
GET /api/statistics/load
GET /api/statistics/topics
GET /api/statistics/unmet
GET /api/policy
PUT /api/policy
GET /api/opening-hours/schema.org
GET /api/opening-hours/calendar.ics
POST /api/visits
POST /api/replies
PUT /api/replies/{key}
DELETE /api/replies/{key}
POST /api/replies/preview
POST /api/replies/own
PUT /api/replies/own/{reply_id}
DELETE /api/replies/own/{reply_id}
GET /api/public-pages
POST /api/public-pages
PUT /api/public-pages/{page_id}
DELETE /api/public-pages/{page_id}
GET /api/known-sites
GET /api/notices
POST /api/notices
PUT /api/notices/{notice_id}
DELETE /api/notices/{notice_id}
GET /api/notices/now
PUT /api/contacts/self/feedback
POST /api/contacts/self/leave
GET /api/statistics/satisfaction
"""
"""The HTTP calls of the protocol that this version answers."""


def frames() -> set[type]:
    """Every frame in app/frames: what may pass over a socket."""
    found = {cls for module in MODULES for _, cls in inspect.getmembers(module, inspect.isclass)}
    tags = {cls: getattr(cls, "__struct_config__", None) for cls in found - {shared.Frame, shared.Command}}
    return {cls for cls, config in tags.items() if config is not None and config.tag}


def test_asyncapi_file_is_what_the_frames_say() -> None:
    assert asyncapi.TARGET.read_text(encoding="utf-8") == asyncapi.render(), "run python -m tools.asyncapi"


def test_every_frame_of_the_code_is_described_on_a_socket() -> None:
    on_sockets = {name for channel in DESCRIBED["channels"].values() for name in channel["messages"]}
    assert {cls.__name__ for cls in frames()} == on_sockets


def test_every_socket_of_the_application_is_described() -> None:
    assert {channel["address"] for channel in DESCRIBED["channels"].values()} == set(SOCKETS)


def test_every_reference_in_asyncapi_leads_somewhere() -> None:
    found = list(references(DESCRIBED))
    assert found
    for reference in found:
        place: Any = DESCRIBED
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]


def references(part: Any) -> Iterator[str]:
    """Every `$ref` in a part of the description."""
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from references(one)


def test_every_error_code_of_the_code_is_described() -> None:
    classes = [cls for _, cls in inspect.getmembers(errors, inspect.isclass)]
    codes = {cls.code for cls in classes if issubclass(cls, errors.DeskError)}
    assert set(DESCRIBED["x-error-codes"]) == codes


@pytest.mark.parametrize("call", CALLS.split("\n")[1:-1])
def test_openapi_lists_every_http_call_of_the_protocol(call: str) -> None:
    method, path = call.split(" ")
    assert method.lower() in OPENAPI["paths"][path]
