"""Using what is exchanged: listening to flows, replacing updates, abusing what a flow may do."""

from __future__ import annotations

from collections.abc import Iterator

from carto.attack import facts
from carto.attack.graph import Step
from carto.attack.ground import Ground, harder
from carto.catalog.reference import catalog
from carto.model.device import Device
from carto.model.edge import Flow
from carto.model.vocabulary import Difficulty, Evidence, FlowKind, Tri


def flow_steps(ground: Ground) -> Iterator[Step]:
    """Yield every step that intercepts or abuses a flow."""
    for flow in ground.model.flows.values():
        source = ground.model.devices.get(flow.from_device)
        target = ground.model.devices.get(flow.to_device)
        if source is None or target is None:
            continue
        yield from _intercept(ground, flow, source, target)
        yield from _abuse(ground, flow, source, target)


def _intercept(ground: Ground, flow: Flow, source: Device, target: Device) -> Iterator[Step]:
    """Whoever stands where an unprotected flow passes reads it, changes it, takes its secret, becomes its update.

    A flow that no link permits passes nowhere.
    """
    protected = _protected(flow)
    if protected is True:
        return
    crossed = ground.topology.chain(source, target, flow.protocol)
    if crossed is None:
        return
    for zone in sorted(ground.model.zones.keys() & {*crossed, *source.zones, *target.zones}):
        for gives in _heard(flow, target):
            difficulty = Difficulty.MODERATE if protected is False else Difficulty.HARD
            yield ground.step(
                "intercept-update" if flow.kind is FlowKind.UPDATE else "intercept",
                [facts.at(zone)],
                gives,
                name=f"intercept {flow.id}",
                difficulty=harder(difficulty, int(gives.startswith("alters("))),
                evidence=Evidence.DECLARED if protected is False else Evidence.ASSUMED,
                assets=[flow.id, zone],
                origin=[f"flows:{flow.id}:encrypted"],
                techniques=("T1557",),
                flaw=f"clear@{flow.id}",
                flow=flow.id,
                zone=zone,
                device=target.id,
                from_device=source.id,
            )


def _protected(flow: Flow) -> Tri:
    """Tell whether a flow is protected: its own word, else its protocol's."""
    if flow.encrypted != "unknown":
        return flow.encrypted
    known = catalog().service(flow.protocol)
    return "unknown" if known is None or known.encrypted is False else known.encrypted


def _heard(flow: Flow, target: Device) -> Iterator[str]:
    if flow.kind is FlowKind.UPDATE:
        yield facts.controls(target.id, "admin")
        return
    if flow.kind is FlowKind.COMMAND:
        yield facts.commands(target.id)
    for data in flow.data:
        yield facts.touches("reads", data, target.id)
        yield facts.touches("alters", data, target.id)
    if flow.account:
        yield facts.holds(flow.account)


def _abuse(ground: Ground, flow: Flow, source: Device, target: Device) -> Iterator[Step]:
    """Whoever controls the source of a flow, or uses the application there, does on its target what the flow may do."""
    door = [facts.reaches(target.id, flow.protocol)] if flow.protocol else []
    ways = [([facts.controls(source.id, "user"), *door], gives) for gives in sorted(set(_allowed(flow, target)))]
    if flow.kind is FlowKind.DATA and source.id in ground.used:
        ways += [([facts.uses(source.id)], gives) for _, gives in ways]
    for needs, gives in ways:
        yield ground.step(
            "abuse-flow",
            needs,
            gives,
            name=f"abuse {flow.id}",
            difficulty=harder(Difficulty.EASY, int(gives.startswith("alters("))),
            evidence=Evidence.DECLARED,
            assets=[source.id, flow.id, target.id, flow.account],
            origin=[f"flows:{flow.id}"],
            techniques=("T1565",),
            flaw=f"trust@{flow.id}",
            flow=flow.id,
            from_device=source.id,
            device=target.id,
            data=gives.partition("(")[2].partition(",")[0] if gives.endswith(f", {target.id})") else "",
        )


def _allowed(flow: Flow, target: Device) -> Iterator[str]:
    if flow.kind is FlowKind.UPDATE:
        yield facts.controls(target.id, "admin")
    if flow.kind is FlowKind.ADMINISTRATION and not flow.account:
        yield facts.controls(target.id, "admin")
    if flow.kind is FlowKind.COMMAND:
        yield facts.commands(target.id)
    for data in sorted(set(flow.data) & target.holds.keys()) if target.holds else flow.data:
        if "read" in flow.access:
            yield facts.touches("reads", data, target.id)
        if "write" in flow.access:
            yield facts.touches("alters", data, target.id)
