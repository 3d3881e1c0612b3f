"""The public pages that counsellors begin with; a draft that wants an owner."""

from functools import cache

from app.domain.links import Page, read_page
from app.seed.document import document


@cache
def public_pages() -> tuple[Page, ...]:
    """Every page in the order they are shown; raises `Invalid` where the draft is none."""
    return tuple(read_page(one) for one in document("public_pages")["pages"])
