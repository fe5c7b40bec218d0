"""Long runs of what the grammars repeat: a pattern that backtracks without bound would never come back from them.

An alarm turns a run that never ends into a failure.
"""

from __future__ import annotations

import re

import pytest

from pipeline.extract.abbreviations import find_abbreviations
from pipeline.extract.assertion import assertions
from pipeline.extract.findings.arms import find_arms
from pipeline.extract.findings.arms.allocation import find_allocations, find_compared
from pipeline.extract.findings.comparisons import find_comparisons
from pipeline.extract.findings.groups import find_groups
from pipeline.extract.findings.measures import find_measures
from pipeline.extract.findings.tables.notes import short_forms
from pipeline.extract.folding import fold
from pipeline.extract.quantities import parse
from pipeline.extract.sentences import split_sentences
from pipeline.schema import Span
from tests.extract.builders import record
from tests.extract.rows import credited_rows
from tests.patience import HAS_ALARM, NeverEnds, patience

#: A measure that a lexicon has a code for.
TRM = "Treatment-related mortality"
REPEATED = [
    *("1,", "0", "1 to ", "1/", "1 of ", "10.", "x 10 ", "±", "· ", "\\", "·"),
    *("(", "[", ")", "AB (", "p(a", "[1] ", "a (1,"),
    *("one hundred ", "thousand, ", "twenty-", "a hundred and ", "no a ", "all a ", "1 a ", "a "),
    *("95% CI ", "p ", "HR for a ", "n = ", "grade 3 or ", "range ", "after 1 ", "day 1, ", "at least "),
    *("b = -", "1-fold ", "CI - 1 to ", "0.1, 0.1-"),
    *("1% (1 mmol/mol ", "[1; 2]95% ", "vs - 1 ", "Cohen's d ", "rs1 (", "p.V600E ", "677C>T or "),
    *("discontinued due to ", "differences at 1 ", "AIDS or died ", "men: 1 vs 2; ", "1% active ", "with no "),
    *("grade 3, ", "weeks 1 to ", "(1.1-1.2, ", "on day 1, ", "POD ", "1.1 [SD 1.1] ", "median (IQR) 1 (1-2) "),
    *("95% CI for a ", "CI of the difference ", "1 mg [0-", "0.1 ± 0.1 mg ", "1 g vs 1 g ", "1 Gy versus "),
    *("doses ", "NCT", "A1", "10.1000/", "phase ", "A. ", "- "),
]


