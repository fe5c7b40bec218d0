"""What a figure's sentence says that it is of: learned pointers from each figure to the words that name it."""

from pipeline.extract.pointer.model import Pointer
from pipeline.extract.pointer.pointings import Pointing, Pointings, Role

__all__ = ["Pointer", "Pointing", "Pointings", "Role"]
