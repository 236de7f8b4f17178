"""The bound of a certificate read a second time: thirty lines of fractions that share nothing with carto's checker."""

from __future__ import annotations

from fractions import Fraction
from math import gcd


def closes(proof):
    """Tell whether the tree leaves no choice better than the one found, if the clauses hold for every choice."""
    measures, clauses, found, by_cost = proof["measures"], proof["clauses"], proof["found"], proof["aim"] == "cost"
    rules = []
    for name, most in proof["limits"].items():
        row = {one: measures[one][name] for one in measures}
        rules.append((row, most - most % (gcd(*row.values()) or 1)))
    for one, said in measures.items():
        rules += [({one: 1, need: -1}, 0) for need in said["requires"]]
        rules += [({one: 1, other: 1}, 1) for other in said["excludes"]]
    for kind in sorted({said["kind"] for said in measures.values()} - {""}):
        rules.append(({one: 1 for one in measures if measures[one]["kind"] == kind}, 1))
    falls = {(fact, n): weight * v for fact, weight in proof["stakes"].items() for n, v in enumerate(proof["values"])}
    falls |= {(care, 0): weight for care, weight in proof["care"].items()}

    def least(leaf, fixed):
        """Return the least that the weighted sum of a leaf allows: each measure at its cheapest."""
        told = [(clauses[n], Fraction(w)) for n, w in leaf["clauses"]]
        kept = [(rules[n], Fraction(w)) for n, w in leaf["rules"]]
        assert all(w >= 0 for _, w in (*told, *kept))
        for (what, level), price in falls.items() if not by_cost else ():
            paid = sum(w for c, w in told if what == c.get("stake", c.get("care")) and c.get("level", 0) >= level)
            assert paid <= price + Fraction(1, 10**9)
        bound = sum(w * (1 - len(c["leaves"])) for c, w in told) - sum(w * most for (_, most), w in kept)
        for one, said in measures.items():
            slope = said["cost"] * by_cost + sum(w * ((one in c["leaves"]) - (one in c["does"])) for c, w in told)
            slope += sum(w * row.get(one, 0) for (row, _), w in kept)
            bound += slope * fixed[one] if one in fixed else min(0, slope)
        return bound

    def closed(node, fixed):
        if "measure" in node:
            return all(closed(node[side], {**fixed, node["measure"]: n}) for n, side in enumerate(("without", "with")))
        return least(node, fixed) > found[proof["aim"]] - Fraction(999, 1000)

    return closed(proof["tree"], {})
