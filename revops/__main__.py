"""`python -m revops` is `revops`."""

from revops.cli import app

app()
