"""Refusals of service reminders. ``core.errors`` says what each status means."""

from revops.core.errors import Conflict


class NoVehicleRecord(Conflict):
    """The job has no vehicle that could be reminded of."""

    code = "no_vehicle_record"


class OdometerUnknown(Conflict):
    """Kilometres are counted from what the odometer said, and it said nothing."""

    code = "odometer_unknown"


class TooManyReminders(Conflict):
    """The vehicle has as many reminders as one can have."""

    code = "too_many_reminders"
