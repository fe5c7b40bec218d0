"""The items of a list: where each stands."""

from __future__ import annotations

import re

from pipeline.schema import Span


def items(words: str, begin: int, joint: re.Pattern[str]) -> list[Span]:
    """The items of a list, in order.

    Args:
        words: the list.
        begin: where it begins in its text.
        joint: what stands between two items.
    """
    edges = [0, *(edge for found in joint.finditer(words) for edge in found.span()), len(words)]
    return [Span(begin + left, begin + right) for left, right in zip(edges[::2], edges[1::2], strict=True)]
