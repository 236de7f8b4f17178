from __future__ import annotations

import io
import time

from rich.console import Console

from carto.cli import console
from carto.cli.console import Output, Page, Progress


def page(language: str = "fr", width: int = 40) -> tuple[Page, io.StringIO]:
    written = io.StringIO()
    return Page(language, Console(file=written, width=width, no_color=True, highlight=False)), written


def test_a_long_line_goes_on_under_its_text():
    told, written = page()
    told.item("1.", "un deux trois quatre cinq six sept huit neuf dix")
    assert written.getvalue() == "    1. un deux trois quatre cinq six\n       sept huit neuf dix\n"


def test_french_signs_stay_with_their_word():
    told, written = page(width=14)
    told.line("le compte « a » : 10 %")
    assert [line.replace("\u00a0", " ") for line in written.getvalue().splitlines()] == ["le compte", "« a » : 10 %"]


def test_text_of_the_model_is_never_markup_nor_control():
    told, written = page(width=60)
    told.say("init.done", file="[bold]x\x1b[0m", folder="here")
    told.table(("kind",), [["[red]y\x07"]])
    assert "[bold]x␛[0m" in written.getvalue()
    assert "[red]y␇" in written.getvalue()
    assert "\x1b" not in written.getvalue()


def test_progress_waits_before_it_shows_anything(monkeypatch):
    shown: list[str] = []
    monkeypatch.setattr(console, "_PATIENCE_SECONDS", 0.05)
    monkeypatch.setattr(console.Status, "start", lambda _self: shown.append("start"))
    monkeypatch.setattr(console.Status, "stop", lambda _self: shown.append("stop"))
    quick = Progress("en", shown=True)
    quick.stage("load")
    quick.close()
    assert shown == ["stop"]
    slow = Progress("en", shown=True)
    slow.stage("load")
    for _ in range(100):
        if "start" in shown:
            break
        time.sleep(0.02)
    slow.close()
    assert shown == ["stop", "start", "stop"]


def test_progress_is_silent_where_nobody_looks(capsys):
    with Output(quiet=True).progress() as progress:
        progress.stage("load")
    assert capsys.readouterr() == ("", "")


def test_colours_follow_the_surroundings(monkeypatch):
    monkeypatch.delenv("NO_COLOR")
    plain = console._console()
    assert (plain.width, plain.no_color) == (100, True)
