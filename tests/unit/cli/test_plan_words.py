"""What ``carto plan`` says when measures of the catalogue act, when they cannot tell, when there is nothing to buy."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from carto.catalog.reference import catalog
from carto.cli.main import program

HOSPITAL = """carto: 1
establishment: {name: Hospital, kind: hospital, language: en, date: 2026-11-01}
zones:
  net: internet
  wards: {name: Wards, type: ward, physical_access: locked}
  apps: {name: Applications, type: clinical-applications, physical_access: locked}
  plant: {name: Plant room, type: building, physical_access: locked}
devices:
  pc: {name: Ward PC, type: workstation, zone: wards, patched: late, exposed_to: {net: [rdp]}}
  ehr: {name: Records, type: ehr, zone: apps, patched: current, target: true,
        services: {https: {default_secret: false}, rdp: {default_secret: false}, ssh: {default_secret: true}}}
  boiler: {type: building-management, zone: plant}
links:
  wards -> apps: {name: Core rule, allow: [https, rdp, ssh]}
  plant -- apps: {name: Old cable}
flows:
  pc -> ehr: {protocol: https}
care: {ward-care: {depends_on: ehr, patient_safety: 3}}
"""
PRACTICE = """carto: 1
establishment: {kind: gp-practice, language: en}
zones: {net: internet, office: {type: practice, physical_access: locked}}
devices:
  box: {name: Files, type: server, zone: office, exposed_to: [net], patched: late, default_secret: false, target: true}
measures:
  mend: {name: Updates, cost_eur: 50, days: 0.3, yearly_eur: 20, scope: {ids: box}, set: {patched: current}}
  hide: {name: No remote access, days: 2, adds: {devices: {box: {exposed_to: null}}}}
"""


@pytest.fixture
def told(tmp_path):
    def run(text: str, *words: str) -> str:
        place = tmp_path / "m.yaml"
        place.write_text(text, encoding="utf-8")
        result = CliRunner().invoke(program, ["plan", str(place), *words])
        assert result.exit_code == 0, result.output
        return " ".join(result.stdout.replace("\u00a0", " ").replace("\u202f", " ").split())

    return run


def test_what_a_review_would_close_is_listed_line_by_line(told):
    words = told(HOSPITAL, "--budget", "10k", "--to", "ehr")
    assert "'Firewall rule review' closes what no written flow uses" in words
    assert "- Core rule: close rdp, ssh" in words


def test_what_the_model_does_not_say_is_asked_once_for_all_measures(told):
    words = told(HOSPITAL)
    asked = "no flow is written for Plant room. Write them, or say status: leftover on its unneeded links."
    assert f"- Removal of leftover links, Network zoning: {asked}" in words
    assert words.count(asked) == 1
    assert "Left out of this calculation" in words
    french = told(HOSPITAL, "--lang", "fr")
    assert "- Suppression des liens hérités, Segmentation par zones : aucun flux n'est écrit pour Plant room." in french


def test_a_model_with_its_own_measures_hears_nothing_of_the_catalogue(told):
    own = HOSPITAL + "measures: {train: {cost_eur: 10}}\n"
    assert "What the model does not say" not in told(own)
    assert "What the model does not say" in told(own, "--typical")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HOSPITAL, "Nothing to buy: at this level of evidence, no path of the model leads to what is at stake."),
        (PRACTICE, "Nothing to buy: at this level of evidence, no path of the model leads to what matters."),
    ],
)
def test_nothing_at_stake_is_no_plan_for_nothing(told, text, words):
    for limits in ([], ["--until-safe"]):
        got = told(text, "--evidence", "confirmed", *limits)
        assert words in got
        assert "No effect" not in got
        assert "Over time" not in got


def test_a_budget_too_small_tells_what_the_first_useful_choice_costs(told):
    words = told(HOSPITAL, "--budget", "0")
    assert "Within these limits, no measure lowers what is at stake" in words
    assert "The first choice that helps costs" in words
    assert "Measure Cost" not in words


def test_a_plan_that_makes_safe_says_so_and_what_is_proven(told):
    words = told(PRACTICE.replace("gp-practice", "clinic"), "--until-safe")
    assert "The cheapest plan after which no path of the model leads to what is at stake: 0 €, 2 days" in words
    assert "Proven: nothing cheaper is enough." in words


def test_a_practice_reads_its_hours_and_what_comes_back_each_year(told):
    words = told(PRACTICE.replace("exposed_to: null", "tags: [x]"))
    assert "1. Updates (50 €, 2 h)" in words
    assert "Then 20 € a year." in words
    assert "Spending nothing in the first year, in this order: 1. No remote access (0 €, 2 days)" in told(PRACTICE)


def test_of_one_heaviest_thing_the_name_is_told(told):
    words = told(HOSPITAL, "--to", "ehr")
    assert "Chance that 'Records', the heaviest thing at stake (weight 10), falls:" in words


def test_a_choice_that_costs_no_more_and_falls_less_often_is_not_kept_quiet(told):
    """The dearer measure makes every way in hard; the cheaper one leaves a single way, a little easier."""
    first, *numbers = catalog().flaws.ids()[:13]
    flaws = ", ".join(f"{one}: {{reach: https, gain: admin, difficulty: moderate}}" for one in numbers)
    text = f"""carto: 1
establishment: {{kind: clinic, language: en}}
zones: {{net: internet, office: {{type: server, physical_access: locked}}}}
devices:
  main: {{type: server, zone: office, exposed_to: [net], patched: current, default_secret: false, services: https,
         vulnerabilities: {{{first}: {{reach: https, gain: admin, difficulty: easy}}, {flaws}}}}}
care: {{ward: {{depends_on: main, patient_safety: 4}}}}
measures:
  mend: {{name: Mend most, cost_eur: 10, closes: [{", ".join(numbers)}], hardens: {{exploit-known: moderate}}}}
  shield: {{name: Shield, cost_eur: 20, hardens: {{exploit-known: hard}}}}
"""
    words = told(text, "--budget", "20")
    assert "Worth knowing: for 10 €, another choice leaves" in words
    assert "but a lower chance of falling" in words
    assert ": Mend most" in words
    assert "Worth knowing" not in told(text, "--budget", "10")


def test_a_plan_that_was_saved_does_not_hide_the_rest_of_the_catalogue(told):
    saved = "measures: {firewall-review: {kind: firewall-review, source: catalogue, cost_eur: 10000}}\n"
    assert "Network zoning" in told(HOSPITAL + saved)
