"""Our own stack written naively, as the tutorials of its parts have it."""

from __future__ import annotations

from bench.contenders.floor import Uvicorns


class Naive(Uvicorns):
    """FastAPI, one ORM session and commit for each message, one Redis subscription for each socket."""

    name = "naive"
    title = "the same stack naively: FastAPI, an ORM session and commit a message, a subscription a socket"
    application = "bench.contenders.naive_app:app"
