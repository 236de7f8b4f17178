"""Chromium on really built pages: one browser for the session, one page a test, every request and complaint noted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, sync_playwright

from carto.analysis.best import best_attacks
from carto.analysis.choke import choke_points
from carto.atlas.outcome import Outcome, TargetOutcome
from carto.atlas.page import render_page, write_page
from carto.atlas.scene import Scene
from carto.atlas.scene_build import build_scene
from carto.attack.graph import AttackGraph
from carto.rules.engine import check_model
from tests.unit.atlas.hospitals import STEPS, clinic

QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
READY = "document.documentElement.dataset.atlas === 'ready'"
CANDIDATES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def chromium() -> str:
    found = next((path for name in CANDIDATES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip("no Chromium on this machine")
    return found


@dataclass
class Visit:
    """An open page and what it did: requests beyond its own file, console errors, policy violations, dialogs."""

    page: Page
    file: Path
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on(
            "console", lambda line: self.errors.append(line.text) if line.type in {"error", "warning"} else None
        )
        self.page.on("dialog", self._refuse)

    def _refuse(self, dialog) -> None:
        self.errors.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def assert_quiet(self) -> None:
        assert self.requests == [self.file.as_uri()]
        assert self.errors == []

    def press(self, key: str) -> None:
        self.page.locator(f'[data-key="{key}"]').first.click()

    def wait_for_hash(self, part: str) -> None:
        """The address follows the state a moment later."""
        self.wait_until(f"location.hash.includes({json.dumps(part)})")

    def wait_until(self, condition: str, seconds: float = 5.0) -> None:
        """Ask again and again from outside: the page's own policy forbids it to evaluate text."""
        for _ in range(int(seconds * 25)):
            if self.page.evaluate(condition):
                return
            self.page.wait_for_timeout(40)
        pytest.fail(f"never true: {condition}; the address is {self.page.evaluate('location.hash')}")


@pytest.fixture(scope="session")
def scene() -> Scene:
    """The clinic, attacked and checked: what most pages here show."""
    model, graph, target = clinic(), AttackGraph(STEPS, ["at(internet)"]), "falls(ehr-db)"
    found = TargetOutcome("ehr-db", best_attacks(graph, target, k=2), choke_points(graph, target))
    assert found.attacks.attacks, "the clinic must be attackable, or these tests show nothing"
    return build_scene(model, Outcome(graph, (found,), checked=check_model(model)))


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="session")
def browser(playwright_driver: Playwright) -> Iterator[Browser]:
    opened = playwright_driver.chromium.launch(executable_path=chromium(), args=list(QUIET))
    yield opened
    opened.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Callable[..., Visit]]:
    """Open a page: HTML text or a scene, at a fragment of its address."""
    opened = []

    def open_page(content: str | Scene, fragment: str = "", width: int = 1366, height: int = 768) -> Visit:
        file = tmp_path / f"page{len(opened)}.html"
        write_page(file, render_page(content) if isinstance(content, Scene) else content)
        context = browser.new_context(viewport={"width": width, "height": height})
        opened.append(context)
        seen = Visit(context.new_page(), file)
        seen.watch()
        seen.page.add_init_script(
            "document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective))"
        )
        seen.page.goto(file.as_uri() + fragment)
        seen.wait_until(READY, 30.0)
        return seen

    yield open_page
    for context in opened:
        context.close()
