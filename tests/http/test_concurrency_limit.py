"""Requests take turns, and what is asked twice while it waits is answered once."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from starlette.responses import Response, StreamingResponse
from starlette.types import Message, Receive, Scope, Send

from revops.core.slots import release_slot
from revops.core.traffic import Traffic
from revops.http.concurrency_limit import SHARED, ConcurrencyLimit, _Slots
from tests.conftest import SettingsMaker, running
from tests.factories import make_garage, make_job, ok, refused

pytestmark = pytest.mark.slow


def shared() -> float:
    """Return how many requests got another one's answer so far, in this process."""
    return float(SHARED._value.get())


async def test_requests_take_turns(make_settings: SettingsMaker) -> None:
    async with running(make_settings(concurrent_requests=1)) as http:
        garage = await make_garage(http)
        before = shared()
        answers = await asyncio.gather(*(garage.owner.get("/api/jobs", limit=n + 1) for n in range(20)))
        assert [answer.status_code for answer in answers] == [200] * 20
        assert shared() == before


async def test_what_is_asked_twice_while_it_waits_is_answered_once(make_settings: SettingsMaker) -> None:
    async with running(make_settings(concurrent_requests=1)) as http:
        garage = await make_garage(http)
        job_id = await make_job(garage.manager)
        before = shared()
        answers = await asyncio.gather(*(garage.owner.get("/api/jobs") for _ in range(20)))
        assert [[row["id"] for row in ok(answer)] for answer in answers] == [[job_id]] * 20
        # The first was begun at once, the second waited, all others asked what it asked.
        assert shared() == before + 18
        assert len({answer.headers["x-request-id"] for answer in answers}) == 20
        assert len({tuple(sorted(answer.headers.keys())) for answer in answers}) == 1


async def test_nobody_gets_what_another_asked_for(make_settings: SettingsMaker) -> None:
    async with running(make_settings(concurrent_requests=1)) as http:
        garage, other = await make_garage(http), await make_garage(http)
        jobs = [await make_job(manager) for manager in (garage.manager, other.manager)]
        people = [garage.owner, garage.manager, other.owner, other.manager]
        before = shared()
        answers = await asyncio.gather(*(person.get("/api/jobs") for person in people * 5))
        mine, theirs = [[job] for job in jobs]
        assert [[row["id"] for row in ok(answer)] for answer in answers] == [mine, mine, theirs, theirs] * 5
        # One of them was begun at once.
        assert shared() == before + 15


async def test_whoever_saved_something_finds_it_in_the_next_answer(make_settings: SettingsMaker) -> None:
    """An answer is shared only with those who asked before it was begun."""
    async with running(make_settings(concurrent_requests=1)) as http:
        garage = await make_garage(http)

        async def save_and_look() -> None:
            for _ in range(5):
                saved = await make_job(garage.manager)
                assert saved in {row["id"] for row in ok(await garage.manager.get("/api/jobs", limit=200))}

        before = shared()
        await asyncio.gather(*(save_and_look() for _ in range(8)))
        assert shared() > before


async def test_a_refusal_is_not_shared(make_settings: SettingsMaker) -> None:
    async with running(make_settings(concurrent_requests=1)) as http:
        garage = await make_garage(http)
        before = shared()
        answers = await asyncio.gather(*(garage.owner.get("/api/jobs/nothing") for _ in range(6)))
        ids = {refused(answer, 404)["request_id"] for answer in answers}
        assert len(ids) == 6
        assert shared() == before


# --- by themselves ----------------------------------------------------------------------------------------------------

_GET = {
    "type": "http", "method": "GET", "path": "/api/x", "query_string": b"", "headers": [(b"authorization", b"one")],
    "revops.request_id": "an-id",
}  # fmt: skip


class _Asked:
    """Requests to an application that answers when it is told to, one at a time."""

    def __init__(self, answer: Callable[[Scope], Response] = lambda _: Response("done"), **options: Any) -> None:
        self.begun: list[Scope] = []
        self.go = asyncio.Event()
        self._answer = answer
        self._limit = ConcurrencyLimit(self._app, 1, lambda scope: str(scope.get("who", "")), **options)

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.begun.append(scope)
        await self.go.wait()
        await self._answer(scope)(scope, receive, send)

    def ask(self, **differently: object) -> "asyncio.Task[list[Message]]":
        """Ask, and return the messages that will come."""

        async def asking() -> list[Message]:
            sent: list[Message] = []

            async def send(message: Message) -> None:
                sent.append(message)

            await self._limit.answer({**_GET, **differently}, _nothing_more, send)
            return sent

        return asyncio.create_task(asking())

    async def waiting(self, *asked: Awaitable[object]) -> None:
        """Let what was asked get as far as it can."""
        for _ in range(len(asked) + 3):
            await asyncio.sleep(0)


