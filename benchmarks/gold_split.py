"""Which annotated documents the rules may be worked on with, and which stay out of sight.

A third of the gold documents is chosen by a hash of the name: looked at only as a score, never as rows.
"""

from __future__ import annotations

import hashlib


def is_unseen(name: str) -> bool:
    """Whether the document of this name is kept out of sight while rules are worked on."""
    return int(hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest(), 16) % 3 == 0
