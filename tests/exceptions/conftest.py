"""What the tests of exceptions share."""

import pytest
from fastapi import FastAPI

from revops.mongo.client import Database
from tests.exceptions.asking import Asked


@pytest.fixture
def asked(app: FastAPI, db: Database) -> Asked:
    """What the owner is asked about."""
    return Asked(app, db)
