"""Every exception that carto raises on purpose, by whose fault it is.

    CartoError
    +-- ModelError            the model says something wrong      (exit 3)
    |   +-- InvalidModelError     one or more diagnostics, all at once
    +-- GraphError            a plain attack graph says something wrong (exit 3)
    +-- RequestError          the question cannot be asked        (exit 2)
    |   +-- UnknownIdError        an id that the model does not have
    +-- InputError            a file cannot be read               (exit 4)
    +-- OutputError           a file cannot be written            (exit 4)

Anything else that reaches the user is a bug in carto (exit 70).
Texts live in ``carto.i18n``: an exception carries a message key and its values, so that it can be told in both
languages.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal, Protocol


class Problem(Protocol):
    """What an invalid model holds: anything that can say what is wrong in a given language."""

    def tell(self, language: str) -> str:
        """Say the problem with its place and its hint."""
        ...


class CartoError(Exception):
    """Base of every error that carto raises on purpose.

    Attributes:
        code: Stable kebab-case identifier, documented in docs/reference/errors.md.
        values: What fills the message's placeholders.
        exit_code: What the command line exits with.
        language: The language of the model in question, as far as it is known; None otherwise.
    """

    exit_code: ClassVar[int] = 70
    language: Literal["fr", "en"] | None = None

    def __init__(self, code: str, **values: object) -> None:
        """Keep the code and the values; the words come later, in the reader's language."""
        told = (f"{key}={value}" for key, value in values.items() if key != "among")
        super().__init__(f"{code}: {', '.join(told)}")
        self.code = code
        self.values: Mapping[str, object] = values


class ModelError(CartoError):
    """The author's model is wrong."""

    exit_code = 3


class InvalidModelError(ModelError):
    """The model has problems, all of them collected in one run.

    Attributes:
        problems: The diagnostics, in the order of files and lines.
    """

    def __init__(self, problems: Sequence[Problem], language: Literal["fr", "en"] | None = None) -> None:
        """Keep every problem of the run."""
        super().__init__("invalid-model", count=len(problems))
        self.problems: tuple[Problem, ...] = tuple(problems)
        self.language = language

    def __str__(self) -> str:
        """Tell every problem, in English, one after the other."""
        return "\n".join(problem.tell("en") for problem in self.problems)


class GraphError(CartoError):
    """A plain attack graph (``carto.attack-graph/1``) is wrong."""

    exit_code = 3


class RequestError(CartoError):
    """The question cannot be asked of this model."""

    exit_code = 2


class UnknownIdError(RequestError):
    """The question names an id that the model does not have.

    Its values may hold ``among``: the ids that could have been meant.
    """


class InputError(CartoError):
    """A file or folder cannot be read."""

    exit_code = 4


class OutputError(CartoError):
    """A file cannot be written; what was there before is untouched."""

    exit_code = 4
