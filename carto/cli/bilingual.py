"""Click, in two languages: help texts are keys of ``texts/cli.json``, told when somebody reads them.

The language of help is decided from the raw words (``--lang``), ``CARTO_LANG`` and the locale, before any parsing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, Final

import click

from carto.cli.exit_codes import ExitCode
from carto.cli.language import chosen
from carto.errors import RequestError
from carto.i18n.messages import Language, has, say

if TYPE_CHECKING:
    Word = click.ParamType[str]
    Number = click.ParamType[int]
else:  # generic only in the later versions of click that we admit
    Word = Number = click.ParamType

_RAW_WORDS: Final = "carto.cli.words"
_HELP_OPTION_NAMES: Final = ("-h", "--help")

_LANGUAGE: Final = "carto.language"


def words_of(context: click.Context) -> list[str]:
    """Return the raw words of the command line."""
    words: list[str] = context.find_root().meta.get(_RAW_WORDS, sys.argv[1:])
    return words


def keep_language(ctx: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    """Remember the language asked for before the name of the command."""
    ctx.meta[_LANGUAGE] = value
    return value


def language_before(ctx: click.Context) -> str | None:
    """Return the language asked for before the name of the command, or None."""
    found: str | None = ctx.meta.get(_LANGUAGE)
    return found


def keep_words(context: click.Context, words: Sequence[str]) -> None:
    """Remember the raw words for ``words_of``."""
    context.meta[_RAW_WORDS] = list(words)


def help_language(context: click.Context) -> Language:
    """Return the language of help and usage errors."""
    return chosen(words_of(context), os.environ)


class HelpedOption(click.Option):
    """An option whose help is the text ``cli.option.<name>``, or a key of its own."""

    def __init__(self, *args: Any, key: str = "", **kwargs: Any) -> None:
        """Take click's arguments and a key."""
        super().__init__(*args, **kwargs)
        self.key = f"cli.option.{key or self.name}"

    def make_metavar(self, ctx: click.Context | None = None) -> str:
        """Return the word that stands for the value, in the reader's language."""
        key = f"{self.key}.metavar"
        if self.metavar is None and has(key):
            return say(key, help_language(ctx or click.get_current_context()))
        return self.metavar or super().make_metavar(ctx or click.get_current_context())

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return how the option is written and what it is for."""
        names = ", ".join((*self.opts, *self.secondary_opts))
        shape = names if self.is_flag else f"{names} {self.make_metavar(ctx)}"
        return shape, say(self.key, help_language(ctx))


class HelpedArgument(click.Argument):
    """An argument whose help is the text ``cli.argument.<name>``."""

    def value_is_missing(self, value: Any) -> bool:
        """Take an empty word for none: a script whose variable is not set means no folder, and not this one."""
        return super().value_is_missing(value) or "" in (value if isinstance(value, tuple) else (value,))

    def make_metavar(self, ctx: click.Context | None = None) -> str:
        """Return the word that stands for the value, in the reader's language."""
        name = say(f"cli.argument.{self.name}.metavar", help_language(ctx or click.get_current_context()))
        return f"[{name}]" if not self.required else name

    def told(self, ctx: click.Context) -> tuple[str, str]:
        """Return the argument's name and what it is for."""
        return self.make_metavar(ctx).strip("[]"), say(f"cli.argument.{self.name}", help_language(ctx))


class OneOf(Word):
    """One word of a closed list; the refusal is ours, in both languages."""

    name = "word"

    def __init__(self, *words: str) -> None:
        """Take the words in the order of help."""
        self.words = words

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """Return the words with bars between them."""
        return f"[{'|'.join(self.words)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word, or refuse it with the nearest one."""
        if value in self.words:
            return str(value)
        near = get_close_matches(str(value), self.words, 1)
        raise RequestError(
            "bad-word", option=_name_of(param), value=value, words=", ".join(self.words), near="".join(near)
        )


