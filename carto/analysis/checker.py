"""Checks the certificate of a plan: reads JSON, knows nothing of the search, needs Python alone.

    python -m carto.analysis.checker certificate.json

It prints ``true``, or ``false`` and ends with 1. Three things are checked. The choice keeps the rules and leaves what
is claimed: everything is derived again. Each clause holds for every choice: its attack works whatever else is done.
Nothing is better: every branch of the tree ends with weights that add clauses and rules up to a bound.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import gcd, inf
from pathlib import Path
from typing import Any, Final

Json = Mapping[str, Any]
Rule = tuple[Mapping[Any, float], float]
_ROUND: Final = 1e-9
_SLACK: Final = 1e-3


def holds(proof: Json) -> bool:
    """Tell whether a certificate holds."""
    found, rules, chosen = proof["found"], list(_rules(proof)), set(proof["found"]["measures"])
    return (
        all(_is_sound(proof, one) for one in proof["clauses"])
        and all(sum(amount for one, amount in rule.items() if one in chosen) <= most for rule, most in rules)
        and found["cost"] == sum(proof["measures"][one]["cost"] for one in chosen)
        and found["stake"] == _left_at_stake(proof, chosen)
        and (proof["aim"] == "stake" or found["stake"] == 0)
        and _is_closed(proof, rules, proof["tree"], {})
    )


def _rules(proof: Json) -> Iterator[Rule]:
    """Yield what every choice keeps: amounts of measures, and the most that they may add up to."""
    measures = proof["measures"]
    for limit, most in proof["limits"].items():
        amounts = {one: measures[one][limit] for one in measures}
        yield amounts, most - most % (gcd(*amounts.values()) or 1)
    for one in measures:
        yield from (({one: 1, need: -1}, 0) for need in measures[one]["requires"])
        yield from (({one: 1, other: 1}, 1) for other in measures[one]["excludes"])
    kinds = sorted({one["kind"] for one in measures.values()} - {""})
    yield from (({one: 1 for one in measures if measures[one]["kind"] == kind}, 1) for kind in kinds)


def _working(proof: Json, steps: Iterable[Json], level: int, done: set[str], opened: set[str]) -> list[Json]:
    """Return the steps that work at a level when some measures are done; ``opened`` tells which may open a step."""
    floor, found = [*proof["floors"], 0.0][level] - _ROUND, []
    for step in steps:
        acting = [effect for effect in step["effects"] if done.issuperset(effect["when"])]
        value = min([step["likelihood"], *(effect["at_most"] for effect in acting)])
        for effect in acting:
            value *= effect["factor"]
        found += [step] if value > 0 and value >= floor and opened.issuperset(step["opened"]) else []
    return found


def _derived(proof: Json, steps: list[Json]) -> set[str]:
    held, size = set(proof["start"]), -1
    while size < len(held):
        size = len(held)
        held.update(step["gives"] for step in steps if held.issuperset(step["needs"]))
    return held


def _left_at_stake(proof: Json, chosen: set[str]) -> int:
    """Derive what falls under the choice, level by level, and add the care that it stops by itself."""
    safe: dict[str, int] = dict(proof["stakes"])
    left = 0
    for level, value in enumerate(proof["values"]):
        held = _derived(proof, _working(proof, proof["steps"], level, chosen, chosen))
        left += sum(safe.pop(fact) * value for fact in held & safe.keys())
    said = [one for one in proof["clauses"] if "care" in one]
    stops = {one["care"] for one in said if chosen.issuperset(one["leaves"]) and chosen.isdisjoint(one["does"])}
    return int(left + sum(proof["care"][one] for one in stops))


def _is_sound(proof: Json, clause: Json) -> bool:
    """Tell whether its attack works whenever none of ``does`` and all of ``leaves`` are done, whatever else is."""
    if "care" in clause:
        return clause["care"] in proof["care"]  # the rest is said by the model: what a process depends on
    attack = [proof["steps"][number] for number in clause["attack"]]
    works = _working(proof, attack, clause["level"], set(proof["measures"]) - {*clause["does"]}, set(clause["leaves"]))
    return clause["stake"] in _derived(proof, works)


def _is_closed(proof: Json, rules: list[Rule], node: Json, fixed: Mapping[str, int]) -> bool:
    """Tell whether no choice in a branch is better than what was found."""
    if "measure" in node:
        branches = ((node["without"], 0), (node["with"], 1))
        return all(
            _is_closed(proof, rules, branch, {**fixed, node["measure"]: is_done}) for branch, is_done in branches
        )
    return bool(_bound(proof, rules, node, fixed) > proof["found"][proof["aim"]] - 1 + _SLACK)


def _bound(proof: Json, rules: list[Rule], leaf: Json, fixed: Mapping[str, int]) -> float:
    """Return the least that a choice in a branch can leave, or cost: any weights that are paid for give a bound."""
    measures, total, paid = proof["measures"], 0.0, Counter[tuple[Any, int]]()
    slope = Counter({one: measures[one]["cost"] if proof["aim"] == "cost" else 0.0 for one in measures})
    for number, weight in leaf["clauses"]:
        clause = proof["clauses"][number]
        total += weight * (1 - len(clause["leaves"]))
        slope.subtract(dict.fromkeys(clause["does"], weight))
        slope.update(dict.fromkeys(clause["leaves"], weight))
        # What falls at a level pays for its clauses of that level and of all rarer ones.
        what, level = clause.get("stake", clause.get("care")), clause.get("level", 0)
        paid.update(dict.fromkeys(((what, each) for each in range(level + 1)), weight))
    for number, weight in leaf["rules"]:
        total -= weight * rules[number][1]
        slope.update({one: weight * amount for one, amount in rules[number][0].items()})
    if any(weight < 0 for _, weight in (*leaf["clauses"], *leaf["rules"])):
        return -inf
    if proof["aim"] == "stake" and any(weight > _price(proof, *what) + _ROUND for what, weight in paid.items()):
        return -inf
    return total + sum(min([0.0, slope[one]] if one not in fixed else [slope[one] * fixed[one]]) for one in measures)


def _price(proof: Json, what: str, level: int) -> float:
    weight = proof["stakes"].get(what)
    return float(proof["care"][what]) if weight is None else float(weight * proof["values"][level])


if __name__ == "__main__":
    RESULT = holds(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    sys.stdout.write(f"{json.dumps(RESULT)}\n")
    sys.exit(not RESULT)
