"""Which therapies a group received, learned: what is added to those that rules find, what stands, and bad files."""

from functools import cache
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import resources
from pipeline.config import load_config
from pipeline.errors import ModelError
from pipeline.extract import Extractor
from pipeline.extract.findings.received import COLUMNS, ReceivedModel, chosen
from pipeline.extract.findings.received.model import LONGEST, means
from pipeline.extract.forest import Forest
from pipeline.ingest.readers import read_records
from pipeline.schema import Concept
from tests.extract.builders import record

ROOT = Path(__file__).parents[3]


@cache
def extractor(*, credit):
    config = load_config()
    return Extractor(config.lexicons, config.measures, models=["encoder"], relations=False, credit=credit)


def told(title, methods, results, *, credit=True):
    study = record(title, ("METHODS", methods), ("RESULTS", results))
    rows = extractor(credit=credit).extract(study).findings
    return [sorted(therapy.name for therapy in row.therapies) for row in rows if row.section == "RESULTS"]


LARYNX = "Induction chemotherapy in cancer of the larynx"
ARMS = (
    "Patients were randomised to TP (docetaxel and cisplatin) or PF (cisplatin and fluorouracil), followed by "
    "radiotherapy in both arms."
)


def test_what_a_drug_was_added_to_was_received_beside_it():
    case = (
        "Adding midostaurin to chemotherapy for acute myeloid leukemia",
        "Eligible adults were given daunorubicin and cytarabine, with or without midostaurin.",
        "Complete remission was seen in 61% of the investigational group.",
    )
    assert told(*case) == [["cytarabine", "daunorubicin", "midostaurin"]]
    assert told(*case, credit=False) == [["midostaurin"]]


def test_a_therapy_of_another_arm_is_not_added():
    results = "The response rate was 30% in the TP arm and 22% in the PF arm."
    assert told(LARYNX, ARMS, results) == [["cisplatin", "docetaxel"], ["cisplatin", "fluorouracil"]]


def test_what_no_title_objective_or_method_names_is_hardly_added():
    title = "Blinatumomab after many lines of therapy: remission and survival of 33 children"
    study = record(
        title,
        ("INTRODUCTION", "Before blinatumomab, children in relapse had little to expect of chemotherapy."),
        ("METHODS", "Thirty-three children were given blinatumomab."),
        (
            "RESULTS",
            "Most children had been treated with chemotherapy alone. Remission was reached by 10 of 11 with refractory "
            "disease (90.9%).",
        ),
    )
    (row,) = (row for row in extractor(credit=True).extract(study).findings if row.group == "with refractory disease")
    assert [therapy.name for therapy in row.therapies] == ["blinatumomab"]


def case(**values):
    return [values.get(column, 0) for column in COLUMNS]


@pytest.mark.parametrize(
    ("scores", "cases", "places"),
    [
        ([500, -99, -100], [case(), case(), case()], [0, 1]),
        # What the rules have stands longer, and longest what all arms had, or what is tested on all or those tested.
        ([500, -999, -999], [case(), case(by_rules=1), case()], [0, 1]),
        ([500, -1000], [case(), case(by_rules=1)], [0]),
        ([500, -1999], [case(), case(by_rules=1, in_all_arms=1)], [0, 1]),
        ([500, -1999], [case(), case(by_rules=1, tested=1, under_test=1)], [0, 1]),
        ([500, -1999], [case(), case(by_rules=1, tested=1, group_none=1)], [0, 1]),
        ([500, -2000], [case(), case(by_rules=1, tested=1, group_none=1)], [0]),
        ([500, -1999], [case(), case(by_rules=1, tested=1)], [0]),
        ([500, -1999], [case(), case(tested=1, under_test=1, in_all_arms=1)], [0]),
        # Who is called by it had it.
        ([500, -5000], [case(), case(by_rules=1, in_group=1)], [0, 1]),
        ([500, -5000], [case(), case(in_group=1)], [0]),
        # Where nothing was received by its score, what the rules have.
        ([-1999, -1400], [case(by_rules=1), case()], [0]),
        ([-2000, -1400], [case(by_rules=1), case()], [1]),
        # Where they have nothing either, the likeliest, of whom less is told what is likelier.
        ([-450, -420], [case(), case()], [1]),
        ([-1499], [case()], [0]),
        ([-1500, -1600], [case(), case()], []),
        ([-499], [case(group_none=1)], [0]),
        ([-500], [case(group_none=1)], []),
        ([-500], [case(arms=2)], []),
        ([-500], [case(arms=2, arm_known=1)], [0]),
        # A group that is no control is not left with what controls are given.
        ([-400, -300], [case(), case(inert=1)], [0]),
        ([-400, -300], [case(), case(inert=1, control=1)], [1]),
        ([-400, -300], [case(), case(inert=1, in_group=1)], [1]),
        ([-1999], [case(inert=1, by_rules=1)], []),
    ],
)
def test_therapies_are_chosen_by_their_scores_and_by_what_the_rules_have(scores, cases, places):
    assert chosen(np.array(scores), np.array(cases)) == places


