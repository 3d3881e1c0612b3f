"""What every test stands on: real stores, and a network that ends at this machine."""

from __future__ import annotations

import os

from tests.fixtures.network import keep_to_this_machine

pytest_plugins = [
    "tests.fixtures.stores",
    "tests.fixtures.schemas",
    "tests.fixtures.running_desk",
    "tests.fixtures.scene",
]
NEEDED = {"DESK_CHROME"}

for name in [name for name in os.environ if name.startswith("DESK_") and name not in NEEDED]:
    del os.environ[name]  # what a developer has set for a desk of their own is no business of the tests
keep_to_this_machine()
