"""What was given where no lexicon has a name for it: the text's own words name it."""

import pytest

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.arms.naming import arm_meant
from pipeline.extract.findings.interventions import bare_name, intervention_of, with_descriptions
from pipeline.extract.folding import fold
from pipeline.extract.ner import Recognised
from pipeline.schema import Concept, Mention, Span
from tests.extract.builders import record


def marked(text, words, score=0.95):
    start = text.index(words)
    return Recognised(Span(start, start + len(words)), "intervention", score, "encoder")


def told(text, words, mentions=(), score=0.95):
    return intervention_of(text, fold(text), [Span(0, len(text))], [marked(text, words, score)], mentions)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        # The rest of a word, and on to the noun that the marked words qualify.
        ("A telephone-delivered intervention to reduce risks", "telephone", "telephone-delivered intervention"),
        (
            "Effects of a ward-based gait support programme for women",
            "ward-based gait",
            "ward-based gait support programme",
        ),
        (
            "The effect of household heads training on nets: a trial",
            "household heads training",
            "household heads training",
        ),
        ("The 12-week Walking Tall course improves balance: a trial", "Walking Tall", "walking tall course"),
    ],
)
def test_the_whole_phrase_names_the_intervention(text, words, expected):
    assert told(text, words).name == expected


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the new standardised exercise programme", "exercise programme"),
        # What stands before a name also stands within words: `human`, `Philadelphia`, `Garcinia`.
        ("Human tumor necrosis factor", "human tumor necrosis factor"),
        ("Philadelphia Collaborative project", "philadelphia collaborative project"),
        ("Garcinia kola", "garcinia kola"),
    ],
)
def test_what_stands_before_a_name_is_left_out_of_it(words, name):
    assert bare_name(words) == name


def test_its_id_says_that_no_terminology_stands_behind_it():
    assert told("Leadership programme in schools", "Leadership").id == "text:leadership-programme"


def test_a_therapy_of_the_lexicons_needs_no_words():
    text = "Weekly paclitaxel in women"
    paclitaxel = Mention(Span(7, 17), "paclitaxel", "drug", (Concept("DRUGBANK:DB01229", "paclitaxel", "drug"),))
    assert told(text, "Weekly paclitaxel", [paclitaxel]) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        # Nothing is given where what goes with an outcome is told, by genes that nature randomises neither.
        ("Circulating lipids and relapse: a cohort study", "Circulating lipids"),
        ("Circulating lipids and relapse: a Mendelian randomisation study", "Circulating lipids"),
        ("Emotional support and well-being: a pilot study", "Emotional support"),
    ],
)
def test_what_goes_with_an_outcome_is_no_intervention(text, words):
    assert told(text, words) is None


def test_what_patients_have_is_no_intervention():
    text = "Elevated TIMP1 in a randomised trial"
    gene = Mention(Span(9, 14), "TIMP1", "gene", (Concept("NCBIGene:7076", "TIMP1", "gene"),))
    assert told(text, "Elevated TIMP1", [gene]) is None


def test_what_the_encoder_is_not_sure_of_names_nothing():
    assert told("Leadership programme in schools", "Leadership", score=0.5) is None


@pytest.mark.parametrize(
    ("name", "aliases", "control", "expected"),
    [
        ("telephone coaching", {"telephone coaching"}, False, "telephone coaching"),
        ("intervention", {"intervention", "intervention group"}, False, "walking course"),
        ("control", {"control", "control group"}, True, None),
        ("written information", {"written information", "control group"}, True, "written information"),
        ("arm B", {"arm b"}, False, None),
        # Who they were, and for how long, is nothing that was given.
        ("12 months", {"12 months"}, False, None),
        ("historical controls who had dissection", {"historical controls who had dissection"}, True, None),
        ("women without compression", {"women without compression"}, False, None),
    ],
)
def test_an_arm_has_what_its_name_says(name, aliases, control, expected):
    arm = Arm(name, frozenset(aliases), (), None, control, 0)
    (found,) = with_descriptions([arm], Concept("text:walking-course", "walking course", "therapy"))
    assert (found.described.name if found.described else None) == expected


