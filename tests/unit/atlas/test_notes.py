"""Notes reach the page whole, in the order of their dates; private ones only when asked for."""

from __future__ import annotations

from dataclasses import replace

from carto.atlas.notes import notes_of
from carto.atlas.scene import SceneReply
from carto.atlas.scene_build import build_scene
from carto.model.annotation import Note, Reply
from carto.model.vocabulary import Level, Visibility
from tests.unit.atlas.hospitals import clinic


def annotated():
    notes = [
        Note(id="late", on=("ehr",), text="après", date="2026-03-01"),
        Note(
            id="early", on=("ehr",), text="avant", date="2026-01-05", severity=Level.HIGH, replies=(Reply(text="vu"),)
        ),
        Note(id="mine", on=("ehr",), text="entre nous", visibility=Visibility.PRIVATE),
    ]
    return replace(clinic(), notes={note.id: note for note in notes})


def test_notes_come_in_the_order_of_their_dates():
    early, late = notes_of(annotated())
    assert (early.id, early.severity, early.replies) == ("early", "high", (SceneReply(text="vu"),))
    assert (late.id, late.severity, late.date) == ("late", "", "2026-03-01")


def test_private_notes_are_absent_from_the_scene_unless_asked_for():
    assert "entre nous" not in build_scene(annotated()).model_dump_json()
    assert "mine" in {note.id for note in notes_of(annotated(), private=True)}
