"""Which compressed form of an answer a browser takes (RFC 9110 § 12.5.3)."""

import gzip

from starlette.requests import Request
from starlette.responses import Response

SUFFIXES = {"br": ".br", "gzip": ".gz"}
"""The forms the build makes of each file, the smallest first."""
WORTH_IT = 256
"""Bytes; anything shorter travels in the same packet as it is."""


def accepted(header: str, offered: tuple[str, ...] = tuple(SUFFIXES)) -> tuple[str, ...]:
    """Those of `offered` that the header takes, in their order; `q=0` refuses, `*` is any other."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, parameter = part.strip().partition(";")
        weights[name.strip()] = _weight(parameter)
    return tuple(one for one in offered if weights.get(one, weights.get("*", 0.0)) > 0)


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def compressed(request: Request, response: Response) -> Response:
    """An answer made on the spot, gzipped for whoever takes that; caches keep the two forms apart."""
    response.headers.add_vary_header("Accept-Encoding")
    body = bytes(response.body)
    if len(body) < WORTH_IT or not accepted(request.headers.get("accept-encoding", ""), ("gzip",)):
        return response
    response.body = gzip.compress(body, mtime=0)
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(response.body))
    return response
