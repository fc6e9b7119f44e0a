"""The letter to the address that an account had before."""

from revops.access import users
from revops.access.caller import Services
from revops.mongo.client import Document, Session
from revops.tasks.outbox import Task, enqueue

# The task of telling it (messages/account_letters.py).
KIND = "email_changed"


async def tell_old_address(services: Services, user: Document, email: str, session: Session) -> None:
    """Have the old address told that another one takes its place, where the server sends e-mail."""
    if services.settings.smtp_host is None or not users.has_email(user):
        return
    task = Task(KIND, {"to": user["email"], "name": user["name"], "email": email})
    await enqueue(services.db, session, None, task)
