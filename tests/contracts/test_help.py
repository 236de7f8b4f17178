from __future__ import annotations

import subprocess
import sys
import time

import click
import pytest
from click.testing import CliRunner

from carto.cli.bilingual import HelpedArgument, HelpedOption
from carto.cli.main import COMMANDS, load_command, program
from carto.i18n.messages import has, texts

LANGUAGES = ("fr", "en")


def help_of(*words: str) -> str:
    result = CliRunner().invoke(program, [*words, "--help"])
    assert result.exit_code == 0, result.stderr
    return result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_in_both_languages(name):
    french, english = (help_of("--lang", language, name) for language in LANGUAGES)
    assert french != english
    assert "Usage :" in french
    assert "Usage:" in english


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_and_argument_has_a_text(name):
    for param in load_command(name).params:
        assert isinstance(param, HelpedOption | HelpedArgument), param
        key = param.key if isinstance(param, HelpedOption) else f"cli.argument.{param.name}"
        assert has(key), key


def test_no_help_text_is_left_without_its_option():
    params = [param for name in COMMANDS for param in load_command(name).params] + list(program.params)
    used = {param.key for param in params if isinstance(param, HelpedOption)} | {"cli.option.help"}
    written = {f"cli.{key}" for key in texts("cli") if key.startswith("option.") and not key.endswith(".metavar")}
    assert written == used


def test_no_command_text_is_left_without_its_command():
    written = {key.split(".")[1] for key in texts("cli") if key.startswith("command.")}
    assert written == set(COMMANDS)


def test_help_loads_no_command():
    program_text = """
import sys
from click.testing import CliRunner
from carto.cli.main import program
CliRunner().invoke(program, ["--help"])
heavy = {"pydantic", "numpy", "rich", "yaml"} & set(sys.modules)
sys.exit(bool(heavy) or any(name.startswith("carto.cli.commands") for name in sys.modules))
"""
    assert subprocess.run([sys.executable, "-c", program_text], check=False).returncode == 0


def test_commands_are_click_commands_with_their_own_name():
    assert all(isinstance(load_command(name), click.Command) for name in COMMANDS)


def test_help_is_not_slow():
    """A generous bound: the target of 0.2 s is measured in benchmarks, not here."""
    begin = time.process_time()
    help_of()
    assert time.process_time() - begin < 1
