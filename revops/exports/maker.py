"""The process that makes one export: reads the workshop at the instant it is told, writes the file, says how far it is.

A process of its own, because rows are made in Python and so would hold up every request of the server's; whatever it
holds is given back when it ends, and it ends when the server closes its standard input, for whatever reason.

What is imported here is little: the second process of a workbook is to start before this one has everything it needs.
"""

import gc
import os
import shutil
import signal
import threading
from pathlib import Path

import bson

from revops.core.niceness import yield_to_others
from revops.exports.beside import Beside, JobsTold
from revops.exports.order import Order


def _read(size: int) -> bytes:
    """Return so many bytes of standard input; fewer when it is closed."""
    received = b""
    while len(received) < size and (part := os.read(0, size - len(received))):
        received += part
    return received


def _read_order() -> Order:
    """Return the order: one BSON document, which says how long it is."""
    length = _read(4)
    rest = _read(int.from_bytes(length, "little") - 4)
    if not rest:
        raise SystemExit(1)
    order: Order = bson.decode(length + rest)  # type: ignore[assignment]
    return order


def _listen(folder: Path, told: JobsTold) -> None:
    """Take what is told until whoever started this lets go, also by ending; then end, with nothing left behind."""
    while length := _read(4):
        told.add(_read(int.from_bytes(length, "little")))
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def main() -> None:
    """Carry out the order that comes in on standard input; say on standard output how it goes."""
    # Ctrl-C is for the server, which then ends this in order. A session of its own would keep it from that too, but
    # Linux gives each session its share of the processor, and then being nice to others means nothing.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Looking for circles among rows, where there are none, takes up to a third of the time. Nothing lives long here.
    gc.disable()
    order = _read_order()
    if not order["is_part"]:
        yield_to_others()  # other requests go first
    told = JobsTold()
    threading.Thread(target=_listen, args=(Path(order["path"]).parent, told), daemon=True).start()
    beside = Beside(order) if order["sheet"] is None and order["is_large"] else None
    try:
        from revops.exports.making import carry_out  # noqa: PLC0415

        carry_out(order, beside, told)
    finally:
        if beside is not None:
            beside.end()
    # Giving back a hundred thousand rows one by one takes a quarter of a second.
    os._exit(0)


if __name__ == "__main__":
    main()
