"""p50 and p99 of each endpoint with one client, at several sizes of the garage, taken in turn so that noise is shared.

python -m bench.endpoints --size 1000=/tmp/bench-1k --size 100000=/tmp/bench-100k --size 1000000=/tmp/bench-1m
"""

import argparse
import asyncio
import contextlib
import datetime as dt
import itertools
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path

import orjson
import uvloop

from bench.harness import Client, Server, machine, percentile, prepare, running_server, sign_in
from revops.access.tokens import signing_of
from revops.exceptions.finding import Finding, note
from revops.exceptions.kinds import ExceptionKind
from revops.mongo.client import Database, Document, Session
from revops.mongo.embedded import running_mongo
from revops.settings import Settings

ROUNDS = 5
CALLS = 40
_FINDINGS_PER_COMMIT = 500
UNIQUE = itertools.count(int(time.time() * 1000) % 10**9 * 1000)

Calls = dict[str, Callable[[], Awaitable[tuple[int, bytes]]]]


def new_job(estimate: int = 5000, advance: int = 0) -> dict[str, object]:
    """Return the body of a new job."""
    return {
        "customer_name": "Meena Rao",
        "phone": f"98{next(UNIQUE) % 10**8:08d}",
        "car_model": "Honda City",
        "vehicle_number": f"MH12AB{next(UNIQUE) % 10_000:04d}",
        "work_description": "Engine oil change",
        "estimated_amount": estimate,
        "advance_paid": advance,
        "planned_completion_days": 2,
    }


async def pages_for(manager: Client, count: int = 6) -> Calls:
    """Make jobs whose customers are asked about three services; return the request for a page of one of them. Of
    several, because each is shown so many times in a minute only. Also that for the list of estimates."""
    lines = [{"kind": kind, "description": "Line", "unit_price": 500} for kind in ("labour", "part")]
    made = []
    for _ in range(count):
        _, body = await manager.call("POST", "/api/jobs", new_job())
        path = f"/api/jobs/{orjson.loads(body)['id']}"
        for title in ("Brakes", "Oil", "Battery"):
            status, body = await manager.call("POST", f"{path}/services", {"title": title, "items": lines})
            assert status == 200, body
        _, body = await manager.call("POST", f"{path}/estimate/send")
        made.append("/c/" + orjson.loads(body)["url"].rpartition("/")[2])
    pages = itertools.cycle(made)
    return {
        "GET /c/{token}": lambda: manager.call("GET", next(pages)),
        "GET /quotations": lambda: manager.call("GET", "/api/quotations"),
    }


async def trust_page(owner: Client, manager: Client) -> Calls:
    """Return the requests of the owner's Trust page: who holds the cash and how old it is, what is asked, the seal; and
    those of a member's own cash and of the gate.
    """
    jobs = await owner.get("/api/jobs?limit=200&status=closed")
    assert isinstance(jobs, list)
    of_gate = itertools.cycle([f"/api/jobs/{job['id']}/gate" for job in jobs])
    yesterday = dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)
    paths = (
        "/custody",
        "/custody/counts?limit=5",
        "/custody/days?limit=5",
        "/exceptions",
        "/exceptions?sort=-amount",
        "/exceptions?kind=estimate_lowered",
        "/exceptions?state=answered",
        "/exceptions/counts",
        "/discount-requests?state=waiting&limit=50",
        "/bank",
        "/bank/proofs",
        "/gate",
        "/verification/seal",
    )
    return {
        **{f"GET {path}": partial(owner.call, "GET", f"/api{path}") for path in paths},
        "GET /custody (manager)": partial(manager.call, "GET", "/api/custody"),
        "GET /custody/counts/asked (manager)": partial(manager.call, "GET", "/api/custody/counts/asked"),
        "GET /gate/days/{day}": partial(owner.call, "GET", f"/api/gate/days/{yesterday}"),
        "GET /jobs/{id}/gate": lambda: owner.call("GET", next(of_gate)),
    }


