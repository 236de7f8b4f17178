"""Where ``carto`` begins, and how it stops when a person presses Ctrl-C: at once, and without a word of Python's."""

from __future__ import annotations

import os
import sys

_INTERRUPTED = 130  # ExitCode.INTERRUPTED, which would have to be imported
_asked: list[int] = []


def main() -> None:
    """Run the command line; an interruption ends it without a trace, however early or late it comes."""
    try:
        _run()
    except KeyboardInterrupt:
        os._exit(_INTERRUPTED)


def interrupted() -> bool:
    """Tell whether somebody asked to stop: a library that was being imported may have made another error of it."""
    return bool(_asked)


def _run() -> None:
    import signal  # noqa: PLC0415 -- whatever is imported outside of ``main`` can still be interrupted with a trace

    heard = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # a shell's background job hears nothing
    if heard:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # while modules are imported there is nothing to put in order
    from carto.cli.main import main as run  # noqa: PLC0415 -- the longest part of the start

    if heard:
        sys.unraisablehook = _unraisable
        signal.signal(signal.SIGINT, _interrupt)
    try:
        run()
    finally:
        if heard:
            signal.signal(signal.SIGINT, signal.SIG_DFL)  # Python winds up: nothing is left that could be half-done


def _interrupt(number: int, _frame: object) -> None:
    _asked.append(number)
    raise KeyboardInterrupt


def _unraisable(what: sys.UnraisableHookArgs) -> None:
    """Stop where Python would go on, when the interruption fell into a place that cannot pass it on."""
    if what.exc_type is KeyboardInterrupt:
        os._exit(_INTERRUPTED)
    sys.__unraisablehook__(what)
