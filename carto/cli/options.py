"""Options that several commands share: each decorator hands the command one small value object."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Final

import click

from carto.cli.bilingual import BilingualCommand, HelpedArgument, HelpedOption, OneOf, Whole, language_before
from carto.cli.console import Output
from carto.cli.use_cases.sources import CutTerms, Keeping, Question, Recipient, Removable, Source
from carto.errors import CartoError, RequestError
from carto.i18n.messages import LANGUAGES
from carto.model.vocabulary import Evidence

Body = Callable[..., Any]
CRITERIA: Final = ("likelihood", "effort", "time")


def named(name: str) -> Callable[[Body], click.Command]:
    """Make a function the command of this name."""
    return click.command(name, cls=BilingualCommand)


def option(*names: str, key: str = "", **settings: Any) -> Callable[[Body], Body]:
    """Declare an option; its help is a text of ``texts/cli.json``."""
    return click.option(*names, cls=HelpedOption, key=key, **settings)


def argument(name: str, **settings: Any) -> Callable[[Body], Body]:
    """Declare an argument; its help is a text of ``texts/cli.json``."""
    return click.argument(name, cls=HelpedArgument, **settings)


def output_options(body: Body) -> Body:
    """Add --lang, --format and --quiet; hand over ``output``."""

    @option("--lang", type=OneOf(*LANGUAGES))
    @option("--format", "shape", key="format", type=OneOf("text", "json"), default="text")
    @option("--quiet", "-q", is_flag=True)
    @wraps(body)
    def wrapped(*, lang: str | None, shape: str, quiet: bool, **rest: Any) -> Any:
        asked = lang or language_before(click.get_current_context())
        return body(output=Output(asked=asked, machine=shape == "json", quiet=quiet), **rest)

    return wrapped


def model_source(body: Body) -> Body:
    """Add MODEL and --scenario; hand over ``source``."""

    @argument("model")
    @option("--scenario")
    @wraps(body)
    def wrapped(*, model: str, scenario: str | None, **rest: Any) -> Any:
        with in_its_language(model):
            return body(source=Source(model, scenario), **rest)

    return wrapped


@contextmanager
def in_its_language(path: str) -> Iterator[None]:
    """Let an error about a model be told in the language of that model, as its answers are."""
    try:
        yield
    except CartoError as error:
        from carto.cli.use_cases.reading import spoken_in  # noqa: PLC0415 -- heavy, and help does without

        error.language = error.language or spoken_in(path)
        raise


def attack_question(body: Body) -> Body:
    """Add MODEL, --scenario, --attacker, --from and --evidence; hand over ``question``."""

    @option("--attacker", default="anyone")
    @option("--from", "start", key="from", multiple=True)
    @option("--evidence", type=OneOf(*Evidence), default=Evidence.ASSUMED.value)
    @model_source
    @wraps(body)
    def wrapped(*, source: Source, attacker: str, start: tuple[str, ...], evidence: str, **rest: Any) -> Any:
        return body(question=Question(source, attacker, start, Evidence(evidence)), **rest)

    return wrapped


def to_option(body: Body) -> Body:
    """Add --to, which may be given several times."""
    return option("--to", multiple=True)(body)


def criterion_options(body: Body) -> Body:
    """Add --by and -k."""
    by = option("--by", type=OneOf(*CRITERIA), default="likelihood")
    return by(option("-k", "count", key="k", type=Whole(1, 1000), default=3)(body))


def drawing_options(body: Body) -> Body:
    """Add --trials and --seed."""
    trials = option("--trials", type=Whole(64, 10_000_000), default=20_000)
    return trials(option("--seed", type=Whole(0, 2**31 - 1), default=0)(body))


def keeping_options(body: Body) -> Body:
    """Add --keep-layout and --relayout; hand over ``keeping``."""

    @option("--keep-layout", is_flag=True)
    @option("--relayout", is_flag=True)
    @wraps(body)
    def wrapped(*, keep_layout: bool, relayout: bool, **rest: Any) -> Any:
        return body(keeping=Keeping(keep_layout, relayout), **rest)

    return wrapped


def recipient_options(body: Body) -> Body:
    """Add --audience and --anonymise; hand over ``recipient``."""

    @option("--audience", key="atlas_audience", type=OneOf("client", "internal"), default="client")
    @option("--anonymise", is_flag=True)
    @wraps(body)
    def wrapped(*, audience: str, anonymise: bool, **rest: Any) -> Any:
        return body(recipient=Recipient(private=audience == "internal", anonymous=anonymise), **rest)

    return wrapped


def cut_options(body: Body) -> Body:
    """Add --remove, --keep, --cost, --all and --limit; hand over ``terms``."""

    @option("--remove", type=OneOf("steps", "facts", "assets", "measures"), default="assets")
    @option("--keep", multiple=True)
    @option("--cost", "costs", key="cost", multiple=True)
    @option("--all", "every", key="all", is_flag=True)
    @option("--limit", type=Whole(1, 10_000), default=100)
    @wraps(body)
    def wrapped(
        *, remove: Removable, keep: tuple[str, ...], costs: tuple[str, ...], every: bool, limit: int, **rest: Any
    ) -> Any:
        terms = CutTerms(remove, keep, dict(_priced(text) for text in costs), limit if every else 0)
        return body(terms=terms, **rest)

    return wrapped


def _priced(text: str) -> tuple[str, float]:
    thing, _, number = text.rpartition("=")
    try:
        price = float(number)
    except ValueError:
        price = -1.0
    if not thing or not 0 <= price < math.inf:
        raise RequestError("bad-cost", value=text)
    return thing, price
