"""The atlas as one HTML file: the scene as inert data, our script and style, and a policy that forbids the rest.

The policy names the hashes of the one script and the one style; nothing else runs, nothing is fetched. Text of the
model is data only: it stands in a block that no browser executes, and the script shows it as text. Whatever a template
shows unescaped is made here: the policy, the script, the style, and the data once no character in it can be markup.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined

from carto.atlas.page_data import parts_of
from carto.atlas.scene import Scene
from carto.atlas.writing import write_whole
from carto.i18n.bilingual import both
from carto.i18n.messages import Language


def render_page(scene: Scene, *, readable: bool | None = None) -> str:
    """Return the atlas of a scene: one HTML page that needs nothing else. The same scene gives the same bytes.

    Args:
        scene: What to show.
        readable: Whether the data stands in the page as plain JSON; by default when there is little of it.
    """
    drawn, rest = parts_of(scene, readable=readable)
    language: Language = scene.meta.language
    return page_of(
        "atlas.html",
        scripts=[asset("atlas.js")],
        style=asset("atlas.css"),
        images="data: blob:",
        language=language,
        title=both("atlas.page.title", name=scene.meta.title).told(language),
        noscript=both("atlas.page.noscript"),
        drawn=drawn,
        rest=rest,
    )


def page_of(template: str, *, scripts: Sequence[str], style: str, images: str, **values: object) -> str:
    """Return a page of one of our templates, with a policy that allows exactly these scripts and this style.

    Args:
        template: File name of the template.
        scripts: The only scripts that may run, in order.
        style: The only style that may apply.
        images: Where images may come from, as a policy source list.
        values: What else the template shows; text is escaped.
    """
    inline = [_unclosed(script, "script") for script in scripts]
    inline_style = _unclosed(style, "style")
    allowed = " ".join(f"'{_hash(script)}'" for script in inline)
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src {allowed}",
            f"style-src '{_hash(inline_style)}'",
            f"img-src {images}",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
    return _templates().get_template(template).render(policy=policy, scripts=inline, style=inline_style, **values)


def write_page(path: Path, html: str) -> None:
    """Write a page whole or not at all: what was there before stays until the new one is complete.

    Raises:
        OutputError: ``no-such-folder``, ``not-a-file`` or ``cannot-write``.
    """
    write_whole(path, html.encode("utf-8"))


def asset(name: str) -> str:
    """Return the text of a file of ``carto/atlas/assets``."""
    return resources.files("carto.atlas").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def _templates() -> Environment:
    return Environment(loader=FunctionLoader(_template), autoescape=True, undefined=StrictUndefined)


def _template(name: str) -> str:
    return resources.files("carto.atlas").joinpath("templates", name).read_text(encoding="utf-8")


def _unclosed(text: str, tag: str) -> str:
    """Return our own script or style, sure not to end its element early."""
    if f"</{tag}" in text.lower() or "<!--" in text:
        raise AssertionError(f"the bundle would close its own <{tag}>")
    return text


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
