"""Every rule, found by its file: one file in ``weaknesses`` or ``consistency`` is one rule."""

from __future__ import annotations

import inspect
import pkgutil
from functools import cache
from importlib import import_module

from carto.rules.base import Rule

FAMILIES = ("weaknesses", "consistency")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return one instance of every rule, by id."""
    kinds = {kind.id: kind for family in FAMILIES for kind in _kinds(family)}
    return tuple(kinds[rule]() for rule in sorted(kinds))


def rule_of(wanted: str) -> Rule | None:
    """Return the rule with this id or alias, or None."""
    return next((rule for rule in all_rules() if wanted in {rule.id, rule.alias}), None)


def _kinds(family: str) -> list[type[Rule]]:
    package = import_module(f"carto.rules.{family}")
    modules = [import_module(f"{package.__name__}.{found.name}") for found in pkgutil.iter_modules(package.__path__)]
    return [
        kind
        for module in modules
        for _, kind in inspect.getmembers(module, inspect.isclass)
        if issubclass(kind, Rule) and kind.__module__ == module.__name__
    ]