async def _nothing_more() -> Message:
    return {"type": "http.disconnect"}


def _body(sent: list[Message]) -> bytes:
    return b"".join(message.get("body", b"") for message in sent)


async def test_whoever_waits_too_long_for_a_turn_is_told_to_try_again() -> None:
    asked = _Asked(max_wait_seconds=0.05)
    first = asked.ask()
    await asked.waiting(first)
    same = [asked.ask(path="/api/same") for _ in range(3)]
    others = [asked.ask(path=f"/api/{n}", method="POST") for n in range(3)]
    for sent in await asyncio.gather(*same, *others):
        assert sent[0]["status"] == 503
        assert "very busy" in _body(sent).decode()
    asked.go.set()
    assert _body(await first) == b"done"
    assert _body(await asked.ask(path="/api/same")) == b"done"
    assert len(asked.begun) == 2


async def test_ids_make_no_difference_and_everything_else_does() -> None:
    asked = _Asked(lambda scope: Response(repr(scope["headers"])))
    token = (b"authorization", b"one")
    ways: list[dict[str, object]] = [
        {},
        {"query_string": b"a=1"},
        {"path": "/api/y"},
        {"headers": [(b"authorization", b"two")]},
        {"headers": [(b"cookie", b"revops_session=one")]},
        {"headers": [token, (b"accept", b"text/csv")]},
        {"method": "HEAD"},
        {"method": "POST"},
        {"headers": [token, (b"content-length", b"2")]},
        {"headers": [token, (b"transfer-encoding", b"chunked")]},
    ]
    first = asked.ask(path="/api/first")
    await asked.waiting(first)
    answers = [asked.ask(**way) for way in ways]
    same = [asked.ask(headers=[(name, b"7"), token]) for name in (b"x-request-id", b"traceparent", b"tracestate")]
    await asked.waiting(*answers)
    asked.go.set()
    await asyncio.gather(first, *answers, *same)
    assert len(asked.begun) == 1 + len(ways)
    assert [_body(await answer) for answer in same] == [_body(await answers[0])] * 3


@pytest.mark.parametrize("method", ["HEAD", "POST", "PUT", "DELETE"])
async def test_only_what_changes_nothing_is_answered_once(method: str) -> None:
    asked = _Asked()
    answers = [asked.ask(method=method) for _ in range(3)]
    await asked.waiting(*answers)
    asked.go.set()
    await asyncio.gather(*answers)
    assert len(asked.begun) == 3


async def test_an_answer_that_is_being_made_is_not_shared_any_more() -> None:
    asked = _Asked()
    first = asked.ask()
    await asked.waiting(first)
    second, third = asked.ask(), asked.ask()
    await asked.waiting(second, third)
    asked.go.set()
    assert [_body(answer) for answer in await asyncio.gather(first, second, third)] == [b"done"] * 3
    assert len(asked.begun) == 2


async def test_whoever_goes_away_takes_nobody_along() -> None:
    asked = _Asked()
    first = asked.ask()
    await asked.waiting(first)
    second, third, fourth = asked.ask(), asked.ask(), asked.ask()
    await asked.waiting(second, third, fourth)
    second.cancel()  # with which the others wait
    third.cancel()
    await asyncio.gather(second, third, return_exceptions=True)
    asked.go.set()
    assert _body(await fourth) == b"done"
    await first
    assert len(asked.begun) == 2


async def test_a_crash_is_not_shared() -> None:
    def crash(scope: Scope) -> Response:
        raise ZeroDivisionError

    asked = _Asked(crash)
    answers = [asked.ask() for _ in range(4)]
    await asked.waiting(*answers)
    asked.go.set()
    failures = await asyncio.gather(*answers, return_exceptions=True)
    assert [type(failure) for failure in failures] == [ZeroDivisionError] * 4
    assert len(asked.begun) == 4


