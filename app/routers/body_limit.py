"""No body of a request grows beyond what anybody needs, whatever its headers say."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.domain.errors import Invalid

LARGEST = 1_048_576


class BodyLimit:
    """Stops reading a body beyond 1 MiB; whoever reads it gets `Invalid`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on; sockets have a limit of their own."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        size = 0
        declared = _declared(scope)

        async def limited() -> Message:
            nonlocal size
            if declared > LARGEST:
                raise Invalid({"body": f"must not be larger than {LARGEST} bytes"})
            message = await receive()
            size += len(message.get("body", b""))
            if size > LARGEST:
                raise Invalid({"body": f"must not be larger than {LARGEST} bytes"})
            return message

        await self._app(scope, limited, send)


def _declared(scope: Scope) -> int:
    """How large the body says it will be; a large one is refused before any of it is read."""
    found = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(found[0]) if found and found[0].isdigit() else 0
