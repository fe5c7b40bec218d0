"""MeSH headings as papers write them: `Leukemia, Lymphocytic, Chronic` is how an index is read."""

from __future__ import annotations

from pipeline.extract.terms.normalise import key_tokens

# Words that join the parts of a name and tell no two names apart.
_JOINERS = frozenset({"of", "the", "and", "in", "with", "to", "due", "by", "a", "an"})


def natural(heading: str) -> str:
    """A heading with the parts between its commas in reverse: `Chronic Lymphocytic Leukemia`.

    `Chromosome 5, Trisomy 5p, Partial` and the like are left as they are: a part of digits alone is no modifier.
    """
    parts = heading.split(", ")
    if len(parts) < 2 or any(not any(map(str.isalpha, part)) for part in parts):
        return heading
    return " ".join(reversed(parts))


def order_free(name: str) -> str:
    """A key that spellings of a name share whatever the order of their words."""
    return " ".join(sorted(token for token in key_tokens(name) if token not in _JOINERS and token.isalnum()))
