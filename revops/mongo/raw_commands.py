"""Commands straight over a connection of the driver's pool, for a fraction of what its cursors and writes cost
(decision 0021): reads that come in one piece, and what a transaction writes.

Connections, their errors, sessions and the state of the nodes stay the driver's. What it must do itself (a node that
is no primary of a replica set, somebody who listens to commands, a driver that was not read) is asked its way.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from bson.codec_options import CodecOptions
from pymongo import AsyncMongoClient, ReadPreference, _csot
from pymongo.asynchronous.client_session import AsyncClientSession
from pymongo.asynchronous.mongo_client import _ClientCheckout
from pymongo.asynchronous.server import Server
from pymongo.errors import DuplicateKeyError, PyMongoError, WriteError
from pymongo.helpers_shared import _check_command_response
from pymongo.message import _op_msg
from pymongo.server_type import SERVER_TYPE
from pymongo.topology_description import TopologyDescription

from revops.mongo.driver import was_read

Document = dict[str, Any]
_ZONELESS: CodecOptions[Document] = CodecOptions(tz_aware=False)
_ZONED: CodecOptions[Document] = CodecOptions(tz_aware=True)
_DUPLICATE_KEY = 11000


class RawCommands:
    """Sends finds, aggregations and the writes of transactions to the primary of one database."""

    def __init__(self, client: AsyncMongoClient[Document], name: str) -> None:
        self._client = client
        self._name = name
        # Whoever listens to commands (traces do) is told by the driver.
        listeners = client.options.pool_options._event_listeners
        self._is_usable = was_read() and not (listeners is not None and listeners.enabled_for_commands)
        # The primary, as of the last news that the driver had of the nodes.
        self._news: TopologyDescription | None = None
        self._primary: Server | None = None

    async def documents(self, command: Document) -> list[Document] | None:
        """Run a find or an aggregation outside of transactions and return its rows, their times without a zone.

        None when the driver must run it: it failed, or did not come in one piece, or a time limit is set for it.
        """
        primary = self._find_primary()
        if primary is None or _csot.get_timeout() is not None:
            return None
        try:
            async with _ClientCheckout(self._client, primary, None) as connection:
                request_id, message, size, _ = _op_msg(0, command, self._name, None, _ZONELESS)
                await connection.send_message(message, size)
                reply = await connection.receive_message(request_id)
                (answer,) = reply.unpack_response(codec_options=_ZONELESS)
                _check_command_response(answer, connection.max_wire_version)
        except PyMongoError:
            return None
        cursor = answer["cursor"]
        documents: list[Document] = cursor["firstBatch"]
        return documents if cursor["id"] == 0 else None

    async def write(self, commands: Sequence[Document], session: AsyncClientSession) -> list[Document] | None:
        """Run writes in a session's transaction, all in one message; return their answers, their times with a zone.

        None, with nothing sent, when the driver must run them. Raises what the driver would raise for the first that
        fails; the server has undone the transaction then, and refuses what comes after it.
        """
        primary = self._find_primary()
        if primary is None or not session.in_transaction or primary.description.server_type != SERVER_TYPE.RSPrimary:
            return None
        async with _ClientCheckout(self._client, primary, session) as connection:
            messages, largest, request_ids = [], 0, []
            for command in commands:
                session._apply_to(command, False, ReadPreference.PRIMARY, connection)
                connection.send_cluster_time(command, session, self._client)
                connection.apply_timeout(command)
                request_id, message, _, size = _op_msg(0, command, self._name, None, _ZONED)
                messages.append(message)
                largest = max(largest, size)
                request_ids.append(request_id)
                if session._starting_transaction:
                    session._transaction.set_in_progress()
            await connection.send_message(b"".join(messages), largest)
            # All are received before any is looked at: what stays unread would answer the next command.
            replies = [await connection.receive_message(request_id) for request_id in request_ids]
            answers: list[Document] = [reply.unpack_response(codec_options=_ZONED)[0] for reply in replies]
            for answer in answers:
                await self._client._process_response(answer, session)
                _check_command_response(answer, connection.max_wire_version)
                check_writes(answer)
        return answers

    def _find_primary(self) -> Server | None:
        if not self._is_usable:
            return None
        news = self._client.topology_description
        if news is not self._news:
            self._news, self._primary = news, None
            for address, node in news.server_descriptions().items():
                if node.is_writable:
                    self._primary = self._client._topology._servers.get(address)
        return self._primary


def check_writes(answer: Mapping[str, Any]) -> None:
    """Raise DuplicateKeyError or WriteError when a document of a write was refused."""
    for error in answer.get("writeErrors", ()):
        kind = DuplicateKeyError if error.get("code") == _DUPLICATE_KEY else WriteError
        raise kind(error.get("errmsg", ""), error.get("code"), error)
