"""Folding: one plain character for each, so that a place in the folded text is the place in the paper."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.folding import fold

SIGNS = "‐‑‒–—―−﹣－×∼≈⩽⩾＜＞＝％·‧∙•⋅±≤≥+-/<>=~$\\()[]’‘“”\t\r\n\u00a0\u2009\u202f\u3000"
WRITTEN = [
    "\\geq",
    "\\le",
    "\\leqslant",
    "\\pm",
    "\\times",
    "\\%",
    "$",
    "> or =",
    "< =",
    "+/-",
    "+ / -",
    "0·5",
    "\\text{g}",
    "^{9}",
    "&le;",
    "<sup>",
    "</sup>",
    "*",
    "_",
    " ",
    "p",
]


@given(st.text() | st.text(SIGNS + "0123456789 p") | st.lists(st.sampled_from(WRITTEN)).map("".join))
def test_folding_moves_nothing(text):
    assert len(fold(text)) == len(text)


@given(st.text(SIGNS + "0123456789 ap") | st.lists(st.sampled_from(WRITTEN)).map("".join))
def test_folding_leaves_letters_and_digits_in_place(text):
    for written, plain in zip(text, fold(text), strict=True):
        if written.isdigit():
            assert plain == written


@pytest.mark.parametrize("dash", "‐‑‒–—―−﹣－")
def test_a_dash_of_any_kind_is_a_hyphen(dash):
    assert fold(f"0.18{dash}1.01") == "0.18-1.01"


@pytest.mark.parametrize("blank", "\t\r\n\u00a0\u2002\u2003\u2007\u2009\u200a\u202f\u3000")
def test_white_space_of_any_kind_is_a_blank(blank):
    assert fold(f"12{blank}months") == "12 months"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("3 × 4", "3 x 4"),
        ("∼40%", "~40%"),
        ("≈40%", "~40%"),
        ("⩽3", "≤3"),
        ("⩾3", "≥3"),
        ("p＜0.05", "p<0.05"),
        ("p＝0.05", "p=0.05"),
        ("１", "１"),
        ("40％", "40%"),
        ("the patients’ own", "the patients' own"),
        ("“cure”", '"cure"'),
        ("（n = 3）", "(n = 3)"),
        ("［1］", "[1]"),
        # A raised dot is a decimal point between digits, or before one where a number can begin.
        ("0·98", "0.98"),
        ("0∙98", "0.98"),
        ("0•98", "0.98"),
        ("p=·03", "p=.03"),
        ("(·5)", "(.5)"),
        ("dinutuximab·beta", "dinutuximab·beta"),
        ("• 3 of 4", "• 3 of 4"),
        # Two signs that mean one.
        ("> or = 3", "≥      3"),
        ("< or =3", "≤     3"),
        (">=3", "≥ 3"),
        ("<= 3", "≤  3"),
        ("=<3", "≤ 3"),
        ("4 +/- 2", "4 ±   2"),
        ("4 +- 2", "4 ±  2"),
        # What a PDF conversion leaves of LaTeX.
        ("\\geq 3", "≥    3"),
        ("\\geqslant 3", "≥         3"),
        ("\\leq 3", "≤    3"),
        ("4 \\pm 2", "4 ±   2"),
        ("\\sim 4", "~    4"),
        ("3 \\times 4", "3 x      4"),
        ("40\\%", "40 %"),
        ("$p < 0.001$", " p < 0.001 "),
        ("\\length", "\\length"),
        ("5 \\mu\\text{g}", "5 μ        g "),
        ("10^9/\\text{L}", "10^9/      L "),
        ("$10^{-4}$", " 10 ^-4  "),
        ("\\(p\\)", " (p )"),
        # Of HTML and Markdown.
        ("p &lt; 0.05", "p <    0.05"),
        ("10<sup>9</sup>/L", "10    ^9      /L"),
        ("<i>p</i> = 1", "   p     = 1"),
        ("*p* < 0.05, **40%**", " p  < 0.05,   40%  "),
        ("_p_ = 1", " p  = 1"),
        ("12* or 14*, 3 * 4, a_b_c", "12* or 14*, 3 * 4, a_b_c"),
        ("US$40", "US$40"),
        ("plain", "plain"),
        ("", ""),
    ],
)
def test_a_sign_is_folded_to_its_plain_form(written, plain):
    assert fold(written) == plain