async def test_an_answer_in_pieces_is_not_shared() -> None:
    async def pieces() -> AsyncIterator[bytes]:
        yield b"do"
        yield b"ne"

    asked = _Asked(lambda _: StreamingResponse(pieces()))
    answers = [asked.ask() for _ in range(4)]
    await asked.waiting(*answers)
    asked.go.set()
    assert [_body(answer) for answer in await asyncio.gather(*answers)] == [b"done"] * 4
    assert len(asked.begun) == 4


async def test_whoever_gives_a_turn_back_shares_nothing() -> None:
    """A long download lets others in before it begins: they must not wait for its end."""

    class Download(Response):
        async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
            release_slot()
            if len(asked.begun) == 2:
                await second_may_end.wait()
            await super().__call__(scope, receive, send)

    second_may_end = asyncio.Event()
    asked = _Asked(lambda _: Download("done"))
    first = asked.ask()
    await asked.waiting(first)
    second, third = asked.ask(), asked.ask()
    await asked.waiting(second, third)
    asked.go.set()
    assert _body(await third) == b"done"
    assert not second.done()
    second_may_end.set()
    assert _body(await second) == b"done"


async def test_changes_have_every_other_place() -> None:
    asked = _Asked()
    first = asked.ask(path="/api/first")
    await asked.waiting(first)
    looks = [asked.ask(path=f"/api/{n}") for n in range(4)]
    changes = [asked.ask(path=f"/api/{n}", method=method) for n, method in enumerate(["POST", "PUT", "DELETE"])]
    await asked.waiting(*looks, *changes)
    asked.go.set()
    await asyncio.gather(first, *looks, *changes)
    begun = [(scope["method"], scope["path"][-1]) for scope in asked.begun[1:]]
    assert begun == [
        ("POST", "0"), ("GET", "0"), ("PUT", "1"), ("GET", "1"), ("DELETE", "2"), ("GET", "2"), ("GET", "3"),
    ]  # fmt: skip


async def test_whoever_asks_once_waits_behind_one_of_each_other() -> None:
    asked = _Asked()
    first = asked.ask(path="/api/first")
    await asked.waiting(first)
    many = [asked.ask(path=f"/api/a{n}", who="a") for n in range(5)]
    few = [asked.ask(path=f"/api/b{n}", who="b") for n in range(2)]
    await asked.waiting(*many, *few)
    asked.go.set()
    await asyncio.gather(first, *many, *few)
    assert [scope["path"][-2:] for scope in asked.begun[1:]] == ["a0", "b0", "a1", "b1", "a2", "a3", "a4"]


async def test_what_can_wait_is_told_of_each_request_until_it_is_answered() -> None:
    traffic = Traffic()
    asked = _Asked(traffic=traffic)
    first, second = asked.ask(), asked.ask(path="/api/y")
    await asked.waiting(first, second)
    calm = asyncio.create_task(traffic.calm(time.monotonic() + 60))
    await asked.waiting(calm)
    assert not calm.done()
    asked.go.set()
    await asyncio.gather(first, second)
    await asyncio.wait_for(calm, 10)


async def test_one_person_has_a_quarter_of_the_places_however_much_they_ask() -> None:
    places = _Slots(12)
    assert [places.take("a") for _ in range(4)] == [True, True, True, False]
    waiting = asyncio.create_task(places.wait("a", is_change=False))
    await asyncio.sleep(0)
    assert all(places.take(who) for who in "bcd" * 3)
    other = asyncio.create_task(places.wait("e", is_change=False))
    await asyncio.sleep(0)
    places.give_back("b")
    await asyncio.wait_for(other, 1)
    assert not waiting.done()
    places.give_back("a")
    await asyncio.wait_for(waiting, 1)


@pytest.mark.parametrize("is_change", [True, False])
async def test_a_place_is_not_lost_with_whoever_waited_for_it(is_change: bool) -> None:
    places = _Slots(1)
    assert places.take("anyone")
    gone, too_late, waiting = [asyncio.create_task(places.wait("anyone", is_change=is_change)) for _ in range(3)]
    await asyncio.sleep(0)
    gone.cancel()
    await asyncio.sleep(0)
    places.give_back("anyone")  # to the second one
    too_late.cancel()  # who goes before it can take it
    await asyncio.wait_for(waiting, 1)
    assert not places.take("anyone")
    places.give_back("anyone")
    assert places.take("anyone")
    assert gone.cancelled()
    assert too_late.cancelled()
