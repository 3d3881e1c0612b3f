"""What is kept under lock and key: texts and numbers encrypted, receipts that nobody can guess.

The first key encrypts and signs, every key opens: so a new one is put first, and the former one taken away
when nothing is left that it closed, at the latest after the time that follow-ups and their answers are kept.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

import structlog
from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from app.domain.errors import Unavailable
from app.domain.receipt_code import code_of

CODE_BYTES = 10
ID_BYTES = 16

log = structlog.get_logger(__name__)


class Holder(StrEnum):
    """Whose receipt it is."""

    CONTACT = "contact"
    FOLLOW_UP = "follow_up"


PREFIX = {Holder.CONTACT: "c.", Holder.FOLLOW_UP: "f."}
"""No token of a contact has a full stop, so the two are never taken for each other."""


class Seal:
    """The desk's keys; without any, whatever needs one raises `Unavailable`."""

    def __init__(self, keys: Sequence[str]) -> None:
        """`keys`: 32 bytes each, in base64; the first one is used for what is new."""
        self._fernet = MultiFernet([Fernet(key) for key in keys]) if keys else None
        self._secrets = [base64.urlsafe_b64decode(key) for key in keys]

    @property
    def has_keys(self) -> bool:
        """Whether anything can be sealed."""
        return bool(self._secrets)

    def close(self, text: str | None) -> bytes | None:
        """The text as it is stored; raises `Unavailable`."""
        if self._fernet is None:
            raise Unavailable({"follow_ups": "are not taken at this desk"})
        return None if text is None else self._fernet.encrypt(text.encode())

    def open(self, stored: bytes | None) -> str | None:
        """The text again; null where the key has been taken away, which is logged."""
        if stored is None or self._fernet is None:
            return None
        try:
            return self._fernet.decrypt(stored).decode()
        except InvalidToken:
            log.error("sealing.key_missing")
            return None

    def mark(self, text: str) -> list[bytes]:
        """What tells equal texts apart from others without telling the text, by each key."""
        return [_digest(secret, b"mark", text.encode()) for secret in self._secrets]

    def codes(self, follow_up_id: UUID) -> list[str]:
        """Its receipt code, by each key: the same again for whoever asks again, and stored nowhere."""
        return [
            code_of(_digest(secret, b"code", follow_up_id.bytes)[:CODE_BYTES]) for secret in self._secrets
        ]

    def token(self, holder: Holder, whose: UUID) -> str:
        """A token that reads and erases, and opens no socket; raises `Unavailable`.

        It is signed, not stored: a receipt opened elsewhere leaves the tokens that are in use alone.
        """
        if not self._secrets:
            raise Unavailable({"code": "receipts are not opened at this desk"})
        signed = whose.bytes + _digest(self._secrets[0], PREFIX[holder].encode(), whose.bytes)
        return PREFIX[holder] + base64.urlsafe_b64encode(signed).decode().rstrip("=")

    def whose(self, token: str) -> tuple[Holder, UUID] | None:
        """Whose receipt was signed by this token; none where it is no such token."""
        holder = next((one for one, prefix in PREFIX.items() if token.startswith(prefix)), None)
        if holder is None:
            return None
        try:
            signed = base64.urlsafe_b64decode(token[2:] + "=" * (-len(token[2:]) % 4))
        except ValueError:
            return None
        name, said = signed[:ID_BYTES], signed[ID_BYTES:]
        made = (_digest(secret, PREFIX[holder].encode(), name) for secret in self._secrets)
        if not any(hmac.compare_digest(said, one) for one in made):
            return None
        return holder, UUID(bytes=name)


def code_hash(code: str) -> bytes:
    """What is stored of a code."""
    return hashlib.sha256(code.encode()).digest()


def _digest(secret: bytes, purpose: bytes, about: bytes) -> bytes:
    return hmac.digest(hmac.digest(secret, b"guidance-desk/" + purpose, "sha256"), about, "sha256")
