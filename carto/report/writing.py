"""From the document to a file: one writer a format, each loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Final

from carto.atlas.writing import write_whole
from carto.errors import OutputError
from carto.report.document import Dossier

_WRITERS: Final[Mapping[str, tuple[str, str]]] = {
    "docx": ("carto.report.writers.word", "write_docx"),
    "html": ("carto.report.writers.html", "write_html"),
    "xlsx": ("carto.report.writers.excel", "write_xlsx"),
    "pdf": ("carto.report.writers.pdf", "write_pdf"),
}
FORMATS: Final = tuple(_WRITERS)
EXTRA: Final = "report"
"""The extra of the distribution that brings the libraries of these formats."""
_LIBRARIES: Final = {"docx": "python-docx", "openpyxl": "openpyxl", "reportlab": "reportlab", "PIL": "pillow"}


def writer_of(shape: str) -> Callable[[Dossier], bytes]:
    """Return what writes a format.

    Args:
        shape: One of ``FORMATS``.

    Raises:
        OutputError: ``missing-extra``: its library is not installed.
    """
    module, name = _WRITERS[shape]
    try:
        write: Callable[[Dossier], bytes] = getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing not in _LIBRARIES:
            raise
        raise OutputError("missing-extra", format=shape, package=_LIBRARIES[missing], extra=EXTRA) from error
    return write


def write_dossier(dossier: Dossier, shape: str, path: Path) -> None:
    """Write the dossier whole or not at all: what was there before stays until the new file is complete.

    Raises:
        OutputError: ``missing-extra``, ``no-such-folder``, or ``cannot-write``: a document that is open elsewhere, too.
    """
    write = writer_of(shape)
    write_whole(path, write(dossier))
