"""Run the rules, weigh what they find, apply waivers, group what nobody knows, sort."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from carto.attack.standing import Standing
from carto.errors import UnknownIdError
from carto.model.annotation import Waiver
from carto.model.establishment_map import Model
from carto.model.vocabulary import EndpointProtection
from carto.rules.base import Rule
from carto.rules.context import RuleContext
from carto.rules.finding import Finding
from carto.rules.registry import all_rules, rule_of
from carto.rules.severity import arithmetic
from carto.rules.waivers import Waived, WaiverOutcome, covering, outcomes, split
from carto.topology.network import Topology

_NAMED = 6  # objects that a grouped message names before it says "…"


@dataclass(frozen=True, slots=True)
class Checked:
    """What the rules say of a model.

    Attributes:
        findings: What stands, worst first.
        waived: What the establishment accepts, worst first.
        waivers: What came of each waiver, by id.
        rules: Ids of the rules that were asked; sorted.
        skipped: Ids of the rules that are not asked of this kind of establishment; sorted.
        today: The day that ages were counted from.
    """

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...]
    waivers: tuple[WaiverOutcome, ...]
    rules: tuple[str, ...]
    skipped: tuple[str, ...]
    today: dt.date | None


def check_model(
    model: Model,
    topology: Topology | None = None,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    today: dt.date | None = None,
    standing: Standing | None = None,
) -> Checked:
    """Check a model against the rules.

    Args:
        model: The establishment.
        topology: Its network, when it is already built.
        select: Rules to ask; all when empty.
        ignore: Rules not to ask.
        today: The day that ages and waivers are counted from; the model's own date when None.
        standing: The establishment with its attack graph, when that is already built.

    Raises:
        UnknownIdError: ``unknown-rule``: ``select`` or ``ignore`` names no rule.

    Complexity: O(devices + links + flows + accounts) per rule, one attack graph, one reach per service group.
    """
    context = RuleContext(model, topology, today, standing)
    wanted = _wanted(select, ignore)
    asked = [rule for rule in wanted if context.kind in rule.profiles]
    in_force = covering(model.waivers, context.today)
    weighed = [_weigh(finding, rule, context, in_force) for rule in asked for finding in rule.check(context)]
    kept, waived = split(weighed, in_force)
    return Checked(
        findings=tuple(sorted(_grouped(kept), key=lambda finding: finding.key)),
        waived=tuple(sorted(waived, key=lambda one: one.finding.key)),
        waivers=_outcomes(context, weighed, wanted),
        rules=tuple(rule.id for rule in asked),
        skipped=tuple(rule.id for rule in wanted if context.kind not in rule.profiles),
        today=context.today,
    )


def _wanted(select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    chosen = {_known(word).id for word in select}
    left_out = {_known(word).id for word in ignore}
    return tuple(rule for rule in all_rules() if (not chosen or rule.id in chosen) and rule.id not in left_out)


def _known(word: str) -> Rule:
    rule = rule_of(word)
    if rule is None:
        raise UnknownIdError(
            "unknown-rule", id=word, among=[name for one in all_rules() for name in (one.id, one.alias)]
        )
    return rule


def _outcomes(context: RuleContext, weighed: Sequence[Finding], wanted: Sequence[Rule]) -> tuple[WaiverOutcome, ...]:
    """Say what came of the waivers, leaving out those of rules that were not asked on this run."""
    ids = {rule.id for rule in wanted}
    told = outcomes(context.model.waivers, weighed, context.today)
    return tuple(one for one in told if one.rule in ids or rule_of(one.rule) is None)


def _weigh(finding: Finding, rule: Rule, context: RuleContext, in_force: dict[tuple[str, str], Waiver]) -> Finding:
    """Complete a finding: the arithmetic of its severity, the care at stake, the steps it feeds."""
    waiver = in_force.get((finding.rule, finding.subject))
    terms = arithmetic(
        finding.base,
        finding.adjustments,
        # A question is not raised by what surrounds it: there is no need to look.
        tuple(_aggravating(finding, context)) if rule.weighs_paths and not finding.to_check else (),
        (*_mitigating(finding, rule, context), *("compensated" for _ in (waiver.compensating if waiver else ()))),
    )
    care = {care for thing in (finding.subject, *finding.involves) for care in context.care_of.get(thing, ())}
    return replace(
        finding,
        adjustments=terms,
        care=tuple(sorted(care)),
        steps=context.attacks.feeding.steps_of(finding),
    )


def _aggravating(finding: Finding, context: RuleContext) -> Iterator[str]:
    things = (finding.subject, *finding.involves) if finding.section in {"devices", "accounts"} else (finding.subject,)
    if context.attacks.leads_through(things):
        yield "on-path"
    device = context.model.devices.get(finding.subject)
    if device is not None and context.exposed(device):
        yield "exposed"
    if finding.exploited:
        yield "exploited"


def _mitigating(finding: Finding, rule: Rule, context: RuleContext) -> Iterator[str]:
    device = context.model.devices.get(finding.subject)
    if device is None:
        return
    shields = {
        "isolated": device.isolated is True,
        "blocking": device.endpoint_protection is EndpointProtection.BLOCK,
        "second-factor": device.second_factor is True,
    }
    for shield in rule.shielded_by:
        if shields[shield]:
            yield shield


def _grouped(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings, those of one rule that are only to be checked told together."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.to_check:
            groups.setdefault(finding.rule, []).append(finding)
        else:
            yield finding
    for group in groups.values():
        yield _one_of(group)


def _one_of(group: list[Finding]) -> Finding:
    """Return one finding for like ones: the worst, with the care and the steps of all."""
    ordered = sorted(group, key=lambda finding: finding.key)
    first = ordered[0]
    if len(ordered) == 1:
        return first
    names = list(dict.fromkeys(str(finding.values["thing"]) or finding.subject for finding in ordered))
    return replace(
        first,
        values={**first.values, "names": ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")},
        related=tuple(sorted({finding.route for finding in ordered[1:]})),
        involves=tuple(sorted({device for finding in ordered for device in finding.involves})),
        care=tuple(sorted({care for finding in ordered for care in finding.care})),
        steps=tuple(sorted({step for finding in ordered for step in finding.steps})),
        grouped=tuple(dict.fromkeys(finding.subject for finding in ordered)),
    )
