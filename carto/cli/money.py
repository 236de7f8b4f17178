"""Amounts of money on the command line: ``800``, ``200k``, ``1.5M``, ``200 000 €``."""

from __future__ import annotations

import re
from typing import Any, Final

import click

from carto.cli.bilingual import Word
from carto.errors import RequestError

_AMOUNT: Final = re.compile(r"(\d+(?:[.,]\d+)?)([kKM]?)€?")
_DIGITS: Final = 15
"""Longest amount: what a float holds to the euro."""
_TIMES: Final = {"": 1, "k": 1_000, "K": 1_000, "M": 1_000_000}


class Money(Word):
    """An amount in euros."""

    name = "money"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:  # noqa: ANN401, ARG002 -- click's own signature
        """Return the amount, or refuse it with an example."""
        if isinstance(value, float):
            return value
        found = _AMOUNT.fullmatch(re.sub(r"[\s\u202f\u00a0]", "", str(value)))
        if found is None or len(found[1]) > _DIGITS:
            raise RequestError("bad-amount", option=max(param.opts, key=len) if param else "", value=value)
        return float(found[1].replace(",", ".")) * _TIMES[found[2]]
