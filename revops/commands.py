"""The frame of each command: a database to work on, and one line for what fails as was to be expected."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import typer
from pydantic import SecretStr, ValidationError
from pymongo.errors import ConfigurationError, InvalidURI, OperationFailure, PyMongoError

from revops import refused_settings
from revops.access.tokens import has_key, signing_of
from revops.backup.errors import BackupError
from revops.console import say_failure
from revops.core.errors import AppError, CannotBeDone
from revops.core.files import in_words
from revops.http.problems import as_app_error
from revops.mongo.client import Database
from revops.mongo.embedded import running_mongo
from revops.mongo.migrations import UnusableDatabase
from revops.mongo.mongod import CannotStart
from revops.rooms import migrate
from revops.settings import Settings

T = TypeVar("T")


@contextmanager
def clear_failures() -> Iterator[None]:
    """Turn expected failures into one line that says what to do, and exit code 1."""
    try:
        yield
    except ValidationError as error:
        if error.title == Settings.__name__:
            for sentence in refused_settings.in_words(error):
                say_failure(sentence)
        else:
            for problem in as_app_error(error.errors()).extra["errors"]:
                say_failure(f"--{problem['field']}: {problem['message']}")
    except UnicodeDecodeError:
        say_failure(".env is not a text in UTF-8. Save it as UTF-8, and start again.")
    except (CannotStart, UnusableDatabase, BackupError, CannotBeDone, AppError) as error:
        say_failure(str(error))
    except OSError as error:
        say_failure(in_words(error))
    except (ConfigurationError, InvalidURI) as error:
        say_failure(f"MONGO_URL cannot be used: {str(error)[:200]}")
    except OperationFailure as error:
        say_failure(f"MongoDB refused: {(error.details or {}).get('errmsg', error)}")
    except PyMongoError as error:
        say_failure(f"The database does not answer: {_short(error)}")
    else:
        return
    raise typer.Exit(1)


def with_database(
    work: Callable[[Database, Settings], Awaitable[T]],
    *,
    as_it_is: bool = False,
    alone: bool = False,
    only_reads: bool = False,
) -> T:
    """Run ``work`` on a database: of MONGO_URL, of a running server, or one started for this command.

    It is migrated unless ``as_it_is``; with ``alone`` a data folder that a server uses is refused.
    What ``only_reads`` needs no key that signs: without one neither is it migrated nor are signatures checked.
    """
    with clear_failures():
        settings = Settings()
        with running_mongo(settings, alone=alone) as url:

            async def run() -> T:
                settings.mongo_url = SecretStr(url)
                db = Database(url, settings.db_name)
                if has_key(settings) or not only_reads:
                    db.signing = signing_of(settings)
                try:
                    if not as_it_is and db.signing is not None:
                        await migrate(db)
                    return await work(db, settings)
                finally:
                    await db.close()

            return asyncio.run(run())
    raise AssertionError


def _short(error: PyMongoError) -> str:
    """Leave out what only the driver's makers understand."""
    return str(error).partition(" (configured")[0].partition(", Timeout:")[0][:200]
