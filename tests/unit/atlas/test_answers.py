"""What the scene says beyond the map: findings, saved views, data, measures, scenarios."""

from __future__ import annotations

import pytest

from carto.atlas.anonymous import Pseudonyms, anonymous
from carto.atlas.columns import Ends
from carto.atlas.gathering import survey_model
from carto.atlas.layout import lay_out
from carto.atlas.perspectives import owners_of, views_of
from carto.atlas.remedies import Remedy, stories_cut
from carto.atlas.scene_build import build_scene
from carto.attack.measures import apply_measures
from tests.builders import model_of


def practice(**more):
    return model_of(
        establishment={"name": "Cabinet", "kind": "clinic", "language": "fr"},
        sites={"s": {}},
        zones={"net": {"type": "internet", "trust": 0}, "in": {"type": "users", "site": "s"}},
        devices={
            "door": {
                "type": "server",
                "zone": "in",
                "exposed_to": ["net"],
                "services": {"ssh": {"default_secret": True}},
                "target": True,
                "owner": "DSI",
                "tags": ["front"],
            },
            "desk": {"type": "workstation", "zone": "in"},
        },
        flows={"desk -> door": {"protocol": "ssh", "data": ["health-record"]}},
        notes={"n": {"on": "door", "text": "secret", "visibility": "private"}},
        **more,
    )


def told(model, scenarios=(), **terms):
    return build_scene(model, survey_model(model, scenarios=scenarios), **terms)


@pytest.mark.parametrize(
    ("show", "devices"),
    [
        ({"ids": "desk"}, ["desk"]),
        ({"zones": "in"}, ["desk", "door"]),
        ({"sites": "s"}, ["desk", "door"]),
        ({"types": "server"}, ["door"]),
        ({"tags": ["front"]}, ["door"]),
        ({}, []),
    ],
)
def test_a_saved_view_shows_what_its_selection_names(show, devices):
    model = practice(views={"v": {"show": show}})
    layout = lay_out(model)
    (view,) = views_of(model, Ends.of(model, layout))
    assert sorted(list(layout.devices)[index] for index in view.devices) == devices


def test_neighbours_widen_a_view_step_by_step():
    model = practice(views={"v": {"show": {"ids": "desk"}, "neighbours": 1}})
    (view,) = views_of(model, Ends.of(model, lay_out(model)))
    assert len(view.devices) == 2


def test_owners_hold_indices_of_devices():
    model = practice()
    order = list(lay_out(model).devices)
    assert owners_of(model, order) == {"DSI": (order.index("door"),)}


def test_findings_name_their_rule_once_and_their_place_each_time():
    scene = told(practice())
    assert scene.findings
    assert {finding.rule for finding in scene.findings} == scene.rules.keys()
    assert scene.findings_total == len(scene.findings)
    ranks = ["low", "medium", "high", "critical"]
    assert [ranks.index(one.severity) for one in scene.findings] == sorted(
        (ranks.index(one.severity) for one in scene.findings), reverse=True
    )


def test_a_measure_that_stops_a_step_ends_the_stories_that_need_it():
    measures = {
        "secret": {"scope": {"ids": "door"}, "stops": ["default-secret"]},
        "idle": {"scope": {"ids": "desk"}, "stops": ["radio"]},
    }
    scene = told(practice(measures=measures))
    by_secret = {story.id for story in scene.stories if any(step.kind == "default-secret" for step in story.steps)}
    assert by_secret
    assert {cut.when: set(cut.stories) for cut in scene.cuts} == {("secret",): by_secret}


def test_stories_end_only_by_steps_they_take():
    steps = {"one": frozenset({"a", "b"}), "two": frozenset({"c"})}
    found = [Remedy(frozenset({"m", "k"}), frozenset({"b"})), Remedy(frozenset({"x"}), frozenset({"z"}))]
    assert stories_cut(found, steps) == {("k", "m"): ("one",)}


def test_a_scenario_says_what_goes_and_which_stories_fall():
    base = practice(measures={"secret": {"scope": {"ids": "door"}, "stops": ["default-secret"]}}, scenarios={"s1": {}})
    after = apply_measures(base, ["secret"])
    (comparison,) = told(base, [after]).comparisons
    (target,) = comparison.targets
    assert target.falls
    assert target.after < target.before


def test_an_added_device_shows_in_the_zone_it_will_be_in():
    base = practice()
    devices = {key: device.model_dump(by_alias=True) for key, device in base.devices.items()}
    after = practice()
    new = base.devices["desk"].model_copy(update={"id": "kiosk", "name": "Borne"})
    after = type(base)(**{**vars_of(after), "devices": {**after.devices, "kiosk": new}, "scenario": "more"})
    (comparison,) = told(base, [after]).comparisons
    (change,) = comparison.changes
    assert (change.kind, change.id, change.at, change.name) == ("added", "kiosk", "in", "Borne")
    (addition,) = comparison.additions
    assert (addition.id, addition.zone, addition.type, addition.count) == ("kiosk", 0, "workstation", 1)
    assert devices.keys() == {"door", "desk"}


