"""The Python API: its public names, and the answers it gives over the sample corpus."""

from __future__ import annotations

import subprocess
import sys

import pytest

import pipeline
from pipeline.errors import ConfigError, StoreError, UnknownName
from pipeline.schema import OUTCOME_COLUMNS

HEAVY = ("spacy", "scispacy", "pandas", "pyarrow", "sqlalchemy", "networkx", "numpy", "pydantic", "rich", "openpyxl")


def test_the_public_names_are_these():
    assert pipeline.__all__ == ["Evidence", "EvigraphError", "Report", "__version__", "open", "run"]
    assert set(pipeline.__all__) <= set(dir(pipeline))
    assert all(getattr(pipeline, name) is not None for name in pipeline.__all__)


def test_other_names_are_none_of_its_own():
    with pytest.raises(AttributeError, match="has no attribute 'nosuch'"):
        _ = pipeline.nosuch


@pytest.mark.parametrize("module", ["pipeline", "pipeline.cli", "pipeline.schema", "pipeline.errors"])
def test_importing_loads_nothing_heavy(module):
    code = f"import sys, {module}; print(*(name for name in {HEAVY!r} if name in sys.modules))"

    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert answer.stdout.split() == []


def test_nothing_of_the_sample_corpus_is_rejected(evidence):
    assert evidence.report.rejects == ()
    assert evidence.rejects() == []


def test_every_document_of_the_sample_corpus_is_read_and_its_account_agrees_with_what_is_held(evidence):
    report = evidence.report

    assert report.read == report.new == report.documents == len(evidence.documents()) == 22
    assert sum(report.findings.values()) == len(evidence.findings())
    assert sum(report.mentions.values()) == sum(map(len, evidence.mentions().values()))
    assert [name.rpartition("/")[2] for name in report.passed_over] == ["README.md"]


def test_every_mention_and_finding_stands_where_it_says(evidence):
    texts = evidence.texts()

    wrong = [
        (document, mention.surface)
        for document, mentions in evidence.mentions().items()
        for mention in mentions
        if mention.span.of(texts[document]) != mention.surface
    ]
    wrong += [
        (finding.document, finding.quote)
        for finding in evidence.findings()
        if finding.span.of(texts[finding.document]) != finding.quote or not finding.sentence.contains(finding.span)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["blinatumomab", "Blinatumomab", "DRUGBANK:DB09052", "Blincyto"])
def test_a_therapy_is_found_by_any_of_its_names(evidence, name):
    found = evidence.findings(therapy=name)

    assert found
    assert all("blinatumomab" in {therapy.name for therapy in finding.therapies} for finding in found)


@pytest.mark.parametrize("name", ["CAR-T", "chimeric antigen receptor T cells", "car t cells", "evigraph:car-t"])
def test_car_t_goes_by_many_names(evidence, name):
    assert evidence.findings(therapy=name) == evidence.findings(therapy="CAR-T") != []


def test_what_stands_below_a_therapy_counts_as_well(tmp_path, small):
    text = "Tisagenlecleucel in children\n\nAll 10 children received tisagenlecleucel. Eight (80%) reached CR.\n"
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")

    with pipeline.run(tmp_path, config=small) as evidence:
        assert evidence.findings(therapy="CAR-T", outcome="CR") == evidence.findings(outcome="CR") != []
        assert evidence.findings(therapy="blinatumomab") == []


def test_a_regimen_is_found_where_all_its_drugs_were_received(tmp_path):
    text = (
        "FOLFIRI or irinotecan for cancer\n\nPatients were randomized to FOLFIRI (n = 50) or irinotecan (n = 51). "
        "The objective response rate was 40% with FOLFIRI and 30% with irinotecan.\n"
    )
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")

    with pipeline.run(tmp_path) as evidence:
        both = {finding.value for finding in evidence.findings(therapy="irinotecan", outcome="ORR")}
        assert {finding.value for finding in evidence.findings(therapy="FOLFIRI", outcome="ORR")} == {40.0}
        assert both == {40.0, 30.0}


@pytest.mark.parametrize("name", ["resilience coaching", "Coaching"])
def test_a_therapy_that_no_lexicon_names_is_found_by_its_own_words(tmp_path, name):
    text = (
        "Resilience coaching for nurses: a randomized trial\n\n"
        "Nurses were randomly assigned to resilience coaching (n = 40) or written information (n = 41). "
        "Burnout was seen in 12% of the resilience coaching group and 30% of the written information group.\n"
    )
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")

    with pipeline.run(tmp_path) as evidence:
        assert {finding.value for finding in evidence.findings(therapy=name, outcome="OTHER")} == {12.0}
        with pytest.raises(UnknownName):
            evidence.findings(therapy="oaching")


