"""What every test stands on: real stores, and a network that ends at this machine."""

from __future__ import annotations

from tests.fixtures.network import keep_to_this_machine

pytest_plugins = ["tests.fixtures.stores"]

keep_to_this_machine()
