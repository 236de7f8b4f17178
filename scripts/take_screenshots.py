"""Take the pictures of ``docs/images``: the sample hospital in its atlas, as a first reader sees it.

Needs Chromium and the development tools: ``python scripts/take_screenshots.py``. Pictures are reduced to a palette so
that each stays small. The same model gives the same picture on one machine; fonts differ from one to the next.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from carto.atlas.gathering import survey_model
from carto.atlas.page import render_page, write_page
from carto.atlas.scene import Scene
from carto.atlas.scene_build import build_scene
from carto.attack.measures import apply_measures
from carto.load.model import load_model

ROOT: Final = Path(__file__).parent.parent
IMAGES: Final = ROOT / "docs" / "images"
SAMPLE: Final = ROOT / "samples" / "valmont"
QUIET: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync", "--no-first-run")
SIZE: Final = {"width": 1366, "height": 768}
COLOURS: Final = 128
LARGEST: Final = 300_000


def sample_scene() -> Scene:
    """Return everything the atlas says of the sample hospital, its scenarios beside it."""
    model = load_model(SAMPLE)
    loaded = [load_model(SAMPLE, scenario=name) for name in sorted(model.scenarios)]
    scenarios = [apply_measures(one, one.applied_measures) for one in loaded]
    return build_scene(model, survey_model(model, scenarios=scenarios))


def shots(scene: Scene) -> dict[str, tuple[str, Callable[[Page], None] | None]]:
    """Return picture -> fragment of the address, and what to do before it is taken."""
    story = next(one for one in scene.stories if len(one.steps) > 3)  # noqa: PLR2004 -- long enough to be a story
    return {
        "board": ("", None),
        "map": ("#tab=none", None),
        "story": (f"#story={story.id}", None),
        "views": ("#tab=views&view=saved:view-cardiology", None),
        "findings": ("#table=findings", None),
        "decide": ("#tab=decide&scenario=segment-biomed&mode=difference", None),
        "added": ("#tab=none&sel=biomed-jump&scenario=biomed-jump-host&mode=difference", None),
        "notes": ("#tab=notes&sel=programmer", None),
        "print": ("#view=business", _on_paper),
    }


def _on_paper(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.wait_for_timeout(200)


def take(browser: Browser, file: Path, fragment: str, prepare: Callable[[Page], None] | None) -> bytes:
    """Return one picture as PNG."""
    context = browser.new_context(viewport=SIZE, reduced_motion="reduce", color_scheme="light")
    page = context.new_page()
    page.goto(file.as_uri() + fragment)
    page.wait_for_selector("html[data-atlas=ready]", state="attached")
    page.wait_for_timeout(300)
    if prepare is not None:
        prepare(page)
    taken = page.screenshot()
    context.close()
    return taken


def reduced(png: bytes) -> bytes:
    """Return the same picture with few colours."""
    target = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        target, "PNG", optimize=True
    )
    return target.getvalue()


def main() -> int:
    """Write every picture; say which are too large."""
    chromium = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    scene, large = sample_scene(), []
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        file = Path(folder) / "atlas.html"
        write_page(file, render_page(scene))
        browser = driver.chromium.launch(executable_path=chromium, args=list(QUIET))
        for name, (fragment, prepare) in shots(scene).items():
            picture = reduced(take(browser, file, fragment, prepare))
            (IMAGES / f"{name}.png").write_bytes(picture)
            large += [name] if len(picture) > LARGEST else []
        browser.close()
    print(f"docs/images: {', '.join(large) or 'none'} above {LARGEST} bytes")
    return 1 if large else 0


if __name__ == "__main__":
    sys.exit(main())
