"""What the pages on privacy and accessibility say of this very desk: who runs it, how long what is kept."""

from fastapi import APIRouter, Response
from pydantic import BaseModel

from app.domain.policy import Policy
from app.routers.dependencies import TheDesk
from app.settings import Settings

router = APIRouter(prefix="/api", tags=["public"])

CACHED_SECONDS = 300


class Kept(BaseModel):
    """For how long the desk keeps what citizens write, as its policy says now."""

    text_seconds: int
    follow_up_opening_days: int
    answer_seconds: int
    answer_read_seconds: int
    feedback_words_days: int


class About(BaseModel):
    """Null is what the operator has not said; the pages then say so, or leave the sentence out."""

    owner: str | None
    contact: str | None
    accessibility_statement: str | None
    privacy_statement: str | None
    kept: Kept


@router.get("/about")
async def about(desk: TheDesk, response: Response) -> About:
    """Who answers for the service, and its times; cacheable for 5 min."""
    response.headers["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    return told(desk.settings, desk.rules().policy)


def told(settings: Settings, policy: Policy) -> About:
    """The facts behind the two pages, from what the operator and the desk have decided."""
    return About(
        owner=settings.owner,
        contact=settings.contact,
        accessibility_statement=settings.accessibility_statement,
        privacy_statement=settings.privacy_statement,
        kept=Kept(
            text_seconds=policy.text_kept_seconds,
            follow_up_opening_days=policy.follow_up_opening_days,
            answer_seconds=policy.answer_kept_seconds,
            answer_read_seconds=policy.answer_read_kept_seconds,
            feedback_words_days=policy.feedback_words_days,
        ),
    )
