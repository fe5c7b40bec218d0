"""Lexicon files as a spreadsheet or a hand leaves them, and what is said of those that cannot be read."""

from __future__ import annotations

import codecs

import pytest

from pipeline.errors import LexiconError
from pipeline.extract.terms import load_lexicons

ROW = "obe-cel\tlab:o\ttherapy"


@pytest.fixture
def load(tmp_path):
    def load(content):
        path = tmp_path / "mine.tsv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return load_lexicons([path])

    return load


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (f"name\tid\ttype\n{ROW}\n", "obe-cel"),
        (f"name\tid\ttype\r\n{ROW}\r\n", "obe-cel"),
        (codecs.BOM_UTF8 + f"name\tid\ttype\n{ROW}\n".encode(), "obe-cel"),
        (f"Name\t ID \tType\n{ROW}\n", "obe-cel"),
        (f'"name"\t"id"\t"type"\n{ROW}\n', "obe-cel"),
        (f"name\tid\ttype\t\t\n{ROW}\t\t\n", "obe-cel"),
        (f"# mine\n\nname\tid\ttype\n{ROW}\n", "obe-cel"),
        ("type\tname\tid\ntherapy\tobe-cel\tlab:o\n\t\t\n", "obe-cel"),
        ("name\tid\ttype\n obe-cel \tlab:o \t Therapy\n", "obe-cel"),
        ('name\tid\ttype\n"obe-cel, humanised"\tlab:o\ttherapy\n', "obe-cel, humanised"),
        ('name\tid\ttype\n"obe ""fast"" cel"\tlab:o\ttherapy\n', 'obe "fast" cel'),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_adds_is_taken_off(load, content, name):
    assert [(name, c.id, c.type) for name, c in load(content).names()] == [(name, "lab:o", "therapy")]


def test_several_parents_may_have_spaces_between_them(load):
    lexicon = load(f"name\tid\ttype\tparent\n{ROW}\tlab:p | lab:q\npp\tlab:p\ttherapy\t\nqq\tlab:q\ttherapy\n")

    assert lexicon.parents("lab:o") == ("lab:p", "lab:q")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("name,id,type\nobe-cel,lab:o,therapy\n", r"mine\.tsv:1: columns that are parted by ',' \(expected tabs\)"),
        ("\nname;id;type\n", r"mine\.tsv:2: columns that are parted by ';' \(expected tabs\)"),
        ("name\tid\nobe-cel\tlab:o\n", r"mine\.tsv:1: the header lacks type; known columns: name, id, type, parent"),
        (f"{ROW}\n", r"mine\.tsv:1: the header lacks name, id, type"),
        (f"name\tid\ttype\tparent\n{ROW}\tlab:x\n", r"mine\.tsv:2: a parent that no lexicon names .*'lab:x'"),
        ("#\nname\tid\ttype\nobe\tlab:o\ttherapie\n", r"mine\.tsv:3: 'therapie' is no type \(expected 'therapy'\)"),
        ("name\tid\ttype\nobe-cel\tobecel\ttherapy\n", r"mine\.tsv:2: 'obecel' is no CURIE \(expected prefix:local\)"),
        ("name\tid\ttype\nobe-cel\n", r"mine\.tsv:2: expected 3 tab-separated cells, found 1"),
        (f"name\tid\ttype\n{ROW}\n".encode("utf-16"), r"mine\.tsv: the lexicon is not UTF-8 \(byte 0\); save it as"),
        ("", r"mine\.tsv:1: the header lacks name, id, type"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_file_and_line(load, content, message):
    with pytest.raises(LexiconError, match=message):
        load(content)
