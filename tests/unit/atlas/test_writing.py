from __future__ import annotations

import os
import stat

import pytest

from carto.atlas.writing import write_whole
from carto.errors import OutputError


def rights(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_gets_the_rights_that_the_user_gives(tmp_path):
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "map.html", b"new")
    finally:
        os.umask(before)
    assert rights(tmp_path / "map.html") == 0o640


def test_an_earlier_file_keeps_its_rights(tmp_path):
    (tmp_path / "map.html").write_text("secret")
    (tmp_path / "map.html").chmod(0o600)
    write_whole(tmp_path / "map.html", b"new")
    assert rights(tmp_path / "map.html") == 0o600


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real.html").write_text("old")
    (tmp_path / "link.html").symlink_to("real.html")
    write_whole(tmp_path / "link.html", b"new")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text() == "new"


def test_a_pipe_is_not_replaced_by_a_file(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="not-a-file"):
        write_whole(tmp_path / "pipe", b"new")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert [one.name for one in tmp_path.iterdir()] == ["pipe"]
