"""Public pages that counsellors may link to: their addresses, and the sites they stand on."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, quote, urlsplit

from app.domain.one_line import read_line
from app.domain.reading import Problems, read_mapping
from app.domain.wording import REQUIRED

LONGEST_ADDRESS = 500
LONGEST_TITLE = 120
LONGEST_WORDS = 300
MOST_PAGES = 500
WWW = "www."
HTTPS = 443
HOST = re.compile(
    r"(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})"
)
"""A name with a dot: no machine of one's own, and no number, stands in a public list."""

UNSAFE = re.compile(
    r"[\x00-\x20\x7f-\xa0\\<>\"{}|^`\ud800-\udfff\u2000-\u200f\u2028-\u202f\u2060-\u2069\ufeff]"
)
KEPT = "/%:@!$&'()*+,;=~-._?"
"""What stands in a path, a query or a fragment as it is."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page with its titles by language, and words that help to find it."""

    address: str
    title: dict[str, str]
    words: str

    def as_json(self) -> dict[str, Any]:
        """The page as it is shown and audited."""
        return {"address": self.address, "title": self.title, "words": self.words}


def read_page(body: object) -> Page:
    """A page from a posted body; raises `Invalid` with field -> why."""
    problems = Problems()
    given = read_mapping(problems, "body", body)
    title = read_mapping(problems, "title", given.get("title"))
    page = Page(
        address=read_address(problems, "address", given.get("address")),
        title={
            language: read_line(problems, f"title.{language}", title.get(language), most=LONGEST_TITLE)
            for language in REQUIRED
        },
        words=_words(problems, given),
    )
    problems.raise_any()
    return page


def _words(problems: Problems, given: Mapping[str, Any]) -> str:
    words = given.get("words")
    if words is None or words == "":
        return ""
    return read_line(problems, "words", words, most=LONGEST_WORDS)


def read_address(problems: Problems, path: str, value: object) -> str:
    """An `https` address as browsers write it: the host in small ASCII letters, no port, no password.

    Empty, with the reason noted, for everything else.
    """
    if not isinstance(value, str) or not value.strip():
        problems.add(path, "must be an address such as https://utdanning.no/")
        return ""
    text = value.strip()
    if len(text) > LONGEST_ADDRESS:
        problems.add(path, f"must be at most {LONGEST_ADDRESS} characters")
    elif UNSAFE.search(text):
        problems.add(path, "must hold no spaces or other signs that do not belong in an address")
    else:
        return _normal(problems, path, text)
    return ""


def _normal(problems: Problems, path: str, text: str) -> str:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        problems.add(path, "must be an address such as https://utdanning.no/")
        return ""
    if parts.scheme.lower() != "https":
        problems.add(path, "must begin with https://")
    elif parts.username is not None or port not in (None, HTTPS):
        problems.add(path, "must name neither a port nor somebody who signs in")
    elif not (host := _host(parts)):
        problems.add(path, "must name a public site")
    else:
        return f"https://{host}{_rest(parts)}"
    return ""


def _host(parts: SplitResult) -> str:
    """The host in small letters, as ASCII; empty where it is none of a public site."""
    try:
        host = (parts.hostname or "").removesuffix(".").encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
    return host if HOST.fullmatch(host) else ""


def _rest(parts: SplitResult) -> str:
    rest = quote(parts.path, safe=KEPT) or "/"
    if parts.query:
        rest += "?" + quote(parts.query, safe=KEPT)
    return rest + ("#" + quote(parts.fragment, safe=KEPT) if parts.fragment else "")


def sites_of(addresses: Iterable[str]) -> list[str]:
    """The hosts of these addresses in order, each also with and without `www.`: both are one owner's."""
    hosts = {urlsplit(address).hostname or "" for address in addresses} - {""}
    bare = {host.removeprefix(WWW) for host in hosts}
    return sorted(hosts | bare | {f"{WWW}{host}" for host in bare if host.count(".") == 1})
