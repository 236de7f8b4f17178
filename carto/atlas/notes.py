"""Notes of the model as the page shows them: pinned, numbered, in the order of their dates."""

from __future__ import annotations

from carto.atlas.scene import SceneNote, SceneReply
from carto.model.annotation import Note
from carto.model.establishment_map import Model
from carto.model.vocabulary import Visibility


def notes_of(model: Model, *, private: bool = False) -> tuple[SceneNote, ...]:
    """Return the notes of a model, the oldest first.

    Args:
        model: Where the notes are written.
        private: Whether private notes are shown too. They are left out by default: what is not in the file cannot be
            read in it, and an atlas is made to be sent.
    """
    shown = [note for note in model.notes.values() if private or note.visibility is not Visibility.PRIVATE]
    return tuple(_note(note) for note in sorted(shown, key=lambda note: (str(note.date or ""), note.id)))


def _note(note: Note) -> SceneNote:
    return SceneNote(
        id=note.id,
        on=note.on,
        text=note.text,
        author=note.author,
        date=str(note.date or ""),
        severity=note.severity.value if note.severity else "",
        status=note.status.value,
        visibility=note.visibility.value,
        replies=tuple(
            SceneReply(text=reply.text, author=reply.author, date=str(reply.date or "")) for reply in note.replies
        ),
    )
