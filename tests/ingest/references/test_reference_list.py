"""Reference lists in running text: where their entries begin and end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.text.reader import text_document

ONE = "Roe A, Doe B. Drug A in mice. Blood. 2015;126:41-52."
TWO = "Doe C. Drug B in mice: a trial. Lancet. 2016;387:1-9. doi:10.1016/x.2"
THREE = "Poe D, et al. Drug C in men? JAMA. 2017;317:77-85."
SINCE = "Roe A. Drug A since\n2015. Blood. 2016;1:2."
LINKED = f"{ONE}\nAvailable from: https://x.org/y"
BROKEN = "Roe A, Doe B, Poe D,\nNoe E. Drug A in\nmice. Blood. 2015;126:41-\n52."


def entries(text):
    document = text_document(text, "f.txt")
    assert all(reference.span.of(text) == reference.text for reference in document.references)
    return [(reference.label, reference.text) for reference in document.references]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"{ONE}\n{TWO}\n{THREE}\n", [(None, ONE), (None, TWO), (None, THREE)]),
        (f"\n{ONE}\n\n{TWO}\n\n{THREE}\n", [(None, ONE), (None, TWO), (None, THREE)]),
        (f"1. {ONE}\n2. {TWO}\n3. {THREE}\n", [("1", ONE), ("2", TWO), ("3", THREE)]),
        (f"[1] {ONE}\r\n[2] {TWO}\r\n", [("1", ONE), ("2", TWO)]),
        (f"(1) {ONE}\n\n(2) {TWO}\n", [("1", ONE), ("2", TWO)]),
        (f"- {ONE}\n- {TWO}\n", [(None, ONE), (None, TWO)]),
        (f"12 {ONE}\n13 {BROKEN}\n14 {TWO}", [("12", ONE), ("13", BROKEN), ("14", TWO)]),
        (f"1. {BROKEN}\n2. {TWO}\n", [("1", BROKEN), ("2", TWO)]),
        (f"{BROKEN}\n{TWO}\n{BROKEN}\n", [(None, BROKEN), (None, TWO), (None, BROKEN)]),
        (f"{BROKEN}\n\n{BROKEN}\n", [(None, BROKEN), (None, BROKEN)]),
        # A number at the beginning of a line that does not count on is no label.
        (f"1. {SINCE}\n2. {TWO}", [("1", SINCE), ("2", TWO)]),
        # What a page prints between two entries belongs to none.
        (f"1. {ONE}\n\nJournal of Mice page 7\n\n2. {TWO}", [("1", ONE), ("2", TWO)]),
        (f"{LINKED}\n{TWO}", [(None, LINKED), (None, TWO)]),
        (f"{ONE}\n{TWO}\nDownloads\nPublished\n", [(None, ONE), (None, TWO)]),
        ("", []),
    ],
)  # fmt: skip
def test_the_entries_of_a_list(body, expected):
    assert entries(f"Drug A in mice\n\nIt is given.\n\nReferences\n{body}") == expected


def test_a_text_that_is_nothing_but_a_list_needs_no_heading():
    assert entries(f"{ONE}\n{TWO}\n{THREE}\n") == [(None, ONE), (None, TWO), (None, THREE)]
    assert entries(f"Reading list\n\n1. {ONE}\n2. {TWO}\n3. {THREE}\n") == [("1", ONE), ("2", TWO), ("3", THREE)]


@pytest.mark.parametrize(
    "text",
    [
        "Drug A in mice\n\nIn 2015 it was given.\nIn 2016 it was not.\nIn 2017 it was again.\n",
        f"Drug A in mice\n\nIt is given (1).\n\n{ONE}\n",
        "one line",
    ],
)
def test_a_text_that_is_no_list_has_no_references(text):
    assert entries(text) == []


def test_the_fields_are_those_of_the_entry():
    (reference,) = text_document(f"T\n\nReferences\n1. {TWO}\n", "f.txt").references

    assert (reference.title, reference.journal, reference.year) == ("Drug B in mice: a trial", "Lancet", 2016)
    assert (reference.volume, reference.pages, reference.doi) == ("387", "1-9", "10.1016/x.2")


@given(
    st.lists(
        st.sampled_from(["1. ", "2. ", "\n", "\n\n", "- ", ONE, TWO, "References\n", "\r\n", "é𝒳 ", "7"]), max_size=20
    )
)
def test_every_reference_is_a_stretch_of_its_text(parts):
    text = "".join(["Title\n\nReferences\n", *parts])
    references = text_document(text, "f.txt").references

    assert all(reference.span.of(text) == reference.text != "" for reference in references)
    assert [r.span.start for r in references] == sorted(r.span.start for r in references)
