"""A file is replaced whole or stays as it was."""

from __future__ import annotations

import os

import pytest

from pipeline.errors import ExportError
from pipeline.files import atomic_path


def test_the_new_content_takes_the_place_of_the_old_when_all_is_written(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("old")
    path.chmod(0o640)
    with atomic_path(path) as temporary:
        assert path.parent == temporary.parent
        temporary.write_text("new")
        assert path.read_text() == "old"
    assert path.read_text() == "new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert [path] == list(tmp_path.iterdir())


def test_a_new_file_may_be_read_by_those_whom_the_user_lets(tmp_path):
    (tmp_path / "plain").touch()
    with atomic_path(tmp_path / "a.txt"):
        pass
    assert (tmp_path / "plain").stat().st_mode == (tmp_path / "a.txt").stat().st_mode


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt])
@pytest.mark.parametrize("old", ["old", None])
def test_a_failure_leaves_the_old_file_and_no_other(tmp_path, error, old):
    path = tmp_path / "a.txt"
    if old is not None:
        path.write_text(old)
    with pytest.raises(error), atomic_path(path) as temporary:
        temporary.write_text("half")
        raise error
    assert ([] if old is None else [path]) == list(tmp_path.iterdir())
    assert old is None or path.read_text() == old


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "b.txt").write_text("old")
    (tmp_path / "a.txt").symlink_to("b.txt")
    with atomic_path(tmp_path / "a.txt") as temporary:
        temporary.write_text("new")
    assert (tmp_path / "a.txt").is_symlink()
    assert (tmp_path / "b.txt").read_text() == "new"


def test_what_cannot_be_written_is_told_in_one_sentence(tmp_path):
    with (
        pytest.raises(ExportError, match=r"x/a\.txt: cannot be written: No such file or directory"),
        atomic_path(tmp_path / "x" / "a.txt"),
    ):
        pass
    with pytest.raises(ExportError, match="it is not a regular file"), atomic_path(tmp_path):
        pass
    with pytest.raises(ExportError, match="it is not a regular file"), atomic_path(os.devnull):
        pass
    with pytest.raises(ExportError, match="cannot be written: No space left"), atomic_path(tmp_path / "b.txt"):
        raise OSError(28, "No space left on device")
    assert list(tmp_path.iterdir()) == []
