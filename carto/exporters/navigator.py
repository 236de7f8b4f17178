"""An ATT&CK Navigator layer: the techniques that findings and computed paths are about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from carto.catalog.reference import catalog
from carto.catalog.vocabulary import Matrix
from carto.i18n.messages import Language, say
from carto.rules.citations import Framework
from carto.rules.engine import Checked
from carto.rules.published import known_rule

_DOMAINS: Final = {Matrix.ENTERPRISE: "enterprise-attack", Matrix.ICS: "ics-attack"}
_LAYER: Final = "4.5"


def to_navigator(checked: Checked, language: Language, matrix: Matrix = Matrix.ENTERPRISE, name: str = "carto") -> str:
    """Return a layer of one matrix; a technique's score is the number of findings that refer to it."""
    found = findings_by_technique(checked, matrix)
    most = max((len(rules) for rules in found.values()), default=1)
    layer = {
        "name": name,
        "versions": {"layer": _LAYER},
        "domain": _DOMAINS[matrix],
        "description": say("rules.navigator", language),
        "sorting": 3,
        "hideDisabled": False,
        "gradient": {"colors": ["#ffffff", "#d7301f"], "minValue": 0, "maxValue": most},
        "techniques": list(_techniques_of(found, language)),
    }
    return json.dumps(layer, ensure_ascii=False, indent=2) + "\n"


def findings_by_technique(checked: Checked, matrix: Matrix) -> Mapping[str, list[str]]:
    """Return, for each technique of a matrix, the rule of every finding that refers to it, in order."""
    found: dict[str, list[str]] = {}
    for finding in checked.findings:
        for number in _techniques(finding.rule):
            if _matrix_of(number) is matrix:
                found.setdefault(number, []).append(finding.rule)
    return found


def _techniques(rule: str) -> Iterable[str]:
    references = known_rule(rule).references
    return (one.clause for one in references if one.framework is Framework.ATTACK and one.clause.startswith("T"))


def _matrix_of(number: str) -> Matrix:
    """Return the matrix of a technique; the industrial one numbers its own from T0800."""
    known = catalog().technique(number)
    if known is not None:
        return known.matrix
    return Matrix.ICS if number.startswith("T0") else Matrix.ENTERPRISE


def _techniques_of(found: Mapping[str, list[str]], language: Language) -> Iterator[dict[str, object]]:
    """Yield every technique with its score; one that has sub-techniques here is opened, or nobody would see them."""
    parents = {number.partition(".")[0] for number in found if "." in number}
    for number in sorted(found.keys() | parents):
        told: dict[str, object] = {"techniqueID": number}
        told |= _technique(number, found[number], language) if number in found else {}
        yield {**told, "showSubtechniques": True} if number in parents else told


def _technique(number: str, rules: list[str], language: Language) -> dict[str, object]:
    titles = [known_rule(rule).text("title").told(language) for rule in dict.fromkeys(rules)]
    return {"techniqueID": number, "score": len(rules), "comment": " ; ".join(titles), "enabled": True}
