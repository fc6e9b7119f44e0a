"""Every address of the pages without a log-in by everybody who must not: a dead link opens nothing, and a link that
works opens its own job only, whoever holds it.
"""

import asyncio
import re
from dataclasses import dataclass
from urllib.parse import urlencode

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from revops.customer_page.endpoints import router
from revops.mongo.client import Database
from tests.access.pages import CUSTOMER_PAGES, OF_ITS_OWN_JOB, POSTER_PAGES, Address
from tests.access.test_endpoints import furnished
from tests.conftest import Clock, client_of
from tests.factories import Garage, Person, make_garage, make_job, move_job, ok
from tests.invariants import unchanged

pytestmark = pytest.mark.slow

_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass
class Place:
    """A garage with one of everything and the link of its job, and another garage."""

    app: FastAPI
    garage: Garage
    ids: dict[str, str]
    token: str
    other: Garage


async def _token(person: Person, job_id: str) -> str:
    return str(ok(await person.put(f"/api/jobs/{job_id}/customer-link"))["url"]).rpartition("/")[2]


@pytest.fixture(scope="module")
async def place(app: FastAPI, http: httpx2.AsyncClient, db: Database) -> Place:
    """Both garages, made once. The customer of the one has an address of his that said yes."""
    garage, ids = await furnished(http, db)
    consent = {"channel": "whatsapp", "address": "+919123456789", "is_given": True}
    ok(await garage.manager.put(f"/api/customers/{ids['customer_id']}/consents", consent))
    known = await db.collection("message_addresses").find_one({"workshop_id": garage.id})
    assert known is not None
    ok(await garage.manager.post(f"/api/jobs/{ids['job_id']}/estimate/send"))
    ids["address_id"] = known["_id"]
    return Place(app, garage, ids, await _token(garage.manager, ids["job_id"]), await make_garage(http))


async def _ask(
    client: httpx2.AsyncClient, page: Address, ids: dict[str, str], headers: dict[str, str] | None = None
) -> httpx2.Response:
    """Ask for a page as a browser does."""
    query = {name.format(**ids): value.format(**ids) for name, value in page.query.items()}
    form = urlencode({name.format(**ids): value.format(**ids) for name, value in page.form.items()})
    sent = {**_FORM, **(headers or {})} if page.method == "POST" else headers
    path = page.path.format(**ids)
    return await client.request(page.method, path, params=query, content=form or None, headers=sent)


def test_the_tables_are_all_the_pages_there_are() -> None:
    routes = [route for route in router.routes if isinstance(route, APIRoute) and not route.include_in_schema]
    every = {(method, route.path) for route in routes for method in route.methods or ()}
    assert every == {(page.method, page.path) for page in (*CUSTOMER_PAGES, *POSTER_PAGES)}


_DEAD = ("none", "altered", "an id of a job", "revoked", "revoked by another", "expired")


@pytest.mark.parametrize("kind", _DEAD)
async def test_a_dead_link_opens_nothing_to_anybody(place: Place, db: Database, clock: Clock, kind: str) -> None:
    manager, mine = place.garage.manager, place.token
    if kind == "none":
        token = "-"
    elif kind == "altered":
        token = ("B" if mine[0] == "A" else "A") + mine[1:]
    elif kind == "an id of a job":
        token = place.ids["job_id"]
    else:
        person = place.other.manager if "another" in kind else manager
        job_id = await make_job(person, estimated_amount=0, vehicle_number="MH14ZZ9999")
        token = await _token(person, job_id)
        if kind == "expired":
            await move_job(place.garage.owner, job_id, "in_progress", "completed", "delivered", "closed")
            clock.advance(days=181)
        else:
            ok(await person.delete(f"/api/jobs/{job_id}/customer-link"))
    ids = place.ids | {"token": token}
    # Nor to whoever is signed in in the garage.
    sessions = [None, {"cookie": f"revops_session={place.garage.owner.token}"}]
    async with (
        unchanged(db, place.garage.id, place.other.id),
        client_of(place.app, address=f"203.0.113.{_DEAD.index(kind)}") as client,
    ):
        for headers in sessions:
            answers = await asyncio.gather(*(_ask(client, page, ids, headers) for page in CUSTOMER_PAGES))
            assert {answer.status_code for answer in answers} == {404}
            assert len({answer.content for answer in answers}) == 1
            assert "This link does not work" in answers[0].text
            assert not any("set-cookie" in answer.headers for answer in answers)


@pytest.mark.parametrize("whose", ["another job", "another garage"])
async def test_a_link_that_works_reaches_nothing_of_another_job(place: Place, db: Database, whose: str) -> None:
    person = place.other.manager if whose == "another garage" else place.garage.manager
    away = {"vehicle_number": "MH14ZZ9999", "phone": "+919800000077", "customer_name": "Somebody Else"}
    job_id = await make_job(person, **away)
    ids = place.ids | {"token": await _token(person, job_id)}
    async with unchanged(db, place.garage.id), client_of(place.app, address="203.0.113.77") as client:
        for page in CUSTOMER_PAGES:
            if page.path.removeprefix("/c/{token}") in OF_ITS_OWN_JOB:
                continue
            answer = await _ask(client, page, ids)
            # Refused on the page itself, or not there.
            assert answer.status_code == 404 or re.search(r"done=(refused|changed)", answer.headers["location"]), page
            for hidden in ("MH12AB1234", "Honda"):
                assert hidden not in answer.text, page


async def test_a_link_says_the_same_to_whoever_holds_it(place: Place, db: Database) -> None:
    """A session adds nothing: no name, no note, and no button that the customer has not."""
    ids, reads = place.ids | {"token": place.token}, [page for page in CUSTOMER_PAGES if page.method == "GET"]
    people = (place.garage.owner, place.garage.manager, place.other.owner)
    note = '<p class="note">You work in a garage, so this is not counted as seen by the customer.</p>'
    async with unchanged(db, place.garage.id, place.other.id), client_of(place.app, address="203.0.113.78") as client:
        for page in reads:
            works_here = {"cookie": "revops_works_here=1"}
            plain = await _ask(client, page, ids, works_here)
            assert plain.status_code in (200, 303) or page.path.endswith("/pay.svg"), page
            for person in people:
                answer = await _ask(client, page, ids, {"cookie": f"revops_session={person.token}"})
                assert answer.content == plain.content, page
        text = (await _ask(client, reads[0], ids)).text
        assert text == (await _ask(client, reads[0], ids, {"cookie": "revops_works_here=1"})).text.replace(note, "")


async def test_the_poster_tells_of_its_garage_and_nothing_else(place: Place, db: Database) -> None:
    ours = (place.garage.owner.id, place.garage.owner.email, place.ids["job_id"], place.ids["customer_id"], place.token)
    async with (
        unchanged(db, place.garage.id, place.other.id),
        client_of(place.app, address="203.0.113.79") as client,
    ):
        for page in POSTER_PAGES:
            for nobodys in ("no-such", place.ids["job_id"], "x" * 64, "%00"):
                answer = await _ask(client, page, {"workshop_id": nobodys})
                assert answer.status_code == 404, (page, nobodys)
            texts = set()
            for person in (None, place.garage.owner, place.other.owner):
                headers = {"cookie": f"revops_session={person.token}"} if person is not None else None
                answer = await _ask(client, page, {"workshop_id": place.garage.id}, headers)
                assert answer.status_code == 200
                assert not [text for text in ours if text in answer.text], page
                texts.add(answer.text)
            assert len(texts) == 1, page
            # The car is at the other garage.
            theirs = await _ask(client, page, {"workshop_id": place.other.id})
            assert "There is a job for" not in theirs.text
