"""A run: which documents, in what order, on how many workers; what is kept, and what is refused and why."""

from __future__ import annotations

from pipeline.batch.discover import Inputs, discover
from pipeline.batch.report import Report
from pipeline.batch.run import run_batch
from pipeline.batch.setup import Setup

__all__ = ["Inputs", "Report", "Setup", "discover", "run_batch"]
