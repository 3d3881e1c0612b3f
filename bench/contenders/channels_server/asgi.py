"""The application: one websocket consumer, and nothing for HTTP but Django's own answer."""

import os

import django
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.urls import path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "channels_server.settings")
django.setup()

from channels_server.talk.consumer import Conversation  # noqa: E402 (Django must be set up before it)

application = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": URLRouter([path("ws", Conversation.as_asgi())]),
    }
)
