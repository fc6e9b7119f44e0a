"""Reads whose answer comes in one piece, straight over a connection of the driver's pool, for half of what its cursors
cost (decision 0021).

Sessions, further batches and encryption are left out, because these reads never use them. Connections, their errors
and the state of the nodes stay the driver's, and a read that fails here is done again the ordinary way.
"""

from typing import Any

from bson.codec_options import CodecOptions
from pymongo import AsyncMongoClient, _csot
from pymongo.asynchronous.mongo_client import _ClientCheckout
from pymongo.asynchronous.server import Server
from pymongo.errors import PyMongoError
from pymongo.helpers_shared import _check_command_response
from pymongo.message import _op_msg
from pymongo.topology_description import TopologyDescription

from revops.mongo.driver import was_read

Document = dict[str, Any]
_ZONELESS: CodecOptions[Document] = CodecOptions(tz_aware=False)


class RawReads:
    """Sends finds and aggregations to the primary of one database."""

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
        """Run a find or an aggregation and return its rows, their times without a zone.

        None when the driver must run it: it failed, or did not come in one piece, or a time limit is set for it.
        """
        primary = self._find_primary() if self._is_usable else None
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

    def _find_primary(self) -> Server | None:
        news = self._client.topology_description
        if news is not self._news:
            self._news, self._primary = news, None
            for address, node in news.server_descriptions().items():
                if node.is_writable:
                    self._primary = self._client._topology._servers.get(address)
        return self._primary
