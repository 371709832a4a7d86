"""Figures in units that can be compared: kilometres with miles, tonnes with barrels never."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsletter.text.units import TIME_UNITS, listed

if TYPE_CHECKING:
    from newsletter.model import Figure

_CODE = 3
_RATES = frozenset(("percent", "points", "basis_points", "multiple"))

_HECTARE = 10_000.0  # square metres
_SQUARE = re.compile(r"\b(?:square|sq)\b", re.IGNORECASE)

_TABLES = {
    "length": {
        "mm millimetre millimetres millimeter millimeters": 0.001,
        "cm centimetre centimetres centimeter centimeters": 0.01,
        "metre metres meter meters": 1.0,
        "km kilometre kilometres kilometer kilometers": 1000.0,
        "inch inches": 0.0254,
        "foot feet": 0.3048,
        "yard yards": 0.9144,
        "mile miles": 1609.0,
    },
    "area": {"hectare hectares ha": 1.0, "acre acres": 0.4047},
    "mass": {
        "gram grams g": 0.001,
        "kilo kilos kg kilogram kilograms kilogramme kilogrammes": 1.0,
        "ton tons tonne tonnes": 1000.0,
        "ounce ounces oz": 0.02835,
    },
    "volume": {
        "litre litres liter liters": 1.0,
        "hectolitre hectolitres hectoliter hectoliters": 100.0,
        "gallon gallons": 3.785,
        "barrel barrels": 159.0,
    },
    "power": {
        "watt watts": 1.0,
        "kilowatt kilowatts kw": 1e3,
        "megawatt megawatts mw": 1e6,
        "gigawatt gigawatts gw": 1e9,
    },
    "energy": {
        "kilowatt-hours kwh": 1e3,
        "megawatt-hours mwh": 1e6,
        "gigawatt-hours gwh": 1e9,
        "terawatt-hours twh": 1e12,
    },
    "speed": {"kph kmh km/h": 1.0, "mph": 1.609, "knots": 1.852},
    "heat": {"degree degrees celsius centigrade c fahrenheit f": 1.0},
    "magnitude": {"magnitude": 1.0},
    "time": {
        "second seconds": 1.0,
        "minute minutes": 60.0,
        "hour hours": 3600.0,
        "day days night nights": 86_400.0,
        "week weeks": 7 * 86_400.0,
        "month months": 30.4 * 86_400.0,
        "year years yr yrs": 365.0 * 86_400.0,
        "decade decades": 3652.0 * 86_400.0,
    },
}
_UNITS = {
    name: (dimension, factor)
    for dimension, table in _TABLES.items()
    for names, factor in table.items()
    for name in listed(names)
}


def dimension(figure: Figure) -> str:
    """What can be compared: a currency, a rate, a physical quantity, or "count"."""
    unit = figure.unit
    if unit in _UNITS:
        name = _UNITS[unit][0]
        return "area" if name == "length" and _SQUARE.search(figure.text) else name
    if unit in TIME_UNITS:
        return "time"
    if unit in _RATES or (unit.isupper() and len(unit) == _CODE):
        return unit
    return "count"


def factor(figure: Figure) -> float:
    """How many of its dimension's own unit the figure's unit is."""
    name, size = _UNITS.get(figure.unit, ("", 1.0))
    if name == "length" and _SQUARE.search(figure.text):
        return size * size / _HECTARE
    return size


def form_of(figure: Figure) -> str:
    """Money, a rate, a span of time, or a count of what its unit names."""
    if figure.unit.isupper() and len(figure.unit) == _CODE:
        return "money"
    if figure.unit in _RATES:
        return "rate"
    return "time" if figure.unit in TIME_UNITS else "count"