async def ask(db: Database, jobs: int) -> None:
    """Have the owner asked about one job in fifty, half of it of a kind that is muted at first. Once."""
    workshop = await db.collection("workshops").find_one({})
    member = await db.collection("members").find_one({"role": "manager"})
    assert workshop is not None
    assert member is not None
    muted = ExceptionKind.CASH_ON_CREDIT
    kinds = [muted, ExceptionKind.ESTIMATE_LOWERED, muted, ExceptionKind.PAYMENT_REJECTED]
    about = db.collection("jobs").find({}, {"created_at": 1}, sort=[("created_at", -1)], limit=jobs // 50)
    findings = [
        Finding(kinds[n % len(kinds)], job["_id"], job["created_at"], member["_id"], 100 * n + 1, {"job": job["_id"]})
        async for n, job in _numbered(about)
    ]
    for start in range(0, len(findings), _FINDINGS_PER_COMMIT):
        await db.transaction(partial(_note, db, workshop["_id"], findings[start : start + _FINDINGS_PER_COMMIT]))


async def _note(db: Database, workshop_id: str, findings: Sequence[Finding], session: Session) -> None:
    await note(db, session, workshop_id, findings)


async def _numbered(found: AsyncIterator[Document]) -> AsyncIterator[tuple[int, Document]]:
    n = 0
    async for document in found:
        yield n, document
        n += 1


def fill_questions(folder: Path, jobs: int) -> None:
    """Put the questions of a garage into a data folder."""
    settings = Settings(data=folder)

    async def work(url: str) -> None:
        db = Database(url, settings.db_name)
        # Else the server would seal none of its entries, and add up at each request what waits.
        db.signing = signing_of(settings)
        await ask(db, jobs)
        await db.close()

    with running_mongo(settings) as url:
        uvloop.run(work(url))


async def calls_for(owner: Client, manager: Client) -> Calls:
    """Return the requests to time, each sound however often it is made."""
    rng = random.Random(3)
    jobs = await owner.get("/api/jobs?limit=200")
    assert isinstance(jobs, list)
    ids = [job["id"] for job in jobs]
    status, body = await manager.call("POST", "/api/jobs", new_job(estimate=100_000_000))
    assert status == 200, body
    big = (await manager.get("/api/jobs?limit=1"))[0]["id"]  # type: ignore[index]
    payment = {"job_id": big, "amount": 1, "payment_type": "partial", "method": "upi"}
    status, body = await manager.call("POST", "/api/payments", payment)
    assert status == 200, body
    of_manager = f"manager_id={jobs[0]['manager_id']}&from=2026-05-14"
    everybody = [row["id"] for row in await owner.get("/api/managers")]  # type: ignore[attr-defined]
    me = (await manager.get("/api/auth/me"))["id"]  # type: ignore[index]
    another = next(manager_id for manager_id in everybody if manager_id != me)
    names = ["pat", "kulk", "ra", "verma su", "mh12", "9812", "joshi", "swati"]
    odd_ends = itertools.cycle(itertools.product(range(3, 28), range(3, 28)))
    unconfirmed = [p["id"] for p in await owner.get("/api/payments?confirmed=false&limit=200")]  # type: ignore[attr-defined]
    confirmable = itertools.chain(unconfirmed, itertools.repeat(unconfirmed[0]))
    return {
        "GET /auth/me": lambda: owner.call("GET", "/api/auth/me"),
        "GET /jobs": lambda: owner.call("GET", "/api/jobs"),
        "GET /jobs (manager)": lambda: manager.call("GET", "/api/jobs"),
        "GET /jobs?status": lambda: owner.call("GET", "/api/jobs?status=closed"),
        "GET /jobs?sort=due_at": lambda: owner.call("GET", "/api/jobs?sort=due_at"),
        "GET /jobs?outstanding": lambda: owner.call("GET", "/api/jobs?outstanding=true"),
        "GET /jobs?q": lambda: owner.call("GET", f"/api/jobs?q={rng.choice(names).replace(' ', '%20')}"),
        "GET /jobs/{id}": lambda: owner.call("GET", f"/api/jobs/{rng.choice(ids)}"),
        "GET /payments": lambda: owner.call("GET", "/api/payments"),
        "GET /payments?confirmed=false": lambda: owner.call("GET", "/api/payments?confirmed=false"),
        "GET /settlements": lambda: owner.call("GET", "/api/settlements"),
        # Of one who does what this does, and never hands over more than a few paise; and of another.
        "GET /settlements/cash": lambda: manager.call("GET", "/api/settlements/cash"),
        "GET /settlements/cash?manager_id": lambda: owner.call("GET", f"/api/settlements/cash?manager_id={another}"),
        "GET /managers": lambda: owner.call("GET", "/api/managers"),
        "GET /analytics/dashboard": lambda: owner.call("GET", "/api/analytics/dashboard"),
        "GET /today": lambda: owner.call("GET", "/api/today"),
        "GET /analytics/mine": lambda: manager.call("GET", "/api/analytics/mine"),
        # Six months that begin and end in the middle of one, and whole ones; asked again, and others each time.
        "GET /analytics/dashboard?from&to": lambda: owner.call(
            "GET", "/api/analytics/dashboard?from=2026-05-14&to=2026-11-17"
        ),
        "GET /analytics/dashboard?from&to, months": lambda: owner.call(
            "GET", "/api/analytics/dashboard?from=2026-06-01&to=2026-11-30"
        ),
        "GET /analytics/dashboard?from&to, first look": lambda: owner.call(
            "GET", "/api/analytics/dashboard?from=2026-05-{:02}&to=2026-11-{:02}".format(*next(odd_ends))
        ),
        "GET /analytics/dashboard?manager_id": lambda: owner.call("GET", f"/api/analytics/dashboard?{of_manager}"),
        "GET /analytics/entries": lambda: owner.call("GET", "/api/analytics/entries?figure=collected"),
        "GET /analytics/entries?from&to": lambda: owner.call(
            "GET", "/api/analytics/entries?figure=revenue&from=2026-05-14&to=2026-08-17"
        ),
        "GET /analytics/entries?manager_id": lambda: owner.call(
            "GET", f"/api/analytics/entries?figure=on_time&to=2026-09-30&{of_manager}"
        ),
        "GET /analytics/forecast": lambda: owner.call("GET", "/api/analytics/forecast"),
        "GET /workshops/me": lambda: manager.call("GET", "/api/workshops/me"),
        "POST /jobs": lambda: manager.call("POST", "/api/jobs", new_job(), key=str(next(UNIQUE))),
        "POST /jobs with advance": lambda: manager.call(
            "POST", "/api/jobs", new_job(5000, 1000), key=str(next(UNIQUE))
        ),
        "POST /payments": lambda: manager.call("POST", "/api/payments", payment, key=str(next(UNIQUE))),
        "PUT /jobs/{id}": lambda: owner.call("PUT", f"/api/jobs/{big}", {"internal_notes": str(next(UNIQUE))}),
        "PUT /payments/{id}/confirm": lambda: owner.call("PUT", f"/api/payments/{next(confirmable)}/confirm"),
        "POST /settlements": lambda: manager.call(
            "POST", "/api/settlements", {"amount": 0.01, "job_ids": []}, key=str(next(UNIQUE))
        ),
    }


async def measure(servers: dict[int, tuple[Server, Calls]]) -> dict[str, dict[int, list[float]]]:
    """Time every call at every size, in rounds over the sizes."""
    samples: dict[str, dict[int, list[float]]] = {}
    for round_number in range(ROUNDS + 1):
        for name in next(iter(servers.values()))[1]:
            for size, (_, calls) in servers.items():
                for _ in range(CALLS if round_number else 15):
                    started = time.perf_counter()
                    status, body = await calls[name]()
                    elapsed = time.perf_counter() - started
                    assert status == 200, (name, status, body)
                    if round_number:  # the first round warms up
                        samples.setdefault(name, {}).setdefault(size, []).append(elapsed)
    return samples


def main() -> None:
    """Run and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", action="append", required=True, metavar="JOBS=FOLDER")
    parser.add_argument("--managers", type=int, default=0, help="of garages that are made now; as usual by default")
    parser.add_argument("--months", type=int, default=0, help="that such garages took their jobs in over; the same")
    parser.add_argument("--only", default="", help="a part of the names of those to time")
    given = parser.parse_args()
    wanted = [(int(jobs), Path(folder)) for jobs, folder in (size.split("=") for size in given.size)]
    garages = {jobs: prepare(folder, jobs, given.managers, given.months) for jobs, folder in wanted}
    for jobs, folder in wanted:
        fill_questions(folder, jobs)
    with contextlib.ExitStack() as stack:
        running = {jobs: stack.enter_context(running_server(folder)) for jobs, folder in wanted}

        async def run() -> dict[str, dict[int, list[float]]]:
            servers = {}
            for jobs, server in running.items():
                garage = garages[jobs]
                owner = await sign_in(server.port, garage.owner, garage.password)
                manager = await sign_in(server.port, garage.managers[0], garage.password)
                calls = await calls_for(owner, manager) | await trust_page(owner, manager) | await pages_for(manager)
                servers[jobs] = (server, {name: call for name, call in calls.items() if given.only in name})
            await asyncio.sleep(1)
            return await measure(servers)

        samples = uvloop.run(run())
        memory = {jobs: server.server_rss_mb() for jobs, server in running.items()}
    sizes = [jobs for jobs, _ in wanted]
    print(machine())
    print(f"One client, {ROUNDS * CALLS} calls each; milliseconds p50 / p99\n")
    print("| endpoint | " + " | ".join(f"{size:,} jobs" for size in sizes) + " | largest : smallest from 100k |")
    print("|---|" + "---|" * (len(sizes) + 1))
    for name, by_size in samples.items():
        cells = [f"{percentile(by_size[s], 0.5):.1f} / {percentile(by_size[s], 0.99):.1f}" for s in sizes]
        compared = [s for s in sizes if s >= 100_000] or sizes
        ratio = percentile(by_size[compared[-1]], 0.5) / percentile(by_size[compared[0]], 0.5)
        print(f"| {name} | " + " | ".join(cells) + f" | {ratio:.2f} |")
    print(f"\nResident memory of the server process, MB: {memory}")


if __name__ == "__main__":
    main()
