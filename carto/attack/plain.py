"""Attack graphs as plain JSON, with no establishment behind them: ``carto.attack-graph/1``.

    {"format": "carto.attack-graph/1", "start": ["at-internet"],
     "steps": [{"id": "log-in", "preconditions": ["at-internet", "password"], "postcondition": "user-on-web",
                "likelihood": 0.5, "effort_days": 2.0, "assets": ["web"]}]}

``id``, ``preconditions`` and ``postcondition`` are required; every other field of ``Step`` may be left out. Unknown
keys are refused; a precondition that nobody gives is legal and reported. Every problem is reported in one run.
"""

from __future__ import annotations

import difflib
import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from carto.attack.graph import AttackGraph, Step
from carto.attack.places import place_of, span_at
from carto.errors import InvalidModelError
from carto.i18n.bilingual import both
from carto.i18n.reasons import why_no_json
from carto.model.diagnostic import Diagnostic
from carto.model.vocabulary import Difficulty, Evidence

FORMAT: Final = "carto.attack-graph/1"
_TOP: Final = ("format", "start", "steps")
_REQUIRED: Final = ("id", "preconditions", "postcondition")


def parse_graph(text: str, file: str = "graph.json") -> tuple[AttackGraph, tuple[Diagnostic, ...]]:
    """Read an attack graph.

    Args:
        text: JSON of the format above.
        file: What problems call it.

    Returns:
        The graph, and its warnings (``graph-dangling``: a precondition that no step gives and nobody starts with).

    Raises:
        InvalidModelError: All problems of the text: no JSON, another format, unknown or missing keys, values of the
            wrong type or out of range, two steps with one id.

    Complexity: O(text); places are looked for only when there is a problem.
    """
    reading = _Reading(text, file)
    raw = reading.decoded()
    steps = tuple(reading.steps(raw)) if isinstance(raw, dict) else ()
    start = reading.words(raw, "start", ()) if isinstance(raw, dict) else ()
    if reading.problems:
        reading.problems.sort(key=lambda problem: problem.span)
        raise InvalidModelError(reading.problems)
    graph = AttackGraph(steps, start)
    return graph, tuple(reading.dangling(graph))


def write_graph(graph: AttackGraph) -> str:
    """Return an attack graph as JSON; reading it gives the same graph, and writing that the same bytes."""
    raw = {"format": FORMAT, "start": list(graph.start), "steps": [_plain(step) for step in graph.steps]}
    return json.dumps(raw, ensure_ascii=False, indent=1) + "\n"


def _plain(step: Step) -> dict[str, object]:
    """Return a step without the fields that say nothing more than their default."""
    full: dict[str, object] = {
        "id": step.id,
        "preconditions": list(step.preconditions),
        "postcondition": step.postcondition,
        "likelihood": step.likelihood,
        "effort_days": step.effort_days,
        "assets": list(step.assets),
        "kind": step.kind,
        "techniques": list(step.techniques),
        "evidence": step.evidence.value,
        "difficulty": step.difficulty.value if step.difficulty else None,
        "origin": list(step.origin),
        "detail": dict(step.detail),
        "count": step.count,
        "flaw": step.flaw,
    }
    empty = {"evidence": Evidence.CONFIRMED.value, "count": 1}
    kept = ("likelihood", "effort_days", *_REQUIRED)
    return {key: value for key, value in full.items() if key in kept or (value and value != empty.get(key))}


