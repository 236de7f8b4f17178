"""Firefox by WebDriver BiDi, the standard that it speaks by itself: no driver program, one socket.

Only what the tests need: open a page, press keys, click, ask the page, wait, take what it saves; every request and
every complaint is noted.
"""

from __future__ import annotations

import json
import re
import subprocess
import time
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from websockets.sync.client import ClientConnection, connect

LISTENING: Final = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
EVENTS: Final = ("log.entryAdded", "network.beforeRequestSent", "browsingContext.userPromptOpened")
KEYS: Final = {
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Tab": "\ue004",
    "ArrowDown": "\ue015",
    "ArrowRight": "\ue014",
    "Shift": "\ue008",
}
PREFERENCES: Final[Mapping[str, Any]] = {
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "browser.aboutConfig.showWarning": False,
    "browser.download.folderList": 2,
    "browser.download.useDownloadDir": True,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.page": 0,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "remote.active-protocols": 1,
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}


class Firefox:
    """A Firefox without a window, and the session that drives it."""

    def __init__(self, program: str, folder: Path) -> None:
        """Start it with a profile of its own."""
        self.downloads = folder / "downloads"
        self.downloads.mkdir()
        said = folder / "said.txt"
        self._process = _started(program, folder / "profile", self.downloads, said)
        self._open = ExitStack()
        self._open.callback(self._end)
        # No keepalive: its thread draws from Python's shared random numbers every twenty seconds, for as long
        # as the browser lives, and hypothesis stops any test that was drawing its examples just then.
        self._socket: ClientConnection = self._open.enter_context(
            connect(f"{_address(self._process, said)}/session", max_size=None, ping_interval=None)
        )
        self._number = 0
        self.events: list[dict[str, Any]] = []
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=list(EVENTS))

    def call(self, method: str, /, **params: Any) -> dict[str, Any]:
        """Ask for something and return the answer; what happens meanwhile is kept."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": params}))
        while True:
            message = json.loads(self._socket.recv(timeout=60))
            if message.get("type") == "event":
                self.events.append(message)
            elif message.get("id") == self._number:
                assert message["type"] == "success", message
                return message["result"]

    def open(self, file: Path, fragment: str = "", width: int = 1366, height: int = 768) -> Tab:
        """Open a file in a tab of its own."""
        self.events.clear()
        context = self.call("browsingContext.create", type="tab")["context"]
        self.call("browsingContext.setViewport", context=context, viewport={"width": width, "height": height})
        self.call("browsingContext.navigate", context=context, url=file.as_uri() + fragment, wait="complete")
        return Tab(self, context, file)

    def close(self) -> None:
        """End it; kill it if it does not end."""
        with suppress(AssertionError, OSError, TimeoutError):
            self.call("browser.close")
        self._open.close()

    def _end(self) -> None:
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()


def _started(program: str, profile: Path, downloads: Path, said: Path) -> subprocess.Popen[bytes]:
    profile.mkdir()
    settings = {**PREFERENCES, "browser.download.dir": str(downloads)}
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in settings.items())
    (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
    with said.open("wb") as written:
        return subprocess.Popen(
            [program, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"],
            stdout=subprocess.DEVNULL,
            stderr=written,
        )


def _address(process: subprocess.Popen[bytes], said: Path, seconds: float = 90.0) -> str:
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        found = LISTENING.search(said.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found.group(1)
        time.sleep(0.1)
    process.kill()
    raise AssertionError(f"Firefox did not say where it listens: {said.read_text(encoding='utf-8', errors='replace')}")


@dataclass
class Tab:
    """An open page of Firefox."""

    firefox: Firefox
    context: str
    file: Path

    def ask(self, expression: str) -> Any:
        """Return what an expression is worth in the page."""
        answer = self.firefox.call(
            "script.evaluate",
            expression=f"JSON.stringify({expression}) ?? 'null'",
            target={"context": self.context},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        return json.loads(answer["result"]["value"])

    def wait(self, condition: str, seconds: float = 10.0) -> None:
        """Ask until it is true."""
        end = time.monotonic() + seconds
        while not self.ask(f"Boolean({condition})"):
            assert time.monotonic() < end, f"never true: {condition}; {self.ask('location.hash')}"
            time.sleep(0.05)

    def text(self, selector: str = "#app") -> str:
        """Return the text that stands in a part of the page."""
        return str(self.ask(f"document.querySelector({json.dumps(selector)})?.innerText ?? ''"))

    def click(self, selector: str) -> None:
        """Press the first thing that a selector names, where it stands on screen."""
        quoted = json.dumps(selector)
        self.wait(f"document.querySelector({quoted})?.getClientRects().length")
        x, y = self.ask(
            f"(() => {{ const part = document.querySelector({quoted}); part.scrollIntoView({{block: 'nearest'}});"
            " const box = part.getBoundingClientRect();"
            " return [Math.round(box.x + box.width / 2), Math.round(box.y + box.height / 2)]; })()"
        )
        pointer = [
            {"type": "pointerMove", "x": x, "y": y},
            {"type": "pointerDown", "button": 0},
            {"type": "pointerUp", "button": 0},
        ]
        self._act([{"type": "pointer", "id": "mouse", "actions": pointer}])

    def press(self, key: str) -> None:
        """Press the control of this name."""
        self.click(f'[data-key="{key}"]')

    def wheel(self, x: int, y: int, by: int) -> None:
        """Turn the wheel over a point."""
        self._act(
            [
                {
                    "type": "wheel",
                    "id": "wheel",
                    "actions": [{"type": "scroll", "x": x, "y": y, "deltaX": 0, "deltaY": by}],
                }
            ]
        )

    def type(self, *keys: str) -> None:
        """Press named keys, or write texts letter by letter."""
        letters = [letter for key in keys for letter in ([KEYS[key]] if key in KEYS else key)]
        actions = [{"type": kind, "value": letter} for letter in letters for kind in ("keyDown", "keyUp")]
        self._act([{"type": "key", "id": "keyboard", "actions": actions}])

    def saved(self, key: str, seconds: float = 15.0) -> bytes:
        """Press a control and return the file that the page saves."""
        folder = self.firefox.downloads
        before = set(folder.iterdir())
        self.press(key)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            new = [file for file in folder.iterdir() if file not in before]
            if new and not any(file.suffix == ".part" for file in new) and new[0].stat().st_size:
                return new[0].read_bytes()
            time.sleep(0.05)
        raise AssertionError(f"nothing was saved by {key}")

    def assert_quiet(self) -> None:
        """Check that it asked for nothing but its own file, and complained of nothing."""
        self.ask("1")
        events = self.firefox.events
        asked = [one["params"]["request"]["url"] for one in events if one["method"] == "network.beforeRequestSent"]
        own = (self.file.as_uri(), "data:", "blob:")
        assert [url for url in asked if not url.startswith(own)] == []
        logged = [one["params"] for one in events if one["method"] == "log.entryAdded"]
        assert [one["text"] for one in logged if one["level"] in {"error", "warn"}] == []
        assert [one for one in events if one["method"] == "browsingContext.userPromptOpened"] == []

    def close(self) -> None:
        """Close the tab."""
        self.firefox.call("browsingContext.close", context=self.context)

    def _act(self, actions: list[dict[str, Any]]) -> None:
        self.firefox.call("input.performActions", context=self.context, actions=actions)
