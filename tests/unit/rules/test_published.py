from __future__ import annotations

from carto.load.model import load_text
from carto.rules.engine import check_model
from carto.rules.published import finding_as_json

TEXT = """
carto: 1
establishment: {kind: hospital}
zones: {ward: {type: ward}}
devices:
  lis:
    type: lis
    zone: ward
    default_secret: true
    holds: {health-record: 1000}
care:
  laboratory:
    depends_on: lis
    max_outage_hours: 4
    patient_safety: 4
    degraded_mode: {description: paper, hours: 2, tested: true}
  surgery: {depends_on: laboratory, patient_safety: 4}
"""


def test_a_finding_says_when_care_stops_with_what_fallback_and_which_records_lie_there():
    model = load_text(TEXT)
    finding = next(one for one in check_model(model, select=("default-secret",)).findings if not one.to_check)
    told = finding_as_json(finding, model)
    assert told["care_at_stake"] == [
        {
            "id": "laboratory",
            "name": "laboratory",
            "patient_safety": 4,
            "state": "degraded",
            "stops_after_hours": 2.0,
            "harm_after_hours": 4.0,
            "fallback": "paper",
            "fallback_tested": True,
        },
        {
            "id": "surgery",
            "name": "surgery",
            "patient_safety": 4,
            "state": "stopped",
            "stops_after_hours": 0.0,
            "harm_after_hours": None,
            "fallback": "",
            "fallback_tested": "unknown",
        },
    ]
    assert (told["records"], told["value_eur"]) == (1000, [20_000.0, 350_000.0])
