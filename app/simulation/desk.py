"""The desk's HTTP doors as a client sees them (protocol § 1 and § 2)."""

import asyncio
from collections.abc import Mapping
from typing import Any, Self
from urllib.parse import urlsplit

import httpx2

from app.domain.proof import solve

Reply = httpx2.Response
PAGE = 200


class DeskRefused(Exception):
    """The desk answered a request with an error; `code` is its stable code."""

    def __init__(self, reply: Reply) -> None:
        self.status = reply.status_code
        try:
            error = reply.json().get("error", {})
        except ValueError:
            error = {}
        self.code = str(error.get("code", f"http_{reply.status_code}"))
        self.details: Mapping[str, Any] = error.get("details") or {}
        super().__init__(f"{reply.status_code} {self.code} {error.get('message', '')}".strip())


class Desk:
    """One address of a running desk, and one person's cookies at it."""

    def __init__(self, url: str, *, timeout: float = 10.0) -> None:
        self.url = url.rstrip("/")
        parts = urlsplit(self.url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.sockets = f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}"
        self._http = httpx2.AsyncClient(base_url=self.url, timeout=timeout, trust_env=False)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def read(self, path: str, *, token: str | None = None, **params: Any) -> Any:
        """GET a JSON document; raises `DeskRefused`, or `httpx2.HTTPError` when the desk is out of reach."""
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return _answer(await self._http.get(path, params=params, headers=headers))

    async def put(self, path: str, body: Mapping[str, Any], *, token: str) -> Any:
        """PUT what is one's own by a contact's token; raises as `read` does."""
        headers = {"Authorization": f"Bearer {token}", "Origin": self.origin}
        return _answer(await self._http.put(path, json=dict(body), headers=headers))

    async def change(self, path: str, body: Mapping[str, Any] | None = None) -> Any:
        """POST a change with the Origin and the header that changes need; raises as `read` does."""
        answer = await self._http.post(path, json=dict(body or {}), headers=self._as_change())
        try:
            return _answer(answer)
        except DeskRefused as refusal:
            if refusal.code != "proof_required":
                raise
            challenge = str(refusal.details["challenge"])
            found = await asyncio.to_thread(solve, challenge, int(refusal.details["bits"]))
            proven = {**(body or {}), "proof": {"challenge": challenge, "proof": found}}
            return _answer(await self._http.post(path, json=proven, headers=self._as_change()))

    async def remove(self, path: str) -> None:
        """DELETE, as a change; raises as `read` does."""
        _answer(await self._http.delete(path, headers=self._as_change()))

    def _as_change(self) -> dict[str, str]:
        return {"Origin": self.origin, "X-Desk": "1"}

    async def sign_in(self, email: str, password: str) -> Mapping[str, Any]:
        """Sign a counsellor in; the cookie stays with this object."""
        me: Mapping[str, Any] = await self.change("/api/login", {"email": email, "password": password})
        return me

    async def ws_ticket(self) -> str:
        """A ticket for one socket, good for 30 s."""
        return str((await self.change("/api/ws-ticket"))["ticket"])

    async def messages(self, contact_id: str, *, after: int = 0) -> list[Mapping[str, Any]]:
        """Every message of an own contact after a seq, page by page."""
        found: list[Mapping[str, Any]] = []
        while True:
            page = await self.read(f"/api/contacts/{contact_id}/messages", after=after)
            found += page["messages"]
            if len(page["messages"]) < PAGE:
                return found
            after = int(page["messages"][-1]["seq"])

    async def left(self, contact_id: str) -> str:
        """What was left in words, where an own contact is an attempt at a follow-up; else an empty text."""
        held = (await self.read(f"/api/contacts/{contact_id}"))["follow_up"] or {}
        return str(held.get("text") or "")


def _answer(reply: Reply) -> Any:
    if reply.is_error:
        raise DeskRefused(reply)
    return reply.json() if reply.content else None
