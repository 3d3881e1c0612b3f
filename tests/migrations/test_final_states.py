"""The schema itself refuses what must never be: a contact that comes back from its end, a changed ticket."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from app.domain.contact import FINAL, State

ADD = """
INSERT INTO contact (id, channel, language, state, version, ticket, arrived_at, since)
VALUES (:id, 'chat', 'nb', :state, 1, :ticket, :now, :now)
"""


@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_contact_that_is_over_stays_over(database_url: str, state: State) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        values = {"id": uuid4(), "state": state, "ticket": 7, "now": datetime(2026, 11, 23, 9, tzinfo=UTC)}
        connection.execute(text(ADD), values)
        with pytest.raises(IntegrityError, match="is over"):
            connection.execute(text("UPDATE contact SET state = 'queued' WHERE id = :id"), values)
    engine.dispose()


def test_a_ticket_never_changes(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        values = {"id": uuid4(), "state": "queued", "ticket": 7, "now": datetime(2026, 11, 23, 9, tzinfo=UTC)}
        connection.execute(text(ADD), values)
        with pytest.raises(IntegrityError, match="ticket would change"):
            connection.execute(text("UPDATE contact SET ticket = 8 WHERE id = :id"), values)
    engine.dispose()
