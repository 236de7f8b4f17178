"""Read a data file of the catalogue.

A file is ``{basis: {...}, entries: {id: {...}}}``: the basis on top holds for every entry that does not say otherwise.
"""

from __future__ import annotations

from importlib import resources
from typing import Any, TypeVar

import yaml

from carto.catalog.entities import Frozen

FrozenT = TypeVar("FrozenT", bound=Frozen)

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # a PyYAML without libyaml is slower, and reads the same


def data_text(name: str) -> str:
    """Return the text of ``data/<name>.yaml``."""
    return resources.files("carto.catalog").joinpath("data", f"{name}.yaml").read_text(encoding="utf-8")


def read_entries(name: str, kind: type[FrozenT]) -> list[FrozenT]:
    """Return the entries of ``data/<name>.yaml``, in the order of the file.

    Raises:
        pydantic.ValidationError: Our own data is wrong: a bug in carto.
    """
    file = _parsed(name)
    basis = file.get("basis")
    return [kind.model_validate(_completed(entry_id, values, basis)) for entry_id, values in file["entries"].items()]


def read_single(name: str, kind: type[FrozenT]) -> FrozenT:
    """Return ``data/<name>.yaml`` as one object.

    Raises:
        pydantic.ValidationError: Our own data is wrong: a bug in carto.
    """
    return kind.model_validate(_parsed(name))


def _parsed(name: str) -> dict[str, Any]:
    text = data_text(name)
    file: dict[str, Any] = yaml.load(text, Loader=_LOADER)  # noqa: TID251, S506 -- our own files, tested whole
    return file


def _completed(entry_id: str, values: dict[str, Any], basis: dict[str, str] | None) -> dict[str, Any]:
    if basis is None:
        return {"id": entry_id, **values}
    return {"id": entry_id, **values, "basis": {**basis, **values.get("basis", {})}}
