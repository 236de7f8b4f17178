"""Probabilities in words: how likely the target is to fall, and how that was computed."""

from __future__ import annotations

from carto.analysis.probability import SuccessProbability
from carto.cli import figures
from carto.cli.console import Page
from carto.cli.telling.attacks import tell_caution, tell_target
from carto.cli.use_cases.attacks import Answer


def tell_probability(page: Page, answer: Answer[SuccessProbability]) -> None:
    """Write the chance that each target falls by some attack."""
    for target, found in answer:
        tell_target(page, answer.subject, target)
        page.say("probability.is", likelihood=figures.likelihood(found.probability, page.language), style="bold")
        if found.method == "exact":
            page.say("probability.exact", draws=found.draws, style="dim")
        else:
            _tell_trials(page, found)
    tell_caution(page, answer.subject)


def _tell_trials(page: Page, found: SuccessProbability) -> None:
    low, high = (figures.percent(end, page.language) for end in found.interval)
    if low == high:  # rounded to the same: one decimal tells them apart
        low, high = (figures.percent(end, page.language, decimals=1) for end in found.interval)
    trials = figures.count(found.trials, page.language)
    page.say("probability.trials", low=low, high=high, trials=trials, seed=found.seed, style="dim")
