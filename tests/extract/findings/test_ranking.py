"""What is chosen of what rules and pointer say: the rules' answer stands where nothing is much surer of another."""

from dataclasses import replace
from functools import cache

import pytest

from pipeline.config import load_config
from pipeline.extract import Extractor
from pipeline.extract.findings import LONGEST
from pipeline.extract.findings.ranking.choosing import SURER
from tests.extract.builders import record

METHODS = "Forty women were randomised to iron or placebo."
RESULTS = (
    "Anemia resolved in 41% of the iron group and in 20% with placebo. Sleep was longer and mood was better (p = 0.02)."
)


class Speaking:
    """Speaks for what is called so much more than for the rules' answer; elsewhere the rules' stands."""

    what, wanted, more, only = "kind", (), 0, None

    def scores(self, choice):
        ruled = [1000 if case[0] else -100_000 for case in choice.cases]
        if choice.what != self.what or self.only not in (None, choice.figure.main.surface):
            return ruled
        more = 1000 + self.more
        return [more if name in self.wanted else score for name, score in zip(choice.names, ruled, strict=True)]


@cache
def extractor():
    ranker, config = Speaking(), load_config()
    return ranker, Extractor(config.lexicons, config.measures, models=["encoder"], relations=False, ranker=ranker)


def rows(*, what="kind", wanted=(), more=10_000, only=None, methods=METHODS, results=RESULTS, full=False):
    ranker, loaded = extractor()
    ranker.what, ranker.wanted, ranker.more, ranker.only = what, wanted, more, only
    study = record("Iron in women", ("METHODS", methods), ("RESULTS", results))
    if full:
        *front, last = study.document.passages
        passages = (*front, replace(last, kind="section"))
        study = replace(study, document=replace(study.document, passages=passages))
    return [row for row in loaded.extract(study).findings if row.section == "RESULTS"]


def test_a_figure_that_is_taken_for_none_has_no_row():
    assert [row.quote for row in rows()] == ["41%", "20%", "p = 0.02"]
    assert [row.quote for row in rows(what="result", wanted=("none",))] == ["p = 0.02"]


def test_a_figure_of_a_comparison_has_a_row_of_one():
    assert [row.kind for row in rows()] == ["arm", "arm", "contrast"]
    assert [row.kind for row in rows(what="kind", wanted=("contrast",))] == ["contrast"] * 3


def test_another_code_and_another_group_are_told():
    assert {row.measure for row in rows(what="code", wanted=("COURSE",))} == {"COURSE"}
    told = {row.quote: row for row in rows(what="group", wanted=("placebo",))}
    assert told["41%"].group == told["20%"].group == "placebo"
    assert {concept.name for concept in told["41%"].therapies} == {"placebo"}


def test_a_p_value_may_be_of_several_measures():
    several = rows(what="p_value", wanted=("OTHER:Sleep", "OTHER:mood"))
    told = [row.measure_text for row in several if row.p_value]
    assert sorted(told) == ["Sleep", "mood"]


def test_the_sides_of_a_comparison_are_told():
    ruled = {row.quote: row for row in rows()}["p = 0.02"]
    assert (ruled.group, ruled.comparator) == ("iron", "placebo")
    told = {row.quote: row for row in rows(what="side", wanted=(None,))}
    assert told["p = 0.02"].group is None
    told = {row.quote: row for row in rows(what="comparator", wanted=("baseline",))}
    assert told["p = 0.02"].comparator == "baseline"


def test_two_figures_in_an_order_are_of_two_groups():
    listed = "Anemia resolved in 41% and 20% of the iron and placebo groups, respectively."
    ruled = [row.group for row in rows(results=listed)]
    assert len(set(ruled)) == 2
    assert [row.group for row in rows(what="group", wanted=("placebo",), results=listed)] == ruled
    # Nor is one of them told to be of another alone.
    assert [row.group for row in rows(what="group", wanted=(None,), only="41%", results=listed)] == ruled


