"""Negation and hypothesis: cues as data, their reach as a function."""

from pipeline.extract.assertion.scope import assertions

__all__ = ["assertions"]
