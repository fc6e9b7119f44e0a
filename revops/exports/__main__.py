"""The process that builds one export: it reads the workshop as of the instant in its spec, and reports how far it is.

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
from revops.exports.sheet_process import ReceivedJobs, SheetProcess
from revops.exports.spec import ExportSpec


def _read(size: int) -> bytes:
    """Read so many bytes of standard input; fewer when it is closed."""
    received = b""
    while len(received) < size and (part := os.read(0, size - len(received))):
        received += part
    return received


def _read_spec() -> ExportSpec:
    """Read the spec: one BSON document, which says how long it is."""
    length = _read(4)
    rest = _read(int.from_bytes(length, "little") - 4)
    if not rest:
        raise SystemExit(1)
    spec: ExportSpec = bson.decode(length + rest)  # type: ignore[assignment]
    return spec


def _listen(folder: Path, jobs: ReceivedJobs) -> None:
    """Receive jobs until whoever started this lets go, also by ending; then end, with nothing left behind."""
    while length := _read(4):
        jobs.add(_read(int.from_bytes(length, "little")))
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


def main() -> None:
    """Build what the spec on standard input asks for; report on standard output how it goes."""
    # Ctrl-C is for the server, which then ends this in order. A session of its own would keep it from that too, but
    # Linux gives each session its share of the processor, and then being nice to others means nothing.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Looking for circles among rows, where there are none, takes up to a third of the time. Nothing lives long here.
    gc.disable()
    spec = _read_spec()
    if not spec["is_part"]:
        yield_to_others()  # other requests go first
    jobs = ReceivedJobs()
    threading.Thread(target=_listen, args=(Path(spec["path"]).parent, jobs), daemon=True).start()
    payments_process = SheetProcess(spec) if spec["sheet"] is None and spec["is_large"] else None
    try:
        from revops.exports.build import run  # noqa: PLC0415

        run(spec, payments_process, jobs)
    finally:
        if payments_process is not None:
            payments_process.end()
    # Giving back a hundred thousand rows one by one takes a quarter of a second.
    os._exit(0)


if __name__ == "__main__":
    main()
