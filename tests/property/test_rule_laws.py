"""Laws of the rules: order of the text changes nothing, and no rule falls over on any small network."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from carto.load.model import load_text
from carto.rules.engine import check_model

ZONES = ("internet", "ward", "data", "laboratory", "management", "guest", "supplier", "cloud")
TYPES = (
    "workstation",
    "ehr-database",
    "infusion-pump",
    "analyser",
    "firewall",
    "domain-controller",
    "implant-programmer",
)
WORDS = ("true", "false", "unknown")


@st.composite
def establishments(draw):
    zones = draw(st.lists(st.sampled_from(ZONES), min_size=1, max_size=4, unique=True))
    devices = [
        f"  d{number}: {{type: {draw(st.sampled_from(TYPES))}, zone: {draw(st.sampled_from(zones))}, "
        f"default_secret: {draw(st.sampled_from(WORDS))}, logged: {draw(st.sampled_from(WORDS))}, "
        f"removable_media: {draw(st.sampled_from(WORDS))}}}"
        for number in range(draw(st.integers(0, 4)))
    ]
    pairs = [(one, other) for one in zones for other in zones if one != other]
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else []
    links = [
        f"  {one} -> {other}: {{allow: {draw(st.sampled_from(('https', 'rdp', 'any', 'unknown')))}}}"
        for one, other in chosen
    ]
    return [f"  {zone}: {zone}" for zone in zones], devices, links


def _text(zones, devices, links):
    parts = ["carto: 1", "zones:", *zones]
    parts += ["devices:", *devices] if devices else []
    parts += ["links:", *links] if links else []
    return "\n".join(parts)


def _told(text):
    checked = check_model(load_text(text))
    return [(f.rule, f.route, f.severity, f.message, f.care, f.grouped) for f in checked.findings]


@settings(max_examples=30)
@given(establishments(), st.randoms(use_true_random=False))
def test_the_order_of_the_text_changes_nothing(parts, dice):
    shuffled = [dice.sample(part, len(part)) for part in parts]
    assert _told(_text(*parts)) == _told(_text(*shuffled))


@settings(max_examples=30)
@given(establishments())
def test_findings_name_things_of_the_model_in_both_languages(parts):
    model = load_text(_text(*parts))
    for finding in check_model(model).findings:
        assert finding.section == "establishment" or finding.subject in model.section(finding.section)
        assert finding.message.fr
        assert finding.message.en
        assert "{" not in finding.message.fr