def run_of(piece, length):
    return piece * (length // len(piece))


@pytest.mark.skipif(not HAS_ALARM, reason="this system has no alarm to stop a run with")
def test_the_alarm_stops_a_pattern_that_runs_away():
    with pytest.raises(NeverEnds), patience(1):
        re.match(r"(?:a|a)*b", "a" * 64)


@pytest.mark.parametrize("piece", REPEATED)
def test_figures_are_read_in_a_long_run(piece):
    text = run_of(piece, 12_000)
    with patience():
        found = parse(text)
    assert all(quantity.span.of(text) == quantity.surface for quantity in found)


@pytest.mark.parametrize("piece", [*REPEATED, "\n", "\\geq ", "> or ", "+ / ", "$"])
def test_a_long_run_is_folded_and_divided(piece):
    text = run_of(piece, 100_000)
    with patience():
        assert len(fold(text)) == len(text)
        sentences = split_sentences(text)
        find_abbreviations(text, sentences)
    assert "".join("".join(span.of(text) for span in sentences).split()) == "".join(text.split())


@pytest.mark.parametrize("piece", ["no ", "may ", "not observed ", "no difference ", "without, ", "but "])
def test_a_long_run_of_cues_is_judged(piece):
    text = run_of(piece, 12_000) + "fever"
    with patience():
        (found,) = assertions(text, Span(0, len(text)), [Span(len(text) - 5, len(text))])
    assert found in ("affirmed", "negated", "hypothetical")


@pytest.mark.parametrize(
    "piece",
    [
        *("randomized to ", "randomized to a or b ", "assigned to either (a or ", "compared a with b ", "a, b and "),
        *(
            "A and B had 1 1 1 ",
            "in the a and b ",
            "(A 1 vs B 2 ",
            "group A and ",
            "1 patients with a ",
            "1 of 1 patients (1%) who had a versus ",
            "1 received a, ",
            "A (a) and B (b) ",
        ),
    ],
)
def test_arms_and_sides_are_looked_for_in_a_long_run(piece):
    text = run_of(piece, 100_000)
    whole, part = Span(0, len(text)), Span(0, 3_900)
    with patience():
        allocations = [*find_allocations(text, whole), *find_compared(text, whole)]
        find_arms(text, text, [whole, part], [])
        sides = find_comparisons(text, text, part, find_groups(text, text, part, [], []), [], [])
    assert all(whole.contains(each.whole) for allocation in allocations for each in allocation.alternatives)
    assert all(part.contains(side.span) for side in sides)


@pytest.mark.parametrize(
    ("piece", "measures"),
    [
        ("overall survival ", {"OS"}),
        ("CR (", {"CR"}),
        ("severe ", set()),
        ("total overall ", set()),
        ("fever, ", set()),
        ("relapse or ", {"RELAPSE"}),
    ],
)
def test_measures_are_found_in_a_long_run(plain_extractor, piece, measures):
    text = run_of(piece, 12_000)
    with patience():
        found = find_measures(text, Span(0, len(text)), plain_extractor.measures, [])
    assert {measure.code for measure in found} == measures
    assert [measure.text for measure in found] == [measure.span.of(text) for measure in found]


@pytest.mark.parametrize(
    "piece",
    [
        " ",
        "\t",
        "\n",
        "$",
        "(AB) ",
        "CR was 3%, ",
        "n = 5, ",
        "12 ",
        "(",
        ").",
        ">",
        "who had ",
        "the primary end point was a ",
        "a, it was the primary outcome, ",
        "complete response with no a ",
        "3 (SD 1) and 2 (1) ",
        "at 2 and 5 years ",
        "b = 0.1 with a (",
        "one hundred ",
    ],
)
def test_a_document_that_is_one_long_run_is_extracted(plain_extractor, piece):
    text = "Title\n" + run_of(piece, 12_000)
    with patience():
        extraction = plain_extractor.extract(record(text))
    assert all(mention.span.of(text) == mention.surface for mention in extraction.mentions)


def test_a_table_run_together_in_one_sentence_gives_no_findings(plain_extractor):
    assert plain_extractor.extract(record("Title\n" + "CR was 3%, " * 100)).findings == ()


@pytest.mark.parametrize("piece", ["AB, a", "AB, a and ", "A1 = b; ", "a. 1", "AB,", "A ", "and a, "])
def test_the_notes_of_a_table_are_read_in_a_long_run(piece):
    text = run_of(piece, 100_000)
    with patience():
        found = short_forms(text, [Span(0, len(text))])
    assert all(name in text for name in found)


@pytest.mark.parametrize("piece", ["1", "12.", "rates ", "was of ", "= ", "2% and "])
def test_a_long_run_between_a_measure_and_its_figure(piece):
    sentence = f"{TRM} {run_of(piece, 60)}x 5% with blinatumomab."
    with patience():
        told = credited_rows("Blinatumomab in children", "We treated 40 children.", sentence, "value")
    assert all(value is None or value >= 0 for (value,) in told)


@pytest.mark.parametrize(
    "piece",
    ["deaths were ", "adverse events: ", "infections (n = 1), ", "died (a ", "toxicities, ", "the most common were "],
)
def test_a_long_run_of_events_is_no_list_that_never_ends(piece):
    sentence = f"{run_of(piece, 2_000)} (n = 3)."
    with patience():
        credited_rows("Blinatumomab in children", "We treated 40 children.", sentence, "value")
