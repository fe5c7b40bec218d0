"""Words on one line: what is raised, cross-references, formulas, entities."""

from __future__ import annotations

import pytest
from lxml import etree

from pipeline.extract.quantities import parse
from pipeline.ingest.jats.inline import inline
from pipeline.ingest.markup.mathematics import mathml, tex


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a <bold>b</bold>\n <italic>c</italic>\u2009d\u00a0e", "a b c\u2009d e"),
        ("85%<xref ref-type='bibr' rid='r'><sup>12</sup></xref> of", "85%[12] of"),
        ("85%<sup><xref ref-type='bibr'>1</xref>–<xref ref-type='bibr'>3</xref></sup>.", "85%[1–3]."),
        (
            "n<xref ref-type='bibr'><sup>1</sup></xref><sup>,</sup><xref ref-type='bibr'><sup>2</sup></xref> x",
            "n[1,2] x",
        ),
        ("et al.<xref ref-type='bibr'>7</xref> said", "et al.[7] said"),
        ("said [<xref ref-type='bibr'>1</xref>, <xref ref-type='bibr'>2</xref>].", "said [1, 2]."),
        ("(<xref ref-type='bibr'>1</xref>)", "(1)"),
        ("(<xref ref-type='bibr'>Doe, 2001</xref>)", "(Doe, 2001)"),
        ("see <xref ref-type='table'>Table 2</xref>", "see Table 2"),
        ("relapse.<sup>1,2</sup> The", "relapse.[1,2] The"),
        ("10<sup>9</sup>/L, 3 × 10<sup>−5</sup>", "10^9/L, 3 × 10^−5"),
        ("mg/m<sup>2 </sup>on, kg<sup>−1</sup>, CD8<sup>+</sup>, Ca<sup>2+</sup>", "mg/m2 on, kg−1, CD8+, Ca2+"),
        ("<sup>18</sup>F, 5<sup>th </sup>day, R<sup>2</sup>, χ<sup>2</sup>", "18F, 5th day, R2, χ2"),
        ("12.3<sup>a</sup> and 12.3<sup>*</sup> and 12.3<sup>1</sup>", "12.3[a] and 12.3* and 12.3^1"),
        ("12<xref ref-type='table-fn'><sup>a</sup></xref>", "12[a]"),
        ("CO<sub>2</sub>, log<sub>10</sub>, 5<sub>2</sub>", "CO2, log10, 5_2"),
        ("a<break/>b", "a b"),
        ("<name><surname>Doe</surname><given-names>J</given-names></name>, <collab>X</collab>", "Doe J, X"),
        ("x<fn><p>left out</p></fn>", "x"),
    ],
)
def test_what_is_raised_does_not_run_into_what_stands_before_it(markup: str, text: str) -> None:
    assert inline(etree.fromstring(f"<p>{markup}</p>")) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("ECF group<sup>1</sup>", "ECF group[1]"),
        ("P<sup>4</sup>", "P[4]"),
        ("m<sup>1</sup>", "m1"),
        ("<sup>1 </sup>Note", "[1] Note"),
    ],
)
def test_the_marks_of_a_tables_notes_are_known(markup: str, text: str) -> None:
    assert inline(etree.fromstring(f"<td>{markup}</td>"), frozenset(("1", "4"))) == text


def test_named_entities_become_their_characters_and_unknown_ones_stay() -> None:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    markup = b'<!DOCTYPE p SYSTEM "x.dtd" [<!ENTITY bomb "boom">]><p>&alpha;&ge;5&nbsp;&bomb;</p>'
    assert inline(etree.fromstring(markup, parser)) == "α≥5 &bomb;"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<mi>p</mi><mo>&lt;</mo><mn>0.001</mn>", "p<0.001"),
        ("<mfrac><mrow><mi>a</mi><mo>+</mo><mi>b</mi></mrow><mn>2</mn></mfrac>", "(a+b)/2"),
        ("<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>", "10^−3"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup><mo>\u2062</mo><msqrt><mi>p</mi></msqrt>", "x_i^2√(p)"),
        ("<mover><mi>o</mi><mo>¯</mo></mover><mo>±</mo><mi>s</mi>", "ō±s"),
        ("<mfenced open='[' close=']'><mn>1</mn><mn>2</mn></mfenced>", "[1,2]"),
        ("<semantics><mrow><mn>1</mn><mn>2</mn></mrow><annotation>x</annotation></semantics>", "1 2"),
        (
            "<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mn>2</mn></mtd></mtr><mtr><mtd><mi>c</mi></mtd></mtr></mtable>",
            "a, 2; c",
        ),
    ],
)  # fmt: skip
def test_mathml_is_written_on_one_line(markup: str, text: str) -> None:
    assert mathml(etree.fromstring(f"<math>{markup}</math>")) == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\documentclass{x}\begin{document}$$p < 0.001$$\end{document}", "p < 0.001"),
        (r"\frac{a+b}{2} \geq x_{ij}^2 \times 10^{-3}", "(a+b)/2 ≥ x_ij^2 × 10^-3"),
        (r"\mathrm{OR}\,=\,1.5~\text{mg} 5\%", "OR = 1.5 mg 5%"),
        (r"\bar{x}^10 \sqrt{n}", "x̄^10 √(n)"),
        (r"a}b", "ab"),
    ],
)
def test_tex_is_written_on_one_line(source: str, text: str) -> None:
    assert tex(source) == text


def test_the_grammar_of_figures_reads_a_formula() -> None:
    markup = "<p><inline-formula><math><mi>p</mi><mo>&lt;</mo><mn>0.001</mn></math></inline-formula></p>"
    (quantity,) = parse(inline(etree.fromstring(markup)))
    assert (quantity.kind, quantity.value, quantity.qualifier) == ("p_value", 0.001, "<")
