from __future__ import annotations

import pytest

from carto.attack.typical import _EFFECTS, with_typical_measures
from carto.catalog.reference import catalog
from carto.catalog.vocabulary import StepKind
from carto.load.model import load_text
from carto.model.establishment_map import Model

DEVICES = """
zones: {users: workstations, net: internet}
devices:
  pc: {type: workstation, zone: users}
  dc: {type: domain-controller, zone: users}
  programmer: {type: implant-programmer, zone: users, exposed_to: [net]}
"""


def model_of(kind: str) -> Model:
    return load_text(f"carto: 1\nestablishment: {{kind: {kind}}}\n{DEVICES}")


@pytest.mark.parametrize("one", sorted(_EFFECTS))
def test_an_effect_names_what_the_catalogue_has(one):
    assert one in catalog().measures
    _, changes = _EFFECTS[one]
    assert set(changes.get("hardens", ())) <= {str(kind) for kind in StepKind}
    for closed in changes.get("closes", ()):
        assert catalog().weakness(closed) is not None, closed
    assert set(changes.get("requires", ())) <= _EFFECTS.keys()


@pytest.mark.parametrize(
    ("kind", "cost", "days"), [("gp-practice", 500, 0.5), ("hospital", 20_000, 10), ("group", 100_000, 50)]
)
def test_prices_follow_the_size_of_the_establishment(kind, cost, days):
    measure = with_typical_measures(model_of(kind)).measures["mail-security"]
    assert (measure.cost_eur, measure.days) == (cost, pytest.approx(days, abs=0.3))


def test_only_what_makes_sense_there_is_offered():
    assert "directory-tiering" not in with_typical_measures(model_of("gp-practice")).measures
    offered = with_typical_measures(model_of("hospital")).measures
    assert offered["programmer-rule"].scope.types == ("implant-programmer",)
    assert "record-second-factor" not in offered
    assert all(one.source == "catalogue" for one in offered.values())


def test_names_are_in_the_language_asked_for():
    french, english = (with_typical_measures(model_of("hospital"), one).measures for one in ("fr", "en"))
    assert french["programmer-rule"].name != english["programmer-rule"].name


def test_the_models_own_measures_win():
    text = f"carto: 1\n{DEVICES}measures: {{mail-security: {{cost_eur: 1}}}}\n"
    assert with_typical_measures(load_text(text)).measures["mail-security"].cost_eur == 1


def test_a_measure_of_the_model_that_is_one_of_the_catalogue_takes_its_place():
    text = """
carto: 1
establishment: {name: Clinic, kind: clinic}
devices: {pc: {type: workstation}}
measures:
  edr: {name: Ours, kind: active-endpoint-protection}
"""
    model = with_typical_measures(load_text(text))
    assert "edr" in model.measures
    assert "active-endpoint-protection" not in model.measures
