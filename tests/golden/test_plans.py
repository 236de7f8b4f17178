"""Plans of the samples, word for word in both languages: read them aloud when they change."""

from __future__ import annotations

import difflib
import io
import json
import os
from pathlib import Path

import pytest
from rich.console import Console

from carto.cli.console import Page
from carto.cli.planning_shapes import PlanShape
from carto.cli.telling.plan import tell_plan
from carto.cli.use_cases.plan import Kept, Wanted, make_plan
from carto.cli.use_cases.sources import Question, Source
from carto.model.vocabulary import Evidence

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent / "plans"
UPDATING = os.environ.get("UPDATE_GOLDEN") == "1"
CASES = {
    "cabinet": ("cabinet", 600.0),
    "ehpad": ("ehpad", 1_000.0),
    "programmer": ("programmer/bad.yaml", None),
    "valmont": ("valmont", 200_000.0),
}


@pytest.fixture(scope="module", params=[*list(CASES)[:3], pytest.param("valmont", marks=pytest.mark.slow)])
def planned(request):
    sample, budget = CASES[request.param]
    question = Question(Source(f"samples/{sample}", None), "anyone", (), Evidence.ASSUMED)
    wanted = Wanted(budget, None, None, (), until_safe=False)
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        return request.param, make_plan(question, wanted, Kept(), None, lambda _name: None)
    finally:
        os.chdir(before)


def same(name: str, got: str) -> None:
    file = HERE / name
    if UPDATING:
        file.write_text(got, "utf-8")
    expected = file.read_text("utf-8")
    assert got == expected, "\n".join(difflib.unified_diff(expected.splitlines(), got.splitlines(), lineterm=""))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_plan_is_told_in_these_words(planned, language):
    name, made = planned
    told = io.StringIO()
    tell_plan(Page(language, Console(file=told, width=100, color_system=None)), made)
    same(f"{name}.{language}.txt", "\n".join(line.rstrip() for line in told.getvalue().splitlines()) + "\n")


def settled(shape: dict) -> dict:
    """Leave out what another version of the solver may find otherwise: of equal points, another; another proof."""
    plan = {**shape["plan"], "proof": {**shape["plan"]["proof"], "clauses": 0, "branches": 0}}
    front = [{"cost_eur": point["cost_eur"], "stake": point["stake"]} for point in shape["front"]]
    return {**shape, "plan": plan, "front": front, "least": None, "never_chosen": None, "variants": None}


def test_a_plan_is_published_in_this_shape(planned):
    name, made = planned
    PlanShape.model_validate(made.as_json())
    same(f"{name}.json", json.dumps(settled(made.as_json()), ensure_ascii=False, indent=1, sort_keys=True) + "\n")


def test_the_practice_reads_no_word_of_the_trade():
    text = (HERE / "cabinet.fr.txt").read_text("utf-8").lower()
    assert not [word for word in ("vraisemblance", "enjeu", "chemin d'attaque", "poids", "clause") if word in text]
