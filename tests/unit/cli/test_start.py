from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from carto.cli import start
from carto.cli.exit_codes import ExitCode

CLINIC = Path(__file__).parents[2] / "golden" / "cli" / "clinic.yaml"
TRAP = """
import os, sys

class Trap:
    def find_spec(self, name, path=None, target=None):
        if name != {module!r}:
            return None
        {trap}

class Careless:
    def __del__(self):
        os.kill(os.getpid(), 2)

sys.meta_path.insert(0, Trap())
from carto.cli.start import main
sys.argv = ["carto", "exposure", {model!r}]
main()
print("went on")
"""
PRESS = "os.kill(os.getpid(), 2)"
SWALLOWED = """try:
            os.kill(os.getpid(), 2)
        except KeyboardInterrupt:
            raise ImportError("initialization failed") from None"""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


def pressed(module: str, trap: str) -> subprocess.CompletedProcess[str]:
    code = TRAP.format(module=module, trap=trap, model=str(CLINIC))
    return subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # the tests may be a background job themselves
    )


@pytest.mark.parametrize(
    ("module", "trap", "code"),
    [
        ("signal", "raise KeyboardInterrupt", 130),
        ("carto.cli.main", PRESS, -signal.SIGINT),
        ("carto.cli.commands.exposure", PRESS, 130),
        ("carto.topology.exposure", SWALLOWED, 130),
        ("carto.topology.exposure", "Careless()", 130),
    ],
    ids=["before all", "while starting", "in a command", "made another error of", "where nothing can be raised"],
)
def test_ctrl_c_ends_it_without_a_word(module: str, trap: str, code: int):
    done = pressed(module, trap)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (code, "", "")


def test_a_background_job_that_hears_no_ctrl_c_goes_on():
    done = subprocess.run(
        [sys.executable, "-c", TRAP.format(module="carto.cli.main", trap=PRESS, model=str(CLINIC))],
        check=False,
        capture_output=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout


def test_the_code_is_the_documented_one():
    assert start._INTERRUPTED == ExitCode.INTERRUPTED
