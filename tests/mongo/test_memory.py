"""What a process remembers of a database takes so much and no more, of whatever kind it is."""

from revops.mongo.memory import Memory


def test_what_nobody_asks_for_is_forgotten() -> None:
    memory = Memory(max_bytes=1000)
    for n in range(25):
        memory.put("sums", n, f"sums of {n}", 100)
        memory.put("sums", n, f"newer sums of {n}", 50)  # in their place
        memory.put("page", n, f"page {n}", 50)
        assert memory.get("sums", 0) == "newer sums of 0"  # asked for all the time
    assert memory.list_keys("page") == list(range(15, 25))
    assert memory.list_keys("sums") == [*range(16, 25), 0]
    memory.put("page", 24, "so large that it would leave little room", 251)
    assert memory.get("page", 24) is None
    assert len(memory.list_keys("page")) == 9
    memory.clear()
    memory.put("sums", 1, "anew", 250)
    assert memory.get("sums", 1) == "anew"
