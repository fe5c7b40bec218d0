"""Audit: whether the figures of a document agree with one another."""

from pipeline.audit.checks import CHECKS, audit
from pipeline.audit.discrepancy import Discrepancy

__all__ = ["CHECKS", "Discrepancy", "audit"]
