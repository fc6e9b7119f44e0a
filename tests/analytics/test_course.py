"""The course of a period, and what it is compared with."""

import pytest

from tests.analytics.work import adds_up, busy
from tests.conftest import Clock
from tests.factories import (
    Garage,
    ok,
)

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("params", "parts"),
    [
        ({"from_": "2026-03-01"}, 10),
        ({"from_": "2026-03-10", "to": "2026-03-10"}, 1),
        ({"from_": "2026-03-10", "to": "2026-03-12"}, 3),
        ({"from_": "2026-01-31"}, 6),
        ({"from_": "2025-12-11"}, 13),
        ({"from_": "2025-12-08"}, 4),
        ({"from_": "2025-03-10", "to": "2026-03-09"}, 13),
        ({"from_": "2020-02-29"}, 24),
        ({"from_": "2020-02-29", "to": "2030-03-09"}, 25),
        ({"to": "2026-03-09"}, 30),
        ({"to": "2026-04-20"}, 2),
        ({}, 30),
        ({"from_": "2027-01-01"}, 0),
    ],
    ids=str,
)
async def test_the_course_of_a_period_adds_up_to_its_figures(
    garage: Garage, clock: Clock, params: dict[str, str], parts: int
) -> None:
    await busy(garage, clock)
    for manager_id in (None, garage.manager.id):
        whose = {} if manager_id is None else {"manager_id": manager_id}
        board = ok(await garage.owner.get("/api/analytics/dashboard", **params, **whose))
        assert len(board["course"]) == parts
        assert adds_up(board["course"], board)


@pytest.mark.parametrize(
    ("params", "before"),
    [
        ({"from_": "2026-03-01"}, ("2026-02-01", "2026-02-28")),
        ({"from_": "2026-03-01", "to": "2026-03-10"}, ("2026-02-01", "2026-02-28")),
        ({"from_": "2026-02-01", "to": "2026-02-28"}, ("2026-01-01", "2026-01-31")),
        ({"from_": "2026-03-01", "to": "2026-03-31"}, ("2026-02-01", "2026-02-28")),
        ({"from_": "2026-02-01", "to": "2026-02-10"}, ("2026-01-22", "2026-01-31")),
        ({"from_": "2026-03-02", "to": "2026-03-10"}, ("2026-02-21", "2026-03-01")),
        ({"from_": "2026-01-01", "to": "2026-02-28"}, ("2025-11-03", "2025-12-31")),
    ],
    ids=str,
)
async def test_a_month_is_compared_with_the_whole_month_before(
    garage: Garage, clock: Clock, params: dict[str, str], before: tuple[str, str]
) -> None:
    clock.set("2026-03-10T06:00:00Z")
    previous = ok(await garage.owner.get("/api/analytics/dashboard", **params))["previous"]
    assert (previous["from"], previous["to"]) == before
