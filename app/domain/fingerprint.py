"""Whether a document is still the one somebody read: a short digest of what it holds."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from app.domain.errors import WrongState


def fingerprint(document: Mapping[str, Any]) -> str:
    """The same for the same content, whatever the order of its fields."""
    text = json.dumps(document, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def require_unchanged(document: Mapping[str, Any], read: object) -> None:
    """Raises `WrongState` where `read` is given and is another version's: somebody else has changed it."""
    if read is not None and read != fingerprint(document):
        raise WrongState({"if_version": "somebody else has changed it meanwhile"})
