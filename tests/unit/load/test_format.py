from __future__ import annotations

from pathlib import Path

import pytest

from carto.load.events import read_yaml
from carto.load.format import format_text
from carto.load.model import load_model, load_text

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = [path for path in sorted((ROOT / "samples").rglob("*.y*ml")) if "broken" not in path.parts]

UGLY = """\
# head
devices:   # the kit


    pc :   {type: workstation,    zone: [office,data], isolated: NO , version: 1.10, room: 22:30,
       serial: 010}


    # before web
    web:
      type:    server   # a web
      description: |
           one
             two
      name: a long
        plain text
      # foot of web
    # foot of devices
# about links
links:
    office->data  :
      allow:
          - https
          # the console
          - ssh
zones: {office: users, data: data}
carto: 1
# end
"""
NEAT = """\
# head
carto: 1
zones: {office: users, data: data}
devices:   # the kit

  pc: {type: workstation, zone: [office, data], isolated: false, version: "1.10", room: "22:30", serial: "010"}

  # before web
  web:
    type: server   # a web
    description: |
      one
        two
    name: "a long plain text"
    # foot of web
  # foot of devices
# about links
links:
  office -> data:
    allow:
      - https
      # the console
      - ssh
# end
"""


def test_an_ugly_text_becomes_neat_and_a_neat_one_stays():
    assert format_text(UGLY).text == NEAT
    assert format_text(NEAT).text == NEAT
    assert load_text(NEAT) == load_text(UGLY)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: str(path.relative_to(ROOT / "samples")))
def test_samples_keep_their_meaning_and_are_neat_at_once(sample: Path):
    text = sample.read_text("utf-8")
    done = format_text(text)
    assert done.diagnostics == ()
    assert format_text(done.text) == done
    assert text.count("#") == done.text.count("#")


def test_a_model_laid_out_is_the_same_model(tmp_path: Path):
    source = ROOT / "samples" / "cabinet"
    for path in source.glob("*.yaml"):
        (tmp_path / path.name).write_text(format_text(path.read_text("utf-8")).text, "utf-8")
    assert load_model(tmp_path) == load_model(source)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("carto: 1\nnotes: {n: {on: x, text: on}}", 'carto: 1\nnotes: {n: {on: x, text: "on"}}\n'),
        ("carto: 1\nnotes: {n: {on: x, text: 'on'}}", "carto: 1\nnotes: {n: {on: x, text: 'on'}}\n"),
        ("zones: {z: {type: users, vlan: 010}}", "zones: {z: {type: users, vlan: 010}}\n"),
        (
            "devices: {d: {type: server, staffed: yes, web: Off, mail: unknown}}",
            "devices: {d: {type: server, staffed: true, web: false, mail: unknown}}\n",
        ),
        (
            "devices: {d: {type: server, os: {family: x, version: 1.10, supported: on}}}",
            'devices: {d: {type: server, os: {family: x, version: "1.10", supported: true}}}\n',
        ),
        ("flows:\n  a  ->  b / x:  https", "flows:\n  a -> b / x: https\n"),
        ("establishment: {name: NO, beds: 1_0}", 'establishment: {name: "NO", beds: 1_0}\n'),
        ("sites: {s: NO}", 'sites: {s: "NO"}\n'),
        (
            "notes:\n  n:\n    - a\n    -   - b\n        - c\n    - {d: e}",
            "notes:\n  n:\n    - a\n    - - b\n      - c\n    - {d: e}\n",
        ),
        ("a: &x {b: c}\nzones: *x\ncarto: 1", "a: &x {b: c}\nzones: *x\ncarto: 1\n"),
        ("notes:\n  n: >-\n     folded\n     text\n\n  m: x", "notes:\n  n: >-\n    folded\n    text\n\n  m: x\n"),
        ("carto: 1\nzones:\nlinks: {}\nviews: []", "carto: 1\nzones:\nlinks: {}\nviews: []\n"),
    ],
)
def test_one_way_to_write_it(given: str, wanted: str):
    assert format_text(given).text == wanted


def test_braces_that_were_broken_are_filled_up_to_the_margin():
    fields = ", ".join(f"tag{number}: word{number}" for number in range(20))
    broken = "devices:\n  d: {" + fields.replace(", ", ",\n      ") + "}\n"
    done = format_text(broken).text
    assert max(len(line) for line in done.splitlines()) <= 120
    assert len(done.splitlines()) == 4
    assert read_yaml(done, "f").value == read_yaml(broken, "f").value
    assert format_text(done).text == done


def test_comments_inside_braces_get_lines_of_their_own():
    done = format_text("zones: {a: users, # one\n  b: data,\n  # two\n  c: dmz}\n").text
    assert done == "zones:\n  a: users # one\n  b: data\n  # two\n  c: dmz\n"


@pytest.mark.parametrize(
    "text",
    [
        "a: [",
        "a: 1\na: 2\n",
        "a: !x b\n",
        "- a\n- b\n",
        "word",
        "{a: b}",
        "? [a]\n: b\n",
        "a: |+\n  x\n\n",
        "a: |2\n   x\n",
    ],
)
def test_what_cannot_be_laid_out_safely_stays_as_it_is_and_that_is_said(text: str):
    done = format_text(text)
    assert done.text == text
    assert done.diagnostics
    assert done.diagnostics[0].tell("fr")


def test_nothing_stays_nothing():
    assert format_text("") == format_text("")
    assert format_text("# only words\n").text == "# only words\n"
