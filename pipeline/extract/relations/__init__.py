"""Relations between the concepts of a document: learned, in BioRED's types, with the sentence that states them."""

from pipeline.extract.relations.finder import RelationFinder
from pipeline.extract.relations.reported import reported_harms

__all__ = ["RelationFinder", "reported_harms"]
