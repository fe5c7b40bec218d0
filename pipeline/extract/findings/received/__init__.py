"""What the group of a row received: learned, from what its document tells of its therapies."""

from pipeline.extract.findings.received.cases import COLUMNS, Paper, cases, read_paper
from pipeline.extract.findings.received.model import ReceivedModel, chosen

__all__ = ["COLUMNS", "Paper", "ReceivedModel", "cases", "chosen", "read_paper"]
