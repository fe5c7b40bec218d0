"""What a given mention stands for: from its words, its type and its document to concepts of the lexicons."""

from pipeline.extract.normalising.nearest import Candidates
from pipeline.extract.normalising.normaliser import Answer, Normaliser

__all__ = ["Answer", "Candidates", "Normaliser"]
