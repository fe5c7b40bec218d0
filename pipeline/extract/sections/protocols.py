"""Whether a paper tells of a study that is still to be done: the protocol of a trial."""

from __future__ import annotations

import re
from typing import Final

from pipeline.schema import Document

_TO_BE_DONE: Final = re.compile(
    r"\b(?:will|shall)\s+(?:(?:also|then|each|all|both|not)\s|\w+ly\s)?(?:be|receive|undergo|recruit|include|enrol|compare|evaluate|assess|"
    r"investigate|have|take|complete|examine|test|randomi[sz]e|provide|measure|use|help|consist|participate|collect|conduct|"
    r"explore|determine|follow)\b",
    re.IGNORECASE,
)
_DONE: Final = re.compile(
    r"\b(?:were|was|had been|have been|has been)\s+(?:\w+ly\s)?(?:enrol+ed|randomi[sz]ed|assigned|recruited|treated|included|allocated|"
    r"analy[sz]ed|studied|observed|found|followed|evaluated|performed|conducted|collected|obtained|measured|identified|screened|"
    r"associated|significantly|higher|lower)\b|"
    r"\bwe (?:enrolled|treated|randomi[sz]ed|included|recruited|analy[sz]ed|found|observed|studied|conducted)\b",
    re.IGNORECASE,
)
#: So many times a protocol tells what will be done at least, and so many times as often as what was.
_LEAST: Final = 2
_AS_OFTEN: Final = 3


def is_protocol(document: Document) -> bool:
    """Whether a document tells what will be done, and next to nothing of what was.

    Args:
        document: the document.
    """
    planned = sum(1 for _ in _TO_BE_DONE.finditer(document.text))
    return planned >= _LEAST and planned >= _AS_OFTEN * sum(1 for _ in _DONE.finditer(document.text))
