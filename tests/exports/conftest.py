"""Fixtures of exports."""

import pytest

from revops.exports import service


@pytest.fixture(params=["one process", pytest.param("two processes", marks=pytest.mark.slow)])
def processes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a workbook made by one process, as that of a small garage, and by two."""
    if request.param == "two processes":
        monkeypatch.setattr(service, "LARGE_JOBS", -1)
