from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from carto.atlas.coding import coded, decoded

_scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**60), 2**60),
    st.floats(allow_nan=False, allow_infinity=False).map(lambda value: value + 0.0),  # no page tells -0 from 0
    st.text(max_size=12),
)
_json = st.recursive(
    _scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=6), st.dictionaries(st.text(max_size=6), inner, max_size=4)),
    max_leaves=12,
)
_alike = st.one_of(
    st.lists(st.integers(-5, 5)),
    st.lists(st.integers()),
    st.lists(st.integers(-500, 500).map(lambda n: n / 100)),
    st.lists(st.from_regex(r"\A(pc|srv)-?[0-9]{1,4}[a-c]?\Z")),
    st.lists(st.sampled_from([{"fr": "a", "en": "b"}, {"fr": "", "en": ""}])),
    st.lists(st.lists(st.integers(0, 9))),
    st.lists(
        st.fixed_dictionaries({"id": st.text(max_size=5), "at": st.lists(st.integers(0, 3)), "x": st.floats(0, 9)})
    ),
)


@given(st.one_of(_alike, st.lists(_json)))
def test_a_list_is_what_its_code_says(values: list) -> None:
    code = json.loads(json.dumps(coded(values)))
    assert json.dumps(decoded(code)) == json.dumps(values)


@given(_alike)
def test_the_same_list_has_the_same_code(values: list) -> None:
    assert coded(values) == coded(list(values))
