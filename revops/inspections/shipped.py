"""The templates that ship: how a vehicle came in, a quick look of 12 points at intake, and a full inspection of 45."""

from typing import Final

from revops.inspections.row import GroupRow, PointRow, Unit

# Now below, soon below, soon above, now above.
_Limits = tuple[float | None, float | None, float | None, float | None]
_PADS: _Limits = (3, 5, None, None)
_TREAD: _Limits = (1.6, 3, None, None)
_PRESSURE: _Limits = (1.6, 2, 2.8, 3.2)
_BATTERY: _Limits = (12, 12.4, None, None)
# Water in the brake fluid.
_WATER: _Limits = (None, None, 2, 3)
_CHARGING: _Limits = (13.2, 13.6, 14.8, 15.2)


def _seen(id_: str, title: str, unit: Unit | None = None) -> PointRow:
    """Build a point of which a photo is always taken."""
    return {**_point(id_, title, unit), "needs_photo": True}


def _point(id_: str, title: str, unit: Unit | None = None, limits: _Limits = (None, None, None, None)) -> PointRow:
    point: PointRow = {"id": id_, "title": title}
    if unit is not None:
        point["unit"] = unit.value
    now_below, soon_below, soon_above, now_above = limits
    if now_below is not None:
        point["now_below"] = now_below
    if soon_below is not None:
        point["soon_below"] = soon_below
    if soon_above is not None:
        point["soon_above"] = soon_above
    if now_above is not None:
        point["now_above"] = now_above
    return point


def _group(title: str, *points: PointRow) -> GroupRow:
    return {"title": title, "points": list(points)}


_TYRES = [
    _point(f"{where}_tread", f"{title} tyre, tread", Unit.MILLIMETRE, _TREAD)
    for where, title in (
        ("front_left", "Front left"),
        ("front_right", "Front right"),
        ("rear_left", "Rear left"),
        ("rear_right", "Rear right"),
    )
]
_TAKEN_IN = [
    _group(
        "All around",
        _seen("front", "Front"),
        _seen("left", "Left side"),
        _seen("rear", "Rear"),
        _seen("right", "Right side"),
    ),
    _group(
        "Inside",
        _seen("odometer", "Odometer", Unit.KILOMETRE),
        _point("fuel", "Fuel in the tank", Unit.PERCENT),
        _seen("belongings", "Things left in the car"),
    ),
]
_QUICK = [
    _group(
        "On arrival",
        _point("odometer", "Odometer", Unit.KILOMETRE),
        _point("warning_lights", "Warning lights"),
        _point("body", "Body and paint"),
        _point("glass", "Glass and mirrors"),
    ),
    _group(
        "Under the bonnet",
        _point("engine_oil", "Engine oil"),
        _point("coolant", "Coolant"),
        _point("battery", "Battery", Unit.VOLT, _BATTERY),
    ),
    _group(
        "Wheels and brakes",
        _point("front_tyres", "Front tyres, tread", Unit.MILLIMETRE, _TREAD),
        _point("rear_tyres", "Rear tyres, tread", Unit.MILLIMETRE, _TREAD),
        _point("front_pads", "Front brake pads", Unit.MILLIMETRE, _PADS),
    ),
    _group("Lights and wipers", _point("lights", "All lights"), _point("wipers", "Wipers and washer")),
]
_FULL = [
    _group(
        "Inside",
        _point("odometer", "Odometer", Unit.KILOMETRE),
        _point("warning_lights", "Warning lights"),
        _point("horn", "Horn"),
        _point("seat_belts", "Seat belts"),
        _point("ac", "Air conditioning"),
        _point("windows", "Windows and locks"),
        _point("handbrake", "Handbrake"),
        _point("clutch", "Clutch and gears"),
    ),
    _group(
        "Outside",
        _point("body", "Body and paint"),
        _point("glass", "Glass and mirrors"),
        _point("wipers", "Wipers and washer"),
        _point("headlights", "Headlights"),
        _point("indicators", "Indicators"),
        _point("brake_lights", "Brake and tail lights"),
    ),
    _group(
        "Under the bonnet",
        _point("engine_oil", "Engine oil"),
        _point("oil_leaks", "Oil leaks"),
        _point("coolant", "Coolant"),
        _point("hoses", "Hoses"),
        _point("belts", "Drive belts"),
        _point("air_filter", "Air filter"),
        _point("cabin_filter", "Cabin filter"),
        _point("spark_plugs", "Spark plugs or glow plugs"),
        _point("battery", "Battery, engine off", Unit.VOLT, _BATTERY),
        _point("charging", "Battery, engine on", Unit.VOLT, _CHARGING),
        _point("brake_fluid", "Brake fluid, water in it", Unit.PERCENT, _WATER),
        _point("steering_fluid", "Power steering fluid"),
    ),
    _group(
        "Tyres",
        *_TYRES,
        _point("front_pressure", "Front tyres, pressure", Unit.BAR, _PRESSURE),
        _point("rear_pressure", "Rear tyres, pressure", Unit.BAR, _PRESSURE),
        _point("spare", "Spare wheel and jack"),
    ),
    _group(
        "Brakes",
        _point("front_pads", "Front brake pads", Unit.MILLIMETRE, _PADS),
        _point("rear_pads", "Rear brake pads or shoes", Unit.MILLIMETRE, _PADS),
        _point("discs", "Brake discs and drums"),
        _point("brake_lines", "Brake lines and hoses"),
    ),
    _group(
        "Underneath",
        _point("front_suspension", "Front suspension"),
        _point("rear_suspension", "Rear suspension"),
        _point("shock_absorbers", "Shock absorbers"),
        _point("steering_joints", "Steering rack and joints"),
        _point("drive_shafts", "Drive shafts and boots"),
        _point("exhaust", "Exhaust"),
        _point("mounts", "Engine mounts"),
        _point("road_test", "Road test"),
    ),
]


SHIPPED: Final[dict[str, tuple[str, list[GroupRow]]]] = {
    "taken_in": ("As it came in", _TAKEN_IN),
    "quick": ("Quick check at intake", _QUICK),
    "full": ("Full inspection", _FULL),
}
