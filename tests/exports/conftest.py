"""Fixtures of exports."""

import pytest

from revops.exports import service


@pytest.fixture(params=["one process", "two processes"])
def processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a workbook made by one process, as that of a small garage, and by two."""
    if request.param == "two processes":
        monkeypatch.setattr(service, "LARGE_JOBS", -1)
