"""Writes the sockets of app/frames as docs/asyncapi.yaml, so that the description and the code are one.

`python -m tools.asyncapi` writes it; `--check` fails when it is out of date.
"""

from __future__ import annotations

import inspect
import sys
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec
import yaml

from app.domain import errors
from app.frames import citizen, coordinator, counsellor, shared
from app.frames.hello import Hello
from app.realtime import citizen_feed, connection, feed, hub
from app.routers import socket
from app.supervisor.server import LARGEST_FRAME

TARGET = Path(__file__).resolve().parent.parent / "docs" / "asyncapi.yaml"
HEADER = "# Generated from app/frames by tools/asyncapi.py: change the frames, never this file.\n"
SCHEMAS = "#/components/schemas/"
MESSAGES = "#/components/messages/"

SOCKETS = {
    "citizen": (citizen.CitizenCommand, citizen.CitizenEvent, citizen),
    "counsellor": (counsellor.CounsellorCommand, counsellor.CounsellorEvent, counsellor),
    "coordinator": (coordinator.CoordinatorCommand, coordinator.CoordinatorEvent, coordinator),
}

DESCRIPTION = f"""\
JSON, one object a text frame, at most {LARGEST_FRAME} bytes. Ids are UUIDs, instants RFC 3339 in UTC.

The first frame is `hello`, within {socket.HELLO_SECONDS:.0f} s. The desk answers with one `snapshot`, then
the messages that the client lacks in order of `seq`, then `live`; then whatever happens. A snapshot may
come again at any time and replaces the state shown. The desk sends `heartbeat` every 10 s, and the client
answers each. A command with an `id` gets exactly one `ok` or `error` with it. A message that comes back to
its sender is committed.

The handshake needs the Origin of the desk or, for citizens, of a configured embedding site; else it is
403. Clients ignore fields and frames that they do not know.
"""

CLOSE_CODES = {
    socket.BROKEN: "broken protocol; do not reconnect",
    socket.BAD_TOKEN: "bad token, signed out, or the text is gone; do not reconnect",
    socket.NOT_ALLOWED: "not allowed; do not reconnect",
    socket.NO_HELLO: "no hello in time; do not reconnect",
    citizen_feed.DISPLACED: "displaced by a newer socket; do not reconnect by yourself",
    citizen_feed.OVER: "over; do not reconnect",
    socket.ABUSE: "abuse; do not reconnect",
    hub.MOVING: "this worker is leaving; reconnect",
    connection.SLOW_READER: "slow reader; reconnect",
    feed.RESYNCHRONISE: "resynchronise; reconnect",
    1009: "a frame over the limit; do not reconnect",
    1013: "the desk cannot answer just now; reconnect",
}


def document() -> dict[str, Any]:
    """The whole description."""
    passing = {cls for name in SOCKETS for cls in (*heard(name), *said(name))}
    classes = sorted(passing, key=lambda cls: cls.__name__)
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Guidance desk: sockets", "version": "1", "description": DESCRIPTION},
        "defaultContentType": "application/json",
        "servers": {"desk": {"host": "desk.example", "protocol": "wss"}},
        "channels": {name: channel(name) for name in SOCKETS},
        "operations": {
            **{f"{name}Says": operation(name, "receive", heard(name)) for name in SOCKETS},
            **{f"{name}Hears": operation(name, "send", said(name)) for name in SOCKETS},
        },
        "components": {
            "messages": {cls.__name__: message(cls) for cls in classes},
            "schemas": schemas(classes),
        },
        "x-close-codes": {str(code): CLOSE_CODES[code] for code in sorted(CLOSE_CODES)},
        "x-error-codes": error_codes(),
    }


def heard(name: str) -> list[type]:
    """What the desk hears on a socket: the hello, then commands."""
    return [Hello, *members(SOCKETS[name][0])]


def said(name: str) -> list[type]:
    """What the desk says on a socket."""
    return members(SOCKETS[name][1])


def members(union: Any) -> list[type]:
    """The structures of a union, or the only one."""
    return list(get_args(union) or (union,))


def channel(name: str) -> dict[str, Any]:
    """A socket's address and everything that passes over it."""
    module = SOCKETS[name][2]
    return {
        "address": f"/ws/{name}",
        "description": first_line(module),
        "messages": {cls.__name__: {"$ref": MESSAGES + cls.__name__} for cls in (*heard(name), *said(name))},
        "bindings": {"ws": {"method": "GET"}},
    }


def operation(name: str, action: str, classes: list[type]) -> dict[str, Any]:
    """What the desk receives or sends; AsyncAPI describes it from the desk's side."""
    listed = [{"$ref": f"#/channels/{name}/messages/{cls.__name__}"} for cls in classes]
    return {"action": action, "channel": {"$ref": f"#/channels/{name}"}, "messages": listed}


def message(cls: type) -> dict[str, Any]:
    """A frame: its `type`, what it means, its fields."""
    config = cls.__struct_config__  # type: ignore[attr-defined]
    return {"name": config.tag, "summary": first_line(cls), "payload": {"$ref": SCHEMAS + cls.__name__}}


def schemas(classes: list[type]) -> dict[str, Any]:
    """Every structure as JSON Schema, its parts too."""
    _, components = msgspec.json.schema_components(classes, ref_template=SCHEMAS + "{name}")
    for cls in (*classes, *parts()):
        if cls.__name__ in components:
            date_times(cls, components[cls.__name__]["properties"])
    return dict(sorted(components.items()))


def parts() -> list[type]:
    """The structures that frames are made of."""
    modules = (shared, citizen, counsellor, coordinator)
    found = {cls for module in modules for _, cls in inspect.getmembers(module, inspect.isclass)}
    return [cls for cls in found if issubclass(cls, msgspec.Struct)]


def date_times(cls: type, properties: dict[str, Any]) -> None:
    """Say of every instant that it is one: to msgspec it is a string like others."""
    for name, hint in get_type_hints(cls).items():
        shown = properties.get(name, {})
        if hint is shared.Instant:
            shown["format"] = "date-time"
        elif shared.Instant in get_args(hint):
            next(one for one in shown["anyOf"] if one["type"] == "string")["format"] = "date-time"


def error_codes() -> dict[str, str]:
    """Every stable code with its message for people."""
    found: dict[str, str] = {}
    for _, cls in inspect.getmembers(errors, inspect.isclass):
        if issubclass(cls, errors.DeskError) and "code" in cls.__dict__ and cls is not errors.DeskError:
            found[cls.code] = first_line(cls)
    return dict(sorted(found.items()))


def first_line(documented: object) -> str:
    """The first line of a docstring."""
    return (documented.__doc__ or "").strip().splitlines()[0]


class Legible(yaml.SafeDumper):
    """Writes texts of several lines as such."""


def legible(dumper: Legible, value: str) -> yaml.ScalarNode:
    """A text in YAML."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


Legible.add_representer(str, legible)


def render() -> str:
    """The file."""
    return HEADER + yaml.dump(document(), Dumper=Legible, sort_keys=False, allow_unicode=True, width=110)


def main() -> int:
    """Write the file, or with `--check` say whether it is up to date."""
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(render(), encoding="utf-8")
        return 0
    fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == render()
    print("asyncapi.yaml is up to date" if fresh else "asyncapi.yaml is old: run python -m tools.asyncapi")
    return 0 if fresh else 1


if __name__ == "__main__":
    sys.exit(main())
