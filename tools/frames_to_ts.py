"""Writes the frames of app/frames as TypeScript types, so that pages and desk cannot drift apart.

`python -m tools.frames_to_ts` writes web/src/shared/protocol.ts; `--check` fails when it is out of date.
"""

import enum
import sys
from pathlib import Path
from typing import Any, get_args

import msgspec.inspect as inspect

from app.frames import citizen, coordinator, counsellor, hello

TARGET = Path(__file__).resolve().parent.parent / "web" / "src" / "shared" / "protocol.ts"

UNIONS = {
    "CitizenCommand": citizen.CitizenCommand,
    "CitizenEvent": citizen.CitizenEvent,
    "CounsellorCommand": counsellor.CounsellorCommand,
    "CounsellorEvent": counsellor.CounsellorEvent,
    "CoordinatorCommand": coordinator.CoordinatorCommand,
    "CoordinatorEvent": coordinator.CoordinatorEvent,
}

HEADER = "// Generated from app/frames by tools/frames_to_ts.py: change the frames, never this file.\n"


def render() -> str:
    """The whole file: every structure after its parts, then the unions."""
    declarations: dict[str, str] = {}
    for root in (hello.Hello, *UNIONS.values()):
        declare(inspect.type_info(root), declarations)
    unions = [f"export type {name} = {union(kind)};\n" for name, kind in UNIONS.items()]
    return "\n".join([HEADER, *declarations.values(), *unions])


def union(kind: Any) -> str:
    """The members' names of a union of structures, or the one structure's own name."""
    return " | ".join(member.__name__ for member in get_args(kind) or (kind,))


def declare(kind: inspect.Type, declarations: dict[str, str]) -> None:
    """Adds the declarations that a type needs, its parts before itself."""
    if isinstance(kind, inspect.UnionType):
        for member in kind.types:
            declare(member, declarations)
    elif isinstance(kind, inspect.ListType):
        declare(kind.item_type, declarations)
    elif isinstance(kind, inspect.DictType):
        declare(kind.value_type, declarations)
    elif isinstance(kind, inspect.EnumType):
        declarations.setdefault(kind.cls.__name__, enumeration(kind.cls))
    elif isinstance(kind, inspect.StructType) and kind.cls.__name__ not in declarations:
        for field in kind.fields:
            declare(field.type, declarations)
        declarations[kind.cls.__name__] = structure(kind)


def enumeration(cls: type[enum.Enum]) -> str:
    """A union of the values."""
    values = " | ".join(f'"{member.value}"' for member in cls)
    return f"{comment(cls)}export type {cls.__name__} = {values};\n"


def structure(kind: inspect.StructType) -> str:
    """An interface; the tag, where there is one, is its first field."""
    lines = [f"{comment(kind.cls)}export interface {kind.cls.__name__} {{"]
    if kind.tag_field is not None:
        lines.append(f'  {kind.tag_field}: "{kind.tag}";')
    lines.extend(f"  {field_line(field)}" for field in kind.fields)
    return "\n".join([*lines, "}\n"])


def field_line(field: inspect.Field) -> str:
    """One field; optional where the desk may leave it out or has a default."""
    return f"{field.encode_name}{'' if field.required else '?'}: {type_name(field.type)};"


def type_name(kind: inspect.Type) -> str:
    """How TypeScript says the type."""
    if isinstance(kind, inspect.StructType | inspect.EnumType):
        return kind.cls.__name__
    if isinstance(kind, inspect.UnionType):
        return " | ".join(type_name(member) for member in kind.types)
    if isinstance(kind, inspect.ListType):
        inner = type_name(kind.item_type)
        return f"({inner})[]" if " " in inner else f"{inner}[]"
    if isinstance(kind, inspect.DictType):
        return f"Record<{type_name(kind.key_type)}, {type_name(kind.value_type)}>"
    return PLAIN[type(kind)]


PLAIN: dict[type[inspect.Type], str] = {
    inspect.StrType: "string",
    inspect.UUIDType: "string",
    inspect.IntType: "number",
    inspect.FloatType: "number",
    inspect.BoolType: "boolean",
    inspect.NoneType: "null",
    inspect.AnyType: "unknown",
}


def comment(cls: type) -> str:
    """The first line of the docstring, as a comment."""
    return f"/** {(cls.__doc__ or cls.__name__).strip().splitlines()[0]} */\n"


def main() -> int:
    """Writes the file, or with `--check` says whether it is up to date."""
    text = render()
    if "--check" in sys.argv[1:]:
        fresh = TARGET.exists() and TARGET.read_text(encoding="utf-8") == text
        print("protocol.ts is up to date" if fresh else "protocol.ts is old: run tools/frames_to_ts.py")
        return 0 if fresh else 1
    TARGET.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
