"""What counsellors answer in and know specially, beside what everybody does."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import delete, insert, select

from app.domain.contact import Language
from app.domain.counsellor import EVERYBODYS_LANGUAGES
from app.models.routing import CounsellorSkill
from app.repositories.routing import SINCE
from app.repositories.transaction import Transaction

LANGUAGE, SKILL = "language", "skill"


@dataclass(frozen=True, slots=True)
class Abilities:
    """The languages she answers in, and her special skills."""

    languages: frozenset[Language] = EVERYBODYS_LANGUAGES
    skills: frozenset[str] = frozenset()


USUAL = Abilities()


async def of(tx: Transaction, counsellor_ids: Collection[UUID]) -> Mapping[UUID, Abilities]:
    """Those of whom anything is written down."""
    if not counsellor_ids or not tx.reached(SINCE):
        return {}
    columns = (CounsellorSkill.counsellor_id, CounsellorSkill.kind, CounsellorSkill.value)
    statement = select(*columns).where(CounsellorSkill.counsellor_id.in_(counsellor_ids))
    found: dict[UUID, dict[str, set[str]]] = {}
    for row in await tx.run(statement):
        found.setdefault(row.counsellor_id, {LANGUAGE: set(), SKILL: set()})[row.kind].add(row.value)
    return {who: _abilities(written) for who, written in found.items()}


async def put(tx: Transaction, counsellor_id: UUID, kind: str, values: Collection[str]) -> None:
    """These and no others of a kind; no language at all: those that everybody answers in."""
    await tx.run(
        delete(CounsellorSkill).where(
            CounsellorSkill.counsellor_id == counsellor_id, CounsellorSkill.kind == kind
        )
    )
    rows = [{"counsellor_id": counsellor_id, "kind": kind, "value": value} for value in sorted(set(values))]
    if rows:
        await tx.run(insert(CounsellorSkill).values(rows))


def _abilities(written: Mapping[str, Collection[str]]) -> Abilities:
    languages = frozenset(Language(name) for name in written[LANGUAGE] if name in set(Language))
    return Abilities(languages or EVERYBODYS_LANGUAGES, frozenset(written[SKILL]))
