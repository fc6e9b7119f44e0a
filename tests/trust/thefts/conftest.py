"""What the thefts share."""

import pytest
from fastapi import FastAPI

from revops.mongo.client import Database
from tests.exceptions.asking import Asked
from tests.factories import Garage
from tests.trust.thefts.scene import Scene


@pytest.fixture
def scene(garage: Garage, app: FastAPI, db: Database) -> Scene:
    """A garage with an owner who is away."""
    return Scene(garage, Asked(app, db))
