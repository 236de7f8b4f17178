"""Colours and shapes of the map outside the page: the same as the page's light theme.

Every colour is doubled by a shape, a line style or a word.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Family = Literal["care", "system", "user", "network", "identity", "building", "outside"]
Outline = Literal["circle", "rounded", "square", "hexagon", "octagon"]

_FAMILY_OF: Final[Mapping[str, Family]] = {
    "imaging": "care",
    "laboratory": "care",
    "monitoring": "care",
    "therapy": "care",
    "cardiology": "care",
    "pharmacy": "care",
    "theatre": "care",
    "home": "care",
    "server": "system",
    "application": "system",
    "infrastructure": "system",
    "workstation": "user",
    "mobile": "user",
    "telephony": "user",
    "media": "user",
    "network": "network",
    "security": "network",
    "identity": "identity",
    "building": "building",
    "external": "outside",
}
OUTLINE: Final[Mapping[Family, Outline]] = {
    "care": "circle",
    "system": "rounded",
    "user": "square",
    "network": "hexagon",
    "identity": "octagon",
    "building": "octagon",
    "outside": "rounded",
}
FAMILY: Final[Mapping[Family, str]] = {
    "care": "#00705c",
    "system": "#0b5cad",
    "user": "#4a5a6d",
    "network": "#8a5a00",
    "identity": "#7d3c98",
    "building": "#6d4c3d",
    "outside": "#a3175b",
}
ZONE: Final = ("#fdf0ee", "#fdf5e8", "#f8f7f1", "#f3f6f9", "#ebf2fa", "#e1ecf9")
ZONE_EDGE: Final = ("#b3261e", "#b97f1e", "#968c72", "#8496ab", "#6d8cb5", "#3f6cab")
RISK: Final = ("#6b7885", "#6b7885", "#b07a00", "#c94f00", "#a8102f")
GROUND: Final = "#eef1f4"
SITE: Final = "#ffffff"
SITE_EDGE: Final = "#c4ccd6"
INK: Final = "#16212e"
INK_SOFT: Final = "#4c5b6b"
HATCH: Final = "#e9b8b2"
LINK: Final = "#8494a5"
FLOW: Final = "#2f77bd"
ADMINISTRATION: Final = "#7d3c98"
ATTACK: Final = "#c2132f"
CHOKE: Final = "#6a1b9a"


def family_of(category: str) -> Family:
    """Return the family of a device category; an unknown one is a system."""
    return _FAMILY_OF.get(category, "system")


def color_of(category: str) -> str:
    """Return the colour of a device category."""
    return FAMILY[family_of(category)]


def outline_of(category: str) -> Outline:
    """Return the outline of a device category."""
    return OUTLINE[family_of(category)]
