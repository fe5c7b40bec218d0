"""What the tagger of interventions learns from: places of annotated therapies, as labels of word pieces."""

import pytest

from pipeline import resources
from pipeline.config import load_config
from pipeline.extract import Extractor
from pipeline.extract.ner import Encoder
from pipeline.extract.ner.labels import to_spans
from pipeline.schema import Concept, Mention, Span
from pipeline.training.interventions.__main__ import main
from pipeline.training.interventions.examples import places_of, windows
from pipeline.training.interventions.sources import Paper

TEXT = "Sustained rinsing (SR), rinsing or clodronate: clodronic acid tablets and SR helped, SRX did not."
CLODRONATE = Concept("DRUGBANK:DB00720", "clodronic acid", "drug")


def mention(surface):
    start = TEXT.index(surface)
    return Mention(Span(start, start + len(surface)), surface, "drug", (CLODRONATE,))


@pytest.mark.parametrize(
    ("therapies", "expected"),
    [
        (["sustained rinsings"], ["Sustained rinsing", "SR", "SR"]),
        # Of places that overlap the longest counts.
        (["rinsing", "sustained rinsing"], ["Sustained rinsing", "SR", "rinsing", "SR"]),
        # A lexicon knows another name of it.
        (["clodronate"], ["clodronate", "clodronic acid"]),
        (["placebo"], []),
        ([""], []),
    ],
)
def test_a_therapy_stands_in_its_words_its_short_form_and_its_other_names(therapies, expected):
    found = places_of(TEXT, therapies, [mention("clodronate"), mention("clodronic acid")], {"SR": "Sustained rinsing"})
    assert [place.of(TEXT) for place in found] == expected


def test_windows_have_labels_from_which_the_places_are_read_again():
    config = load_config()
    extractor = Extractor(config.lexicons, config.measures, relations=False, scispacy="off", credit=False)
    encoder = Encoder(resources.encoder(), states=True)
    (window,) = windows([Paper("a", TEXT, ("sustained rinsing", "clodronate"))], extractor, encoder)
    scores = (window.labels[:, None] == [[0, 1, 2]]).astype("float32")
    places = [span.of(TEXT) for span, _ in to_spans(window.read, slice(0, len(window.labels)), scores)]
    assert places == ["Sustained rinsing", "SR", "clodronate", "clodronic acid", "SR"]


def test_a_folder_without_arms_is_named(tmp_path, capsys):
    assert main(["--rows", str(tmp_path / "nowhere"), "--out", str(tmp_path / "out")]) == 1
    told = capsys.readouterr().err
    assert "nowhere" in told or "PyTorch" in told
