"""Every answer 403 to somebody signed in leaves a line in the audit log, whichever rule refused."""

from fastapi import FastAPI, Request, Response

from revops.access.audit import AuditEvent, AuditKind
from revops.core.errors import NotAllowed
from revops.deps import origin_of, services_of, workshop_named
from revops.http.problems import problem_response, request_id_of


def install(app: FastAPI) -> None:
    """Have refusals noted. The answer is that of any other failure, and does not wait for the note."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, NotAllowed)
        user_id = request.scope.get("revops.user_id")
        user = await services_of(request).user(user_id) if user_id is not None else None
        if user is not None:
            # In the garage that was asked for, as long as it is one of the user's own.
            member = user.member(workshop_named(request)) or user.member()
            workshop_id = member.workshop_id if member is not None else user.workshop_id
            what = getattr(request.scope.get("route"), "operation_id", None)
            services_of(request).audit.note(
                AuditEvent(AuditKind.REFUSED, workshop_id, user.id, origin_of(request), detail=what)
            )
        return problem_response(error, request_id_of(request))

    app.add_exception_handler(NotAllowed, refused)
