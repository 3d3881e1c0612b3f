"""A worker has the settings of its parent, whatever they came from."""

from __future__ import annotations

import pytest

from app.settings import Settings
from app.supervisor.running import as_environment


def test_settings_survive_the_way_to_another_process(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(
        port=8765,
        database_url="postgresql://desk:s3cret@db/desk",
        embedding_sites=("https://a.example", "https://b.example"),
        metrics=True,
        clock_offset_seconds=-3600.5,
        log_level="debug",
    )
    for name, value in as_environment(settings).items():
        monkeypatch.setenv(name, value)
    assert Settings() == settings
