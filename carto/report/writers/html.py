"""The dossier as one HTML page: no script, nothing fetched, made to be printed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import resources

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from carto.report.document import Block, Dossier, Heading, Picture, numbered
from carto.report.voice import Voice
from carto.report.writers.measure import footnote, shown
from carto.report.writers.vector import paint_svg


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block as the template sees it."""

    kind: str
    block: Block
    number: int
    anchor: str = ""
    svg: str = ""


def write_html(dossier: Dossier) -> bytes:
    """Return the page. The same dossier gives the same bytes."""
    voice = Voice(dossier.language)
    style = _file("dossier.css")
    allowed = "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src '{allowed}'; base-uri 'none'; form-action 'none'"
    pieces = list(_pieces(dossier))
    page = _environment().get_template("dossier.html").render(
        dossier=dossier,
        pieces=pieces,
        headings=[piece for piece in pieces if piece.kind == "Heading"],
        style=Markup(style),  # noqa: S704 -- our own file
        policy=policy,
        say=voice.say,
        shown=lambda cell: shown(cell, voice),
        footnote=lambda table: footnote(table, voice),
    )  # fmt: skip
    return page.encode("utf-8")


def _pieces(dossier: Dossier) -> Iterator[_Piece]:
    for place, (number, block) in enumerate(numbered(dossier.blocks)):
        svg = Markup(paint_svg(block.drawing, block.description)) if isinstance(block, Picture) else ""  # noqa: S704 -- the XML writer escapes
        anchor = f"h{place}" if isinstance(block, Heading) else ""
        yield _Piece(type(block).__name__, block, number, anchor, svg)


def _environment() -> Environment:
    return Environment(
        loader=FunctionLoader(_file), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def _file(name: str) -> str:
    return resources.files("carto.report").joinpath("templates", name).read_text(encoding="utf-8")
