"""What a server writes down about its mongod. Whole runs, kills and full disks are in tests/crash."""

import threading
from pathlib import Path

from revops.mongo.embedded import read_state, write_state


def test_whoever_reads_about_the_database_while_it_is_replaced_finds_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    write_state(tmp_path, {"pid": 0})
    stop = threading.Event()

    def replace() -> None:
        pid = 0
        while not stop.is_set():
            pid += 1
            write_state(tmp_path, {"pid": pid})

    replacing = threading.Thread(target=replace)
    replacing.start()
    try:
        seen = [read_state(tmp_path).get("pid") for _ in range(5000)]
    finally:
        stop.set()
        replacing.join()
    assert None not in seen
    assert len(set(seen)) > 1


def test_without_a_server_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert read_state(tmp_path) == {}
