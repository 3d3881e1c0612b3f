"""How answers travel: compressed for whoever takes that (RFC 9110 § 12.5.3), and as data inside a page."""

from __future__ import annotations

import json

import pytest

from app.routers.encodings import accepted
from app.routers.pages import as_data


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("gzip, deflate, br, zstd", ("br", "gzip")),
        ("gzip", ("gzip",)),
        ("GZIP;Q=0.1", ("gzip",)),
        ("br;q=0, gzip", ("gzip",)),
        ("*", ("br", "gzip")),
        ("*;q=0.5, br;q=0", ("gzip",)),
        ("identity", ()),
        ("", ()),
        ("gzip;q=never", ()),
        (",,;;=,", ()),
        ("gzip;q=nan", ()),
    ],
)
def test_a_form_is_taken_when_it_is_named_and_not_refused(header: str, taken: tuple[str, ...]) -> None:
    assert accepted(header) == taken


@pytest.mark.parametrize("notice", ["</script><script>alert(1)</script>", "<!--<script>", "{told} & 'x'"])
def test_what_a_notice_says_ends_no_element_of_the_page(notice: str) -> None:
    data = as_data(json.dumps({"notice": notice}).encode())
    inside = data.split(">", 1)[1].rsplit("</script>", 1)[0]
    assert "<" not in inside
    assert json.loads(inside) == {"notice": notice}
