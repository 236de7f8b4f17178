from __future__ import annotations

import json
from pathlib import Path

import pytest

from carto.atlas.coding import coded, decoded

CODES = Path("carto") / "atlas" / "web" / "tests" / "codes.json"


def test_the_examples_that_the_page_is_tested_with_are_ours(root: Path) -> None:
    """The page decodes each of these codes in its own tests: both halves agree."""
    for example in json.loads((root / CODES).read_text(encoding="utf-8")):
        assert coded(example["values"]) == example["code"]
        assert decoded(example["code"]) == example["values"]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([3] * 100, "runs"),
        (list(range(50, 90)), "steps"),
        ([0.25 * n for n in range(40)], "hundredths"),
        (["ward", "lab"] * 20, "words"),
        ([f"pc-{n:03}" for n in range(995, 1020)], "numbered"),
        ([{"id": f"d{n}", "at": n} for n in range(10)], "records"),
        ([list(range(n)) for n in range(10)], "lists"),
        ([5, 3_000, 2, 70, 9_999, 4, 800, 1], "list"),
    ],
)
def test_each_kind_of_list_has_its_code(values: list, kind: str) -> None:
    code = coded(values)
    assert code[0] == kind
    assert decoded(json.loads(json.dumps(code))) == values


def test_true_is_not_one() -> None:
    assert [type(value) for value in decoded(coded([True, 1, False, 0, True, 1, True, 1]))] == [bool, int] * 4


def test_what_a_page_cannot_count_exactly_stays_as_it_is() -> None:
    assert coded([10**15 + 1, 10**15 + 2, 10**15 + 3, 10**15 + 4])[0] == "list"
    assert coded([0.1 + 0.2, 1e300, 1.0, 2.0])[0] == "list"


def test_a_key_that_a_page_would_not_keep_is_no_column() -> None:
    assert coded([{"__proto__": n} for n in range(9)])[0] == "list"
