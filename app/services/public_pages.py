"""The list of public pages that counsellors link to, and the sites of it that citizens' pages trust."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import msgspec

from app.domain.errors import DeskError, Invalid, NotFound
from app.domain.fingerprint import require_unchanged
from app.domain.links import MOST_PAGES, Page, read_page, sites_of
from app.domain.rules import Rules
from app.frames.bus import SettingsChanged
from app.repositories import desk, public_pages
from app.repositories.transaction import Transaction, Transactions

CACHED = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class KnownSites:
    """The sites as they are sent, with their validator and the version of the settings they belong to."""

    body: bytes
    tag: str
    version: int


class PublicPages:
    """Every change is validated whole and audited, and every console and widget learns of it."""

    def __init__(
        self,
        transaction: Transactions,
        rules: Callable[[], Rules],
        refresh: Callable[[], Awaitable[object]],
    ) -> None:
        """`refresh` rereads this worker's rules; the others hear of it."""
        self._transaction = transaction
        self._rules = rules
        self._refresh = refresh
        self._sites: KnownSites | None = None
        self._reading = asyncio.Lock()

    async def every(self) -> dict[UUID, Page]:
        """Every page by its id, in the order they are shown; raises `Unavailable` before there are any."""
        async with self._transaction() as tx:
            public_pages.require(tx)
            return await public_pages.every(tx)

    async def known_sites(self) -> KnownSites:
        """The hosts of all pages, read once for each version of the settings; raises `Unavailable`.

        Where the database does not answer, those known before are told.
        """
        async with self._reading:
            known, version = self._sites, self._rules().version
            if known is not None and known.version == version:
                return known
            try:
                self._sites = _sites(await self.every(), version)
            except DeskError:
                if known is None:
                    raise
                return known
        return self._sites

    async def add(self, body: object, *, author_id: UUID) -> tuple[UUID, Page]:
        """One more, and its id; raises `Invalid`."""
        page = read_page(body)
        async with self._transaction() as tx:
            known = await _locked(tx)
            if len(known) >= MOST_PAGES:
                raise Invalid({"address": f"there are {MOST_PAGES} pages already"})
            _require_free(page.address, known)
            page_id = await public_pages.add(tx, page)
            await _changed(tx, "page_added", author_id, page_id=page_id, after=page)
        await self._refresh()
        return page_id, page

    async def change(self, page_id: UUID, body: object, *, if_version: object, author_id: UUID) -> Page:
        """Another address, titles or words; raises `NotFound`, `Invalid`, `WrongState` where it is older."""
        page = read_page(body)
        async with self._transaction() as tx:
            known = await _locked(tx)
            former = known.pop(page_id, None)
            if former is None:
                raise NotFound
            require_unchanged(former.as_json(), if_version)
            _require_free(page.address, known)
            if page != former:
                await public_pages.change(tx, page_id, page)
                await _changed(tx, "page_changed", author_id, page_id=page_id, before=former, after=page)
        await self._refresh()
        return page

    async def remove(self, page_id: UUID, *, author_id: UUID) -> None:
        """It is no longer one of them; raises `NotFound`."""
        async with self._transaction() as tx:
            former = (await _locked(tx)).get(page_id)
            if former is None:
                raise NotFound
            await public_pages.remove(tx, page_id)
            await _changed(tx, "page_removed", author_id, page_id=page_id, before=former)
        await self._refresh()


def _sites(pages: dict[UUID, Page], version: int) -> KnownSites:
    body = msgspec.json.encode({"sites": sites_of(page.address for page in pages.values())})
    return KnownSites(body, f'"{hashlib.blake2b(body, digest_size=9).hexdigest()}"', version)


async def _locked(tx: Transaction) -> dict[UUID, Page]:
    public_pages.require(tx)
    await desk.lock_settings(tx)
    return await public_pages.every(tx)


def _require_free(address: str, known: dict[UUID, Page]) -> None:
    if any(page.address == address for page in known.values()):
        raise Invalid({"address": "is in the list already"})


async def _changed(
    tx: Transaction,
    action: str,
    author_id: UUID,
    *,
    page_id: UUID,
    before: Page | None = None,
    after: Page | None = None,
) -> None:
    await desk.raise_settings_version(tx)
    await desk.audit(
        tx,
        action,
        actor_id=author_id,
        subject=str(page_id),
        before=None if before is None else before.as_json(),
        after=None if after is None else after.as_json(),
    )
    tx.publish(SettingsChanged())
