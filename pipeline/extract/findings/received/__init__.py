"""What the group of a row received: learned, from what its document tells of its therapies."""

from pipeline.extract.findings.received.cases import COLUMNS, Paper, cases, read_paper
from pipeline.extract.findings.received.described import read_marks
from pipeline.extract.findings.received.model import LONGEST, ReceivedModel, chosen, without_others_names

__all__ = [
    "COLUMNS",
    "LONGEST",
    "Paper",
    "ReceivedModel",
    "cases",
    "chosen",
    "read_marks",
    "read_paper",
    "without_others_names",
]
