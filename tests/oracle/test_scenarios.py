"""What is wrong with scenarios, against the plain way: each loaded afresh, by itself."""

from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from carto.errors import InvalidModelError
from carto.load.model import load_text

BASE = {
    "carto": 1,
    "zones": {"internet": "internet", "a": "office", "b": "server"},
    "templates": {"pc": {"type": "workstation", "zone": "a"}},
    "devices": {
        "one": {"like": "pc"},
        "two": {"type": "server", "zone": "b", "managed_by": "one"},
        "box": {"type": "firewall", "zone": ["a", "b"]},
    },
    "links": {"a -- b": {"via": "box"}},
    "measures": {
        "dig": {"adds": {"devices": {"new": {"like": "pc", "zone": "c"}}, "zones": {"c": "dmz"}}},
        "wall": {"adds": {"links": {"a -- b": None}, "devices": {"box": None}}},
        "idle": {},
    },
}
ID = st.sampled_from(["one", "two", "box", "new"])
ZONE = st.sampled_from(["a", "b", "c", "nowhere"])
DEVICE = st.one_of(
    st.none(),
    st.fixed_dictionaries({}, optional={"zone": ZONE, "managed_by": ID, "room": st.sampled_from(["x", "y"])}),
    st.fixed_dictionaries({"type": st.just("server")}, optional={"zone": ZONE}),
)
PATCH = st.fixed_dictionaries(
    {},
    optional={
        "devices": st.dictionaries(ID, DEVICE, max_size=2),
        "zones": st.dictionaries(st.sampled_from(["b", "c"]), st.sampled_from(["dmz", None]), max_size=1),
        "links": st.dictionaries(st.just("a -- b"), st.sampled_from([None, {}, {"via": "two"}]), max_size=1),
        "templates": st.dictionaries(
            st.just("pc"), st.sampled_from([{"zone": "b"}, {"zone": "c"}, {"like": "none"}, None]), max_size=1
        ),
        "establishment": st.sampled_from([{"name": "X"}, {"budget_eur": "much"}]),
    },
)


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, object]:
    names = [f"s{number}" for number in range(draw(st.integers(1, 4)))]
    found: dict[str, object] = {}
    for place, name in enumerate(names):
        on = draw(st.sampled_from(["", *names[:place]]))
        measures = draw(st.lists(st.sampled_from(["dig", "wall", "idle"]), max_size=1))
        found[name] = {"patch": draw(PATCH), "measures": measures, **({"on": on} if on else {})}
    return found


def told(text: str, scenario: str | None = None) -> set[tuple[str, str]]:
    try:
        load_text(text, scenario=scenario)
    except InvalidModelError as error:
        return {(one.code, one.what("en")) for one in error.problems if one.severity == "error"}
    return set()


@settings(max_examples=60, deadline=None)
@given(scenarios())
def test_a_load_tells_exactly_what_any_scenario_alone_would(given_scenarios: dict[str, object]):
    text = json.dumps({**BASE, "scenarios": given_scenarios})
    together = told(text)
    alone = set().union(*(told(text, name) for name in given_scenarios))
    assert alone <= together
    assert together - alone <= told(json.dumps(BASE))  # what measures add is tried without any scenario as well