class Whole(Number):
    """A whole number between two bounds."""

    name = "number"

    def __init__(self, low: int, high: int) -> None:
        """Take both bounds, allowed themselves."""
        self.low, self.high = low, high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number, or refuse it with its bounds."""
        try:
            number = int(value)
        except ValueError:
            number = self.low - 1
        if self.low <= number <= self.high:
            return number
        raise RequestError("bad-number", option=_name_of(param), value=value, low=self.low, high=self.high)


def _name_of(param: click.Parameter | None) -> str:
    return max(param.opts, key=len) if param else ""


class BilingualCommand(click.Command):
    """A command whose help is ``cli.command.<name>`` (one line) and ``cli.command.<name>.long``."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let our own code refuse what is too much, in the reader's language."""
        super().__init__(*args, **kwargs)
        self.allow_extra_args = True

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with a text of ours."""
        return _help_option() if self.add_help_option else None

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        pieces = [say("cli.help.options-metavar", help_language(ctx))]
        pieces += [piece for param in self.get_params(ctx) for piece in param.get_usage_pieces(ctx)]
        _write_usage(ctx, formatter, pieces)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        _write_text(ctx, formatter, f"cli.command.{self.name}")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write arguments and options."""
        _write_arguments(ctx, formatter, self.get_params(ctx))
        _write_options(ctx, formatter, self.get_params(ctx))

    def invoke(self, ctx: click.Context) -> Any:
        """Refuse words that nobody asked for, then run."""
        if ctx.args:
            raise RequestError("too-many-words", words=" ".join(ctx.args))
        return super().invoke(ctx)


class BilingualGroup(click.Group):
    """A group that loads a command when it is called, and never for help."""

    def __init__(self, *args: Any, load: Callable[[str], click.Command], names: Sequence[str], **kwargs: Any) -> None:
        """Take the names in the order of help, and what loads one of them."""
        super().__init__(*args, **kwargs)
        self.load, self.names = load, tuple(names)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands, in the order of help."""
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command."""
        return self.load(cmd_name) if cmd_name in self.names else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, or refuse the word with the nearest name."""
        word = args[0]
        if word not in self.names and not word.startswith("-"):
            near = get_close_matches(word, self.names, 1)
            raise RequestError("no-such-command", word=word, near="".join(near))
        return super().resolve_command(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return ``--help`` with a text of ours."""
        return _help_option()

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the usage line."""
        keys = ("cli.help.options-metavar", "cli.help.command-metavar")
        _write_usage(ctx, formatter, [say(key, help_language(ctx)) for key in keys])

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program does."""
        _write_text(ctx, formatter, "cli.program")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write options, then commands with one line each; no command is loaded for it."""
        _write_options(ctx, formatter, self.get_params(ctx))
        language = help_language(ctx)
        rows = [(name, say(f"cli.command.{name}", language)) for name in self.names]
        with formatter.section(say("cli.help.commands", language)):
            formatter.write_dl(rows)
        formatter.write_paragraph()
        formatter.write_text(say("cli.help.more", language))


def _help_option() -> HelpedOption:
    def show(context: click.Context, _param: click.Parameter, value: object) -> None:
        if value and not context.resilient_parsing:
            click.echo(context.get_help(), color=context.color)
            context.exit(ExitCode.DONE)

    return HelpedOption(_HELP_OPTION_NAMES, is_flag=True, is_eager=True, expose_value=False, callback=show)


def _write_usage(ctx: click.Context, formatter: click.HelpFormatter, pieces: list[str]) -> None:
    prefix = say("cli.help.usage", help_language(ctx)) + " "
    formatter.write_usage(ctx.command_path, " ".join(pieces), prefix=prefix)


def _write_text(ctx: click.Context, formatter: click.HelpFormatter, key: str) -> None:
    language = help_language(ctx)
    for paragraph in (key, f"{key}.long"):
        if has(paragraph):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(say(paragraph, language))


def _write_arguments(ctx: click.Context, formatter: click.HelpFormatter, params: list[click.Parameter]) -> None:
    rows = [param.told(ctx) for param in params if isinstance(param, HelpedArgument)]
    if rows:
        with formatter.section(say("cli.help.arguments", help_language(ctx))):
            formatter.write_dl(rows)


def _write_options(ctx: click.Context, formatter: click.HelpFormatter, params: list[click.Parameter]) -> None:
    rows = [row for param in params if isinstance(param, HelpedOption) and (row := param.get_help_record(ctx))]
    if rows:
        with formatter.section(say("cli.help.options", help_language(ctx))):
            formatter.write_dl(rows)