@pytest.mark.parametrize("name", ["CR", "cr", "complete remission", "Complete response"])
def test_a_measure_goes_by_its_code_and_by_its_names(evidence, name):
    found = evidence.findings(outcome=name)

    assert found
    assert {finding.measure for finding in found} == {"CR"}


@pytest.mark.parametrize(
    ("asked", "texts"),
    [
        ("GVHD", {"GVHD", "Acute GVHD"}),
        ("graft versus host disease", {"GVHD", "Acute GVHD"}),
        ("acute GVHD", {"Acute GVHD"}),
        ("hepatotoxicity", {"Hepatotoxicity"}),
        ("adverse events", {"GVHD", "Fever", "Hepatotoxicity"}),
        ("toxicity", {"GVHD", "Fever", "Hepatotoxicity"}),
        ("quality of life", {"Quality of life"}),
        ("body weight", set()),
        ("OTHER", {"Quality of life"}),
    ],
)
def test_an_outcomes_name_finds_that_outcome_alone(tmp_path, asked, texts):
    (tmp_path / "a.txt").write_text(
        "Blinatumomab in children. We treated 40 children with blinatumomab. GVHD occurred in 10 children (25%). "
        "Acute GVHD occurred in 8 children (20%). Fever occurred in 3 children. Hepatotoxicity was seen in 5 children. "
        "Quality of life was better in 9 of 12 children.",
        encoding="utf-8",
    )
    with pipeline.run(tmp_path / "a.txt") as evidence:
        assert {finding.measure_text for finding in evidence.findings(outcome=asked)} == texts


def test_an_outcome_that_is_no_measure_is_an_adverse_event(evidence):
    found = evidence.findings(outcome="fever")

    assert found
    assert {finding.adverse_event.name for finding in found} == {"fever"}


def test_conditions_are_all_to_be_met(evidence):
    found = evidence.findings(therapy="blinatumomab", outcome="CR", attribution="own", document="evigraph-s04")

    assert found
    assert {(f.measure, f.attribution, f.document) for f in found} == {("CR", "own", "file:evigraph-s04")}


def test_diseases_and_genes_choose_documents(evidence):
    speaking = {f.document for f in evidence.findings(gene="CD19")}

    assert speaking
    assert speaking < {f.document for f in evidence.findings()}
    assert {f.document for f in evidence.findings(disease="leukemia")}


def test_a_state_chooses_documents_whose_disease_is_in_it(evidence):
    def documents(**asked):
        return {f.document for f in evidence.findings(**asked)}

    relapsed = documents(disease="leukemia", state="relapsed")
    assert relapsed
    assert relapsed < documents(disease="leukemia")
    assert documents(disease="leukemia", state="first relapse") < relapsed
    assert documents(state=["relapsed", "secondary"]) == documents(state="relapsed") | documents(state="secondary")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"state": "relapsd"}, "no state is known as 'relapsd'; near ones: relapsed"),
        ({"state": "happy"}, "no state is known as 'happy'; near ones: accelerated_phase, advanced, blast_phase"),
        ({"therapy": "blinatumumab"}, "no therapy is known as 'blinatumumab'; near ones: blinatumomab"),
        (
            {"outcome": "cytokine release synd"},
            "no outcome is known as 'cytokine release synd'; near ones: cytokine release syndrom",
        ),
        ({"outcome": "complet remission"}, "no outcome is known as 'complet remission'; near ones: complete remission"),
        ({"disease": "leukemja"}, "no disease is known as 'leukemja'; near ones: leukemia"),
        ({"gene": "CD199"}, "no gene is known as 'CD199'; near ones: "),
        ({"document": "evigraph-s99"}, "no document is known as 'evigraph-s99'; near ones: file:evigraph-s0"),
        ({"attribution": "ours"}, "no attribution is known as 'ours'; near ones: own, cited"),
    ],
)
def test_an_unknown_name_lists_near_ones(evidence, asked, message):
    with pytest.raises(UnknownName) as raised:
        evidence.findings(**asked)

    assert str(raised.value).startswith(message)


def test_the_outcome_table_is_a_frame_with_the_columns_of_its_definition(evidence):
    frame = evidence.outcomes()

    assert tuple(frame.columns[: len(OUTCOME_COLUMNS)]) == OUTCOME_COLUMNS
    assert len(frame) == len(evidence.findings())
    assert len(evidence.outcomes(evidence.findings(outcome="CR"))) == len(evidence.findings(outcome="CR"))


def test_the_graph_holds_every_document_and_the_names_of_measures(evidence):
    graph = evidence.graph()

    assert {document.id for document in evidence.documents()} <= set(graph)
    assert graph.nodes["measure:CR"]["label"] == "complete remission"


