"""What a journal prints on its pages is told from the paper, and nothing of the paper is taken for it."""

from __future__ import annotations

import pytest

from pipeline.ingest.headings import split_lines
from pipeline.ingest.text.page_furniture import find_furniture
from pipeline.ingest.text.reader import text_document

LONG = "Children with relapsed leukemia were given drug A in a trial of 40 patients, and 78.8% (26/33) responded. "


def furniture(text):
    return [(span.of(text), name) for span, name in find_furniture(split_lines(text))]


@pytest.mark.parametrize(
    "line",
    ["Frontiers in Pediatrics 03 frontiersin.org", "Page 3 of 12", "- 4 -", "Smith et al.", "SMITH ET AL.",
     "Smith et al. 10.1000/x.2020.1", "www.example.org", "https://doi.org/10.1000/x.2020.1",
     "Downloaded from www.example.org by a library on 3 May 2020", "Author manuscript", "© 2020 The Authors.",
     "J Drugs 2020;12(3):45-50.", "Received: 3 May 2020; accepted 4 June 2020", "Copyright © 2020 A Society"],
)  # fmt: skip
def test_a_line_that_is_furniture_by_its_words(line):
    text = f"{LONG}\n\n{line}\n\n{LONG}\n"
    assert furniture(text) == [(f"{line}\n", None)]


@pytest.mark.parametrize(
    "line",
    ["Of these, Smith et al. reported 3.", "Figure 2 shows that all lived.",
     "Figure 2A and Table 3 agree.", "12 children",
     "It was published on 3 May 2020 that drug A had helped 30 of the 40 children who had been given it.",
     "We took it from www.example.org in May.", "Copyrighted names are used.", "Results", "Fever\t3"],
)  # fmt: skip
def test_a_line_of_the_paper(line):
    assert furniture(f"{LONG}\n\n{line}\n\n{LONG}\n") == []


def test_a_number_alone_is_a_page_number_only_by_itself():
    assert furniture(f"{LONG}\n\n12\n\n{LONG}") == [("12\n", None)]
    assert furniture("Fever\n12\nRash\n13\n") == []


def test_a_line_that_comes_page_after_page_is_a_running_head():
    pages = [f"{LONG * 10}\n\nDrug A in children {number}\n\n" for number in range(3)]
    assert [words for words, _ in furniture("".join(pages))] == [f"Drug A in children {n}\n" for n in range(3)]
    assert furniture("".join(pages[:2])) == []
    assert furniture("Drug A\n\nDrug A\n\nDrug A\n") == []


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("FIGURE 2\n", "Figure 2"),
        ("Figure 2. Survival of all\nchildren.\n", "Figure 2"),
        ("**Fig. 3** Survival\n", "Figure 3"),
    ],
)
def test_the_caption_of_a_figure(caption, name):
    assert furniture(f"{LONG}\n\n{caption}\n{LONG}") == [(caption, name)]


def test_a_notice_goes_on_to_the_end_of_its_paragraph():
    notice = "This is an open-access article distributed\nunder the terms of a licence.\n"
    assert furniture(f"{LONG}\n\n{notice}\n{LONG}") == [(notice, None)]


def test_furniture_is_set_apart_and_its_section_goes_on():
    text = (
        f"Drug A in children\n\n2. Results\n\n{LONG}All of\n\nSMITH ET AL.\n\n3\n\nthem lived.\n\n3. Discussion\n\nA."
    )
    document = text_document(text, "f.txt")
    assert [(p.kind, p.heading) for p in document.passages] == [
        ("title", None),
        ("section", "Results"),
        ("other", None),
        ("section", "Results"),
        ("section", "Discussion"),
    ]
    assert document.passages[2].span.of(text).split() == ["SMITH", "ET", "AL.", "3"]
