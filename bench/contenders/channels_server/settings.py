"""Django's settings for the contender: production values, connections kept, no more apps than needed."""

import os

SECRET_KEY = "of the benchmark only"  # noqa: S105 (it signs nothing)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
USE_TZ = True
INSTALLED_APPS = ["channels", "channels_server.talk"]
MIDDLEWARE: list[str] = []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
ASGI_APPLICATION = "channels_server.asgi.application"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "postgres",
        "USER": "postgres",
        "HOST": os.environ["POSTGRES_FOLDER"],
        "CONN_MAX_AGE": None,
    }
}
CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [os.environ["VALKEY_URL"]]},
    }
}
"""Of the two layers of channels_redis the one that was faster here, as uvicorn was beside daphne."""
