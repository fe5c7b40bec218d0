"""From names to concepts: what each name of a text stands for, by the lexicons, the document's definitions and its words."""

from pipeline.extract.linking.linker import link
from pipeline.extract.linking.senses import Senses, load_senses

__all__ = ["Senses", "link", "load_senses"]
