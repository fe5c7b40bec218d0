"""Short forms that a document defines itself: in brackets (`complete remission (CR)`) and in lists (`CR, complete remission`)."""

from pipeline.extract.abbreviations.alignment import Aligner, align, whole_words
from pipeline.extract.abbreviations.definitions import find_abbreviations
from pipeline.extract.abbreviations.lists import list_places

__all__ = ["Aligner", "align", "find_abbreviations", "list_places", "whole_words"]
