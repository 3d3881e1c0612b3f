"""Which addresses counsellors may list, how they are written down, and which sites they are of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import Invalid
from app.domain.links import LONGEST_ADDRESS, read_address, read_page, sites_of
from app.domain.reading import Problems
from app.seed.public_pages import public_pages

TITLE = {"nb": "Nav", "nn": "Nav", "en": "Nav"}


def read(value: object) -> tuple[str, str]:
    """The address as it is kept, and what was wrong with it."""
    problems = Problems()
    found = read_address(problems, "address", value)
    return found, problems.found.get("address", "")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("https://WWW.Nav.no", "https://www.nav.no/"),
        ("  https://nav.no./dagpenger ", "https://nav.no/dagpenger"),
        ("HTTPS://nav.no:443/a?b=c#d", "https://nav.no/a?b=c#d"),
        ("https://nav.no?b=c", "https://nav.no/?b=c"),
        ("https://utdanning.no/yrke/rørlegger", "https://utdanning.no/yrke/r%C3%B8rlegger"),
        ("https://utdanning.no/a%20b", "https://utdanning.no/a%20b"),
        ("https://blåbær.no/", "https://xn--blbr-roah.no/"),
    ],
)
def test_an_address_is_kept_as_browsers_write_it(given: str, kept: str) -> None:
    assert read(given) == (kept, "")


@pytest.mark.parametrize(
    "given",
    [
        "http://nav.no/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//nav.no/",
        "nav.no",
        "https://",
        "https:///nav.no",
        "https://localhost/",
        "https://desk/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://nav.no:8443/",
        "https://nav.no:80/",
        "https://nav.no:0/",
        "https://nav.no:99999/",
        "https://nav.no@evil.example/",
        "https://user:secret@nav.no/",
        "https://nav.no\\@evil.example/",
        "https://nav.no/a b",
        "https://nav.no/\u202egnp.exe",
        "https://nav.no/\ud800",
        "https://na\u200bv.no/",
        "https://a..no/",
        "https://-nav.no/",
        f"https://{'a' * 64}.no/",
        "https://[nav.no/",
        'https://nav.no/"onmouseover="x',
        "https://nav.no/" + "x" * LONGEST_ADDRESS,
        "",
        " ",
        None,
        7,
        ["https://nav.no/"],
    ],
    ids=lambda value: ascii(value)[:40],
)
def test_no_other_address_is_taken(given: object) -> None:
    found, why = read(given)
    assert found == ""
    assert why


@given(st.sampled_from(["", "https://", "https://nav.no/", "https://a.no?"]), st.text(max_size=40))
def test_whatever_is_typed_is_refused_or_kept_so_that_it_stays_the_same(start: str, text: str) -> None:
    kept, why = read(start + text)
    assert bool(kept) != bool(why)
    if kept:
        assert kept.isascii()
        assert read(kept) == (kept, "")


def test_a_site_is_known_with_and_without_www() -> None:
    pages = ["https://www.nav.no/a", "https://nav.no/b", "https://arbeidsplassen.nav.no/", "https://udir.no/"]
    assert sites_of(pages) == ["arbeidsplassen.nav.no", "nav.no", "udir.no", "www.nav.no", "www.udir.no"]


def test_every_wrong_field_of_a_page_is_named() -> None:
    with pytest.raises(Invalid) as refused:
        read_page({"address": "nav.no", "title": {"nb": "", "nn": "x" * 121}, "words": 7})
    assert set(refused.value.details) == {"address", "title.nb", "title.nn", "title.en", "words"}
    bodies: list[object] = [None, [], "x", {"address": "https://nav.no/", "title": "Nav"}]
    for body in bodies:
        with pytest.raises(Invalid):
            read_page(body)


def test_words_may_be_left_out() -> None:
    for words in ({}, {"words": None}, {"words": ""}):
        assert read_page({"address": "https://nav.no/", "title": TITLE, **words}).words == ""


def test_a_new_desk_begins_with_pages_in_three_languages_on_sites_of_their_own() -> None:
    pages = public_pages()
    assert len(pages) >= 25
    assert len({page.address for page in pages}) == len(pages)
    assert all(set(page.title) == {"nb", "nn", "en"} and page.words for page in pages)
    assert {"utdanning.no", "www.nav.no", "vilbli.no"} <= set(sites_of(page.address for page in pages))
