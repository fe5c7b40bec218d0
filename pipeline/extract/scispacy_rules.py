"""The door to scispaCy: its tokenizer rules and its abbreviation alignment, where it is installed.

scispaCy needs Python below 3.13 and numpy below 2. It is imported here alone, when an extractor is built and never
before; without it spaCy's own tokenizer and :func:`pipeline.extract.abbreviations.align` do the work.
"""

from __future__ import annotations

import warnings
from importlib import metadata
from importlib.util import find_spec
from typing import TYPE_CHECKING

from pipeline.extract.abbreviations import Aligner, whole_words

if TYPE_CHECKING:
    from spacy.language import Language


def scispacy_version() -> str | None:
    """The version of scispaCy that is installed; None where there is none."""
    if find_spec("scispacy") is None:
        return None
    try:
        return metadata.version("scispacy")
    except metadata.PackageNotFoundError:
        return None


def use_tokenizer_rules(nlp: Language) -> None:
    """Give a pipeline scispaCy's tokenizer, which keeps chemical names and gene symbols whole."""
    from scispacy.custom_tokenizer import combined_rule_tokenizer

    with warnings.catch_warnings():
        # Its patterns hold a bracket that a later Python may read otherwise; users can do nothing about it.
        warnings.filterwarnings("ignore", message="Possible (set|nested)", category=FutureWarning)
        nlp.tokenizer = combined_rule_tokenizer(nlp)


def aligner(nlp: Language) -> Aligner:
    """Alignment by scispaCy: a short form with the words before it, over a pipeline's tokens."""
    from scispacy.abbreviation import find_abbreviation

    def aligned(candidate: str, short: str) -> int | None:
        words, form = nlp.make_doc(candidate), nlp.make_doc(short)
        _, long = find_abbreviation(words[:], form[:])
        return None if long is None or not len(long) else whole_words(candidate, long.start_char)

    return aligned
