"""Problems of a model as values: collected in one pass, told in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from carto.i18n.bilingual import Bilingual
from carto.i18n.messages import Language, has, say

Severity = Literal["error", "warning"]
_WORDS_NOT_UNDERSTOOD: Final = ("unknown-", "not-a-choice", "not-known-or-unknown", "not-a-yes-or-no")
"""Starts of the codes of words that a table may translate."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where something was written.

    Attributes:
        file: Path as the user gave it, or relative to the model's folder.
        line: 1-based.
        column: 1-based, in characters.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Return ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem of the author's text.

    Attributes:
        code: Stable kebab-case identifier; ``diagnostic.<code>`` and ``diagnostic.<code>.hint`` are its texts.
        span: Where it is.
        values: What fills the texts.
        severity: An error stops the run; a warning does not.
        hint: Key of a more precise hint than the code's own, or "".
        rows: How many rows of a table say this in the same column, the place being the first; 0 outside of tables.
    """

    code: str
    span: Span
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = "error"
    hint: str = ""
    rows: int = 0

    def what(self, language: Language) -> str:
        """Say what is wrong."""
        said = say(f"diagnostic.{self.code}", language, **self._spoken(language))
        return f"{said} {say('diagnostic.label.rows', language, count=self.rows)}" if self.rows > 1 else said

    def advice(self, language: Language) -> str:
        """Say what to do, or return "" when nothing useful is known."""
        key = self.hint or f"diagnostic.{self.code}.hint"
        said = say(key, language, **self._spoken(language)) if has(key) else ""
        if not self.rows or not said or not self.code.startswith(_WORDS_NOT_UNDERSTOOD):
            return said
        return say("diagnostic.hint.their-words", language, hint=said)

    def _spoken(self, language: Language) -> dict[str, object]:
        """Return the values in one language: those that exist in both are chosen."""
        return {
            name: value.told(language) if isinstance(value, Bilingual) else value for name, value in self.values.items()
        }

    def tell(self, language: str) -> str:
        """Return ``file:line:column: error[code]: what`` and, on a second line, the hint."""
        spoken: Language = "fr" if language == "fr" else "en"
        label = say(f"diagnostic.label.{self.severity}", spoken)
        head = f"{self.span}: {label}[{self.code}]: {self.what(spoken)}"
        advice = self.advice(spoken)
        return f"{head}\n  {say('diagnostic.label.hint', spoken)}: {advice}" if advice else head
