"""Builds every service with its stores, once for each worker; the only module that knows all of them."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from app.clock import DatabaseClock
from app.domain.emergency import Emergency
from app.queue.askers import Askers
from app.queue.bus import Bus
from app.queue.client import Reach, connect
from app.queue.keys import Keys
from app.queue.limits import Limits
from app.queue.switchboard import Switchboard
from app.realtime.admission import Admission
from app.realtime.compare import Compare
from app.realtime.hub import Hub
from app.realtime.line_watch import LineWatch
from app.realtime.notice_watch import NoticeWatch
from app.realtime.pace import Buckets
from app.realtime.tasks import Tasks
from app.repositories import lists, opening_hours
from app.repositories.engine import Engine, make_engine, make_report_engine, make_writer_engine
from app.repositories.ids import new_id
from app.repositories.sealing import Seal
from app.repositories.transaction import Transactions
from app.seed.emergency import emergency
from app.services.adding_up import AddingUp
from app.services.administration import Administration
from app.services.aftermath import Aftermath
from app.services.answering import Answering
from app.services.attempts import Attempts
from app.services.attendance import Attendance
from app.services.audit_log import AuditLog
from app.services.availability import Availabilities
from app.services.board import Boardkeeper
from app.services.calendar_feeds import CalendarFeeds
from app.services.capacities import Capacities
from app.services.closing import Closing
from app.services.deadline_changes import DeadlineChanges
from app.services.deadlines import Deadlines
from app.services.decisions import Decisions
from app.services.directory import Directory
from app.services.dispatch import Dispatch
from app.services.duty import Duty
from app.services.endings import Endings
from app.services.exporting import Exporting
from app.services.feedback import FeedbackGiven
from app.services.flagging import Flagging
from app.services.follow_ups import FollowUps
from app.services.forecasting import Forecasting
from app.services.front_door import Doorkeeper, Sign
from app.services.health import HealthCheck
from app.services.holds import Holds
from app.services.holidays import Holidays
from app.services.hours_preview import HoursPreview
from app.services.intake import Intake
from app.services.joining import Joinings
from app.services.keeping import Keeping
from app.services.messaging import Messaging
from app.services.notices import Notices
from app.services.open_data import OpenData
from app.services.overview import Overview
from app.services.own_day import MyDay
from app.services.phone_register import PhoneRegister
from app.services.policy_changes import PolicyChanges
from app.services.public_pages import PublicPages
from app.services.publishing import Publishing
from app.services.readings import Readings
from app.services.records import Records
from app.services.replies import Replies
from app.services.reporting import Reporting
from app.services.retention import Retention
from app.services.rota import Rota
from app.services.routing_changes import RoutingChanges
from app.services.rulebook import Rulebook
from app.services.settling import Settling
from app.services.shift_exchange import ShiftExchange
from app.services.sign_in import AccountDesk, Accounts, Passwords, SignIn
from app.services.snapshots import Snapshots
from app.services.standing import Comparison
from app.services.topic_changes import TopicChanges
from app.services.topic_reports import TopicReports
from app.services.transfer import Transfers
from app.services.turnus import Turnus
from app.services.visits import Visits
from app.services.waits import Waits
from app.services.what_ifs import WhatIfs
from app.services.wrap_up import WrappingUp
from app.services.writer import SILENCE, Writer
from app.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """Everything a worker runs: what routers call, what the background keeps going."""

    settings: Settings
    worker_id: UUID
    clock: DatabaseClock
    engines: tuple[Engine, ...]
    transaction: Transactions
    bus: Bus
    switchboard: Switchboard
    hub: Hub
    tasks: Tasks
    admission: Admission
    asking: Admission
    buckets: Buckets
    wake: asyncio.Event
    rules: Rulebook
    limits: Limits
    askers: Askers
    settling: Settling
    dispatch: Dispatch
    answering: Answering
    attendance: Attendance
    duty: Duty
    capacities: Capacities
    endings: Endings
    flagging: Flagging
    deadlines: Deadlines
    closing: Closing
    intake: Intake
    follow_ups: FollowUps
    attempts: Attempts
    messaging: Messaging
    writer: Writer
    overview: Overview
    phone_register: PhoneRegister
    my_day: MyDay
    holds: Holds
    emergency: Emergency
    board: Boardkeeper
    door: Doorkeeper
    sign: Sign
    records: Records
    retention: Retention
    policy_changes: PolicyChanges
    routing_changes: RoutingChanges
    decisions: Decisions
    publishing: Publishing
    transfers: Transfers
    joinings: Joinings
    visits: Visits
    waits: Waits
    wrapping_up: WrappingUp
    comparison: Comparison
    compare: Compare
    line_watch: LineWatch
    notice_watch: NoticeWatch
    administration: Administration
    hours_preview: HoursPreview
    holidays: Holidays
    audit_log: AuditLog
    directory: Directory
    replies: Replies
    public_pages: PublicPages
    notices: Notices
    feedback: FeedbackGiven
    reporting: Reporting
    exporting: Exporting
    snapshots: Snapshots
    topic_reports: TopicReports
    availabilities: Availabilities
    open_data: OpenData
    keeping: Keeping
    adding_up: AddingUp
    forecasting: Forecasting
    what_ifs: WhatIfs
    deadline_changes: DeadlineChanges
    topic_changes: TopicChanges
    turnus: Turnus
    rota: Rota
    shift_exchange: ShiftExchange
    calendar_feeds: CalendarFeeds
    sign_in: SignIn
    accounts: Accounts
    account_desk: AccountDesk
    readings: Readings
    health: HealthCheck


def build(settings: Settings, clock: DatabaseClock | None = None) -> Desk:
    """The whole desk of one worker, not open yet; `clock`: for tests that move time by hand."""
    assert settings.database_url is not None
    assert settings.valkey_url is not None
    valkey_url = settings.valkey_url
    clock = clock or DatabaseClock(timedelta(seconds=settings.clock_offset_seconds))
    worker_id, keys = new_id(clock.now()), Keys(settings.valkey_prefix)
    engine = make_engine(settings.database_url, pool_size=settings.pool_size)
    writer_engine = make_writer_engine(settings.database_url)
    transaction = Transactions(engine, clock)
    reports = Transactions(make_report_engine(settings.database_url), clock, beside=transaction, reports=True)
    writing = Transactions(writer_engine, clock, pipelined=True, silence=SILENCE, beside=transaction)
    client, reach = connect(valkey_url), Reach()
    bus = Bus(lambda: connect(valkey_url), keys, worker_id=worker_id, clock=clock)
    switchboard, limits = Switchboard(client, keys, reach), Limits(client, keys, reach)
    rules, seal = Rulebook(transaction, opening_hours.load), Seal(settings.follow_up_keys)
    settling, reporting = Settling(transaction, switchboard, rules), Reporting(reports, rules)
    wake, hub, buckets, askers = asyncio.Event(), Hub(), Buckets(), Askers(client, keys, reach)
    aftermath = Aftermath(bus, settle=settling.settle, wake=wake.set)
    transaction.after_commit = writing.after_commit = aftermath
    writer = Writer(
        writing, clock, late=lambda draft: buckets.stored(draft.contact_id, draft.author, draft.cid)
    )
    overview, forecasting = Overview(transaction, rules), Forecasting(reports, rules)
    attendance, duty = Attendance(transaction, rules, worker_id), Duty(transaction, rules, worker_id)
    idle, lasts = timedelta(minutes=settings.session_idle_minutes), timedelta(hours=settings.session_hours)
    comparison, passwords = Comparison(transaction, idle=idle), Passwords()
    tasks, door, here = Tasks(), Doorkeeper(transaction, rules), attendance.is_here
    notice, number = settings.notice, settings.phone_number
    sign = Sign(door.read, rules, clock, start=tasks.start, notice=notice, number=number)
    return Desk(
        settings=settings,
        worker_id=worker_id,
        clock=clock,
        engines=(engine, writer_engine, reports.engine),
        transaction=transaction,
        bus=bus,
        switchboard=switchboard,
        hub=hub,
        tasks=tasks,
        admission=Admission(max(1, settings.pool_size // 2), monotonic=clock.monotonic),
        asking=Admission(max(1, settings.pool_size // 5), monotonic=clock.monotonic),
        buckets=buckets,
        wake=wake,
        rules=rules,
        limits=limits,
        askers=askers,
        settling=settling,
        dispatch=Dispatch(transaction, switchboard, rules, settle=settling.settle, renew=settling.renew),
        answering=Answering(transaction, switchboard, rules, settle=settling.settle),
        attendance=attendance,
        duty=duty,
        capacities=Capacities(transaction, rules),
        endings=Endings(transaction, rules, slow=askers.slow),
        flagging=Flagging(transaction, rules),
        deadlines=Deadlines(transaction, rules, settle=settling.settle, wake=wake.set),
        closing=Closing(transaction, rules),
        intake=Intake(transaction, rules, rules.refresh),
        follow_ups=FollowUps(transaction, rules, seal),
        attempts=Attempts(transaction, rules),
        messaging=Messaging(transaction, rules, writer.submit),
        writer=writer,
        overview=overview,
        phone_register=PhoneRegister(transaction, rules, lists.wrap_up_codes),
        my_day=MyDay(transaction),
        holds=Holds(transaction, rules),
        emergency=emergency(settings.emergency_file),
        policy_changes=PolicyChanges(transaction, rules.refresh),
        routing_changes=RoutingChanges(transaction, rules.refresh, wake=wake.set),
        decisions=Decisions(transaction),
        publishing=Publishing(rules, clock, address=settings.address, number=settings.phone_number),
        board=Boardkeeper(transaction, rules),
        door=door,
        sign=sign,
        records=Records(transaction, rules, seal),
        retention=Retention(transaction, rules),
        joinings=Joinings(transaction, rules),
        transfers=Transfers(transaction, rules),
        visits=Visits(transaction, reports),
        waits=Waits(reports),
        wrapping_up=WrappingUp(transaction, rules, lists.wrap_up_codes),
        comparison=comparison,
        compare=Compare(hub, comparison.read, citizen_is_here=here, counsellor_is_here=duty.is_here),
        notice_watch=NoticeWatch(hub, rules, clock),
        line_watch=LineWatch(hub, positions=overview.positions, line=overview.line),
        administration=Administration(transaction, rules.refresh),
        hours_preview=HoursPreview(transaction),
        holidays=Holidays(transaction, rules.refresh),
        audit_log=AuditLog(transaction),
        directory=Directory(transaction, rules),
        replies=Replies(transaction, rules.refresh),
        public_pages=PublicPages(transaction, rules, rules.refresh),
        notices=Notices(transaction, rules.refresh),
        feedback=FeedbackGiven(transaction, seal, reports=reports),
        reporting=reporting,
        snapshots=Snapshots(reports, rules),
        exporting=Exporting(reports, reporting.load),
        topic_reports=TopicReports(reports, rules),
        availabilities=Availabilities(reports, rules),
        open_data=OpenData(reports, rules),
        keeping=Keeping(reports, rules),
        adding_up=AddingUp(reports, rules),
        forecasting=forecasting,
        what_ifs=WhatIfs(reports, rules, settings),
        deadline_changes=DeadlineChanges(transaction, forecasting.renew),
        topic_changes=TopicChanges(transaction, rules.refresh, reports=reports),
        turnus=Turnus(transaction, rules),
        rota=Rota(transaction, rules),
        shift_exchange=ShiftExchange(transaction, rules),
        calendar_feeds=CalendarFeeds(transaction),
        sign_in=SignIn(transaction, limits, clock, idle=idle, lasts=lasts, passwords=passwords),
        accounts=Accounts(transaction, passwords),
        account_desk=AccountDesk.of(transaction, rules, limits, clock, passwords=passwords),
        readings=Readings(reports),
        health=HealthCheck(transaction),
    )