def vars_of(model):
    return {name: getattr(model, name) for name in model.__dataclass_fields__}


def test_private_notes_and_findings_about_them_stay_home():
    assert told(practice()).notes == ()
    scene = told(practice(), private=True)
    assert [note.text for note in scene.notes] == ["secret"]
    assert scene.meta.audience == "internal"


def test_pseudonyms_hold_across_states_and_every_reference_still_resolves():
    base, other = practice(), practice(links={"net -> in": {"allow": ["ssh"]}})
    names = Pseudonyms.of(base, other)
    one, two = anonymous(base, names), anonymous(other, names)
    assert one.devices.keys() == two.devices.keys() == {"device-1", "device-2"}
    assert {device.zones for device in one.devices.values()} <= {(zone,) for zone in one.zones}
    assert list(two.links) == [f"{names.get('net')} -> {names.get('in')}"]
    assert one.devices[names.get("door")].name == f"équipement {names.get('door').removeprefix('device-')}"
    assert one.devices[names.get("door")].exposed_to == {names.get("net"): ()}
    assert one.notes == {}


def test_what_attackers_can_do_does_not_depend_on_names():
    plain, masked = told(practice()), told(anonymous(practice()))
    assert [story.likelihood for story in masked.stories] == [story.likelihood for story in plain.stories]
    assert len(masked.findings) == len(plain.findings)
    assert masked.meta.anonymous
    assert not plain.meta.anonymous


ADDS = {
    "zones": {"sas": {"type": "admin", "name": "Sas secret", "cidr": "10.1.2.0/24"}},
    "devices": {
        "perche": {"type": "bastion", "zone": "sas", "name": "Perche secrète", "services": {"ssh": {"port": 2222}}},
        "door": {"exposed_to": None, "owner": "Madame Secret"},
    },
    "links": {"sas -> in": {"allow": ["ssh"], "description": "une phrase secrète"}},
    "flows": {"perche -> door": {"protocol": "ssh"}},
    "accounts": {"root-secret": {"opens": {"door": "admin"}, "stored_on": ["perche"]}},
}


def test_an_anonymous_measure_adds_the_same_things_to_nobodys_house():
    model = practice(measures={"m": {"name": "Mesure secrète", "adds": ADDS, "cost_eur": 5}})
    hidden = anonymous(model)
    names = Pseudonyms.of(model)
    after, plain = apply_measures(hidden, [names.get("m")]), apply_measures(model, ["m"])
    for section in ("zones", "devices", "links", "flows", "accounts"):
        assert len(after.section(section)) == len(plain.section(section))
    bastion = after.devices[names.get("perche")]
    assert (bastion.type, bastion.zones) == ("bastion", (names.get("sas"),))
    assert bastion.services["ssh"].port == 2222
    assert after.devices[names.get("door")].exposed_to == {}
    (link,) = after.links.values()
    assert (link.from_end, link.to_end, link.allow) == (names.get("sas"), names.get("in"), ("ssh",))
    (account,) = after.accounts.values()
    assert account.opens == {names.get("door"): "admin"}
    told = repr(hidden.measures) + repr(after.devices)
    assert [word for word in ("Secret", "ecrète", "root-", "10.1.2", "perche", "sas", "door") if word in told] == []


def test_an_anonymous_copy_ends_as_many_attacks_as_the_house_does():
    model = practice(measures={"m": {"adds": {"devices": {"door": {"exposed_to": None}}}}})
    assert [cut.stories for cut in told(model).cuts] == [cut.stories for cut in told(model).cuts] != []
    assert len(told(anonymous(model)).cuts) == len(told(model).cuts)


def test_what_falls_is_told_of_what_others_lean_on_attacked_or_not():
    model = model_of(
        zones={"net": {"type": "internet"}, "rooms": {"type": "ward"}, "core": {"type": "management"}},
        devices={
            "wall": {"type": "firewall", "zone": "core", "manages": ["desk", "pump"]},
            "desk": {"type": "workstation", "zone": "rooms"},
            "pump": {"type": "infusion-pump", "zone": "rooms"},
            "shop": {"type": "web-server", "zone": "net", "target": True, "patched": "late"},
        },
    )
    scene = told(model)
    assert "wall" not in {step.at for story in scene.stories for step in story.steps}
    falls = {blast.id: set(blast.devices) for blast in scene.blasts}
    assert falls["wall"] == {"desk", "pump"}
