"""Long lists in few characters: like values next to each other, so that a large map stays a small file.

A *code* is a JSON list whose first item names how the rest is read:

==============  =========================================================================================
``list``        the values themselves
``runs``        value, times, value, times, ...
``steps``       a code of whole numbers; each value is the sum of all up to it
``hundredths``  a code of whole numbers; each value is one of them divided by 100
``words``       a code of distinct values, a code of positions in it
``numbered``    codes of beginnings, endings and widths of stems, then for each text the code of its stem and of how
                far its number is from the last one of that stem: ``pc-007`` is stem ``pc-``, number 7, width 3
``records``     an object: for each key the code of its values
``lists``       a code of lengths, a code of all items one after another
==============  =========================================================================================

Whole columns are decoded in one pass, front to back. The page has the same decoder in ``web/src/coding.ts``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import accumulate, chain, repeat
from typing import Any, Final

import numpy as np
import numpy.typing as npt

Json = Any
Code = list[Json]
Numbers = npt.NDArray[np.int64]

_MOST_WORDS: Final = 0.5  # share of distinct values up to which naming each once is worth it
_SAMPLE: Final = 64
_MOST_STEMS: Final = 0.8
_FEW: Final = 4  # values; shorter lists stay as they are
_NUMBERED: Final = re.compile(r"(?s)(.*?)([0-9]{1,15})([^0-9]*)\Z")
_EXACT: Final = 2**53 / 100  # beyond it hundredths are not whole
_WIDEST: Final = 10**15  # the page counts exactly up to 2**53
_WRITER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_POWERS: Final = 10 ** np.arange(1, 16)


def coded(values: Sequence[Json]) -> Code:
    """Return a short code of a list of JSON values.

    Complexity: linear in the values and what they hold, times how deep they nest.
    """
    if len(values) < _FEW:
        return ["list", list(values)]
    kinds = {type(value) for value in values}
    if kinds == {int}:
        return _whole(values)
    if kinds == {float}:
        return _decimal(values)
    if kinds == {str}:
        return _texts(values)
    return _named_once(values) or _nested(values, kinds)


def _written(value: Json) -> str:
    return _WRITER.encode(value)


def _whole(values: Sequence[int]) -> Code:
    """Return the shortest of four codes: the values or their steps, each as they are or in runs."""
    if max(values) > _WIDEST or min(values) < -_WIDEST:
        return ["list", list(values)]
    numbers = np.array(values, dtype=np.int64)
    codes = []
    for column, around in ((numbers, list), (np.diff(numbers, prepend=0), _stepped)):
        for kind, listed in (("list", column), ("runs", _runs(column))):
            codes.append((_signs(listed), kind, listed, around))
    _, kind, listed, around = min(codes, key=lambda code: code[0])
    return around([kind, listed.tolist()])


def _stepped(code: Code) -> Code:
    return ["steps", code]


def _runs(numbers: Numbers) -> Numbers:
    starts = np.flatnonzero(np.diff(numbers, prepend=numbers[0] + 1))
    return np.column_stack((numbers[starts], np.diff(starts, append=len(numbers)))).ravel()


def _signs(numbers: Numbers) -> int:
    """Return how many signs a list takes when written."""
    return int(np.searchsorted(_POWERS, np.abs(numbers), side="right").sum() + (numbers < 0).sum() + 2 * len(numbers))


def _decimal(values: Sequence[float]) -> Code:
    parts = [round(value * 100) for value in values if abs(value) < _EXACT]
    exact = len(parts) == len(values) and all(part / 100 == value for part, value in zip(parts, values, strict=True))
    return ["hundredths", _whole(parts)] if exact else ["list", list(values)]


def _texts(values: Sequence[str]) -> Code:
    return _words(values, values) or _numbered(values) or ["list", list(values)]


def _named_once(values: Sequence[Json]) -> Code | None:
    """Return a code that writes each distinct value once, if there are few of them, as a look at some tells."""
    some = [_written(value) for value in values[:: max(1, len(values) // _SAMPLE)]]
    if len(set(some)) == len(some) > _FEW:
        return None
    return _words(values, [_written(value) for value in values])


def _words(values: Sequence[Json], keys: Sequence[str]) -> Code | None:
    first = dict(zip(keys, values, strict=True))
    if len(first) > len(values) * _MOST_WORDS:
        return None
    position = {key: at for at, key in enumerate(first)}
    return ["words", coded(list(first.values())), _whole([position[key] for key in keys])]


def _numbered(values: Sequence[str]) -> Code | None:
    stems: dict[tuple[str, str, int], int] = {}
    last: dict[int, int] = {}
    at: list[int] = []
    steps: list[int] = []
    for value in values:
        stem, number = _split(value)
        place = stems.setdefault(stem, len(stems))
        at.append(place)
        steps.append(number - last.get(place, 0))
        last[place] = number
        if len(stems) > len(values) * _MOST_STEMS:
            return None
    table = [["list", list(column)] for column in zip(*stems, strict=True)]
    return ["numbered", *table, _whole(at), _whole(steps)]


def _split(text: str) -> tuple[tuple[str, str, int], int]:
    """Return beginning, ending and width around the last number of a text; width -1 when it has none."""
    found = _NUMBERED.match(text)
    if found is None:
        return (text, "", -1), 0
    digits = found[2]
    return (found[1], found[3], len(digits) if digits[0] == "0" else 0), int(digits)


def _nested(values: Sequence[Json], kinds: set[type]) -> Code:
    if kinds == {list}:
        return ["lists", _whole([len(value) for value in values]), coded(list(chain.from_iterable(values)))]
    if kinds == {dict} and len({tuple(value) for value in values}) == 1 and "__proto__" not in values[0]:
        return ["records", {key: coded([value[key] for value in values]) for key in values[0]}]
    return ["list", list(values)]


def decoded(code: Code) -> list[Json]:
    """Return the list that a code stands for.

    Complexity: linear in the list.
    """
    kind, *parts = code
    match kind:
        case "runs":
            pairs = zip(parts[0][::2], parts[0][1::2], strict=True)
            return [value for value, times in pairs for value in repeat(value, times)]
        case "steps":
            return list(accumulate(decoded(parts[0])))
        case "hundredths":
            return [part / 100 for part in decoded(parts[0])]
        case "words":
            words = decoded(parts[0])
            return [words[at] for at in decoded(parts[1])]
        case "numbered":
            return _joined(*(decoded(part) for part in parts))
        case "records":
            columns = [decoded(part) for part in parts[0].values()]
            return [dict(zip(parts[0], row, strict=True)) for row in zip(*columns, strict=True)]
        case "lists":
            items = iter(decoded(parts[1]))
            return [[next(items) for _ in range(length)] for length in decoded(parts[0])]
        case _:
            return list(parts[0])


def _joined(before: list[str], after: list[str], widths: list[int], at: list[int], steps: list[int]) -> list[str]:
    last = [0] * len(before)
    texts = []
    for place, step in zip(at, steps, strict=True):
        last[place] += step
        number = str(last[place]).zfill(widths[place]) if widths[place] >= 0 else ""
        texts.append(before[place] + number + after[place])
    return texts
