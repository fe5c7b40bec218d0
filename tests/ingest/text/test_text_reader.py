"""Plain text: the title, the sections, the reference list; nothing of the text is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.headings import find_headings, leading_to, split_lines
from pipeline.ingest.text.reader import text_document
from tests.patience import patience

LONG = "Children with relapsed leukemia were given drug A in a trial of 40 patients, and 78.8% (26/33) responded. "
WRAPPED = "A trial of drug A in children with\nrelapsed leukemia"
FRONT_MATTER = "OPEN ACCESS\n\nEDITED BY\n\nA. Man,\nX University\n\nRECEIVED 1 May 2020\n\n"


def outline(text: str) -> list[tuple[str, str | None, str]]:
    return [(p.kind, p.heading, p.span.of(text)) for p in text_document(text, "f.txt").passages]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("A trial of drug A\n\nBACKGROUND: x.\nRESULTS: y.", "A trial of drug A"),
        ("A trial of drug A.\n\n" + LONG, "A trial of drug A."),
        ("A trial of drug A\r\n\r\nRESULTS: y.\r\n", "A trial of drug A"),
        ("A trial of drug A\n" + LONG, "A trial of drug A"),
        ("A trial of drug A\nRESULTS: y.", "A trial of drug A"),
        ("# A trial of drug A\n\n" + LONG, "A trial of drug A"),
        (f"{WRAPPED}\n\n{LONG}", WRAPPED),
        ("• A trial of drug A\n  • B. Author\n\n  • Results: y.", "A trial of drug A"),
        (" Editorial on the Research Topic\nDrug A in children\n\n" + LONG, "Drug A in children"),
        (f"{FRONT_MATTER}Drug A in children\n\nB. Woman\n\n{LONG}", "Drug A in children"),
        ("BACKGROUND: x. RESULTS: y.", None),
        ("Results\n\nThree lived.", None),
        ("A trial of drug A in children. We gave drug A to 3.", "A trial of drug A in children."),
        ("Drug A was given to 3 children. All lived.", None),
        ("Drug A cured 78% of children in a trial. All lived.", None),
        (LONG, None),
        ("one line", None),
        ("Leukemia is common. It is treated. It may relapse.\n\nSo it is.", None),
    ],
)  # fmt: skip
def test_the_title(text: str, title: str | None) -> None:
    document = text_document(text, "f.txt")
    assert document.title == title
    assert [p.span.of(text) for p in document.passages if p.kind == "title"] == ([] if title is None else [title])


def test_an_abstract_is_parted_at_its_labels() -> None:
    text = "A trial of drug A\n\nBACKGROUND: x.\nRESULTS: y.\n"
    assert outline(text) == [
        ("title", None, "A trial of drug A"),
        ("abstract", "BACKGROUND", "BACKGROUND: x.\n"),
        ("abstract", "RESULTS", "RESULTS: y.\n"),
    ]


def test_headings_on_lines_of_their_own_part_an_abstract_too() -> None:
    text = f"A trial of drug A\n\nMethods\n{LONG}\n\nResults\n{LONG}\n"
    assert [(kind, heading) for kind, heading, _ in outline(text)] == [
        ("title", None),
        ("abstract", "Methods"),
        ("abstract", "Results"),
    ]


def test_an_abstract_without_labels_is_one_passage() -> None:
    assert [(kind, heading) for kind, heading, _ in outline(f"Drug A in children\n\n{LONG}")] == [
        ("title", None),
        ("abstract", None),
    ]


def test_prose_whose_last_sentence_a_label_cuts_off_is_prose() -> None:
    text = f"Drug A in children\n\n{LONG * 3}It was registered TRIAL REGISTRATION: NCT1."
    assert [kind for kind, _, _ in outline(text)] == ["title", "abstract", "abstract"]


def test_many_paragraphs_without_labels_are_no_abstract() -> None:
    text = "Drug A in children\n\n" + "\n\n".join([LONG] * 5)
    assert [kind for kind, _, _ in outline(text)] == ["title", "section"]


def test_a_paper_is_parted_at_its_headings_and_its_entries_are_references() -> None:
    text = (
        "Drug A in children\n\nA. Man, B. Woman\n\n"
        f"Objective: {LONG}\n\nResults: {LONG}\n\nKEYWORDS\n\ndrug, child\n\n"
        f"1. Introduction\n\n{LONG}\n\n2. Methods\n\n2.1. Patients enrolled\n\n{LONG}\n\n"
        f"3. Results\n\n1. Smith was first.\n12 Patients\n\nFever\t30 (90.9)\n\n{LONG}\n\nFunding\n\nNone.\n\n"
        "References\n\n1. Smith A. Results. Blood 2001;1:2.\n2. Results\n- Jones B. Methods: a guide. 2002.\n"
    )
    assert [(kind, heading) for kind, heading, _ in outline(text)] == [
        ("title", None),
        ("other", None),
        ("abstract", "Objective"),
        ("abstract", "Results"),
        ("other", "KEYWORDS"),
        ("section", "Introduction"),
        ("section", "Methods"),
        ("section", "Methods > Patients enrolled"),
        ("section", "Results"),
        ("section", "Funding"),
        ("reference", "References"),
    ]
    assert outline(text)[-1][2].endswith("2002.\n")


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("1. Introduction\nA\n2. Methods\nB\n2.1 Own words\nC", ["Introduction", "Methods", "Own words"]),
        ("1 Introduction\n\nA\n\n2 Own words\n\nB", ["Introduction", "Own words"]),
        ("1. Introduction\n2. Give drug A\n3. Wait a day", ["Introduction"]),
        ("1. Introduction\n\nA\n\n1. Smith was first\n\n5. Jones came", ["Introduction"]),
        ("1. Tabriz University\n\n2. Another one\n\n2.5 Mg of drug A", []),
        ("1. Introduction\n\n2. This ends as a sentence does.", ["Introduction"]),
        ("RESULTS\nA\n\nEXTENDED FOLLOW-UP\nB\nMRD\nC\nNOT A HEADING\nD", ["RESULTS", "EXTENDED FOLLOW-UP"]),
        ("Results:\nA\n**Methods**\nB\n### 3.1. Deaths ###\nC", ["Results", "Methods", "Deaths"]),
        ("A\nOutcomes\nB\tMethods\nauthor's contributions\nAuthors\u2019 contributions\n", ["Authors’ contributions"]),
    ],
)
def test_headings(text: str, labels: list[str]) -> None:
    assert [heading.label for heading in find_headings(split_lines(text))] == labels


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("1. Methods\n\n1.1. Children\n\n1.1.1. Ages\n\n1.2. Doses\n\n2. Results\n\n2.1 Deaths\n\nFunding\n\nNone.",
         ["Methods", "Methods > Children", "Methods > Children > Ages", "Methods > Doses", "Results",
          "Results > Deaths", "Funding"]),
        ("## Results\n\n### Deaths\n\n#### Early ones\n\n### Own words\n\n## Our own words\n\n## References\n",
         ["Results", "Results > Deaths", "Results > Deaths > Early ones", "Results > Own words", "Our own words",
          "References"]),
        ("## 1. Results\n\n### 1.1. Deaths\n\n## Acknowledgements\n\n### Own words\n",
         ["Results", "Results > Deaths", "Acknowledgements", "Acknowledgements > Own words"]),
        ("Results\n\n1.1 Deaths\n\nOWN WORDS\n\nA", ["Results", "Deaths", "OWN WORDS"]),
    ],
)  # fmt: skip
def test_the_headings_that_lead_to_a_section(text: str, paths: list[str]) -> None:
    assert [" > ".join(path) for path in leading_to(find_headings(split_lines(text)))] == paths


def test_a_paper_in_markdown() -> None:
    abstract = f"## Abstract\n\n**Results:** {LONG}\n\n"
    text = f"# Drug A in children\n\n{abstract}## 2.1 Our own words\n\n{LONG}\n\n## References\n\nX. 2001."
    assert [(kind, heading) for kind, heading, _ in outline(text)] == [
        ("other", None),
        ("title", None),
        ("abstract", "Results"),
        ("section", "Our own words"),
        ("reference", "References"),
    ]


def test_a_bulleted_abstract() -> None:
    text = (
        "• Drug A in children\n  • B. Author,1,*\n    1. A University\n\n\n"
        f"  • Introduction: Abstract: {LONG}\n  • Results: review\n  • Keywords: drug, child\n"
    )
    assert [(kind, heading) for kind, heading, _ in outline(text)] == [
        ("other", None),
        ("title", None),
        ("other", None),
        ("abstract", "Introduction"),
        ("abstract", "Results"),
        ("other", "Keywords"),
    ]


def test_headings_within_tables_and_furniture_are_none() -> None:
    table = "TABLE 1\n\nEvent\tn\nRESULTS\nFever\t3\nRash\t4\n\n"
    text = f"# Drug A in children\n\n## Results\n\n{LONG}\n\n{table}XIE ET AL.\n\n{LONG}\n\n## Discussion\n\n{LONG}\n"
    assert [(kind, heading) for kind, heading, _ in outline(text)][2:] == [
        ("section", "Results"),
        ("table", "Table 1"),
        ("other", None),
        ("section", "Results"),
        ("section", "Discussion"),
    ]


def test_a_reference_page_ends_where_the_web_page_goes_on() -> None:
    text = "Drug A in children\nDrug A\nReferences\nSmith A. Drug A. 2001;1:2.\nJones B. 2002.\nDownloads\nPublished\n"
    assert outline(text) == [
        ("title", None, "Drug A in children"),
        ("other", None, "Drug A\n"),
        ("reference", "References", "References\nSmith A. Drug A. 2001;1:2.\nJones B. 2002.\n"),
        ("other", None, "Downloads\nPublished\n"),
    ]


@pytest.mark.parametrize(
    ("source", "id"),
    [
        ("a/b/x.txt", "file:x"),
        ("x.md", "file:x"),
        ("PMC1.v2.txt", "file:PMC1.v2"),
        ("x.2023", "file:x.2023"),
        ("noname", "file:noname"),
        (".txt", "file:.txt"),
    ],
)
def test_the_id_is_the_name_without_suffix(source: str, id: str) -> None:
    assert text_document("A", source).id == id


pieces = st.sampled_from(
    ["Results", "RESULTS:", "References", "1. Introduction", "2.1 Aims", "## Methods", "KEYWORDS", "Abstract",
     "Downloads", "OPEN ACCESS", "EDITED BY", "A trial of drug A", LONG, "• ", "\n", "\n\n", "\r\n", " ", ". ",
     "\t", "\x0c", "\u2028"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.one_of(pieces, st.text(max_size=4)), max_size=40).map("".join)))
def test_passages_follow_one_another_and_leave_out_only_white_space(text: str) -> None:
    document = text_document(text, "f")
    assert document.text == text
    at = 0
    for passage in document.passages:
        assert text[at : passage.span.start].strip() == ""
        assert at <= passage.span.start < passage.span.end <= len(text)
        at = passage.span.end
    assert text[at:].strip() == ""
    assert document.title is None or document.title in text


@pytest.mark.parametrize(
    "piece", ["Results\n", "A\n", "\n", "1. Introduction\n\n", "RESULTS: ", "x", "References\n", "\t\n"]
)
def test_a_long_run_is_parted(piece: str) -> None:
    text = piece * (200_000 // len(piece))
    with patience():
        passages = text_document(text, "f").passages
    assert "".join("".join(passage.span.of(text) for passage in passages).split()) == "".join(text.split())
