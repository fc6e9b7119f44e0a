"""Exports on the wire: what to export, and the progress of one that is being made."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, Field

from revops.core.text import Identifier
from revops.http.query import FromDay, QueryModel, ToDay
from revops.jobs.status import JobStatus

Format = Literal["xlsx", "csv"]
Sheet = Literal["jobs", "payments", "settlements", "bills", "customers", "vehicles", "rates", "hsn"]


class ExportQuery(QueryModel):
    """The contents of an export: days, both included, all time without them; jobs in some statuses, one manager."""

    first_day: FromDay = None
    last_day: ToDay = None
    status: Annotated[
        list[JobStatus] | None,
        Field(max_length=7, description="Only jobs that are in one of these now, and their payments."),
    ] = None
    manager_id: Annotated[Identifier | None, Field(description="Only this manager's.")] = None
    format: Annotated[Format, Field(description="A workbook with every sheet, or one sheet as CSV.")] = "xlsx"
    sheet: Annotated[
        Sheet,
        Field(
            description="Which sheet, as CSV; a workbook has all that the caller may see. Customers and vehicles are"
            " all that are known, whatever the days and the status. `rates` has each bill by rate of tax with its place"
            " of supply; `hsn`, in India, what was sold by HSN or SAC."
        ),
    ] = "jobs"
    progress: Annotated[
        str | None,
        Field(
            pattern=r"^[A-Za-z0-9-]{8,64}$",
            description="An id of your choice, such as a UUID, under which `GET /api/analytics/exports/{export_id}`"
            " tells how far this export is. To cancel it, close the connection.",
        ),
    ] = None


class ExportProgress(BaseModel):
    """The progress of an export. It is remembered for an hour."""

    state: Annotated[
        Literal["waiting", "reading", "finishing", "done", "cancelled", "failed"],
        Field(description="Others are made before; rows are read and written; the file is closed; it is sent or was."),
    ]
    ahead: Annotated[int | None, Field(description="While it waits: how many are made before it.")] = None
    done_rows: int
    total_rows: Annotated[int, Field(description="Rows to read; 0 while they are being counted.")]
    updated_at: dt.datetime
