"""Refusals of inspections. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class InspectionFinished(Conflict):
    """The inspection is finished, so its answers stay."""

    code = "inspection_finished"


class InspectionEmpty(Conflict):
    """Nothing was checked, so there is nothing to finish."""

    code = "inspection_empty"


class PhotoMissing(Conflict):
    """A point that needs work has no photo."""

    code = "photo_missing"


class TooManyInspections(Conflict):
    """The job has as many inspections as one can have."""

    code = "too_many_inspections"


class InspectionIdUsed(Conflict):
    """Something else was begun under the same id."""

    code = "inspection_id_used"


class TooManyTemplates(Conflict):
    """The garage has as many lists of points as it can have."""

    code = "too_many_templates"
