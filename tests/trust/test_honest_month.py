"""Honest people are left in peace: a list that is long every day is a list that nobody reads."""

import os
from collections import Counter

import pytest
from fastapi import FastAPI

from revops.access.caller import MUTED_AT_FIRST
from revops.mongo.client import Database
from tests.conftest import Clock
from tests.exceptions.asking import Asked
from tests.factories import Garage
from tests.trust.honest_month import Month

pytestmark = [pytest.mark.anyio, pytest.mark.slow]

JOBS = int(os.environ.get("REVOPS_TESTS_HONEST_JOBS", "200"))
MAX_A_DAY = 2
# A bad day more, where it is only some days that are played.
A_BAD_DAY = 4
A_MONTH = 30


@pytest.mark.timeout(3600)
async def test_an_honest_month_asks_at_most_two_questions_a_day(
    garage: Garage, clock: Clock, app: FastAPI, db: Database
) -> None:
    days = await Month(garage, clock).play(JOBS)
    noted = await Asked(app, db).kinds(garage)
    # What an owner has not unmuted is noted, and not asked.
    asked = Counter(kind for kind in noted if kind not in MUTED_AT_FIRST)
    most = MAX_A_DAY * days + (A_BAD_DAY if days < A_MONTH else 0)
    assert asked.total() <= most, dict(asked.most_common())
