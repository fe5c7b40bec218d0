"""Mentions and PICO elements by learned models, beside what the lexicons name."""

from pipeline.extract.ner.consistency import named_elsewhere, without_slips
from pipeline.extract.ner.encoder import Encoder
from pipeline.extract.ner.interventions import InterventionTagger
from pipeline.extract.ner.merging import with_recognised
from pipeline.extract.ner.recognised import Recognised, Recogniser
from pipeline.extract.ner.spacy_model import SpacyModel
from pipeline.extract.ner.states import WindowStates

__all__ = [
    "Encoder",
    "InterventionTagger",
    "Recognised",
    "Recogniser",
    "SpacyModel",
    "WindowStates",
    "named_elsewhere",
    "with_recognised",
    "without_slips",
]
