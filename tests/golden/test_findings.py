"""What the rules find in every sample, place by place: a change of a rule shows here.

UPDATE_GOLDEN=1 writes the files anew.
"""

from __future__ import annotations

import difflib
import os
from pathlib import Path

import pytest

from carto.load.model import load_model
from carto.rules.engine import check_model
from carto.rules.places import place_of

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "findings"
UPDATING = os.environ.get("UPDATE_GOLDEN") == "1"
SAMPLES = {
    "programmer-bad": "programmer/bad.yaml",
    "programmer-fixed": "programmer/fixed.yaml",
    "cabinet": "cabinet",
    "ehpad": "ehpad",
    "valmont": "valmont",
}


def _told(sample: str) -> str:
    model = load_model(ROOT / "samples" / sample)
    checked = check_model(model)
    lines = []
    for finding in checked.findings:
        span = place_of(model, finding.route)
        place = f"{Path(span.file).name}:{span.line}" if span else "-"
        kind = "?" if finding.to_check else "!"
        lines.append(f"{finding.severity:<8} {kind} {finding.rule} {finding.route} [{place}] {finding.message.fr}")
    lines += [f"waived   = {one.finding.rule} {one.finding.route} ({one.waiver})" for one in checked.waived]
    lines += [f"waiver   {one.state} {one.waiver}" for one in checked.waivers]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", SAMPLES)
def test_the_findings_of_a_sample_are_as_they_were(name):
    got, file = _told(SAMPLES[name]), HERE / f"{name}.txt"
    if UPDATING:
        file.parent.mkdir(exist_ok=True)
        file.write_text(got, encoding="utf-8")
    expected = file.read_text(encoding="utf-8")
    assert got == expected, "\n".join(difflib.unified_diff(expected.splitlines(), got.splitlines(), lineterm=""))


def test_the_correction_of_the_programmer_case_takes_its_critical_findings_away():
    before, after = (
        check_model(load_model(ROOT / "samples" / SAMPLES[f"programmer-{one}"])) for one in ("bad", "fixed")
    )
    assert sum(finding.severity == "critical" for finding in before.findings) >= 7
    assert not any(finding.severity == "critical" for finding in after.findings)
    rules = {finding.rule for finding in before.findings}
    # What the reference case is expected to show.
    assert {"exposed-medical-device", "unverified-update", "reachable-flaw", "exposed-application-account"} <= rules
