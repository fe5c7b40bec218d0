from __future__ import annotations

import os
import sys
from itertools import permutations
from pathlib import Path

import pytest

from pipeline.batch import discover
from pipeline.batch.discover import file_of, readable


@pytest.fixture
def tree(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def make(*names):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name, encoding="utf-8")

    return make


def names(paths):
    return [path.as_posix() for path in paths]


def test_a_folder_is_read_with_all_below_it_sorted(tree):
    tree("in/b.txt", "in/a.txt", "in/deep/er/c.pubtator", "in/no_suffix", "in/paper.md", "in/odd.pdf")

    found = discover(["in"])

    assert names(found.files) == [
        "in/a.txt",
        "in/b.txt",
        "in/deep/er/c.pubtator",
        "in/no_suffix",
        "in/odd.pdf",
        "in/paper.md",
    ]
    assert found.passed_over == ()


def test_in_a_folder_what_is_no_literature_is_passed_over_and_told(tree):
    tree("in/a.txt", "in/README.md", "in/LICENSE", "in/readme_first.txt", "in/.hidden.txt", "in/table.TSV", "in/e.db")

    found = discover(["in"])

    assert names(found.files) == ["in/a.txt"]
    assert names(found.passed_over) == [
        "in/.hidden.txt",
        "in/LICENSE",
        "in/README.md",
        "in/e.db",
        "in/readme_first.txt",
        "in/table.TSV",
    ]


def test_hidden_folders_are_not_entered(tree):
    tree("in/.git/a.txt", "in/b.txt")

    assert names(discover(["in"]).files) == ["in/b.txt"]


def test_a_hidden_folder_that_is_named_is_read(tree):
    tree(".cache/a.txt")

    assert names(discover([".cache"]).files) == [".cache/a.txt"]


@pytest.mark.parametrize("name", ["README.md", ".hidden.txt", "table.tsv"])
def test_a_file_that_is_named_is_always_read(tree, name):
    tree(f"in/{name}")

    found = discover(["in", f"in/{name}"])

    assert names(found.files) == [f"in/{name}"]
    assert found.passed_over == ()


def test_a_file_reached_in_several_ways_is_one_file_whatever_the_order(tree, tmp_path):
    tree("in/a.txt", "in/b.txt")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "in" / "a.txt")
    ways = ["in", "./in", "in/a.txt", str(tmp_path / "in"), "in/../in/a.txt"]

    found = {tuple(names(discover(order).files)) for order in permutations(ways)}

    assert len(found) == 1
    assert len(found.pop()) == 2


def test_a_folder_that_cannot_be_opened_is_a_reject(tree, monkeypatch):
    tree("in/a.txt", "in/closed/b.txt")
    scandir = os.scandir

    def guarded(path):
        if os.fspath(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)

    found = discover(["in"])

    assert names(found.files) == ["in/a.txt"]
    assert [str(reject) for reject in found.rejects] == ["in/closed: the folder cannot be opened: Permission denied"]


def test_a_path_that_does_not_exist_is_an_error(tree):
    with pytest.raises(FileNotFoundError, match="no such file or folder: nosuch"):
        discover(["nosuch"])


def test_an_empty_folder_has_nothing(tmp_path):
    assert discover([tmp_path]).files == ()


def test_archives_are_taken_and_a_gzip_file_is_what_it_holds(tree):
    tree("in/a.zip", "in/b.txt.gz", "in/c.tar.gz", "in/README.md.gz", "in/t.csv.gz", "in/__MACOSX/d.txt")

    found = discover(["in"])

    assert names(found.files) == ["in/a.zip", "in/b.txt.gz", "in/c.tar.gz"]
    assert names(found.passed_over) == ["in/README.md.gz", "in/t.csv.gz"]


@pytest.mark.parametrize(
    ("source", "files", "file"),
    [
        ("in/a.zip/deep/x.txt", {"in/a.zip"}, "in/a.zip"),
        ("in/a.zip", {"in/a.zip"}, "in/a.zip"),
        ("in/b.zip/x.txt", (), "in/b.zip"),
        ("in/gone.zip/x.txt", {"in/a.zip"}, "in/gone.zip/x.txt"),
        ("PMID:1", (), "PMID:1"),
        ("nul\0", (), "nul\0"),
    ],
)
def test_the_file_of_a_source_is_the_archive_it_is_in(tree, source, files, file):
    tree("in/b.zip")

    assert file_of(source, files) == file


@pytest.mark.skipif(os.name == "nt" or sys.platform == "darwin", reason="file names of any bytes")
@pytest.mark.parametrize("named", [b"in", b"in/bad\xff.txt"])
def test_a_name_that_is_no_text_is_a_reject_that_can_be_read(tree, named):
    tree("in/ok.txt")
    for name in (b"in/bad\xff.txt", b"in/table\xff.csv"):
        Path(os.fsdecode(name)).touch()

    found = discover(["in/ok.txt", os.fsdecode(named)])

    assert names(found.files) == ["in/ok.txt"]
    assert [str(reject) for reject in found.rejects] == [r"in/bad\xff.txt: the file's name is not valid UTF-8"]
    assert [readable(path) for path in found.passed_over] == ([r"in/table\xff.csv"] if named == b"in" else [])