def test_rows_of_a_schooling_have_it_as_their_therapy(extractor):
    text = (
        ("METHODS", "Nurses were randomly assigned to resilience coaching (n = 40) or written information (n = 41)."),
        (
            "RESULTS",
            "Burnout was seen in 12% of the resilience coaching group and 30% of the written information group.",
        ),
    )
    found = extractor.extract(record("Resilience coaching for nurses: a randomized trial", *text)).findings
    rows = [row for row in found if row.section == "RESULTS"]
    assert [[concept.name for concept in row.therapies] for row in rows] == [
        ["resilience coaching"],
        ["written information"],
    ]


def test_the_patients_of_an_arm_are_called_by_any_noun(extractor):
    text = (
        ("METHODS", "Women were randomly assigned to an intervention group (n = 40) or a control group (n = 41)."),
        ("RESULTS", "Relapse was seen in 12% of intervention women and 30% of control participants."),
    )
    found = extractor.extract(record("Walking after surgery: a randomized trial", *text)).findings
    assert [row.group for row in found if row.section == "RESULTS"] == ["intervention women", "control participants"]


def test_a_denominator_tells_the_arm_of_its_size(extractor):
    text = (
        ("METHODS", "Children were randomly assigned to blinatumomab (n = 54) or chemotherapy (n = 51)."),
        ("RESULTS", "Relapse (12/51 versus 5/54) was seen in some, and death in 7/51."),
    )
    found = extractor.extract(record("Blinatumomab versus chemotherapy: a randomized trial", *text)).findings
    rows = [row for row in found if row.section == "RESULTS"]
    assert [row.group.lower() for row in rows] == ["chemotherapy", "blinatumomab", "chemotherapy"]


def test_a_size_that_no_words_name_is_of_the_arm_of_that_size(extractor):
    text = (
        (
            "METHODS",
            "Women were randomised to receive either celecoxib (400 mg) twice daily for two to three weeks (n = 22) or "
            "a placebo according to the same schedule (n = 15).",
        ),
    )
    found = extractor.extract(record("Celecoxib or placebo in breast cancer: a randomised trial", *text)).findings
    sizes = [(row.group.lower(), row.total) for row in found if row.measure == "N"]
    assert sizes == [("celecoxib", 22), ("placebo", 15)]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("robotic group", "robotic-assisted navigation"),
        ("manual arm", "manual navigation"),
        # Words of both arms, or of none, tell neither.
        ("navigation group", None),
        ("treatment group", None),
    ],
)
def test_the_telling_words_of_a_name_mean_an_arm(name, expected):
    named = ("robotic-assisted navigation", "manual navigation")
    arms = [Arm(each, frozenset({each}), (), None, False, at) for at, each in enumerate(named)]
    found = arm_meant(name, arms)
    assert (found.name if found else None) == expected


def test_what_is_set_against_the_arm_that_opens_a_sentence_is_no_part_of_it(extractor):
    text = (
        ("METHODS", "Women were randomly assigned to oral oestradiol (n = 40) or placebo (n = 41)."),
        ("RESULTS", "In the oestradiol group, fewer women died (6 deaths) than did controls (16 deaths)."),
    )
    found = extractor.extract(record("Oestradiol or placebo after the menopause: a randomised trial", *text)).findings
    assert [row.group for row in found if row.section == "RESULTS"] == ["oestradiol group", "controls"]


def test_what_is_told_to_have_an_effect_was_given_though_it_be_measured_elsewhere():
    text = "The effect of exogenous ghrelin on appetite: a randomised trial"
    ghrelin = Mention(Span(24, 31), "ghrelin", "gene", (Concept("NCBIGene:51738", "GHRL", "gene"),))
    assert told(text, "exogenous ghrelin", [ghrelin]).name == "exogenous ghrelin"
