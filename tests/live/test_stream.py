"""What a stream keeps for a reader who takes nothing: ids, never more than so many."""

from revops.access.tokens import Claims
from revops.core.ids import new_id
from revops.journal.following import Position, Written, of_text
from revops.live.stream import MAX_IDS, Stream
from revops.live.view import Topic, View

_VIEW = View("garage", frozenset(Topic), None, None)


def _stream() -> Stream:
    return Stream(Claims("user", "owner", 1, "token", 2**40), _VIEW, "192.0.2.1")


def _entry(number: int) -> Written:
    return Written(Position(5, 1, number), "garage", "m", None, "job_updated", f"job-{number}", None, None, None)


async def test_what_comes_together_is_told_together_and_once() -> None:
    stream = _stream()
    for number in (1, 2, 1):
        stream.tell(_entry(number))
    assert await stream.next() == b'id: 5.1.1\nevent: change\ndata: {"jobs":["job-1","job-2"]}\n\n'
    stream.end()
    assert await stream.next() is None


async def test_a_slow_reader_is_told_to_ask_anew() -> None:
    stream = _stream()
    for number in range(10 * MAX_IDS):
        stream.tell(_entry(number))
    assert await stream.next() == b"id: 5.1.1999\nevent: reload\ndata: {}\n\n"
    stream.tell(_entry(2000))
    stream.beat(Position(6, 1, 0))
    stream.end()
    assert await stream.next() == b'id: 6.1.0\nevent: change\ndata: {"jobs":["job-2000"]}\n\n'
    assert await stream.next() is None


def test_positions_are_read_as_they_are_written() -> None:
    position = Position(1_795_872_600, 3, 12)
    assert of_text(str(position)) == position
    assert Position(1, 2, 10) > Position(1, 2, 9)
    for wrong in ("", "1.2", "1.2.3.4", "1.2.x", "1.2.-3", "1..3", "\u0661.1.1", "9" * 11 + ".1.1", new_id()):
        assert of_text(wrong) is None
