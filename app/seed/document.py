"""Reading the seed's JSON documents, once each."""

import json
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def document(name: str) -> Any:
    """The document `name`.json of this folder; shared by all readers, so nobody changes it."""
    return json.loads((files("app.seed") / f"{name}.json").read_text(encoding="utf-8"))
