"""Reports asked for over HTTP by a coordinator who is signed in, once or for as long as a block lasts."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from app.cli.backstage import backstage
from app.domain.counsellor import Role
from app.repositories import sign_ins, staff
from app.repositories.ids import new_token, token_hash
from app.routers.dependencies import COOKIE
from app.settings import Settings

NO_PASSWORD = "!"  # noqa: S105 — nobody signs in with it.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Answer:
    """How an answer came."""

    status: int
    seconds: float
    size: int


async def coordinator(settings: Settings) -> str:
    """The cookie of a new coordinator."""
    token = new_token()
    async with backstage(settings) as transaction, transaction() as tx:
        who = await staff.add(
            tx,
            email=f"reads-{token[:12].lower()}@desk.example",
            name="reads",
            role=Role.COORDINATOR,
            centre=None,
            password_hash=NO_PASSWORD,
        )
        await sign_ins.open_session(tx, who, token_hash(token), lasts=timedelta(days=1))
    return f"{COOKIE}={token}"


def ask(url: str, path: str, cookie: str) -> Answer:
    """One question, on a connection of its own."""
    place = urlsplit(url)
    began = time.perf_counter()
    connection = HTTPConnection(place.hostname or "", place.port, timeout=PATIENCE)
    try:
        connection.request("GET", path, headers={"cookie": cookie})
        response = connection.getresponse()
        return Answer(response.status, time.perf_counter() - began, len(response.read()))
    finally:
        connection.close()


@contextmanager
def all_the_while(urls: Sequence[str], path: str, cookie: str, *, people: int) -> Iterator[list[Answer]]:
    """So many people who ask again as soon as they are answered; what they were answered."""
    answers: list[Answer] = []
    over = threading.Event()

    def go_on(url: str) -> None:
        while not over.is_set():
            try:
                answers.append(ask(url, path, cookie))
            except (HTTPException, OSError):
                answers.append(Answer(0, 0.0, 0))

    threads = [threading.Thread(target=go_on, args=(urls[one % len(urls)],)) for one in range(people)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        over.set()
        for thread in threads:
            thread.join()
