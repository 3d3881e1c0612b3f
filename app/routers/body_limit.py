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

        async def limited() -> Message:
            nonlocal size
            message = await receive()
            size += len(message.get("body", b""))
            if size > LARGEST:
                raise Invalid({"body": f"must not be larger than {LARGEST} bytes"})
            return message

        await self._app(scope, limited, send)
