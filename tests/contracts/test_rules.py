"""The catalogue of rules as a whole: ids, texts, documentation, references, measures, cases."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
from pathlib import Path

import pytest
import yaml

from carto.catalog.reference import catalog
from carto.i18n.messages import texts
from carto.load.model import load_text
from carto.rules.base import Cause
from carto.rules.citations import Framework, cite
from carto.rules.coverage import clauses_of
from carto.rules.expectations import EXPECTED
from carto.rules.registry import FAMILIES, all_rules, rule_of

ROOT = Path(__file__).parents[2]
SECTIONS = ("## Why is this bad?", "## Example", "## Use instead", "## False positives", "## References")
TEXTS = ("title", "what", "why", "remedy", "false", "message")
RULES = all_rules()
WEAKNESSES = [rule for rule in RULES if rule.cause is not Cause.MODEL]

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)


def test_there_are_72_weaknesses_with_their_aliases():
    assert len(WEAKNESSES) == 72
    assert len({rule.alias for rule in WEAKNESSES}) == 72
    assert all(re.fullmatch(r"W-[A-Z0-9]+(-[A-Z0-9]+)*", rule.alias) for rule in WEAKNESSES)


def test_ids_and_aliases_are_unique_and_lead_to_their_rule():
    assert len({rule.id for rule in RULES}) == len(RULES)
    assert all(rule_of(rule.id) is rule for rule in RULES)
    assert all(rule_of(rule.alias) is rule for rule in WEAKNESSES)
    assert rule_of("") is None or rule_of("").alias == ""


@every_rule
def test_one_rule_one_file_named_after_the_bad_state(rule):
    assert Path(inspect.getfile(type(rule))).stem == rule.id.replace("-", "_")
    assert type(rule).__name__.lower() == rule.id.replace("-", "")


@every_rule
def test_texts_exist_in_both_languages_and_differ(rule):
    for part in TEXTS:
        words = rule.text(part) if part != "message" else None
        written = texts("rules-weaknesses")[f"{rule.id}.{part}"]
        assert written["fr"].strip()
        assert written["en"].strip()
        assert written["fr"] != written["en"]
        assert words is None or (words.fr, words.en) == (written["fr"], written["en"])


@every_rule
def test_the_docstring_has_its_sections_in_order(rule):
    doc = inspect.getdoc(type(rule))
    places = [doc.index(section) for section in SECTIONS]
    assert places == sorted(places)
    assert doc.splitlines()[0] == texts("rules-weaknesses")[f"{rule.id}.what"]["en"]


@every_rule
def test_the_examples_of_the_docstring_are_the_cases(rule):
    blocks = re.findall(r"```yaml\n(.*?)```", inspect.getdoc(type(rule)), re.DOTALL)
    cases = yaml.safe_load((ROOT / "tests" / "rules" / f"{rule.id}.yaml").read_text(encoding="utf-8"))  # noqa: TID251 -- our own files
    assert [block.strip() for block in blocks] == [
        cases["fail_as_written"]["model"].strip(),
        cases["pass_as_advised"]["model"].strip(),
    ]
    assert all(load_text("carto: 1\n" + block) for block in blocks)


def test_no_case_without_a_rule_and_no_text_without_a_rule():
    ids = {rule.id for rule in RULES}
    assert {file.stem for file in (ROOT / "tests" / "rules").glob("*.yaml")} == ids
    assert {key.split(".")[0] for key in texts("rules-weaknesses")} == ids


@every_rule
def test_references_resolve(rule):
    for reference in rule.references:
        if reference.framework is Framework.ATTACK and reference.clause.startswith("T"):
            assert reference.clause in catalog().techniques
        if reference.framework in {Framework.HYGIENE, Framework.NIS2}:
            assert reference.clause in clauses_of(reference.framework)
    assert bool(rule.references) == (rule.cause is not Cause.MODEL)


def test_a_word_that_is_no_reference_is_refused():
    with pytest.raises(ValueError, match="CIS12"):
        cite("H1 CIS12")


@every_rule
def test_measures_exist_and_say_that_they_treat_the_rule(rule):
    for measure in rule.measures:
        assert rule.id in catalog().measures.get(measure).treats


def test_every_measure_treats_rules_that_name_it():
    assert len(catalog().measures) == 34
    for measure in catalog().measures:
        assert measure.treats
        assert all(measure.id in rule_of(rule).measures for rule in measure.treats)
        assert measure.factor.low <= measure.factor.high
        assert all(measure.basis_of(field) == "assumption" for field in ("cost_keur", "days", "factor", "friction"))


def test_profiles_ask_for_measures_that_exist():
    assert not {one for profile in catalog().establishments for one in profile.measures} - set(catalog().measures.ids())


def test_no_rule_imports_another():
    for family in FAMILIES:
        for file in (ROOT / "carto" / "rules" / family).glob("*.py"):
            imported = {
                node.module
                for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                if isinstance(node, ast.ImportFrom)
            }
            assert not any(module.startswith(f"carto.rules.{one}") for module in imported for one in FAMILIES), file


def test_every_expectation_has_its_question_and_a_field_that_exists():
    said = texts("rules-completeness")
    model = load_text("carto: 1\nzones: {internet: internet}")
    assert model.zones
    for want in EXPECTED:
        assert {"fr", "en"} <= said[f"{want.section}.{want.field}"].keys()
        assert "{thing}" in said[f"{want.section}.{want.field}"]["fr"]
        assert f"whom.{want.whom}" in said
        assert 1 <= want.level <= 3
    assert len({(want.section, want.field, want.view) for want in EXPECTED}) == len(EXPECTED)


def test_the_pages_are_what_the_rules_say():
    spec = importlib.util.spec_from_file_location("write_rules_docs", ROOT / "scripts" / "write_rules_docs.py")
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    for path, text in made.pages().items():
        assert path.read_text(encoding="utf-8") == text, "run scripts/write_rules_docs.py"
