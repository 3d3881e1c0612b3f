"""What load balancers and Prometheus ask."""

from fastapi import APIRouter, Response

from app import metrics
from app.domain.errors import NotFound, Unavailable
from app.realtime.timely import in_time
from app.routers.dependencies import TheDesk
from app.services.health import Health

SECONDS = 2.0

router = APIRouter(tags=["health"])


@router.get("/health/live")
async def live() -> dict[str, str]:
    """The process answers."""
    return {"status": "live"}


@router.get("/health/ready")
async def ready(desk: TheDesk, response: Response) -> dict[str, str]:
    """200 when it can serve; 503 while draining, or while PostgreSQL does not answer within 2 s."""
    try:
        health = await in_time(desk.health.ready(), seconds=SECONDS)
    except Unavailable:
        health = Health.UNAVAILABLE
    response.status_code = 200 if health is Health.READY else 503
    response.headers["Cache-Control"] = "no-store"
    return {"status": health}


@router.get("/metrics", include_in_schema=False)
async def prometheus(desk: TheDesk) -> Response:
    """What the desk counts, if DESK_METRICS says so."""
    if not desk.settings.metrics:
        raise NotFound
    body, content_type = metrics.exposition()
    return Response(body, media_type=content_type)
