"""What a group is called in a row: without the small words around its name, and not at all by what names nobody."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipeline.schema import Finding, Span

#: Words that lead up to a name, where more follows: `in SAT`, `a LPS group`, `and lung cancer`; `AT arm` is a name, and
#: `in relapse` is how patients are.
_LEADING: Final = re.compile(
    r"(?:(?:[Aa]n?|[Tt]he|[Bb]oth|[Aa]nd|[Oo]r|[Bb]ut|[Ii]n(?!\s(?:\w+\s)?(?:relapse|remission|response|progression|CR|pain)\b)|[Aa]t|[Oo]f|[Ff]or|[Bb]y|[Ff]rom|[Aa]mong|[Bb]etween|[Ww]ithin|"
    r"versus|vs\.?|than|while|whereas)\s)+(?!(?:[Gg]roup|[Aa]rm|[Cc]ohort|[Ss]ubgroup|[Pp]hase|[Pp]eriod)s?$)(?=\S{2})"
)
#: Words that lead on from it to what the name has no more of: `lean sows that`, `patients who completed the`.
_TRAILING: Final = re.compile(
    r"(?:\s(?:the|this|and|or|but|in|at|on|of|for|by|from|to|with|among|between|than|as|that|who|which|whom|was|were|is|are|had|took))+$"
)
#: What was done, and when something was measured, is nobody's name: `randomly assigned to one of`, `before and after training`.
_NOBODY: Final = re.compile(
    r"(?:then\s|randomly\s|equally\s|subsequently\s)*(?:assigned|allocated|randomi[sz]ed|divided)(?:\s(?:in)?to\b.*)?|"
    r"(?:volunteered|agreed|consented|chose|went on) to\b.*|(?:before|prior to) and after\b.*|"
    r".*\b(?:interviews?|measurements?|questionnaires?) (?:at|before|after)\b.*|(?:that|who|on|at|in|of|as)",
)


def called_well(row: Finding) -> Finding:
    """A row with its group and comparator under their names alone; without one where its words name nobody."""
    group, comparator = _name(row.group), _name(row.comparator)
    told = (row.group, row.comparator)
    return row if (group, comparator) == told else replace(row, group=group, comparator=comparator)


def _name(told: str | None) -> str | None:
    if told is None:
        return None
    leading = _LEADING.match(told)
    name = _TRAILING.sub("", told[leading.end() :] if leading else told)
    return None if _NOBODY.fullmatch(name) else name


#: `children with CR`, and `those without` or `without` beside them.
_WITH: Final = re.compile(r"(?:.*\s)?with\s(?P<what>.+)", re.IGNORECASE)
_WITHOUT_WHAT: Final = re.compile(r"(?:\S+\s)*without", re.IGNORECASE)


def told_in_full(rows: Sequence[Finding]) -> list[Finding]:
    """The rows, a group that is told to be without something with what the other group of its sentence has.

    Args:
        rows: the rows of a document.
    """
    had: defaultdict[Span, set[str]] = defaultdict(set)
    for row in rows:
        for name in (row.group, row.comparator):
            told = _WITH.fullmatch(name) if name is not None else None
            if told is not None:
                had[row.sentence].add(told["what"])

    def full(name: str | None, row: Finding) -> str | None:
        what = had.get(row.sentence, set())
        return f"{name} {min(what)}" if name and len(what) == 1 and _WITHOUT_WHAT.fullmatch(name) else name

    return [replace(row, group=full(row.group, row), comparator=full(row.comparator, row)) for row in rows]
