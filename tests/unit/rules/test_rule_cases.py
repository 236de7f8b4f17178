"""Every rule finds what its case file says, where it says so, in both languages; and nothing where all is well."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from carto.load.model import load_text
from carto.rules.engine import check_model
from carto.rules.places import place_of

CASES = Path(__file__).parents[2] / "rules"


def _cases(prefix: str):
    for file in sorted(CASES.glob("*.yaml")):
        cases = yaml.safe_load(file.read_text(encoding="utf-8"))  # noqa: TID251 -- our own files
        for name, case in cases.items():
            if name.startswith(prefix):
                yield pytest.param(file.stem, case, id=f"{file.stem}-{name}")


def _found(rule: str, case):
    model = load_text("carto: 1\n" + case["model"])
    return model, check_model(model, select=[rule])


@pytest.mark.parametrize(("rule", "case"), list(_cases("fail_")))
def test_the_weakness_is_found_at_its_place(rule, case):
    model, checked = _found(rule, case)
    found = {finding.route: finding for finding in checked.findings}
    assert case["route"] in found, (sorted(found), checked.skipped)
    finding = found[case["route"]]
    assert case["fr"] in finding.message.fr
    assert case["en"] in finding.message.en
    assert finding.to_check is case.get("to_check", False)
    if "severity" in case:
        assert finding.severity == case["severity"]
    if not finding.route.startswith("establishment"):
        assert place_of(model, finding.route) is not None


@pytest.mark.parametrize(("rule", "case"), list(_cases("pass_")))
def test_nothing_is_found_where_all_is_well(rule, case):
    _, checked = _found(rule, case)
    assert rule in checked.rules
    assert [finding.message.en for finding in checked.findings] == []
