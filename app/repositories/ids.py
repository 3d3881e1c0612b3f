"""New ids: UUIDs of version 7, which sort by the time they were made; and tokens that cannot be guessed."""

import base64
import hashlib
import secrets
from datetime import datetime
from uuid import UUID


def new_id(now: datetime) -> UUID:
    """A UUID version 7 (RFC 9562 § 5.7): 48 bits of milliseconds, then 74 bits of chance."""
    return id_at(now, secrets.randbits(74))


def id_at(now: datetime, chance: int) -> UUID:
    """The UUID version 7 of an instant with these 74 bits, for those who draw their chance themselves."""
    milliseconds = int(now.timestamp() * 1000)
    high = (milliseconds << 16) | 0x7000 | (chance >> 62)
    low = (0b10 << 62) | (chance & ((1 << 62) - 1))
    return UUID(int=(high << 64) | low)


def new_token() -> str:
    """256 random bits, shown once; only its hash is stored."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a token; with 256 random bits a plain digest is enough."""
    return hashlib.sha256(token.encode()).digest()


def new_code() -> str:
    """A receipt code of 80 bits, in four groups that can be read out."""
    letters = base64.b32encode(secrets.token_bytes(10)).decode()
    return "-".join(letters[start : start + 4] for start in range(0, 16, 4))
