"""Plans in words: a list a general practitioner can act on, a programme a director can decide on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from carto.analysis.front import Worth
from carto.analysis.planning import Plan
from carto.analysis.problem import Found
from carto.cli import figures
from carto.cli.console import Page
from carto.cli.telling.plan_catalogue import tell_closings, tell_unapplied
from carto.cli.use_cases.plan import Planned
from carto.i18n.messages import say
from carto.model.planning import Measure
from carto.model.vocabulary import EstablishmentKind

_PLAIN: Final = {EstablishmentKind.GP_PRACTICE, EstablishmentKind.HEALTH_CENTRE}
_FRONT_ROWS: Final = 12
_INDENT: Final = 4
_HOURS: Final = 7
"""Of a working day."""


def tell_plan(page: Page, planned: Planned) -> None:
    """Write a plan, as long as its readers are patient."""
    made = planned.plan
    if made.found is None:
        _tell_unsafe(page, planned)
    elif not made.found.chosen:
        _tell_nothing(page, planned)
    elif _is_plain(planned):
        _tell_plainly(page, planned, made.found)
    else:
        _tell_programme(page, planned, made.found)
    if made.base.falls.stake:
        _tell_useless(page, planned)
    tell_unapplied(page, planned)
    for key, path in (("saved", planned.saved), ("drawn", planned.drawn), ("certified", planned.certified)):
        if path is not None:
            _say(page, key, path=path)
    page.line()
    _say(page, "plain.assumptions" if _is_plain(planned) else "assumptions", style="dim")
    page.say("caution", style="dim")


def _is_plain(planned: Planned) -> bool:
    return planned.model.establishment.kind in _PLAIN


def _tell_unsafe(page: Page, planned: Planned) -> None:
    """Tell that nothing makes everything safe, and what comes nearest."""
    made, plain = planned.plan, _is_plain(planned)
    _say(page, "none-safe", style="bold", left=_list(planned, _falling(planned, made.least)))
    _say(
        page,
        "plain.least" if plain else "least",
        measures=_list(planned, made.least.chosen),
        cost=_money(page, made.least.cost),
        days=_days(page, made.least),
    )
    if not plain:
        _say(page, "least-stake", before=_points(page, made.base), after=_points(page, made.least))


def _tell_nothing(page: Page, planned: Planned) -> None:
    """Tell that no measure is chosen: nothing is at stake, or nothing within the limits helps."""
    made, plain = planned.plan, _is_plain(planned)
    if not made.base.falls.stake:
        _say(page, "plain.already" if plain else "already", style="bold")
        return
    _say(page, "plain.nothing" if plain else "nothing", style="bold", stake=_points(page, made.base))
    helping = next((one for one in made.front.points if one.chosen), None)
    if helping:
        _say(page, "next", cost=_money(page, helping.cost), measures=_list(planned, helping.chosen))
    if not plain:
        _tell_left(page, planned, made.base)


def _tell_plainly(page: Page, planned: Planned, found: Found) -> None:
    """Tell a practice what to do, in order, in its own words."""
    _say(page, "plain.title" if found.cost else "plain.free", style="bold", cost=_money(page, found.cost))
    for number, worth in enumerate(planned.plan.worths, 1):
        measure = planned.model.measures[worth.measure]
        told = ", ".join((_money(page, round(measure.cost_eur * 100)), *_effort(page, measure)))
        page.item(f"{number}.", f"{measure.label} ({told})", indent=_INDENT)
        if worth.cuts:
            protected = _list(planned, _ids(planned, worth.cuts))
            page.line(say("plan.plain.protects", page.language, what=protected), indent=_INDENT * 2, style="dim")
    yearly = sum(planned.model.measures[one].yearly_eur for one in found.chosen)
    if yearly:
        _say(page, "plain.yearly", yearly=_money(page, round(yearly * 100)))
    _tell_plain_outlook(page, planned, found)
    tell_closings(page, planned, found.chosen)


def _tell_plain_outlook(page: Page, planned: Planned, found: Found) -> None:
    before, after = (planned.plan.outlooks.get(one.chosen) for one in (planned.plan.base, found))
    if before and after:
        chances = (figures.percent(one.chance.value, page.language) for one in (before, after))
        _say(page, "plain.outlook", **dict(zip(("before", "after"), chances, strict=True)))
    left = _falling(planned, found)
    if left:
        _say(page, "plain.left", what=_list(planned, left))
    else:
        _say(page, "plain.safe")


def _effort(page: Page, measure: Measure) -> Iterator[str]:
    """Yield the time a measure takes a practice, where it is told: hours below a day."""
    if measure.days >= 1:
        yield figures.days(measure.days, page.language)
    elif measure.days:
        yield say("plan.plain.hours", page.language, count=max(1, round(measure.days * _HOURS)))


def _tell_programme(page: Page, planned: Planned, found: Found) -> None:
    made = planned.plan
    is_safe = made.asked.until_safe
    _say(
        page, "title-safe" if is_safe else "title", style="bold", cost=_money(page, found.cost), days=_days(page, found)
    )
    before, least = _points(page, made.base), _points(page, made.least)
    if found.falls.stake:
        _say(page, "stake", before=before, after=_points(page, found), least=least)
    elif not is_safe:
        _say(page, "safe", before=before)
    _tell_outlook(page, planned, found)
    # A bound that is proven is the plan's own stake, but for the solver's last digits, which would round apart.
    proof, bound = ("proven", found.falls.stake) if found.is_proven else ("bounded", found.bound)
    _say(page, f"{proof}-safe" if is_safe else proof, bound=figures.decimal(bound / 1000, page.language))
    if made.is_checked:
        _say(page, "checked", style="dim")
    page.table(
        ("measure", "cost", "days", "gain", "protects", "steady"),
        (_row(page, planned, worth) for worth in made.worths),
        right=(1, 2, 3),
    )
    _say(page, "worth-note", style="dim")
    _tell_stopped(page, planned, found)
    _tell_rather(page, planned, found)
    _tell_greedy(page, planned, found)
    tell_closings(page, planned, found.chosen)
    _tell_stages(page, planned)
    _tell_front(page, made)
    _tell_left(page, planned, found)


def _tell_outlook(page: Page, planned: Planned, found: Found) -> None:
    made = planned.plan
    before, after = (_chance(page, made, one) for one in (made.base, found))
    heaviest = [one.id for one in made.stakes if one.weight == made.greatest_weight]
    if before and after:
        several = "outlook-same" if before == after else "outlook"
        _say(
            page,
            "outlook-one" if len(heaviest) == 1 else several,
            what=planned.label(heaviest[0]),
            count=len(heaviest),
            weight=made.greatest_weight,
            before=before,
            after=after,
        )


def _chance(page: Page, made: Plan, found: Found) -> str:
    seen = made.outlooks.get(found.chosen)
    if seen is None:
        return ""
    value, low, high = (
        figures.percent(one, page.language) for one in (seen.chance.value, seen.chance.low, seen.chance.high)
    )
    return say("plan.chance", page.language, value=value, low=low, high=high)


def _row(page: Page, planned: Planned, worth: Worth) -> tuple[str, ...]:
    measure = planned.model.measures[worth.measure]
    return (
        measure.label,
        _money(page, round(measure.cost_eur * 100)),
        figures.decimal(measure.days, page.language),
        figures.decimal(worth.gain / 1000, page.language),
        _shortened(planned, _ids(planned, worth.cuts), page),
        say("plan.steady", page.language) if worth.measure in planned.plan.steady else "",
    )


def _tell_stopped(page: Page, planned: Planned, found: Found) -> None:
    if found.falls.stopped:
        _say(page, "stopped", style="bold", care=_list(planned, found.falls.stopped))


def _tell_rather(page: Page, planned: Planned, found: Found) -> None:
    """Tell of a choice that costs no more and is surely less likely to fall: points and chances are two questions."""
    outlooks = planned.plan.outlooks
    own = outlooks.get(found.chosen)
    if own is None:
        return
    no_dearer = [one for one in planned.plan.front.points if one.cost <= found.cost and one.chosen in outlooks]
    chances = {one.chosen: outlooks[one.chosen].chance for one in no_dearer}
    safer = [one for one in no_dearer if chances[one.chosen].high < own.chance.low]
    if safer:
        best = min(safer, key=lambda one: (chances[one.chosen].value, one.cost))
        _say(
            page,
            "rather",
            cost=_money(page, best.cost),
            stake=_points(page, best),
            chance=_chance(page, planned.plan, best),
            measures=_list(planned, best.chosen),
        )


def _tell_greedy(page: Page, planned: Planned, found: Found) -> None:
    other = planned.plan.greedy
    if other is None or other.falls.stake <= found.falls.stake:
        return
    _say(page, "greedy", measures=_list(planned, other.chosen), stake=_points(page, other), plan=_points(page, found))


def _tell_stages(page: Page, planned: Planned) -> None:
    page.line()
    _say(page, "stages", style="bold")
    for stage in planned.plan.stages:
        _say(
            page,
            f"stage.{stage.horizon}",
            count=len(stage.measures),
            cost=_money(page, stage.cost),
            stake=figures.decimal(stage.stake / 1000, page.language),
        )


def _tell_front(page: Page, made: Plan) -> None:
    points = made.front.points
    if len(points) <= 1:
        return
    every = max(1, -(-len(points) // _FRONT_ROWS))
    shown = [point for number, point in enumerate(points) if number % every == 0 or point is points[-1]]
    whole = "front" if len(shown) == len(points) else "front-some"
    page.line()
    key = whole if made.front.complete else "front-cut"
    _say(page, key, style="bold", count=len(points), shown=len(shown))
    page.table(
        ("cost", "stake", "chance", "attack", "measures"), (_point(page, made, one) for one in shown), right=range(5)
    )
    _say(page, "outlook-note", style="dim", weight=made.greatest_weight)


def _point(page: Page, made: Plan, found: Found) -> tuple[str, ...]:
    seen = made.outlooks.get(found.chosen)
    likeliest = figures.percent(seen.likelihood, page.language) if seen else ""
    counted = str(len(found.chosen))
    return _money(page, found.cost), _points(page, found), _chance(page, made, found), likeliest, counted


def _tell_left(page: Page, planned: Planned, found: Found) -> None:
    """Write what still falls, the heaviest first."""
    made = planned.plan
    left = zip(made.stakes, made.base.falls.levels, found.falls.levels, strict=True)
    worst = sorted((one for one in left if one[2] is not None), key=lambda one: (-one[0].weight, one[2], one[0].id))
    if worst:
        page.line()
        _say(page, "left", style="bold")
        rows = (
            (planned.label(one.id), str(one.weight), _level(page, before), _level(page, after))
            for one, before, after in worst[:_FRONT_ROWS]
        )
        page.table(("thing-at-stake", "weight", "before", "after"), rows, right=(1,))


def _tell_useless(page: Page, planned: Planned) -> None:
    if planned.plan.useless:
        page.line()
        _say(page, "plain.useless" if _is_plain(planned) else "useless", measures=_list(planned, planned.plan.useless))


def _level(page: Page, level: int | None) -> str:
    return say(f"plan.level.{'none' if level is None else level}", page.language)


def _falling(planned: Planned, found: Found) -> list[str]:
    pairs = zip(planned.plan.stakes, found.falls.levels, strict=True)
    return [one.id for one, level in sorted(pairs, key=lambda pair: (-pair[0].weight, pair[0].id)) if level is not None]


def _ids(planned: Planned, facts: Iterable[str]) -> list[str]:
    named = {one.fact: one for one in planned.plan.stakes}
    found = [named[fact] for fact in facts]
    return [one.id for one in sorted(found, key=lambda one: (-one.weight, one.id))]


def _list(planned: Planned, ids: Iterable[str]) -> str:
    return ", ".join(planned.label(one) for one in ids) or "-"


def _shortened(planned: Planned, ids: list[str], page: Page) -> str:
    shown = _list(planned, ids[:2])
    return shown if len(ids) <= 2 else say("plan.more", page.language, some=shown, count=len(ids) - 2)  # noqa: PLR2004 -- two names fit a cell


def _days(page: Page, found: Found) -> str:
    return figures.days(found.days / 100, page.language)


def _points(page: Page, found: Found) -> str:
    return figures.decimal(found.falls.stake / 1000, page.language)


def _money(page: Page, cents: int) -> str:
    return f"{figures.count(round(cents / 100), page.language)} €"


def _say(page: Page, key: str, *, style: str = "", **values: object) -> None:
    page.line(say(f"plan.{key}", page.language, **values), style=style)