TIMED = "Forty women were randomised to iron or placebo for 12 weeks."


def test_a_figure_holds_for_a_time_that_is_told_before():
    def times(**asked):
        return {row.quote: (row.time_value, row.time_unit) for row in rows(methods=TIMED, what="time", **asked)}

    assert set(times().values()) == {(None, None)}
    assert set(times(wanted=("12 weeks",)).values()) == {(12, "weeks")}
    # Not where hardly more speaks for it, and not of what is quoted.
    assert set(times(wanted=("12 weeks",), more=SURER["time"]).values()) == {(None, None)}
    quoted = times(wanted=("12 weeks",), results="Smith et al. saw fever in 9% with placebo.")
    assert set(quoted.values()) <= {(None, None)}


def test_a_time_is_told_as_it_stands_nearest():
    months = "All women came for 12 months. Anemia resolved in 41% of the iron group."
    told = rows(methods=TIMED.replace("12 weeks", "1 year"), what="time", wanted=("1 years",), results=months)
    assert {(row.time_value, row.time_unit) for row in told} == {(12, "months")}


def test_a_length_of_time_holds_for_no_other():
    lasting = "Median sleep lasted 8 hours in the iron group."
    told = rows(methods=TIMED, what="time", wanted=("12 weeks",), results=lasting)
    assert [(row.value, row.unit, row.time_value) for row in told] == [(8, "hours", None)]


CODED = "Engraftment of neutrophils was seen in 41% of the iron group. Smith et al. saw fever in 9% with placebo."


def test_what_a_lexicon_has_a_code_for_and_what_is_quoted_stands():
    ruled = [(row.quote, row.measure, row.measure_text) for row in rows(results=CODED)]
    assert {code for _, code, _ in ruled} == {"ENGRAFTMENT", "AE"}
    for what in ("measure", "code", "result", "kind"):
        spoken = rows(
            what=what, wanted=("OTHER:Engraftment of neutrophils", "OTHER", "none", "contrast"), results=CODED[:69]
        )
        assert [(row.quote, row.measure, row.measure_text) for row in spoken] == ruled[:1]
        assert {row.kind for row in spoken} == {"arm"}
    for what in ("measure", "code", "result"):
        spoken = rows(what=what, wanted=("OTHER:saw fever", "OTHER", "none"), results=CODED)
        assert [(row.quote, row.measure, row.measure_text) for row in spoken] == ruled


def test_a_whole_whose_parts_are_told_of_each_group_is_of_neither():
    parted = "Anemia resolved in 18 women (10 in the iron group and 8 in the placebo group)."
    ruled = [(row.quote, row.group) for row in rows(results=parted)]
    told = [(row.quote, row.group) for row in rows(what="group", wanted=("placebo",), results=parted)]
    assert told[0] == ruled[0] == ("18 women", None)


def test_a_group_of_another_sentence_is_chosen_in_an_abstract_and_in_no_full_paper():
    apart = "Results were worse in smokers. Anemia resolved in 41%."
    ruled = [(row.quote, row.group) for row in rows(results=apart)]
    smokers = {"what": "group", "wanted": ("smokers",), "results": apart}
    assert [(row.quote, row.group) for row in rows(**smokers)] == [("41%", "smokers")]
    assert [(row.quote, row.group) for row in rows(**smokers, full=True)] == ruled


def test_whose_a_figure_is_stands_in_its_clause():
    parted = "Anemia resolved in 41% of the iron group, whereas it did so in 20% of the placebo group."
    ruled = [(row.quote, row.group) for row in rows(results=parted)]
    assert [group for _, group in ruled] == ["iron group", "placebo group"]
    told = rows(what="group", wanted=("placebo group",), results=parted)
    assert [(row.quote, row.group) for row in told] == ruled