def test_a_database_can_be_opened_again(tmp_path, corpora, small):
    with pipeline.run([corpora / "immunotherapy_review_children.txt"], db=tmp_path / "e.db", config=small) as made:
        findings = made.findings()
        made.export_outcomes(tmp_path / "made.csv")

    with pipeline.open(tmp_path / "e.db", config=small) as opened:
        assert opened.report is None
        assert opened.findings() == findings != []
        opened.export_outcomes(tmp_path / "opened.csv")
    assert (tmp_path / "opened.csv").read_bytes() == (tmp_path / "made.csv").read_bytes()


def test_what_is_exported_as_pubtator_and_read_again_is_the_same(tmp_path, corpora):
    # The format knows no sections, lists of references or tables, which models read otherwise than running text.
    config = tmp_path / "config.yaml"
    config.write_text("extract: {models: [], relations: false}\n", encoding="utf-8")
    with pipeline.run(corpora, config=config) as evidence:
        evidence.export_pubtator(tmp_path / "once.pubtator")
        expected = {document: len(mentions) for document, mentions in evidence.mentions().items()}

    with pipeline.run(tmp_path / "once.pubtator", config=config) as again:
        again.export_pubtator(tmp_path / "twice.pubtator")
        assert again.report.rejects == ()
        assert {document: len(mentions) for document, mentions in again.mentions().items()} == expected
    assert (tmp_path / "twice.pubtator").read_bytes() == (tmp_path / "once.pubtator").read_bytes()


def test_what_a_model_marks_is_no_mention_of_its_own_beside_the_source_that_marks_the_same(tmp_path):
    text = "Mutations of the BRCA1 gene were found in women with ovarian cancer."
    record = f"11|t|A study\n11|a|{text}\n11\t50\t55\twomen\tSpecies\t-\n11\t61\t75\tovarian cancer\tDisease\t-\n\n"
    (tmp_path / "a.pubtator").write_text(record, encoding="utf-8")

    with pipeline.run(tmp_path / "a.pubtator") as evidence:
        (mentions,) = evidence.mentions().values()
    places = [mention.span for mention in mentions]
    assert len(places) == len(set(places))
    assert {mention.surface: mention.source for mention in mentions}["women"] == "pubtator"


def test_a_database_that_is_not_there_is_not_made(tmp_path):
    with pytest.raises(StoreError, match="no such evidence database"):
        pipeline.open(tmp_path / "e.db")
    assert list(tmp_path.iterdir()) == []


def test_a_path_that_does_not_exist_is_told(tmp_path, small):
    with pytest.raises(FileNotFoundError, match="nosuch"):
        pipeline.run([tmp_path / "nosuch"], config=small)


def test_a_path_that_does_not_exist_leaves_no_database_behind(tmp_path, small):
    with pytest.raises(FileNotFoundError, match="nosuch"):
        pipeline.run([tmp_path, tmp_path / "nosuch"], db=tmp_path / "e.db", config=small)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_configuration_is_told_before_anything_is_read(tmp_path):
    with pytest.raises(ConfigError):
        pipeline.run([tmp_path], config=tmp_path / "nosuch.yaml", db=tmp_path / "e.db")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("workers", [0, -1, True, 1.5, "2"])
def test_a_number_of_workers_that_is_none_is_told_before_anything_is_read(tmp_path, small, workers):
    with pytest.raises(ConfigError, match=rf"workers: .*, found {workers!r}"):
        pipeline.run([tmp_path], config=small, workers=workers, db=tmp_path / "e.db")
    assert list(tmp_path.iterdir()) == []


def test_two_configurations_in_one_process_do_not_meet(tmp_path, small, small_config):
    text = "Rituximab and blinatumomab\n\nAll 10 children received rituximab and blinatumomab.\n"
    (tmp_path / "one.txt").write_text(text, encoding="utf-8")
    (tmp_path / "other.tsv").write_text("name\tid\ttype\nrituximab\tDRUGBANK:DB00073\tdrug\n", encoding="utf-8")
    (tmp_path / "other.yaml").write_text("lexicons: [other.tsv]\n", encoding="utf-8")

    found = []
    for config in (small, tmp_path / "other.yaml", small):
        with pipeline.run(tmp_path / "one.txt", config=config) as evidence:
            # What the encoder marks is the same with all lexicons; what it is called is theirs to say.
            found.append({mention.surface.lower() for mention in evidence.mentions()["file:one"] if mention.concepts})

    assert found == [{"blinatumomab"}, {"rituximab"}, {"blinatumomab"}]
