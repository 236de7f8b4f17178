"""What the command line exits with; documented in docs/reference/exit-codes.md."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Why the program ended."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    INVALID_MODEL = 3
    FILE = 4
    BUG = 70
    INTERRUPTED = 130
    BROKEN_PIPE = 141
