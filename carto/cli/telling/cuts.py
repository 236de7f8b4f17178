"""Cuts in words: what to take away together, at what cost, and how good that is known to be."""

from __future__ import annotations

from collections.abc import Iterable

from carto.analysis.cut import Cut
from carto.cli import figures
from carto.cli.console import Page
from carto.cli.telling.attacks import tell_caution, tell_target
from carto.cli.use_cases.attacks import Answer, Subject
from carto.i18n.messages import say


def tell_cuts(page: Page, answer: Answer[Cut]) -> None:
    """Write the cheapest cut of each target, and the others that were asked for."""
    for target, cut in answer:
        tell_target(page, answer.subject, target)
        if cut.items is None:
            page.say(_key("impossible", cut), kind=page.word(f"cut.{cut.remove}"))
        elif not cut.items:
            page.say("cut.nothing")
        else:
            _tell_cut(page, answer.subject, cut, cut.items)
    tell_caution(page, answer.subject)


def _tell_cut(page: Page, subject: Subject, cut: Cut, items: tuple[str, ...]) -> None:
    page.say(_key("one" if len(items) == 1 else "cheapest", cut), price=_price(page, cut, items))
    for item in items:
        page.item("-", _told(subject, item))
    page.say("cut.proven" if cut.is_proven else "cut.bounded", bound=_amount(page, cut, cut.bound), style="dim")
    if cut.minimal:
        page.title("cut.all" if cut.is_complete else "cut.some", count=len(cut.minimal))
        for number, each in enumerate(cut.minimal, 1):
            page.item(f"{number}.", _together(subject, each))


def _key(name: str, cut: Cut) -> str:
    """Return the key of a text; measures are taken where anything else is removed."""
    return f"cut.measures.{name}" if cut.remove == "measures" else f"cut.{name}"


def _price(page: Page, cut: Cut, items: tuple[str, ...]) -> str:
    """Return the cost between brackets; nothing where it only counts what is listed."""
    plain = cut.remove != "measures" and cut.cost == len(items)
    return "" if plain else f" {say('cli.cut.price', page.language, cost=_amount(page, cut, cut.cost))}"


def _amount(page: Page, cut: Cut, cost: float) -> str:
    return (figures.euros if cut.remove == "measures" else figures.decimal)(cost, page.language)


def _together(subject: Subject, items: Iterable[str]) -> str:
    return " + ".join(_told(subject, item) for item in items)


def _told(subject: Subject, item: str) -> str:
    label = subject.label(item)
    return item if label == item else f"{label} [{item}]"
