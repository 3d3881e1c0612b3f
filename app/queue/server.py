"""What kind of server stands behind an address, for those who check an installation."""

from dataclasses import dataclass

from app.queue.client import away, connect


@dataclass(frozen=True, slots=True)
class Server:
    """A server that speaks the Redis protocol; `version` of the protocol's commands it knows."""

    name: str
    version: tuple[int, ...]
    keeps_everything: bool


async def server_behind(valkey_url: str) -> Server:
    """Ask it; raises `SwitchboardAway`."""
    client = connect(valkey_url)
    try:
        with away():
            server = await client.info("server")
            memory = await client.info("memory")
    finally:
        await client.aclose()
    compatible = str(server["redis_version"])
    own = server.get("valkey_version")
    return Server(
        name=f"Valkey {own}" if own else f"Redis {compatible}",
        version=tuple(int(part) for part in compatible.split(".")[:2]),
        keeps_everything=memory.get("maxmemory_policy") == "noeviction" or not memory.get("maxmemory"),
    )
