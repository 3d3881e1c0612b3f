"""The lists that the year's tables are made of, in the shape of the annual report's table 4.2."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from app.domain.annual import AnnualTable, Code
from app.domain.topics import NOT_REGISTERED, NOT_REGISTERED_IN
from app.seed.document import document
from app.seed.lists import education_levels

BEFORE_TOPICS = ("sex", "age_band", "job_status", "education_background", "county")
AFTER_TOPICS = ("earlier_guidance",)


@cache
def annual_tables() -> Mapping[str, AnnualTable]:
    """Every table but that of topics, which coordinators edit."""
    kinds: dict[str, dict[str, Any]] = {
        **document("categories"),
        "education_background": {"fields": education_levels()["education_background"]},
    }
    return {
        name: AnnualTable(name, tuple(_codes(name, kinds[name]))) for name in (*BEFORE_TOPICS, *AFTER_TOPICS)
    }


def _codes(name: str, kind: Mapping[str, Any]) -> Iterator[Code]:
    """The codes in order, each heading before the first of its own; those of before only where recorded."""
    headings = {one["code"]: one for one in kind.get("rollups", [])}
    begun = set[str]()
    for field in kind["fields"]:
        parent = field.get("rollup") if field.get("rollup") in headings else None
        if parent is not None and parent not in begun:
            begun.add(parent)
            yield Code(parent, headings[parent])
        yield Code(
            field["code"],
            field,
            parent,
            registered=field["code"] != NOT_REGISTERED_IN.get(name, NOT_REGISTERED),
            listed=field.get("active", True),
        )
    for former in kind.get("previous") or []:
        yield Code(former["code"], dict.fromkeys(("nb", "nn", "en"), former["name"]), listed=False)
