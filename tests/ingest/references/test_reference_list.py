"""Reference lists in running text: where their entries begin and end."""

from __future__ import annotations

import pytest
from hypothesis import example, given
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


LETTER = "Drug A in mice\n\nTo the editor. In 2015 drug A was given to 20 mice, of which 5 (25%) lived.\n\n"


def test_a_list_of_which_some_entries_are_books_and_reports_is_one_too():
    books = ["Noe E. All of drug A. London: Old Press; 2001.", "Doe C. A report on mice. Town: Office of Mice; 2011."]
    body = f"1. {ONE}\n2. {books[0]}\n3. {TWO}\n4. {books[1]}\n5. {THREE}\n"
    assert [label for label, _ in entries(LETTER + body)] == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"1. {ONE}\n2. {TWO}\n3. {THREE}\n", [("1", ONE), ("2", TWO), ("3", THREE)]),
        (f"{ONE}\n{TWO}\n{THREE}\n", [(None, ONE), (None, TWO), (None, THREE)]),
        (f"- {ONE}\n- {BROKEN}\n- {THREE}\n", [(None, ONE), (None, BROKEN), (None, THREE)]),
        (f"1. {ONE}\n\n12\n\n2. {TWO}\n3. {THREE}\n", [("1", ONE), ("2", TWO), ("3", THREE)]),
    ],
)
def test_a_list_that_a_text_ends_with_needs_no_heading(body, expected):
    assert entries(LETTER + body) == expected
    document = text_document(LETTER + body, "f.txt")
    assert [p.span.of(document.text) for p in document.passages] == [
        "Drug A in mice", LETTER.removeprefix("Drug A in mice\n\n"), body
    ]  # fmt: skip
    assert document.passages[-1].kind == "reference"


def test_a_list_below_a_section_of_a_paper_needs_none_either():
    body = f"[1] {ONE}\n[2] {TWO}\n[3] {THREE}\n"
    text = f"Drug A in mice\n\n1. Results\n\nAll lived.\n\n2. Discussion\n\nWe think so.\n\n{body}"
    passages = text_document(text, "f.txt").passages

    assert [(p.kind, p.heading) for p in passages] == [
        ("title", None), ("section", "Results"), ("section", "Discussion"), ("reference", None)
    ]  # fmt: skip
    assert passages[-1].span.of(text).startswith("[1] Roe A")


@pytest.mark.parametrize(
    "page",
    ["12", "Page 3 of 9", "Frontiers in Pediatrics 03 frontiersin.org", "Roe et al.", "Roe et al. 10.1000/x.2020.1",
     "Downloaded from www.example.org by a library on 3 May 2020", "www.example.org 12", "Author manuscript"],
)  # fmt: skip
def test_what_a_page_prints_within_a_list_is_of_no_entry(page):
    body = f"1. {ONE}\n\n{page}\n\n2. Doe C. Drug B in mice:\n\n{page}\n\na trial. Lancet. 2016;387:1-9.\n3. {THREE}\n"
    document = text_document(f"Drug A in mice\n\nIt is given.\n\nReferences\n{body}", "f.txt")

    assert [(r.label, r.text) for r in document.references] == [
        ("1", ONE), ("2", "Doe C. Drug B in mice:\na trial. Lancet. 2016;387:1-9."), ("3", THREE)
    ]  # fmt: skip
    assert document.references[1].span.of(document.text).replace(f"\n{page}\n\n", "") == document.references[1].text
    assert document.references[1].title == "Drug B in mice: a trial"


def test_a_running_head_within_a_list_is_of_no_entry():
    filling = "".join(f"{number}. {BROKEN}\n" * (number % 9 > 0) for number in range(1, 60))
    parts = filling.split("20. ")
    body = f"{parts[0]}\nDrug A in mice and men\n\n20. {parts[1]}"
    parts = body.split("40. ")
    body = f"{parts[0]}\nDrug A in mice and men\n\n40. {parts[1]}\nDrug A in mice and men\n"
    texts = {reference.text for reference in text_document(f"T\n\nReferences\n{body}", "f.txt").references}

    assert texts == {BROKEN}


@pytest.mark.parametrize(
    "line", ["Blood. 2015;126:41-52.", "doi: 10.1016/x.2", "https://doi.org/10.1016/x.2", "www.example.org"]
)
def test_a_line_that_can_be_of_an_entry_stays_in_it(line):
    body = f"1. Roe A, Doe B. Drug A in mice.\n{line}\n2. {TWO}\n"

    assert entries(f"T\n\nReferences\n{body}")[0] == ("1", f"Roe A, Doe B. Drug A in mice.\n{line}")


@pytest.mark.parametrize(
    "text",
    [
        LETTER + f"{ONE}\n{TWO}\n",
        LETTER + "".join(f"{n}. Roe A thought so in 201{n}, when 5 of {n} mice lived.\n" for n in range(1, 6)),
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


def told(words):
    """Whether words are more than the number of a page."""
    return any(character not in "- \r" and not character.isdigit() for character in words)


@given(
    st.lists(
        st.sampled_from(["1. ", "2. ", "\n", "\n\n", "- ", ONE, TWO, "References\n", "\r\n", "é𝒳 ", "7"]), max_size=20
    )
)
@example(["References\n", "- ", "7", "- ", "\r\n", "1. "])
def test_every_reference_is_a_stretch_of_its_text(parts):
    text = "".join(["Title\n\nReferences\n", *parts])
    references = text_document(text, "f.txt").references

    for reference in references:
        # A number on a line of its own, with dashes around it or without (`- 7 -`), is that of a page: it breaks an
        # entry, and is none of its words.
        assert reference.text
        printed = reference.span.of(text)
        assert list(filter(told, printed.split())) == list(filter(told, reference.text.split()))
        assert printed == reference.text or any(not told(line) for line in printed.split("\n"))
    assert [r.span.start for r in references] == sorted(r.span.start for r in references)
