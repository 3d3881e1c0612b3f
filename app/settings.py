"""What an operator sets: environment variables with the prefix DESK_ become one frozen Settings."""

from __future__ import annotations

import os
import re
from base64 import b64decode
from pathlib import Path
from secrets import token_hex
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from app.seed.emergency import emergency

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104
SECRETS = Path(os.environ.get("DESK_SECRETS", "/run/secrets"))
"""Where containers find secrets: a file `desk_database_url` stands for the variable of that name."""
MAIL = re.compile(r"[^@\s\"'<>?&]+@[^@\s\"'<>?&]+\.[a-z]{2,}", re.IGNORECASE)
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Settings(BaseSettings):
    """Every field is an environment variable; its description is the line in the README's table."""

    model_config = SettingsConfigDict(
        env_prefix="DESK_",
        secrets_dir=SECRETS if SECRETS.is_dir() else None,
        frozen=True,
        extra="ignore",
        hide_input_in_errors=True,
    )

    host: str = Field(default="127.0.0.1", description="address to listen on")
    port: int = Field(default=8000, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    data: Path = Field(
        default=Path("var"), description="folder of the embedded servers, when none are configured"
    )
    database_url: str | None = Field(
        default=None, repr=False, description="PostgreSQL, `postgresql://…`; unset: an embedded one"
    )
    valkey_url: str | None = Field(
        default=None, repr=False, description="Valkey or Redis, `redis://…`; unset: an embedded one"
    )
    valkey_prefix: str = Field(
        default="desk", min_length=1, description="start of every key and channel in Valkey"
    )
    public_url: str | None = Field(
        default=None, description="address people use; default: the listening address"
    )
    embedding_sites: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="origins of pages that may embed the chat, separated by commas"
    )
    host_page: bool = Field(default=False, description="show the demo's fictitious education site at `/`")
    notice: str | None = Field(
        default=None,
        max_length=500,
        description="a line that citizens see while no notice of a coordinator's stands",
    )
    phone_number: str | None = Field(
        default=None, max_length=40, description="the number citizens call, shown to them as it is written"
    )
    owner: str | None = Field(
        default=None,
        max_length=120,
        description="who runs the service, on the pages `/accessibility`, `/privacy`",
    )
    contact: str | None = Field(
        default=None,
        max_length=200,
        description="where people complain of either: an e-mail or https address",
    )
    accessibility_statement: str | None = Field(
        default=None, description="https address of the owner's own accessibility statement (uustatus.no)"
    )
    privacy_statement: str | None = Field(
        default=None, description="https address of the owner's own privacy statement"
    )
    emergency_file: Path | None = Field(
        default=None,
        description="JSON file with the emergency lines, and the routine for concern, instead of the draft",
    )
    follow_up_keys: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        repr=False,
        description="keys for what is left in follow-ups (`openssl rand -base64 32`), separated by commas: "
        "the first one encrypts, all of them open. Unset: a desk with embedded servers makes its own, "
        "another one takes no follow-ups",
    )
    trusted_proxies: str = Field(
        default="127.0.0.1", description="addresses whose `X-Forwarded-For` is believed"
    )
    workers: int = Field(default=1, ge=1, le=64, description="number of worker processes")
    pool_size: int = Field(default=10, ge=2, le=100, description="database connections of one worker")
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="least level logged"
    )
    log_format: Literal["auto", "json", "console"] = Field(
        default="auto", description="`json` lines or `console`; auto: console on a terminal"
    )
    metrics: bool = Field(
        default=False, description="answer `/metrics` for Prometheus; keep it from the public"
    )
    session_idle_minutes: int = Field(default=600, ge=5, description="staff idle for so long are signed out")
    session_hours: int = Field(
        default=16, ge=1, le=72, description="staff sign in again after so long anyway"
    )
    address_secret: str = Field(
        default_factory=lambda: token_hex(32),
        exclude=True,
        repr=False,
        description="under this, addresses are counted; made at each start, the same for all its workers",
    )
    clock_offset_seconds: float = Field(
        default=0.0, exclude=True, description="tests move the clock by so much"
    )

    @field_validator("embedding_sites", "follow_up_keys", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        if not isinstance(value, str):
            return value
        return tuple(part for part in value.replace(",", " ").split() if part)

    @field_validator("embedding_sites")
    @classmethod
    def _origins_only(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(origin_of(site) for site in value)

    @field_validator("emergency_file", mode="before")
    @classmethod
    def _usable_file(cls, value: Any) -> Any:
        if not value:
            return None
        emergency(Path(value))
        return value

    @field_validator("follow_up_keys")
    @classmethod
    def _whole_keys(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if any(not is_key(key) for key in value):
            raise ValueError("a key is 32 bytes in base64")
        return value

    @field_validator("accessibility_statement", "privacy_statement")
    @classmethod
    def _secure_page(cls, value: str | None) -> str | None:
        if value is None or is_page(value):
            return value
        raise ValueError("an address starts with https:// and names a host")

    @field_validator("contact")
    @classmethod
    def _reachable(cls, value: str | None) -> str | None:
        if value is None or is_page(value) or MAIL.fullmatch(value):
            return value
        raise ValueError("is an e-mail address, or starts with https://")

    @field_validator("public_url")
    @classmethod
    def _public_origin(cls, value: str | None) -> str | None:
        return origin_of(value) if value else None

    @property
    def address(self) -> str:
        """The origin people use, without a slash at the end; on every address it is this machine's."""
        return self.public_url or origin_of(f"http://{bracketed(self.local_host)}:{self.port}")

    @property
    def local_host(self) -> str:
        """The host under which this machine itself reaches the desk."""
        return EVERYWHERE.get(self.host, self.host)

    @property
    def secure(self) -> bool:
        """Whether people come by https, so that cookies may say Secure."""
        return self.address.startswith("https://")

    @property
    def loopback(self) -> bool:
        """Whether only this machine can reach the desk; then there are no limits per address.

        Behind a proxy of this machine, people come from elsewhere: its public address says so.
        """
        return is_loopback(self.host) and is_loopback(urlsplit(self.address).hostname or "")

    @property
    def own_origins(self) -> frozenset[str]:
        """The desk's own origins; on loopback its three names are one (protocol, conventions)."""
        parts = urlsplit(self.address)
        if not is_loopback(parts.hostname or ""):
            return frozenset({self.address})
        port = f":{parts.port}" if parts.port else ""
        return frozenset({self.address, *(f"{parts.scheme}://{name}{port}" for name in LOOPBACK)})

    @property
    def allowed_origins(self) -> frozenset[str]:
        """The origins a citizen's page may come from: the desk's own and the embedding sites."""
        return self.own_origins | frozenset(self.embedding_sites)


def origin_of(address: str) -> str:
    """Scheme, host and port of an address as browsers write an Origin; ValueError if it has none."""
    parts = urlsplit(address.strip())
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("an address starts with http:// or https:// and names a host")
    usual = {"http": 80, "https": 443}[parts.scheme]
    port = f":{parts.port}" if parts.port and parts.port != usual else ""
    return f"{parts.scheme}://{bracketed(parts.hostname)}{port}"


def is_page(address: str) -> bool:
    """Whether a page can link to it: https, a host, and nothing that could end the attribute it stands in."""
    parts = urlsplit(address)
    return parts.scheme == "https" and bool(parts.hostname) and not re.search(r"[\s\"'<>]", address)


def is_key(key: str) -> bool:
    """Whether it is 32 bytes in base64, with either pair of signs for the last two of its alphabet."""
    try:
        return len(b64decode(key, altchars="-_" if "-" in key or "_" in key else None, validate=True)) == 32
    except ValueError:
        return False


def bracketed(host: str) -> str:
    """A host as it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def is_loopback(host: str) -> bool:
    """Whether a host name means this machine only."""
    return bracketed(host) in LOOPBACK or host.startswith("127.")


def settings_table() -> str:
    """The README's table of settings, in Markdown, made from the fields above."""
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        if field.exclude:
            continue
        rows.append(f"| `DESK_{name.upper()}` | {_shown(field.get_default())} | {field.description} |")
    return "\n".join(rows)


def _shown(default: object) -> str:
    if default is None or default == ():
        return ""
    return f"`{str(default).lower()}`" if isinstance(default, bool) else f"`{default}`"
