from __future__ import annotations

from carto.analysis.ranking import rank_assets
from carto.attack.graph import AttackGraph, Step

STEPS = [
    Step("door", ("s",), "hall", 0.5, assets=("door",), count=12),
    Step("window", ("s",), "hall", 0.1, assets=("window",)),
    Step("safe", ("hall",), "t", 0.9, assets=("safe",)),
]


def test_choke_points_come_first_then_the_drop_of_risk_decides_and_the_share_stands_beside():
    ranking = rank_assets(AttackGraph(STEPS, ["s"]), "t")
    assert [(one.id, one.is_choke_point, one.share, one.count) for one in ranking.ranked] == [
        ("safe", True, 1.0, 1),
        ("door", False, 0.5, 12),
        ("window", False, 0.5, 1),
    ]
    assert ranking.ranked[0].drop == 1.0
    assert ranking.ranked[1].drop > ranking.ranked[2].drop
    assert ranking.attacks == 2


def test_the_published_shape_holds_that_of_choke_points():
    ranking = rank_assets(AttackGraph(STEPS, ["s"]), "t")
    told = ranking.as_json()
    assert told.keys() >= ranking.chokes.as_json().keys()
    assert told["ranking"][0] == {"asset": "safe", "drop": 1.0, "share": 1.0, "choke_point": True, "count": 1}


def test_an_unreachable_target_has_nothing_to_rank():
    ranking = rank_assets(AttackGraph([*STEPS, Step("never", ("nobody",), "moon")], ["s"]), "moon")
    assert ranking.ranked == ()
    assert not ranking.chokes.is_reachable
