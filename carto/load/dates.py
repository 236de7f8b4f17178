"""Days as spreadsheets write them: 2025-12-31, 31/12/2025, 12/31/2025, with or without an hour."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Final, Literal

Order = Literal["day-first", "month-first"]
DAY_FIRST: Final = "day-first"
MONTH_FIRST: Final = "month-first"

_HOUR: Final = r"(?:[T ]\d{1,2}[:hH]\d{2}(?::\d{2}(?:\.\d+)?)?(?: ?[AaPp][Mm])?Z?)?"
_YEAR_FIRST: Final = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})" + _HOUR)
_YEAR_LAST: Final = re.compile(r"(\d{1,2})([-/. ])(\d{1,2})\2(\d{4})" + _HOUR)


def readings(text: str) -> dict[Order, dt.date]:
    """Return the days that a text can mean, by the order it is read in; both orders where the year stands first."""
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        year, _, month, day = found.groups()
        read = _day(year, month, day)
        return {DAY_FIRST: read, MONTH_FIRST: read} if read else {}
    found = _YEAR_LAST.fullmatch(text)
    if not found:
        return {}
    one, _, two, year = found.groups()
    read_by: dict[Order, dt.date | None] = {DAY_FIRST: _day(year, two, one), MONTH_FIRST: _day(year, one, two)}
    return {order: read for order, read in read_by.items() if read}


def order_of(texts: Iterable[str]) -> Order | None:
    """Return the order that dates of one column are written in, when some can be read in that order only."""
    orders: set[Order] = set()
    for text in texts:
        read = readings(text)
        if len(read) == 1:
            orders |= read.keys()
    return orders.pop() if len(orders) == 1 else None


def _day(year: str, month: str, day: str) -> dt.date | None:
    try:
        return dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
