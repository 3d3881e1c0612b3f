"""Public pages that counsellors link to, edited by coordinators, and their sites for everybody."""

from uuid import UUID

from fastapi import APIRouter, Request, Response

from app.domain.fingerprint import fingerprint
from app.domain.links import Page
from app.routers import writing_schemas as shapes
from app.routers.conditional import conditional
from app.routers.dependencies import CoordinatorRoute, Member, StaffRoute, TheDesk, TimelyRoute
from app.services.public_pages import CACHED

router = APIRouter(prefix="/api", tags=["public pages"])
everybody = APIRouter(route_class=TimelyRoute)
staff = APIRouter(prefix="/public-pages", route_class=StaffRoute)
coordinators = APIRouter(prefix="/public-pages", route_class=CoordinatorRoute)


@everybody.head("/known-sites", include_in_schema=False)
@everybody.get(
    "/known-sites", responses={200: {"model": shapes.KnownSites}, 304: {"description": "As before."}}
)
async def known_sites(request: Request, desk: TheDesk) -> Response:
    """The sites whose links are opened by a click in the chat; cacheable for five minutes."""
    found = await desk.public_pages.known_sites()
    return conditional(
        request,
        found.body,
        tag=found.tag,
        cache=f"public, max-age={CACHED.total_seconds():.0f}",
        media_type="application/json",
    )


@staff.get("")
async def pages(desk: TheDesk) -> shapes.PublicPages:
    """Every page in its order."""
    found = await desk.public_pages.every()
    return shapes.PublicPages(pages=[_page(page_id, page) for page_id, page in found.items()])


@coordinators.post("", status_code=201)
async def add(body: shapes.PageBody, member: Member, desk: TheDesk) -> shapes.PublicPage:
    """One more; 422 `invalid` with field -> why."""
    page_id, page = await desk.public_pages.add(body.model_dump(), author_id=member.counsellor_id)
    return _page(page_id, page)


@coordinators.put("/{page_id}", responses={409: {"description": "`if_version` is no longer the newest"}})
async def change(page_id: UUID, body: shapes.PageBody, member: Member, desk: TheDesk) -> shapes.PublicPage:
    """Another address, titles or words; 404 `not_found`, 409 `wrong_state`, 422 `invalid`."""
    given = body.model_dump()
    page = await desk.public_pages.change(
        page_id, given, if_version=given["if_version"], author_id=member.counsellor_id
    )
    return _page(page_id, page)


@coordinators.delete("/{page_id}", status_code=204)
async def remove(page_id: UUID, member: Member, desk: TheDesk) -> None:
    """It is no longer one of them; 404 `not_found`."""
    await desk.public_pages.remove(page_id, author_id=member.counsellor_id)


for part in (everybody, staff, coordinators):
    router.include_router(part)


def _page(page_id: UUID, page: Page) -> shapes.PublicPage:
    document = page.as_json()
    return shapes.PublicPage(page_id=page_id, version=fingerprint(document), **document)
