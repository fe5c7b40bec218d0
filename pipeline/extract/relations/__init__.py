"""Relations between the concepts of a document, in BioRED's eight types, by a model that is trained here."""

from pipeline.extract.relations.finder import SOURCE, RelationFinder

__all__ = ["SOURCE", "RelationFinder"]
