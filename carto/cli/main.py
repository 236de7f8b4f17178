"""The command line: ``carto``. Nothing heavy is imported before a command is known."""

from __future__ import annotations

import errno
import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final, NoReturn, TextIO

import click

from carto.cli.bilingual import BilingualGroup, HelpedOption, OneOf, keep_language, keep_words
from carto.cli.exit_codes import ExitCode
from carto.cli.failures import report, report_bug, report_usage
from carto.cli.language import chosen, option_value
from carto.cli.start import interrupted
from carto.errors import CartoError, InputError, OutputError
from carto.i18n.messages import LANGUAGES
from carto.i18n.reasons import why

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
_NO_ROOM: Final = (errno.ENOSPC, errno.EDQUOT, errno.EIO)

_RARELY: Final = (100_000, 50, 100)
"""How rarely the garbage collector looks: a command lives for seconds and makes millions of objects, few in cycles."""


class Program(BilingualGroup):
    """The group, and the last place where anything is caught."""

    def main(self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any) -> NoReturn:  # type: ignore[override]  # click overloads it on a flag we lack
        """Run, tell what went wrong in the reader's language, and exit with the documented code."""
        words = list(sys.argv[1:] if args is None else args)
        try:
            code = self._exit_code(words, prog_name or "carto", extra)
        except (OSError, SystemExit) as error:  # click and rich leave by SystemExit when the reader of the output does
            code = ExitCode.FILE if isinstance(error, OSError) and error.errno in _NO_ROOM else ExitCode.BROKEN_PIPE
            _hush()
        sys.exit(code)

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
            return report(error, chosen(words, os.environ, error.language), machine=machine)
        except click.UsageError as error:
            return report_usage(error, language, machine=machine)
        except (click.Abort, KeyboardInterrupt):
            return ExitCode.INTERRUPTED
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 -- the last resort: whatever comes here is our bug, and is said so
            if interrupted():
                return ExitCode.INTERRUPTED
            if isinstance(error, FileNotFoundError) and _stands_nowhere():
                return report(InputError("folder-gone"), language, machine=machine)
            return report_bug(error, language, verbose=os.environ.get("CARTO_DEBUG") == "1")
        return returned if isinstance(returned, int) else ExitCode.DONE

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command and see its whole answer out.

        Raises:
            OutputError: ``cannot-write``: there is no room where standard output goes.
        """
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except OSError as error:
            if error.errno not in _NO_ROOM or error.filename is not None:
                raise
            _hush()
            raise OutputError("cannot-write", path="stdout", reason=why(error)) from error
        return result


def _stands_nowhere() -> bool:
    """Tell whether somebody removed the current folder: then nothing that is named from it can be found."""
    try:
        Path.cwd()
    except FileNotFoundError:
        return True
    return False


def _hush() -> None:
    """Send what is still to be written nowhere: nobody can take it, and Python would complain at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(nowhere, stream.fileno())


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


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
        HelpedOption(["--lang"], type=OneOf(*LANGUAGES), expose_value=False, callback=keep_language),
        HelpedOption(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_show_version),
    ],
)
"""What ``carto`` runs."""


def main() -> NoReturn:
    """Run the command line. A stream that the caller closed swallows what it is given.

    What goes into a file or a pipe is UTF-8 with plain line feeds on every machine, unless ``PYTHONIOENCODING`` says
    otherwise: the same bytes everywhere. A terminal gets what it understands.
    """
    gc.set_threshold(*_RARELY)
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        if stream.isatty() or os.environ.get("PYTHONIOENCODING"):
            stream.reconfigure(errors="replace")
        else:
            stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")
    program.main()
