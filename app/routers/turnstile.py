"""How often one may ask for a chat: so many times from one address, and by a proof while a crowd asks."""

import hashlib
import hmac
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from typing import Any
from uuid import UUID

from starlette.datastructures import Address

from app.domain.errors import ProofRequired, SwitchboardAway, TooManyRequests
from app.domain.proof import BITS, proves
from app.wiring import Desk

BURST = 10
EVERY = timedelta(seconds=20)
CROWD = 5
CROWD_EVERY = timedelta(seconds=10)
"""Five at once, then six a minute, far more than the busiest hour brings: beyond that, each needs a proof."""
CROWD_MOST = timedelta(minutes=5)
CHALLENGE_LASTS = timedelta(minutes=2)
ASKER_LASTS = timedelta(hours=6)
"""Longer than a wait and a conversation take; then nobody can tell any more from where it was asked for."""
SLOW_EVERY = timedelta(minutes=5)
"""A school or a library is one address: whoever is not meant can still ask, and only waits a little."""
PREFIX = 64
"""Bits of an IPv6 address that one household or company has as one: the rest is theirs to choose."""


VISIT_BURST = 30
VISIT_EVERY = timedelta(seconds=10)


async def require_visit_pace(desk: Desk, client: Address | None) -> None:
    """Raises `TooManyRequests`; looking at a closed door takes nothing from what one may ask."""
    if desk.settings.loopback or client is None:
        return
    name = counted_as(client.host, desk.settings.address_secret)
    try:
        wait = await desk.limits.take(
            f"visit:{name}", burst=VISIT_BURST, every=VISIT_EVERY, now=desk.clock.now()
        )
    except SwitchboardAway:
        return
    if wait is not None:
        raise TooManyRequests(retry_after_ms=int(wait.total_seconds() * 1000) + 1)


async def _is_new() -> bool:
    return False


async def require_pace(
    desk: Desk, client: Address | None, proof: Any, *, known: Callable[[], Awaitable[bool]] = _is_new
) -> None:
    """Raises `TooManyRequests`, `ProofRequired`; nothing counts on loopback, nor while Valkey is away.

    What is `known`, the same request again within its time, needs neither proof nor patience: it lets nobody
    in. It is asked for only where somebody would be held up, and counts for the address as any other.
    """
    if desk.settings.loopback or client is None:
        return
    name = counted_as(client.host, desk.settings.address_secret)
    try:
        await _require_pace(desk, client)
        if not await desk.askers.is_slowed(name):
            await _require_proof(desk, proof, known)
        elif not await known():
            await _require_patience(desk, name, proof)
    except SwitchboardAway:
        return


async def remember_asker(desk: Desk, client: Address | None, contact_id: UUID) -> None:
    """From where this contact was asked for, so that whoever is abusive in it can be slowed down."""
    if desk.settings.loopback or client is None or not desk.rules().policy.abuse_slow_seconds:
        return
    name = counted_as(client.host, desk.settings.address_secret)
    with suppress(SwitchboardAway):
        await desk.askers.remember(contact_id, name, ASKER_LASTS)


async def require_receipt_pace(desk: Desk, client: Address | None) -> None:
    """Codes of 80 bits are not to be tried out: as many as somebody mistypes. See `require_pace`."""
    if desk.settings.loopback or client is None:
        return
    with suppress(SwitchboardAway):
        await _require_pace(desk, client, "receipt")


async def _require_pace(desk: Desk, client: Address, what: str = "ask") -> None:
    name = counted_as(client.host, desk.settings.address_secret)
    wait = await desk.limits.take(f"{what}:{name}", burst=BURST, every=EVERY, now=desk.clock.now())
    if wait is not None:
        raise TooManyRequests(retry_after_ms=int(wait.total_seconds() * 1000) + 1)


def counted_as(host: str, secret: str) -> str:
    """The name under which an address is counted: nobody can turn it back, and it changes with each start."""
    try:
        address = ip_address(host.partition("%")[0])
    except ValueError:
        address = None
    network = address.packed[: PREFIX // 8] if isinstance(address, IPv6Address) else host.encode()
    return hmac.new(secret.encode(), network, hashlib.sha256).hexdigest()[:32]


async def _require_patience(desk: Desk, name: str, proof: Any) -> None:
    """Somebody there was abusive lately: each ask needs a proof, and there is one for a while."""
    if not await _is_proven(desk, proof):
        raise ProofRequired(await desk.limits.give_challenge(CHALLENGE_LASTS), BITS)
    wait = await desk.limits.take(f"slow:{name}", burst=1, every=SLOW_EVERY, now=desk.clock.now())
    if wait is not None:
        raise TooManyRequests(retry_after_ms=int(wait.total_seconds() * 1000) + 1)


async def _require_proof(desk: Desk, proof: Any, known: Callable[[], Awaitable[bool]]) -> None:
    """Whoever proves is let through and counts for nothing; the others count, let through or not."""
    if await _is_proven(desk, proof):
        return
    crowded = await desk.limits.crowded(
        "crowd", burst=CROWD, every=CROWD_EVERY, most=CROWD_MOST, now=desk.clock.now()
    )
    if crowded and not await known():
        raise ProofRequired(await desk.limits.give_challenge(CHALLENGE_LASTS), BITS)


async def _is_proven(desk: Desk, proof: Any) -> bool:
    if not isinstance(proof, dict):
        return False
    challenge, word = proof.get("challenge"), proof.get("proof")
    if not isinstance(challenge, str) or not isinstance(word, str) or len(challenge) + len(word) > 200:
        return False
    return proves(challenge, word) and await desk.limits.redeem_challenge(challenge)
