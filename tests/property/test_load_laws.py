from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from carto.load.events import read_yaml
from carto.load.files import Sources
from carto.load.locate import place_tree
from carto.load.model import load_sources
from carto.model.establishment_map import SECTIONS, Model

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = (ROOT / "samples" / "cabinet" / "cabinet.yaml").read_text("utf-8")
RAW: dict[str, Any] = read_yaml(SAMPLE, "f").value  # type: ignore[assignment]
MODEL = load_sources(Sources(None, {"a.yaml": SAMPLE.encode()}))
FEW = settings(max_examples=15)


def shuffled(value: Any, chance: random.Random) -> Any:
    """Return the same value with every map in another order; lists keep theirs."""
    if isinstance(value, list):
        return [shuffled(item, chance) for item in value]
    if not isinstance(value, dict):
        return value
    keys = sorted(value)
    chance.shuffle(keys)
    return {key: shuffled(value[key], chance) for key in keys}


def dumped(raw: Any) -> bytes:
    return yaml.dump(raw, allow_unicode=True, sort_keys=False, Dumper=yaml.CSafeDumper).encode()


def in_files(raw: dict[str, Any], count: int, chance: random.Random) -> dict[str, bytes]:
    """Return the same model cut into files, each thing in a file of its own choice."""
    files: list[dict[str, Any]] = [{} for _ in range(count)]
    for section, value in raw.items():
        if section == "carto":
            chance.choice(files)[section] = value
            continue
        for key, entity in value.items():
            chance.choice(files).setdefault(section, {})[key] = entity
    return {f"{number}.yaml": dumped(part) for number, part in enumerate(files)}


def without_warnings(model: Model) -> tuple[Any, ...]:
    return (model.establishment, model.assumptions, *(tuple(model.section(name).items()) for name in SECTIONS))


@FEW
@given(st.randoms(use_true_random=False))
def test_the_order_of_keys_changes_nothing(chance: random.Random):
    again = load_sources(Sources(None, {"a.yaml": dumped(shuffled(RAW, chance))}))
    assert again == MODEL


@FEW
@given(st.randoms(use_true_random=False), st.integers(1, 6))
def test_how_a_model_is_cut_into_files_changes_nothing(chance: random.Random, count: int):
    files = in_files(RAW, count, chance)
    assert without_warnings(load_sources(Sources(None, files))) == without_warnings(MODEL)


def test_the_order_inside_collections_is_that_of_ids():
    for name in SECTIONS:
        assert list(MODEL.section(name)) == sorted(MODEL.section(name))


@FEW
@given(
    st.sampled_from(sorted(RAW["devices"])), st.sampled_from(["room", "vendor", "serial"]), st.text("abc", min_size=1)
)
def test_a_scenario_is_the_model_written_that_way(device: str, key: str, word: str):
    by_hand = {**RAW, "devices": {**RAW["devices"], device: {**RAW["devices"][device], key: word}}}
    patch = {"devices": {device: {key: word}}}
    patched = {**RAW, "scenarios": {**RAW.get("scenarios", {}), "hand": {"patch": patch}}}
    under = load_sources(Sources(None, {"a.yaml": dumped(patched)}), "hand")
    assert under.devices == load_sources(Sources(None, {"a.yaml": dumped(by_hand)})).devices


def ways(value: Any) -> list[tuple[str | int, ...]]:
    """Return the way to everything inside a value."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [way for step, inner in pairs for way in ((step,), *((step, *rest) for rest in ways(inner)))]


NESTED = st.recursive(
    st.text("ab é-#'", max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abcé", min_size=1, max_size=2), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(value=NESTED, flow=st.booleans())
def test_whatever_is_read_has_its_place(value: Any, *, flow: bool):
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow)
    parsed = read_yaml(text, "f").value
    tree = place_tree(text)
    for way in ways(parsed):
        assert tree.walk(way)[1] == len(way)
