"""Whether what stands between a state and a disease leaves the one an attribute of the other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.states import phrases
from pipeline.extract.states import vocabulary as data
from pipeline.extract.states.phrases import HYPHENS

#: How far before a disease a state may stand, and how far from one another they may, in characters.
REACH = 80

TOKEN = re.compile(r"[^\s,/()&]+|[,/()&]")
# A word that looks like an attribute: with a hyphen, in capitals or with a sign or figure, or an adjective by its end.
_ATTRIBUTE = re.compile(
    rf"\w[\w.:+]*(?:[{HYPHENS}][\w.:+]+)+|[A-Z]\w*[A-Z0-9+]\w*\+?|[IV]+[ABC]?|"
    r"\d{1,2}[a-dA-D]?|[a-z]{4,}ly|[A-Za-z]{3,}(?<!tri)al|"
    r"[A-Za-z]{3,}(?:ic|oid|ous|ive|ary|ar|cell|ated|ised|ized|nged|fied|sed|nant)"
)
JOINING = frozenset({"and", "or", "and/or", "/", "&", ","})
_WITH = frozenset({"with", "having"})
#: What stands in brackets between a state and its disease is most often a short form: `relapsed/refractory (R/R)`.
_SHORT_FORM = 6
_CASES = frozenset({"case", "cases"})


def leads_to(gap: str, state: re.Match[str], at_disease: bool) -> bool:
    """Whether what stands between a state and what it may be of leaves it an attribute of that.

    Args:
        gap: the words between.
        state: the words that tell the state.
        at_disease: whether a disease follows; else it is another state, with which this one may be joined.
    """
    tokens = TOKEN.findall(gap.lstrip(HYPHENS))
    lowered = [token.lower() for token in tokens]
    # `newly diagnosed with`: of a disease alone.
    if lowered[:1] == ["with"] and phrases.states_of(state) == ("newly_diagnosed",):
        tokens, lowered = tokens[1:], lowered[1:]
    for place, token in enumerate(lowered[:-1]):
        link = lowered[place + 1]
        if phrases.people().fullmatch(token) and (link in _WITH or (link == "of" and token in _CASES)):
            # `newly diagnosed children with standard-risk`: attributes on both sides.
            rest = tokens[place + 3 :] if lowered[place + 2 : place + 3] in (["a"], ["an"]) else tokens[place + 2 :]
            return all_attributes(tokens[:place]) and leads_to(" ".join(rest), state, at_disease)
    if not at_disease:
        # `relapsed or refractory`, `relapsed/refractory (R/R)`: joined, with brackets around one of them.
        while lowered and lowered[-1] in (*JOINING, "("):
            tokens.pop()
            lowered.pop()
    return all_attributes(tokens)


def are_attributes(gap: str) -> bool:
    """As :func:`all_attributes`, of words as the text has them."""
    return all_attributes(TOKEN.findall(gap))


def all_attributes(tokens: Sequence[str]) -> bool:
    """Whether words are attributes of what follows: `B-cell`, `Ph+`, `paediatric and adult`; none are as well."""
    open_brackets = 0
    for place, token in enumerate(tokens):
        if token in "()":
            open_brackets += 1 if token == "(" else -1
        elif open_brackets > 0 and len(token) <= _SHORT_FORM:
            continue
        elif token.lower() in JOINING:
            # A word that joins stands between two attributes.
            if token != "," and place in (0, len(tokens) - 1):
                return False
        elif token.lower() not in data.BETWEEN and not _ATTRIBUTE.fullmatch(token.rstrip(HYPHENS)):
            return False
    return open_brackets in (0, -1)