@dataclass(slots=True)
class _Reading:
    """One text being read, and what is wrong with it so far."""

    text: str
    file: str
    problems: list[Diagnostic] = field(default_factory=list)

    def decoded(self) -> object:
        """Return what the JSON says, or None when it is none."""
        try:
            raw: object = json.loads(self.text, object_pairs_hook=self._once, parse_constant=_refuse)
        except json.JSONDecodeError as error:
            span = span_at(self.text, self.file, error.pos)
            self.problems.append(Diagnostic("graph-no-json", span, {"reason": why_no_json(error.msg)}))
            return None
        except (RecursionError, ValueError) as error:
            deep = isinstance(error, RecursionError)
            self._report("graph-no-json", (), reason=both("reasons.json-deep" if deep else "reasons.json-number"))
            return None
        if not isinstance(raw, dict):
            self._report("graph-no-object", ())
            return None
        self._keys(raw, (), _TOP)
        if raw.get("format") != FORMAT:
            self._report("graph-format", ("format",), found=raw.get("format", ""), wanted=FORMAT)
        return raw

    def steps(self, raw: Mapping[str, Any]) -> Iterator[Step]:
        """Yield the steps that can be read; report what cannot, and the ids that come twice."""
        listed = raw.get("steps")
        if not isinstance(listed, list):
            self._report(
                "graph-missing-key" if listed is None else "graph-type", ("steps",), key="steps", wanted="[...]"
            )
            return
        seen: dict[str, int] = {}
        for number, one in enumerate(listed):
            route = ("steps", number)
            if not isinstance(one, dict):
                self._report("graph-type", route, key=f"steps[{number}]", wanted="{...}")
                continue
            step = self._step(one, route)
            if step is not None and seen.setdefault(step.id, number) != number:
                first = place_of(self.text, self.file, ("steps", seen[step.id], "id"))
                self._report("graph-duplicate-step", (*route, "id"), step=step.id, first=first)
            elif step is not None:
                yield step

    def words(self, raw: Mapping[str, Any], key: str, route: tuple[str | int, ...]) -> tuple[str, ...]:
        """Return a list of texts; a missing one is empty."""
        value = raw.get(key, [])
        if isinstance(value, list) and all(isinstance(item, str) and item for item in value):
            return tuple(value)
        self._report("graph-type", (*route, key), key=key, wanted='["...", ...]')
        return ()

    def dangling(self, graph: AttackGraph) -> Iterator[Diagnostic]:
        """Yield a warning for each precondition that nobody gives, at the first step that needs it."""
        for fact in graph.dangling:
            step = next(step for step in graph.steps if fact in step.preconditions)
            ids = [one["id"] for one in json.loads(self.text)["steps"]]
            span = place_of(self.text, self.file, ("steps", ids.index(step.id), "preconditions"))
            yield Diagnostic("graph-dangling", span, {"fact": fact, "step": step.id}, "warning")

    def _step(self, raw: dict[str, Any], route: tuple[str | int, ...]) -> Step | None:
        before = len(self.problems)
        self._keys(raw, route, Step.__dataclass_fields__)
        for key in _REQUIRED:
            if key not in raw:
                self._report("graph-missing-key", route, key=key)
        values = {
            "id": self._word(raw, "id", route),
            "preconditions": tuple(sorted(set(self.words(raw, "preconditions", route)))),
            "postcondition": self._word(raw, "postcondition", route),
            "likelihood": self._number(raw, "likelihood", route, 1.0, 1.0),
            "effort_days": self._number(raw, "effort_days", route, 0.0, math.inf),
            "assets": tuple(sorted(set(self.words(raw, "assets", route)))),
            "kind": self._word(raw, "kind", route),
            "techniques": self.words(raw, "techniques", route),
            "evidence": self._choice(raw, "evidence", route, Evidence) or Evidence.CONFIRMED,
            "difficulty": self._choice(raw, "difficulty", route, Difficulty),
            "origin": self.words(raw, "origin", route),
            "detail": self._texts(raw, route),
            "count": self._count(raw, route),
            "flaw": self._word(raw, "flaw", route),
        }
        return Step(**values) if len(self.problems) == before else None

    def _word(self, raw: Mapping[str, Any], key: str, route: tuple[str | int, ...]) -> str:
        value = raw.get(key, "")
        if isinstance(value, str) and (value or key not in raw or key not in _REQUIRED):
            return value
        self._report("graph-type", (*route, key), key=key, wanted='"..."')
        return ""

    def _number(
        self, raw: Mapping[str, Any], key: str, route: tuple[str | int, ...], usual: float, most: float
    ) -> float:
        value = raw.get(key, usual)
        if isinstance(value, bool) or not isinstance(value, int | float):
            self._report("graph-type", (*route, key), key=key, wanted="0.5")
            return usual
        if not 0 <= value <= most or math.isinf(value):
            code = "graph-likelihood" if key == "likelihood" else "graph-effort"
            self._report(code, (*route, key), value=value)
        return float(value)

    def _count(self, raw: Mapping[str, Any], route: tuple[str | int, ...]) -> int:
        value = raw.get("count", 1)
        if isinstance(value, int) and not isinstance(value, bool) and value >= 1:
            return value
        self._report("graph-type", (*route, "count"), key="count", wanted="1, 2, 3...")
        return 1

    def _choice(
        self, raw: Mapping[str, Any], key: str, route: tuple[str | int, ...], kind: Callable[[str], Any]
    ) -> Any:  # noqa: ANN401 -- one of two enums, or None
        value = raw.get(key)
        if value is None:
            return None
        try:
            return kind(value)
        except ValueError:
            allowed = ", ".join(member.value for member in kind)  # type: ignore[attr-defined]  # an enum class
            self._report("graph-choice", (*route, key), key=key, value=value, allowed=allowed)
            return None

    def _texts(self, raw: Mapping[str, Any], route: tuple[str | int, ...]) -> dict[str, str]:
        value = raw.get("detail", {})
        if isinstance(value, dict) and all(isinstance(item, str) for item in value.values()):
            return value
        self._report("graph-type", (*route, "detail"), key="detail", wanted='{"...": "..."}')
        return {}

    def _keys(self, raw: Mapping[str, Any], route: tuple[str | int, ...], allowed: Any) -> None:  # noqa: ANN401 -- any collection of names
        for key in raw:
            if key not in allowed:
                close = difflib.get_close_matches(key, list(allowed), 1, 0.6)
                hint = "diagnostic.hint.meant" if close else ""
                values = {"key": key, "meant": close[0] if close else "", "allowed": ", ".join(sorted(allowed))}
                span = place_of(self.text, self.file, (*route, key))
                self.problems.append(Diagnostic("graph-unknown-key", span, values, hint=hint))

    def _once(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Make an object of its pairs; a key written twice is a problem, not a choice of ours."""
        made = dict(pairs)
        if len(made) < len(pairs):
            names = [key for key, _value in pairs]
            key = next(name for name in names if names.count(name) > 1)
            first = self.text.find(json.dumps(key, ensure_ascii=False))
            self.problems.append(
                Diagnostic("graph-duplicate-key", span_at(self.text, self.file, max(first, 0)), {"key": key})
            )
        return made

    def _report(self, code: str, route: tuple[str | int, ...], **values: object) -> None:
        self.problems.append(Diagnostic(code, place_of(self.text, self.file, route), values))


def _refuse(constant: str) -> float:
    raise ValueError(constant)
