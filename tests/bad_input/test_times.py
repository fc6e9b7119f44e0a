"""Days and instants of no calendar, in every place where somebody outside writes one: refused, with the field."""

from typing import Any

import pytest

from tests.bad_input.conftest import Place
from tests.factories import make_inspection, picture, refused

pytestmark = pytest.mark.slow

DAYS: list[Any] = [
    "0001-01-01", "9999-12-31", "1969-12-31", "2026-02-30", "20261130", "2026-W49-1", "2026-11-30T00:00:00",
    "1773100800", "today", "-001-01-01",
]  # fmt: skip
INSTANTS: list[Any] = [
    "0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "1969-12-31T00:00:00Z", "2026-11-30T00:00:00",
    "2026-11-30", "1773100800", "now", "2026-11-30T25:00:00Z", "2026-11-30T10:00:00+99:99",
]  # fmt: skip
NUMBERS: list[Any] = [0, -1, 1773100800, 1e18, True]

DAY_PATHS = [
    ("GET", "/api/gate/days/{}", None),
    ("PUT", "/api/gate/days/{}/count", {"cars": 3}),
    ("GET", "/api/gate/days/{}/photos", None),
]
DAY_BODIES = [
    ("owner", "/api/workshops/{workshop_id}/billing", {}, "effective_from"),
    ("manager", "/api/custody/days/open", {"count": {"500": 1}}, "day"),
    ("manager", "/api/custody/days/close", {"count": {"500": 1}}, "day"),
]


@pytest.mark.parametrize(("method", "path", "body"), DAY_PATHS, ids=lambda value: str(value)[:40])
async def test_a_day_in_an_address(place: Place, method: str, path: str, body: Any) -> None:
    for day in DAYS:
        options = {} if body is None else {"json": body}
        response = await place.garage.owner.request(method, path.format(day), **options)
        refused(response, 422, "invalid_fields", field="day")


@pytest.mark.parametrize(("who", "path", "body", "field"), DAY_BODIES, ids=lambda value: str(value)[:40])
async def test_a_day_in_a_body(place: Place, who: str, path: str, body: dict[str, Any], field: str) -> None:
    for day in DAYS + NUMBERS:
        response = await place.who(who).post(path.format(**place.ids), {**body, field: day})
        refused(response, 422, "invalid_fields", field=field)


async def test_an_instant(place: Place) -> None:
    manager, owner = place.garage.manager, place.garage.owner
    inspection_id = await make_inspection(manager, place.ids["job_id"])
    for at in INSTANTS + NUMBERS:
        seen = {"plate": "MH12AB1234", "direction": "in", "at": at}
        refused(await owner.post("/api/gate/sightings", seen), 422, "invalid_fields", field="at")
        point = f"/api/inspections/{inspection_id}/points/battery"
        said = {"answer": "good", "answered_at": at}
        refused(await manager.put(point, said), 422, "invalid_fields", field="answered_at")
        seen_until = {"until": at}
        refused(await owner.put("/api/audit/notices/seen", seen_until), 422, "invalid_fields", field="until")
    for at in INSTANTS:
        photo = f"/api/jobs/{place.ids['job_id']}/photos/0199f3b2-6f7e-7a31-8d3c-2f4b8a1c5e90"
        sent: dict[str, Any] = {
            "content": picture(),
            "headers": {"Content-Type": "image/jpeg"},
            "params": {"taken_at": at},
        }
        refused(await manager.request("PUT", photo, **sent), 422, "invalid_fields", field="taken_at")
