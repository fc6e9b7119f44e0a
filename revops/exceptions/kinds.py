"""The kinds of exceptions. Each is a question to the owner with facts, and accuses nobody."""

from enum import StrEnum


class ExceptionKind(StrEnum):
    """The things that an exception may ask about."""

    # Jobs and what is on them.
    ESTIMATE_LOWERED = "estimate_lowered"
    LINE_REMOVED = "line_removed"
    LINES_SWAPPED = "lines_swapped"
    DISCOUNT_ABOVE_CAP = "discount_above_cap"
    DISCOUNTS_ADD_UP = "discounts_add_up"
    LOWERINGS_ADD_UP = "lowerings_add_up"
    TAX_TAKEN_OFF = "tax_taken_off"
    ODD_TAX_CODE = "odd_tax_code"
    APPROVED_UNSEEN = "approved_unseen"
    DECLINES_ADD_UP = "declines_add_up"
    JOB_CANCELLED = "job_cancelled"
    JOB_ZEROED = "job_zeroed"
    REOPENED = "reopened"
    FREE_SECOND_VISIT = "free_second_visit"
    JOBS_FOR_NOTHING = "jobs_for_nothing"
    LEFT_OPEN = "left_open"
    WRITTEN_OFF = "written_off"
    CUSTOMER_CHANGED = "customer_changed"
    PROMISE_MOVED = "promise_moved"
    STAFF_PHONE = "staff_phone"
    PHONE_ON_MANY_PLATES = "phone_on_many_plates"
    PHOTO_DELETED = "photo_deleted"
    # What leads a customer to pay somebody else, and what keeps him from seeing what is booked.
    OTHER_UPI_ADDRESS = "other_upi_address"
    PAGE_CLOSED = "page_closed"
    # Payments.
    PAYMENT_REJECTED = "payment_rejected"
    PAYMENT_CANCELLED = "payment_cancelled"
    METHOD_CHANGED = "method_changed"
    REFUNDED = "refunded"
    PAYMENTS_SPLIT = "payments_split"
    CUSTOMER_SAYS_DIFFERENT = "customer_says_different"
    ENTERED_LATE = "entered_late"
    ENTERED_LATE_MORE = "entered_late_more"
    CASH_ON_OLDER_JOB = "cash_on_older_job"
    CASH_ON_CREDIT = "cash_on_credit"
    UPI_WITHOUT_RRN = "upi_without_rrn"
    RRN_TWICE = "rrn_twice"
    ENTERED_WITHOUT_CREDIT = "entered_without_credit"
    CREDIT_WITHOUT_ENTRY = "credit_without_entry"
    PROVED_BY_HIMSELF = "proved_by_himself"
    STATEMENT_GAP = "statement_gap"
    # Cash in hand.
    HANDED_OVER_LATE = "handed_over_late"
    HANDED_OVER_LITTLE = "handed_over_little"
    SETTLEMENT_REVERSED = "settlement_reversed"
    COUNT_DIFFERENCE = "count_difference"
    COUNT_MISSED = "count_missed"
    DAY_NOT_CLOSED = "day_not_closed"
    CASH_OVER_LIMIT = "cash_over_limit"
    CASH_TOO_OLD = "cash_too_old"
    # Cars at the gate.
    SEEN_WITHOUT_JOB = "seen_without_job"
    JOB_NEVER_SEEN = "job_never_seen"
    OUT_WITHOUT_PASS = "out_without_pass"  # noqa: S105  # nosec B105
    OUT_UNPAID = "out_unpaid"
    DRIVEN_BETWEEN = "driven_between"
    ODOMETER_GAP = "odometer_gap"
    CAMERA_COUNT_DIFFERS = "camera_count_differs"
    PASS_REFUSED = "pass_refused"  # noqa: S105  # nosec B105
    GATE_SILENT = "gate_silent"
    # People and their devices.
    NEW_DEVICE = "new_device"
    NIGHT_LOG_IN = "night_log_in"
    LOG_IN_AFTER_REMOVAL = "log_in_after_removal"
    CONFIRMED_FROM_NEW_DEVICE = "confirmed_from_new_device"
    # Another garage that calls itself by a number of this one.
    TWIN_GARAGE = "twin_garage"


# What the owner is notified of, for a car, money or an account may be gone by the time he reads the evening's digest.
# Cash beyond a limit, a customer who says different and a refund to confirm are told as what they are.
PRESSING = frozenset(
    {
        ExceptionKind.JOB_CANCELLED,
        ExceptionKind.JOB_ZEROED,
        ExceptionKind.OTHER_UPI_ADDRESS,
        ExceptionKind.PAYMENT_CANCELLED,
        ExceptionKind.RRN_TWICE,
        ExceptionKind.CREDIT_WITHOUT_ENTRY,
        ExceptionKind.PROVED_BY_HIMSELF,
        ExceptionKind.STATEMENT_GAP,
        ExceptionKind.SETTLEMENT_REVERSED,
        ExceptionKind.COUNT_DIFFERENCE,
        ExceptionKind.COUNT_MISSED,
        ExceptionKind.OUT_WITHOUT_PASS,
        ExceptionKind.OUT_UNPAID,
        ExceptionKind.LOG_IN_AFTER_REMOVAL,
        ExceptionKind.CONFIRMED_FROM_NEW_DEVICE,
        ExceptionKind.TWIN_GARAGE,
    }
)
