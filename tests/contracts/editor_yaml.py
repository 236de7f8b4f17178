"""YAML as editors read it: the core schema of YAML 1.2, dates as text."""

from __future__ import annotations

import re
from typing import Any

import yaml


class CoreLoader(yaml.CSafeLoader):
    """Knows null, true, false and numbers; every other plain word is text."""


CoreLoader.yaml_implicit_resolvers = {}
for tag, pattern, first in (
    ("null", r"~|null|Null|NULL|", "~nN\0"),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", "-+.0123456789"),
):
    letters = [None if letter == "\0" else letter for letter in first]
    CoreLoader.add_implicit_resolver(
        f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), [one or "" for one in letters]
    )


def plain(text: str) -> Any:
    """Return what an editor makes of a text."""
    return yaml.load(text, Loader=CoreLoader)  # noqa: TID251, S506 -- as another program would; a safe loader below