def test_rows_of_one_arm_have_one_answer():
    # It is called `blinatumomab group` and `Blinatumomab`; one row alone would have the chemotherapy of the other arm.
    records = {each.document.id: each for each in read_records(ROOT / "corpora" / "blinatumomab_studies.pubtator")}
    rows = extractor(credit=True).extract(records["file:evigraph-s03"]).findings
    own = [row for row in rows if (row.group or "").lower().startswith("blinatumomab")]
    assert [[each.name for each in row.therapies] for row in own] == [["blinatumomab"]] * 4


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.integers(-3000, 3000), min_size=1), min_size=1))
def test_rows_of_a_group_share_the_mean_of_those_that_ask(rows):
    told = [([Concept(id, id, "therapy") for id in row], np.array(list(row.values()))) for row in rows]
    found = means(told)
    for id in {id for row in rows for id in row}:
        asked = [row[id] for row in rows if id in row]
        assert min(asked) <= found[id] <= max(asked)
        assert abs(found[id] - sum(asked) / len(asked)) < 1


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"received\.npz"):
        ReceivedModel.load(tmp_path / "received.npz")


@pytest.mark.parametrize("content", [b"", b"\x00nothing", b"PK\x03\x04 cut off"])
def test_a_spoilt_file_is_named(tmp_path, content):
    path = tmp_path / "received.npz"
    path.write_bytes(content)
    with pytest.raises(ModelError, match=r"received\.npz"):
        ReceivedModel.load(path)


def test_trees_that_do_not_fit_together_are_refused(tmp_path):
    with np.load(resources.received()) as archive:
        parts = {name: archive[name] for name in archive.files}
    np.savez(tmp_path / "received.npz", **{**parts, "received.right": parts["received.right"][:-1]})
    with pytest.raises(ModelError, match="branches"):
        ReceivedModel.load(tmp_path / "received.npz")


def test_a_model_of_other_columns_is_refused(tmp_path):
    with np.load(resources.received()) as archive:
        parts = {name: archive[name] for name in archive.files}
    np.savez(tmp_path / "received.npz", **{**parts, "columns": parts["columns"][:-1]})
    with pytest.raises(ModelError, match="columns"):
        ReceivedModel.load(tmp_path / "received.npz")


def everything_received():
    """Trees that say of every therapy that it was received."""
    leaf = np.array([0])
    return ReceivedModel(Forest(leaf, leaf, leaf, leaf, np.array([9000])))


OWN = "Remission was seen in 60% of children."


@pytest.mark.parametrize(
    ("results", "left"),
    [
        (OWN, False),
        ("Smith et al. saw remission in 63% of children with blinatumomab.", True),
        ("Remission was seen in 60% of children without HSCT.", True),
        # A longer paper than any that was learned from.
        (f"{OWN} {'Nothing else was seen. ' * LONGEST}", True),
    ],
)
def test_what_is_left_to_the_rules_is_left_however_sure_the_model(results, left):
    methods = "Children were given blinatumomab, chemotherapy or HSCT."
    study = record("Treatment of leukemia in children", ("METHODS", methods), ("RESULTS", results))
    paper, rows = extractor(credit=False).rows_before_received(study.document)
    assert rows
    chosen_rows = everything_received().choose(paper, rows)
    assert all((row.therapies == told.therapies) is left for row, told in zip(rows, chosen_rows, strict=True))


@pytest.mark.parametrize(
    ("title", "methods", "results"),
    [
        # A group that is called by what it did without, and what is quoted, have what the rules find.
        (
            "Transplantation after blinatumomab in children",
            "Of 26 children given blinatumomab, 15 underwent HSCT.",
            "Overall survival was 93% with HSCT and 100% without it.",
        ),
        (
            "Transplantation after blinatumomab in children",
            "Of 26 children given blinatumomab, 15 underwent HSCT.",
            "Smith et al. saw remission in 63% of children with blinatumomab and in 40% with chemotherapy.",
        ),
    ],
)
def test_what_a_group_did_without_and_what_is_quoted_is_left_to_the_rules(title, methods, results):
    assert told(title, methods, results) == told(title, methods, results, credit=False)


def test_who_was_given_something_is_told_of_what_came_before():
    results = "Of 40 women, 15 (38%) underwent mastectomy. Pain was seen in 40% of women."
    study = record("Tamoxifen in breast cancer", ("METHODS", "Women were given tamoxifen."), ("RESULTS", results))
    paper, rows = extractor(credit=False).rows_before_received(study.document)
    told_of = {row.measure: {c.name for c in row.therapies} for row in everything_received().choose(paper, rows)}
    assert told_of["COURSE"] == {"tamoxifen"}
    assert told_of["AE"] == {"tamoxifen", "mastectomy"}
