"""What a figure's sentence says that it is of: learned pointers from each figure to the words that name it."""

from pipeline.extract.pointer.model import NO_RESULT, Pointer
from pipeline.extract.pointer.pointings import Pointing, Pointings, Role

__all__ = ["NO_RESULT", "Pointer", "Pointing", "Pointings", "Role"]
