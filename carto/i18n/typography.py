"""How a language sets its signs: in French, some of them must never start or end a line away from their word."""

from __future__ import annotations

import re
from typing import Final

from carto.i18n.messages import Language

NO_BREAK: Final = "\u00a0"
_BEFORE_SIGN: Final = re.compile(r" (?=[»:;!?%€])")


def glued(text: str, language: Language) -> str:
    """Return French text whose signs stay on the line of their word: no break after « nor before » : ; ! ? % and €.

    Text in another language is returned as it is.
    """
    if language != "fr":
        return text
    return _BEFORE_SIGN.sub(NO_BREAK, text.replace("« ", f"«{NO_BREAK}"))
