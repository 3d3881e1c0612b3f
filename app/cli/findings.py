"""What `desk check` looks at, part by part; one that fails hides no other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files

from app.cli.backstage import backstage
from app.cli.failures import CannotGoOn
from app.clock import DatabaseClock
from app.demo.staff import is_demo
from app.domain.errors import DeskError
from app.queue.server import Server, server_behind
from app.repositories import beginnings, staff
from app.repositories.transaction import Transaction, Transactions
from app.settings import Settings

PAGES = ("chat", "console", "board")
OLDEST_VALKEY = (7, 2)
MOST_SECONDS_APART = 5.0


class Verdict(StrEnum):
    """How a part is."""

    SOUND = "ok"
    WARNING = "warning"
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Finding:
    """A part, how it is, and what helps."""

    part: str
    verdict: Verdict
    words: str


class Findings:
    """What was found, in order."""

    def __init__(self) -> None:
        self._all: list[Finding] = []

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._all)

    @property
    def failed(self) -> bool:
        """Whether anything is not sound."""
        return any(finding.verdict is Verdict.FAILED for finding in self._all)

    def sound(self, part: str, words: str) -> None:
        """This part is as it should be."""
        self._all.append(Finding(part, Verdict.SOUND, words))

    def judge(self, part: str, holds: bool, words: str, otherwise: str, *, fatal: bool = True) -> None:
        """This part is sound if `holds`; otherwise it failed, or is worth a warning."""
        bad = Verdict.FAILED if fatal else Verdict.WARNING
        self._all.append(Finding(part, Verdict.SOUND if holds else bad, words if holds else otherwise))


async def examine(settings: Settings, findings: Findings) -> None:
    """Look at everything."""
    findings.sound("settings", f"people come to {settings.address}")
    findings.judge(
        "keys",
        bool(settings.follow_up_keys),
        "what people leave is encrypted",
        "none are taken: set DESK_FOLLOW_UP_KEYS (`openssl rand -base64 32`)",
        fatal=False,
    )
    _pages(findings)
    await _valkey(settings, findings)
    if not _schema(settings, findings):
        return
    try:
        async with backstage(settings) as transaction:
            await _clock(transaction, findings)
            async with transaction() as tx:
                await _contents(tx, settings, findings)
    except DeskError as error:
        findings.judge("database", False, "", error.message)


def _pages(findings: Findings) -> None:
    folder = files("app") / "static"
    missing = [name for name in PAGES if not (folder / f"{name}.html").is_file()]
    findings.judge("pages", not missing, "built", f"not built: {', '.join(missing)}; run `make setup`")


async def _valkey(settings: Settings, findings: Findings) -> None:
    assert settings.valkey_url is not None
    try:
        server: Server = await server_behind(settings.valkey_url)
    except DeskError as error:
        findings.judge("valkey", False, "", error.message)
        return
    findings.judge(
        "valkey", server.version >= OLDEST_VALKEY, server.name, f"{server.name} is too old: 7.2 or newer"
    )
    findings.judge(
        "valkey",
        server.keeps_everything,
        "drops no keys when memory is short",
        "set maxmemory-policy noeviction: it may drop the line",
    )


def _schema(settings: Settings, findings: Findings) -> bool:
    from app.cli.schema import current, require_suitable
    from app.repositories.schema import Fit, known

    try:
        found = current(settings).revision
        stands = require_suitable(settings)
    except CannotGoOn as error:
        findings.judge("database", False, "", str(error))
        return False
    other = f"at {found}, {stands} of {known().head}, which serves this version too"
    findings.judge("schema", stands is Fit.OWN, f"revision {found}", other, fatal=False)
    return True


async def _clock(transaction: Transactions, findings: Findings) -> None:
    from app.repositories.database_time import calibrate

    machine = DatabaseClock()
    database = DatabaseClock()
    await calibrate(transaction, database)
    apart = abs((database.now() - machine.now()).total_seconds())
    words = f"{apart:.1f} s between this machine and the database"
    findings.judge(
        "clock", apart < MOST_SECONDS_APART, words, f"{words}; the desk goes by the database", fatal=False
    )


async def _contents(tx: Transaction, settings: Settings, findings: Findings) -> None:
    hours = await beginnings.has_hours(tx)
    findings.judge(
        "hours", hours, "opening hours are set", "no opening hours: the desk is closed", fatal=False
    )
    accounts = [account for account in await staff.every(tx) if not account.disabled]
    words = f"{len(accounts)} accounts"
    findings.judge("staff", bool(accounts), words, "nobody can sign in: `desk staff add`", fatal=False)
    demo = [account.email for account in accounts if is_demo(account.email)]
    findings.judge(
        "staff",
        not demo or settings.loopback,
        "no account with a password that everybody knows, where others could use it",
        f"demo accounts on a desk that others reach: disable {', '.join(demo)}",
    )
