"""The list of topics for those who edit it; `GET /api/topics` has what counsellors may choose now."""

from datetime import date
from typing import Any

from fastapi import APIRouter

from app.domain.fingerprint import fingerprint
from app.domain.topic_list import ListedTopic
from app.routers import topic_schemas as shapes
from app.routers.dependencies import CoordinatorRoute, Member, TheDesk
from app.routers.lists import Topic, TopicGroup
from app.services.topic_changes import EveryTopic, Previewed

router = APIRouter(prefix="/api/topic-list", tags=["topic list"], route_class=CoordinatorRoute)
OUTDATED: dict[int | str, dict[str, Any]] = {409: {"description": "`if_version` is no longer the newest"}}


@router.get("")
async def topic_list(desk: TheDesk) -> shapes.TopicListView:
    """Every topic there ever was, with its dates and its successor."""
    return _list(await desk.topic_changes.every())


@router.post("", status_code=201)
async def add(body: shapes.NewTopic, member: Member, desk: TheDesk) -> shapes.ListedTopic:
    """A further topic, today or from a date on; 422 `invalid` with field -> why."""
    topic = await desk.topic_changes.add(body.model_dump(), author_id=member.counsellor_id)
    return shapes.ListedTopic(**_topic(topic, (await desk.topic_changes.every()).today))


@router.put("/order", responses=OUTDATED)
async def order(body: shapes.TopicOrder, member: Member, desk: TheDesk) -> shapes.TopicListView:
    """The topics of one level in another order; 409 `wrong_state`, 422 `invalid`."""
    return _list(await desk.topic_changes.order(body.model_dump(), author_id=member.counsellor_id))


@router.post("/preview")
async def preview_new(body: shapes.NewTopic, desk: TheDesk) -> shapes.TopicPreview:
    """What adding this topic would mean; 422 `invalid`."""
    return _preview(await desk.topic_changes.preview_new(body.model_dump()))


@router.post("/{code}/preview")
async def preview_change(code: str, body: shapes.ChangedTopic, desk: TheDesk) -> shapes.TopicPreview:
    """What changing or retiring this topic would mean; 404 `not_found`, 422 `invalid`."""
    return _preview(await desk.topic_changes.preview_change(code, body.model_dump()))


@router.put("/{code}", responses=OUTDATED)
async def change(code: str, body: shapes.ChangedTopic, member: Member, desk: TheDesk) -> shapes.ListedTopic:
    """Other words, retired from a date, back again; 404 `not_found`, 409 `wrong_state`, 422 `invalid`."""
    topic = await desk.topic_changes.change(code, body.model_dump(), author_id=member.counsellor_id)
    return shapes.ListedTopic(**_topic(topic, (await desk.topic_changes.every()).today))


def _list(found: EveryTopic) -> shapes.TopicListView:
    every = [_topic(topic, found.today) for topic in found.topics.values()]
    groups = [
        shapes.ListedGroup(
            **top, children=[shapes.ListedTopic(**one) for one in every if one["parent"] == top["code"]]
        )
        for top in every
        if top["parent"] is None
    ]
    return shapes.TopicListView(version=found.version, edition=found.edition, topics=groups)


def _topic(topic: ListedTopic, today: date) -> dict[str, Any]:
    document = topic.as_json()
    return {**document, "state": topic.standing(today), "version": fingerprint(document)}


def _preview(found: Previewed) -> shapes.TopicPreview:
    means = found.preview
    return shapes.TopicPreview(
        seen_from=means.seen_from.isoformat(),
        topics=[
            TopicGroup(**_shown(top), children=[Topic(**_shown(one)) for one in below])
            for top, below in means.groups
        ],
        recorded=found.recorded,
        drafts=found.drafts,
        findings=means.findings,
    )


def _shown(topic: ListedTopic) -> dict[str, Any]:
    return {
        "code": topic.code,
        **topic.label(),
        "requires_education_level": topic.asks_for_level,
    }
