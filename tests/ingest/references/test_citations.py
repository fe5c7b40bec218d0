"""A printed reference as data: a reference a line, in the styles that journals print."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.references.citations import LONGEST, clean_doi, parse_reference
from tests.patience import patience

A = "Roe A, Doe CD"
A_ = "Roe A.; Doe C.D."
MICE = "Drug A in mice"
WILEY = "10.1002/1097-0142(1964)17:12<1501::AID-CNCR2>3.0.CO;2-P"

#: printed, authors, title, journal, year, volume, issue, pages
CASES = [
    # Vancouver, NLM, AMA
    (f"{A}. {MICE}. Blood. 2015;126:1541-52.", A, MICE, "Blood", 2015, "126", None, "1541-52"),
    (f"{A}. {MICE}. Blood. 2015 Oct 15;126(16):41-52.", A, MICE, "Blood", 2015, "126", "16", "41-52"),
    (f"{A}. {MICE}. Blood. 2015 May-Jun;126:41. Epub 2014 Mar 3.", A, MICE, "Blood", 2015, "126", None, "41"),
    (f"{A}. {MICE}. Blood. 2015;126(Suppl 1):681-2.", A, MICE, "Blood", 2015, "126", "Suppl 1", "681-2"),
    (f"{A}. {MICE}. J Clin Oncol. 2018;36 Suppl 15:2926.", A, MICE, "J Clin Oncol", 2018, "36", "Suppl 15", "2926"),
    (f"{A}. {MICE}. Rev Syst. 2018;(3):CD001234.", A, MICE, "Rev Syst", 2018, None, "3", "CD001234"),
    (f"{A}. {MICE}. Cell Ther. 2023;29:438 e1- e16.", A, MICE, "Cell Ther", 2023, "29", None, "438 e1- e16"),
    (f"{A}. {MICE}. PLoS One. 2023;18:e0281735.", A, MICE, "PLoS One", 2023, "18", None, "e0281735"),
    (f"{A}. {MICE}. Blood. 2015;126(\v):41-52.", A, MICE, "Blood", 2015, "126", None, "41-52"),
    (f"{A}. {MICE}. Nat Med. 2025.", A, MICE, "Nat Med", 2025, None, None, None),
    (f"{A}. {MICE}: a fate? Cancers (Basel). 2001;357:9-45.", A, f"{MICE}: a fate?", "Cancers (Basel)", 2001, "357",
     None, "9-45"),
    (f"{A}. {MICE} 2003-2005, Asia. Prog Hematol. 2023;2023:84-90.", A, f"{MICE} 2003-2005, Asia", "Prog Hematol",
     2023, "2023", None, "84-90"),
    (f"{A}, et al. the other side of drug A: 110 mice. Blood. 2015;1:2.", A, "the other side of drug A: 110 mice",
     "Blood", 2015, "1", None, "2"),
    (f"{A}, et al. 1994 consensus on mice. Blood. 1995;1:2.", A, "1994 consensus on mice", "Blood", 1995, "1", None,
     "2"),
    (f"{A}; RIALTO Study Group. {MICE}. Blood. 2015;1:2.", f"{A}, RIALTO Study Group", MICE, "Blood", 2015, "1", None,
     "2"),
    (f"{A}, et al. Mouse Study Group trial X: phase 3. Blood. 2015;1:2.", A, "Mouse Study Group trial X: phase 3",
     "Blood", 2015, "1", None, "2"),
    ("World Health Organization. Mice. Lancet. 2015;1:2.", "World Health Organization", "Mice", "Lancet", 2015, "1",
     None, "2"),
    (f"Stat bite: {MICE} in 2008. Blood. 2010;1:2.", "", f"Stat bite: {MICE} in 2008", "Blood", 2010, "1", None, "2"),
    (f"von der Roe A, O'Doe-Poe BC 3rd, Núñez Łoś Ç. {MICE}. Blood. 2015;1:2.",
     "von der Roe A, O'Doe-Poe BC 3rd, Núñez Łoś Ç", MICE, "Blood", 2015, "1", None, "2"),
    ("Eur Respir J. 2016 Aug;48(2):370-9", "", None, "Eur Respir J", 2016, "48", "2", "370-9"),
    (f"Roe A, Liu S-x, Doe C-D. {MICE}. Blood. 2015;1:2.", "Roe A, Liu S-x, Doe C-D", MICE, "Blood", 2015, "1", None,
     "2"),
    (f"{A}. {MICE}. Lancet Oncol. 2020;S1470-2045(20)30013-9.", A, MICE, "Lancet Oncol", 2020, None, None,
     "S1470-2045(20)30013-9"),
    (f"{A}. {MICE}. The Lancet. Oncology. 2019;20(3):e1-e9.", A, MICE, "The Lancet. Oncology", 2019, "20", "3",
     "e1-e9"),
    (f"{A}, et al. N Engl J Med 2020;382:1-10.", A, None, "N Engl J Med", 2020, "382", None, "1-10"),
    # Frontiers, BMJ, BMC, ASCO
    (f"{A}. {MICE} (2022). *J Mice (Basel).* (2023) 97(5):1211–8.", A, f"{MICE} (2022)", "J Mice (Basel)", 2023, "97",
     "5", "1211–8"),
    (f"{A}. {MICE}. *Blood* (2001) 97:e1.", A, MICE, "Blood", 2001, "97", None, "e1"),
    (f"{A}: {MICE}. Blood 2012, 120:5185–5187.", A, MICE, "Blood", 2012, "120", None, "5185–5187"),
    (f"{A}, et al: {MICE}. J Clin Oncol 38:123-30, 2020", A, MICE, "J Clin Oncol", 2020, "38", None, "123-30"),
    # Author and year: APA, Harvard, Springer, Cell, Scopus
    (f"Roe, A., & Doe, C. D. (2018). {MICE}: A trial. Blood & Cancer, 65(3), e26.", "Roe A., Doe C. D.",
     f"{MICE}: A trial", "Blood & Cancer", 2018, "65", "3", "e26"),
    (f"Roe, A., Doe, C. D. and Poe, E. (2010) '{MICE}', Journal of Mice, 15(2), pp. 123–130.",
     "Roe A., Doe C. D., Poe E.", MICE, "Journal of Mice", 2010, "15", "2", "123–130"),
    (f"{A} 2010, '{MICE}', Blood, vol. 15, no. 2, pp. 1-10.", A, MICE, "Blood", 2010, "15", "2", "1-10"),
    (f"{A} (2010) {MICE}. J Clin Oncol 28(3):123–129", A, MICE, "J Clin Oncol", 2010, "28", "3", "123–129"),
    (f"Roe, A., Doe, C.D., {MICE} (2015) J. Crohns Colitis, 9, pp. 532-540;", "Roe A., Doe C.D.", MICE,
     "J. Crohns Colitis", 2015, "9", None, "532-540"),
    # Nature, MDPI, Elsevier, IEEE, Chicago, MLA
    (f"Roe, A. et al. {MICE}. Nature 480, 480–489 (2011).", "Roe A.", MICE, "Nature", 2011, "480", None, "480–489"),
    (f"Roe, A.; Doe, C.D. {MICE}. *J. Clin. Oncol.* **2022**, *14*, 426.", "Roe A., Doe C.D.", MICE,
     "J. Clin. Oncol.", 2022, "14", None, "426"),
    (f"A. Roe, C.D. Doe, {MICE}, Cell Ther. 15 (2010) 123–130.", "Roe A., Doe C.D.", MICE, "Cell Ther", 2010, "15",
     None, "123–130"),
    (f'A. Roe and C. D. Doe, "{MICE}," Cell Ther., vol. 15, no. 2, pp. 1–3, 2010.', "Roe A., Doe C. D.", MICE,
     "Cell Ther", 2010, "15", "2", "1–3"),
    (f"Roe, Anna, and Carl Doe. “{MICE}.” Blood 15, no. 2 (2010): 123–30.", "Roe Anna, Doe Carl", MICE, "Blood", 2010,
     "15", "2", "123–30"),
    (f'Roe, Anna, and Carl Doe. "{MICE}." Blood, vol. 3, no. 2, 2010, pp. 1-10.', "Roe Anna, Doe Carl", MICE, "Blood",
     2010, "3", "2", "1-10"),
    # Books, chapters, pages of the web
    (f"{A}. Blood and marrow. 3rd ed. Durham (NC): Press; 2010.", A, "Blood and marrow", None, 2010, None, None, None),
    (f"{A}. *Blood and marrow.* China: Mouse Press (2007).", A, "Blood and marrow", None, 2007, None, None, None),
    (f"Roe A. {MICE}. In: Doe C, editor. Blood. New York: Press; 2010. p. 12-30.", "Roe A", MICE, None, 2010, None,
     None, "12-30"),
    ("Roe, A. (2020). Blood and marrow (2nd ed.). Academic Press.", "Roe A.", "Blood and marrow", None, 2020, None,
     None, None),
    ("World Health Organization. Mice [Internet]. Geneva: WHO; 2021 [cited 2022 Jan 3]. Available from: "
     "https://x.org/y", "World Health Organization", "Mice", None, 2021, None, None, None),
    ("Mouse Criteria (CTCAE) Version 5.0.2018.", "", "Mouse Criteria (CTCAE) Version 5.0.2018", None, None, None, None,
     None),
]  # fmt: skip


@pytest.mark.parametrize(
    ("printed", "authors", "title", "journal", "year", "volume", "issue", "pages"),
    CASES,
    ids=[case[0] for case in CASES],
)
def test_a_reference_is_read(printed, authors, title, journal, year, volume, issue, pages):
    found = parse_reference(printed)

    assert ", ".join(map(str, found.authors)) == authors
    assert (found.title, found.journal, found.year) == (title, journal, year)
    assert (found.volume, found.issue, found.pages) == (volume, issue, pages)
    assert found.text == printed


@pytest.mark.parametrize(
    ("tail", "doi", "pmid", "pmcid"),
    [
        ("doi: 10.1182/blood.1. PMID: 12345; PMCID: PMC99.", "10.1182/blood.1", "12345", "PMC99"),
        ("https://doi.org/10.1016/S1470-2045(14)71170-2", "10.1016/S1470-2045(14)71170-2", None, None),
        ("(doi:10.1182/blood.1)", "10.1182/blood.1", None, None),
        (f"DOI {WILEY}", WILEY, None, None),
        ("https://pubmed.ncbi.nlm.nih.gov/12345/", None, "12345", None),
        ("https://pmc.ncbi.nlm.nih.gov/articles/PMC99/", None, None, "PMC99"),
        ("[PubMed] [Google Scholar]", None, None, None),
        ("[link](https://doi.org/10.1182/blood.1)", "10.1182/blood.1", None, None),
    ],
)  # fmt: skip
def test_identifiers_stand_behind_a_reference(tail, doi, pmid, pmcid):
    found = parse_reference(f"Roe A. Drug A. Blood. 2015;126:41-52. {tail}")

    assert (found.doi, found.pmid, found.pmcid) == (doi, pmid, pmcid)
    assert (found.journal, found.volume, found.pages) == ("Blood", "126", "41-52")


def test_a_reference_broken_over_lines_is_read_as_one():
    found = parse_reference("Roe A, Doe\n   B. Drug A in\nmice. Blood. 2015;126:41-\n52. doi:10.1182/\nblood.1")

    assert (found.title, found.pages, found.doi) == ("Drug A in mice", "41-52", "10.1182/blood.1")
    assert [author.name for author in found.authors] == ["Roe", "Doe"]


def test_a_group_is_marked_as_one():
    assert [author.group for author in parse_reference("Roe A; Mouse Study Group. X. Y. 2015;1:2.").authors] == [
        False,
        True,
    ]


def test_what_is_too_long_to_be_a_reference_keeps_its_text_alone():
    text = "Roe A. " + "x" * LONGEST

    found = parse_reference(text, label="1")

    assert (found.text, found.label, found.title, found.authors) == (text, "1", None, ())


def test_a_doi_loses_the_punctuation_of_its_sentence():
    assert [clean_doi(doi) for doi in ("10.1/a.)", "10.1/a(b)", "10.1/a*,", "..")] == [
        "10.1/a",
        "10.1/a(b)",
        "10.1/a",
        "",
    ]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(
                [
                    "Roe A",
                    ", ",
                    ". ",
                    "2015",
                    ";",
                    "(",
                    ")",
                    ":",
                    "12",
                    "-",
                    "et al",
                    "10.1234/x",
                    "Blood",
                    " ",
                    '"',
                    "In: ",
                ]
            ),
            st.text(max_size=4),
        ),
        max_size=40,
    ).map("".join)
)
def test_any_text_gives_a_reference_and_nothing_empty(text):
    found = parse_reference(text)

    assert found.text == text
    for value in (found.title, found.journal, found.volume, found.issue, found.pages, found.doi):
        assert value is None or value.strip()


@pytest.mark.parametrize("piece", ["A", "Roe A, ", "(2015) ", "12, ", "a. ", "Van de ", "*", "[", "1 ", "doi:", ", 12"])
def test_repetition_costs_no_more_than_its_length(piece):
    with patience(20):
        parse_reference((piece * LONGEST)[:LONGEST])
