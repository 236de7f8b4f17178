from __future__ import annotations

import pytest

from carto.atlas.scene_build import build_scene
from tests.builders import model_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_hundred_thousand_devices_open_and_are_found(visit):
    per_zone, zones = 50, 2_000
    model = model_of(
        sites={f"s{n}": {} for n in range(20)},
        zones={f"z{n}": {"type": "ward", "site": f"s{n % 20}"} for n in range(zones)},
        devices={f"d{n}": {"type": "workstation", "zone": f"z{n % zones}"} for n in range(per_zone * zones)},
    )
    seen = visit(build_scene(model))
    assert "100" in seen.page.locator("#app").inner_text()
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("d99999")
    seen.page.keyboard.press("Enter")
    seen.wait_for_hash("sel=d99999")
    seen.assert_quiet()
