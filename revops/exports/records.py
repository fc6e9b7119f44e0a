"""The sheets of customers and vehicles: their columns, and what their jobs come to."""

from collections.abc import Iterator, Mapping, Sequence

from revops.mongo.snapshot import Document, Filter, WorkshopAt

# The collection of a sheet, where it is called otherwise: that of customers is what phones owe, for older versions;
# bills stand among other papers, and two sheets more are made from them.
COLLECTIONS = {"customers": "customer_records", **dict.fromkeys(("bills", "rates", "hsn"), "documents")}

_BATCH = 1000
_CUSTOMER = ("name", "phones", "merged_into")
_ADDRESS = ("line", "city", "pin", "state")
_SUMS = ("paid_minor", "outstanding_minor")
_NO_JOBS: Document = {"count": 0, "last": None, **dict.fromkeys(_SUMS, 0)}
# Fields of a customer and of a vehicle that a sheet shows as they are stored.
_SAME_OF_CUSTOMER = ("created_at", "name", "email", "legal_name", "gst_number", "notes", "_id")
_SAME_OF_VEHICLE = ("created_at", "plate_shown", "make", "model", "year", "fuel", "colour", "vin", "_id")


class Records:
    """Reads customers and vehicles, newest first, each with what its jobs come to."""

    def __init__(self, documents: WorkshopAt, filters: Mapping[str, Filter]) -> None:
        self._documents = documents
        self._filters = filters

    def customers(self) -> Iterator[list[Document]]:
        """Yield the rows of customers in lists. Those merged into one are one with him."""
        jobs = self._jobs_by("customer_id")
        fields = (*_SAME_OF_CUSTOMER, "phones", "address", "merged_from")
        for batch in self._found("customers", fields):
            yield [_customer_row(customer, jobs) for customer in batch]

    def vehicles(self) -> Iterator[list[Document]]:
        """Yield the rows of vehicles in lists, with whose each is now."""
        jobs = self._jobs_by("vehicle_id")
        for batch in self._found("vehicles", (*_SAME_OF_VEHICLE, "readings", "keeper_id")):
            keepers = self._keepers({vehicle["keeper_id"] for vehicle in batch})
            yield [_vehicle_row(vehicle, keepers, jobs) for vehicle in batch]

    def _found(self, sheet: str, fields: Sequence[str]) -> Iterator[list[Document]]:
        newest = [("created_at", -1), ("_id", -1)]
        name = COLLECTIONS.get(sheet, sheet)
        return self._documents.batches(name, self._filters[sheet], fields, newest, _BATCH)

    def _jobs_by(self, field: str) -> dict[str, Document]:
        whose = {name: value for name, value in self._filters["jobs"].items() if name == "manager_id"}
        return self._documents.sums("jobs", whose, field, _SUMS, "created_at")

    def _keepers(self, ids: set[str]) -> dict[str, Document]:
        """Read customers by ids; for one who was merged into another, the other."""
        name = COLLECTIONS["customers"]
        found = {row["_id"]: row for row in self._documents.by_id(name, [*ids], _CUSTOMER)}
        while missing := {row["merged_into"] for row in found.values() if row["merged_into"]} - found.keys():
            found |= {row["_id"]: row for row in self._documents.by_id(name, [*missing], _CUSTOMER)}
        return {customer_id: _final(found[customer_id], found) for customer_id in ids & found.keys()}


def _final(row: Document, found: Mapping[str, Document]) -> Document:
    while row["merged_into"] is not None:
        row = found[row["merged_into"]]
    return row


def _customer_row(customer: Document, jobs: Mapping[str, Document]) -> Document:
    own = [jobs[one] for one in (customer["_id"], *customer["merged_from"]) if one in jobs]
    address = customer["address"] or {}
    return {
        **{name: customer[name] for name in _SAME_OF_CUSTOMER},
        "phones": ", ".join(customer["phones"]),
        **{name: address.get(name) for name in _ADDRESS},
        "jobs": sum(job["count"] for job in own),
        "last_visit": max((job["last"] for job in own), default=None),
        **{name: sum(job[name] for job in own) for name in _SUMS},
    }


def _vehicle_row(vehicle: Document, keepers: Mapping[str, Document], jobs: Mapping[str, Document]) -> Document:
    keeper = keepers.get(vehicle["keeper_id"], {"name": None, "phones": []})
    own = jobs.get(vehicle["_id"], _NO_JOBS)
    last = vehicle["readings"][-1] if vehicle["readings"] else {"km": None, "at": None}
    return {
        **{name: vehicle[name] for name in _SAME_OF_VEHICLE},
        "km": last["km"],
        "read_at": last["at"],
        "keeper": keeper["name"],
        "keeper_phones": ", ".join(keeper["phones"]),
        "jobs": own["count"],
        "last_visit": own["last"],
        **{name: own[name] for name in _SUMS},
    }