def test_an_item_of_a_list_in_brackets_has_its_own_words():
    listed = "Women were not seen because of early sleep (5, 3.5%), missing data (3, 2.1%), or moving away (11, 7.7%)."
    ruled = [(row.quote, row.measure_text) for row in rows(results=listed)]
    assert len(ruled) == 3
    told = rows(what="measure", wanted=("OTHER:early sleep", "OTHER:sleep"), results=listed)
    assert [(row.quote, row.measure_text) for row in told] == ruled


def test_less_of_a_harm_may_be_a_harm():
    fewer = "There was less nausea with iron (5% versus 9%)."
    assert {row.measure for row in rows(results=fewer)} == {"OTHER"}
    told = rows(what="code", wanted=("AE",), results=fewer)
    assert {row.measure for row in told} == {"AE"}
    assert {row.adverse_event.name for row in told} == {"nausea"}
    assert {row.adverse_event for row in rows(results=fewer)} == {None}


def test_of_two_times_of_one_group_neither_is_given_back():
    fallen = "Anemia resolved from 41% to 20% in the iron and placebo groups."
    assert len({row.group for row in rows(results=fallen)}) == 2
    assert {row.group for row in rows(what="group", wanted=("placebo",), results=fallen)} == {"placebo"}


def test_a_harm_that_a_lexicon_names_is_one_where_its_patients_are_counted():
    counted = rows(what="code", wanted=("OTHER",), results="Fever was seen in 5 of 20 women with iron.")
    assert [(row.measure, row.adverse_event.name) for row in counted] == [("AE", "fever")]


def test_no_group_is_compared_with_itself():
    assert rows(what="side", wanted=("placebo",)) == rows()


@pytest.mark.parametrize(
    ("what", "wanted"), [("result", "none"), ("kind", "contrast"), ("code", "COURSE"), ("group", "placebo")]
)
def test_what_is_not_much_surer_changes_nothing(what, wanted):
    assert rows(what=what, wanted=(wanted,), more=SURER[what]) == rows()
    assert rows(what=what, wanted=(wanted,), more=SURER[what] + 1) != rows()


def test_of_a_longer_paper_too_it_is_asked():
    long = " ".join([METHODS, *["They drank tea."] * LONGEST])
    assert [row.quote for row in rows(what="result", wanted=("none",), methods=long)] == ["p = 0.02"]


def test_each_p_value_of_a_run_is_of_its_own_measure():
    run = "Sleep quality was better and mood improved (p = 0.02 and p = 0.03, respectively)."
    ruled = [(row.p_value, row.measure_text) for row in rows(results=run)]
    assert len(ruled) == 2
    spoken = rows(what="p_value", wanted=("OTHER:mood",), results=run)
    assert [(row.p_value, row.measure_text) for row in spoken] == ruled


def test_how_long_patients_were_followed_is_told_of_all():
    followed = "After a median follow-up of 63 months, anemia resolved in 41% of the iron group."
    told = {row.measure: row.group for row in rows(what="group", wanted=("iron group", "iron"), results=followed)}
    assert told["FOLLOW_UP"] is None


def test_a_stop_is_one_for_a_harm_where_a_harm_is_told():
    stops = {"what": "code", "wanted": ("DISCONTINUATION",)}
    untold = rows(**stops, results="In all, 12% of the iron group stopped treatment.")
    assert [row.measure for row in untold] and "DISCONTINUATION" not in {row.measure for row in untold}
    told = rows(**stops, results="In all, 12% of the iron group stopped treatment after adverse events.")
    assert {row.measure for row in told} == {"DISCONTINUATION"}


def test_what_stands_against_a_figure_of_one_arm_is_the_other_s():
    pairs = "Anemia (41 % vs. 20 %) and iron dose reductions (12 % vs. 3 %) were higher in the iron arm."
    told = rows(what="group", wanted=("iron", "iron arm"), results=pairs)
    assert [(row.value, row.group) for row in told] == [(41, "iron"), (20, "placebo"), (12, "iron"), (3, "placebo")]
