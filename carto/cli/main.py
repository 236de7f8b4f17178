"""The command line: ``carto``. Nothing heavy is imported before a command is known."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final, NoReturn

import click

from carto.cli.bilingual import BilingualGroup, HelpedOption, OneOf, keep_words
from carto.cli.exit_codes import ExitCode
from carto.cli.failures import report, report_bug, report_usage
from carto.cli.language import chosen, option_value
from carto.errors import CartoError
from carto.i18n.messages import LANGUAGES

COMMANDS: Final = (
    "init",
    "validate",
    "fmt",
    "show",
    "build",
    "map",
    "paths",
    "choke-points",
    "cut",
    "probability",
    "blast",
    "exposure",
    "check",
    "compare",
    "plan",
    "report",
    "schema",
)
"""Every command, in the order of help."""


class Program(BilingualGroup):
    """The group, and the last place where anything is caught."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]  # click overloads it on a flag we lack
        """Run, tell what went wrong in the reader's language, and exit with the documented code."""
        words = list(sys.argv[1:] if args is None else args)
        sys.exit(self._exit_code(words, prog_name or "carto", extra))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Keep the raw words first: the language of help and refusals is read from them. No word asks for help."""
        keep_words(ctx, args)
        return super().parse_args(ctx, args or ["--help"])

    def _exit_code(self, words: list[str], name: str, extra: dict[str, Any]) -> int:
        language = chosen(words, os.environ)
        machine = option_value("--format", words) == "json"
        try:
            returned = super().main(words, name, **{**extra, "standalone_mode": False})
        except CartoError as error:
            return report(error, language, machine=machine)
        except click.UsageError as error:
            return report_usage(error, language, machine=machine)
        except (click.Abort, KeyboardInterrupt):
            return ExitCode.INTERRUPTED
        except Exception as error:  # noqa: BLE001 -- the last resort: whatever comes here is our bug, and is said so
            return report_bug(error, language, verbose=os.environ.get("CARTO_DEBUG") == "1")
        return returned if isinstance(returned, int) else ExitCode.DONE

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a reader that goes away (``| head``) ends it quietly."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(ExitCode.BROKEN_PIPE)
        return result


def load_command(name: str) -> click.Command:
    """Import the module of one command and return its ``command``."""
    command: click.Command = import_module(f"carto.cli.commands.{name.replace('-', '_')}").command
    return command


def _show_version(context: click.Context, _param: click.Parameter, value: object) -> None:
    if value and not context.resilient_parsing:
        from importlib.metadata import version  # noqa: PLC0415 -- slow to import, and only --version needs it

        click.echo(f"carto {version('carto-sante')}")
        context.exit(ExitCode.DONE)


program = Program(
    name="carto",
    load=load_command,
    names=COMMANDS,
    params=[
        HelpedOption(["--lang"], type=OneOf(*LANGUAGES), expose_value=False),
        HelpedOption(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version),
    ],
)
"""What ``carto`` runs."""


def main() -> NoReturn:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    program.main()
