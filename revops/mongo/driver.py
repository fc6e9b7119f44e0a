"""The driver's way over the network without its tasks: a command costs a quarter less of the processor.

For each answer it waits for, the driver starts two tasks: one reads it, one looks every half second whether the node
was given up. Under a deadline a third one sends, which never waits. Here whoever waits reads, and what ends the waiting
closes the connection, which the driver does next in any case (decision 0021).
"""

import asyncio
import time
from typing import Any

import pymongo
from pymongo import _csot
from pymongo.asynchronous import pool
from pymongo.asynchronous.change_stream import AsyncChangeStream
from pymongo.asynchronous.pool import AsyncConnection
from pymongo.common import MAX_MESSAGE_SIZE
from pymongo.errors import ProtocolError, _OperationCancelled
from pymongo.message import _UNPACK_REPLY, _OpMsg
from pymongo.network_layer import PyMongoProtocol
from pymongo.pool_shared import _CancellationContext

# What is replaced is not the driver's public interface, so only a driver that was read is changed.
_READ_VERSION = (4, 20)
# An answer that is there already is taken at the deadline too.
_LAST_LOOK_SECONDS = 0.001


def was_read() -> bool:
    """Say whether the driver is the one whose inside was read. Any other is used as it comes."""
    return pymongo.version_tuple[:2] == _READ_VERSION


def make_lean() -> bool:
    """Replace both functions in this process, which a server does; False when the driver is left as it is."""
    if not was_read():
        return False
    vars(pool).update(async_sendall=_send, async_receive_message=_receive)
    return True


def is_more_here(stream: AsyncChangeStream[Any]) -> bool:
    """Say whether the next change has come already, so that it is handed over without asking the database, for which
    the driver has no word. Of a driver that was not read it is said each time: nobody waits for more to come together.
    """
    return not was_read() or bool(stream._cursor._data)


async def _send(protocol: PyMongoProtocol, message: bytes) -> None:
    """Hand a message to the transport, which keeps what the other side does not take yet."""
    await protocol.write(message)


async def _receive(
    connection: AsyncConnection, request_id: int | None, max_message_size: int = MAX_MESSAGE_SIZE
) -> _OpMsg:
    """Return the answer. Raises TimeoutError at the deadline, _OperationCancelled when the node is given up."""
    protocol = connection.conn.get_conn
    given_up = connection.cancel_context
    if not isinstance(given_up, _GivenUp):  # the pool has this one, so it is not replaced
        given_up.__class__ = _GivenUp
        vars(given_up)["protocol"] = protocol
    seconds = protocol.gettimeout
    if _csot.get_timeout():
        seconds = max(_csot.get_deadline() - time.monotonic(), _LAST_LOOK_SECONDS)
    if seconds is None:
        data, op_code = await protocol.read(request_id, max_message_size)
    else:
        late = TimeoutError("timed out")
        timer = asyncio.get_running_loop().call_later(seconds, protocol.close, late)
        try:
            data, op_code = await protocol.read(request_id, max_message_size)
        finally:
            timer.cancel()
    unpack = _UNPACK_REPLY.get(op_code)
    if unpack is None:
        raise ProtocolError(f"Got opcode {op_code!r} but expected {_UNPACK_REPLY.keys()!r}")
    return unpack(data)


class _GivenUp(_CancellationContext):
    """A connection's, which tells whoever waits on it at once."""

    protocol: PyMongoProtocol

    def cancel(self) -> None:
        """End what waits for an answer."""
        super().cancel()
        self.protocol.close(_OperationCancelled("operation cancelled"))
