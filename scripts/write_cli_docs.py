"""Write docs/reference/commands and exit-codes, in both languages, from the command line itself.

python scripts/write_cli_docs.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from click.testing import CliRunner

from carto.cli.exit_codes import ExitCode
from carto.cli.main import COMMANDS, program
from carto.i18n.bilingual import Bilingual
from carto.i18n.messages import LANGUAGES, Language, texts

FOLDER: Final = Path(__file__).parents[1] / "docs" / "reference"
ENDING: Final[dict[Language, str]] = {"en": ".md", "fr": ".fr.md"}
OTHER: Final[dict[Language, str]] = {"en": "*[En français]({})*", "fr": "*[In English]({})*"}

COMMANDS_TITLE: Final = Bilingual("Commandes", "Commands")
COMMANDS_INTRODUCTION: Final = Bilingual(
    "Cette page est l'aide de carto, écrite par `scripts/write_cli_docs.py` : ne pas la modifier à la main.",
    "This page is carto's own help, written by `scripts/write_cli_docs.py`: do not edit it by hand.",
)
CODES_TITLE: Final = Bilingual("Codes de sortie et erreurs", "Exit codes and errors")
CODES_INTRODUCTION: Final = Bilingual(
    "Le code de sortie dit d'où vient le problème. Page écrite par `scripts/write_cli_docs.py`.",
    "The exit code says whose fault it is. Written by `scripts/write_cli_docs.py`.",
)
MEANINGS: Final = {
    ExitCode.DONE: Bilingual("fait", "done"),
    ExitCode.FINDINGS: Bilingual(
        "des constats au niveau demandé ou au-dessus ; avec `fmt --check`, un fichier pas en forme",
        "findings at or above the level asked for; with `fmt --check`, a file that is not in form",
    ),
    ExitCode.USAGE: Bilingual(
        "la question : option, mot ou identifiant inconnu", "the question: option, word or unknown id"
    ),
    ExitCode.INVALID_MODEL: Bilingual("le modèle ou le graphe d'attaque", "the model or the attack graph"),
    ExitCode.FILE: Bilingual("un fichier ne peut pas être lu ou écrit", "a file cannot be read or written"),
    ExitCode.BUG: Bilingual("un défaut de carto", "a bug in carto"),
    ExitCode.INTERRUPTED: Bilingual("interrompu au clavier", "interrupted from the keyboard"),
    ExitCode.BROKEN_PIPE: Bilingual("le lecteur de la sortie est parti", "the reader of the output went away"),
}
ERRORS_TITLE: Final = Bilingual("Erreurs hors du modèle", "Errors outside the model")
ERRORS_INTRODUCTION: Final = Bilingual(
    "Les erreurs du modèle lui-même ont leur page : [errors](errors.fr.md). Entre accolades : ce que carto y met.",
    "Errors of the model itself have a page of their own: [errors](errors.md). In braces: what carto fills in.",
)
HEADINGS: Final = {
    "codes": Bilingual("| code | sens |", "| code | meaning |"),
    "errors": Bilingual("| code | texte | conseil |", "| code | text | hint |"),
}


def pages() -> dict[Path, str]:
    """Return the text of each page by its path."""
    return {
        FOLDER / f"{name}{ENDING[language]}": "\n\n".join(parts(language)) + "\n"
        for name, parts in (("commands", commands_page), ("exit-codes", codes_page))
        for language in LANGUAGES
    }


def commands_page(language: Language) -> Iterator[str]:
    """Yield the paragraphs of the page of commands."""
    yield f"# {COMMANDS_TITLE.told(language)}"
    yield _switch("commands", language)
    yield COMMANDS_INTRODUCTION.told(language)
    yield _help(language)
    for name in COMMANDS:
        yield f"## carto {name}"
        yield _help(language, name)


def codes_page(language: Language) -> Iterator[str]:
    """Yield the paragraphs of the page of exit codes and errors."""
    yield f"# {CODES_TITLE.told(language)}"
    yield _switch("exit-codes", language)
    yield CODES_INTRODUCTION.told(language)
    rows = (f"| {code.value} | {meaning.told(language)} |" for code, meaning in MEANINGS.items())
    yield "\n".join((HEADINGS["codes"].told(language), "|---|---|", *rows))
    yield f"## {ERRORS_TITLE.told(language)}"
    yield ERRORS_INTRODUCTION.told(language)
    yield "\n".join((HEADINGS["errors"].told(language), "|---|---|---|", *_errors(language)))


def _errors(language: Language) -> Iterator[str]:
    told = texts("errors")
    for code in sorted(key for key in told if "." not in key):
        hints = (told[key][language] for key in (f"{code}.near", f"{code}.hint") if key in told)
        yield f"| `{code}` | {told[code][language]} | {' / '.join(hints)} |"


def _switch(name: str, language: Language) -> str:
    other: Language = "en" if language == "fr" else "fr"
    return OTHER[language].format(f"{name}{ENDING[other]}")


def _help(language: Language, *words: str) -> str:
    result = CliRunner().invoke(program, ["--lang", language, *words, "--help"], terminal_width=80)
    if result.exit_code:
        raise RuntimeError(result.output)
    return f"```text\n{result.output.rstrip()}\n```"


if __name__ == "__main__":
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")
