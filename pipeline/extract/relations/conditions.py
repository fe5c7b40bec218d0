"""Where a text names a disease as the one that its patients have, and where as one that a drug brought about.

What patients come with is told by the words around a disease: those who have it (``children with ALL``, ``ALL
patients``), what is done about it (``treatment of ALL``), or its state (``relapsed ALL``). That a drug brought it about
is told by the words between the two (``X-induced Y``, ``Y due to X``), or by what happened (``developed Y``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

from pipeline.extract.states import phrases
from pipeline.extract.states.attributes import are_attributes
from pipeline.extract.states.vocabulary import PEOPLE
from pipeline.schema import Mention, Span

#: States that a disease may have as well when a therapy has brought it about.
_OF_ANY_ORIGIN = frozenset({"secondary", "therapy_related", "de_novo", "extramedullary"})
#: How far before a disease the words may stand that tell whose it is, in characters.
_REACH = 160
#: Stands for the name of another disease: between ``with`` and a disease it is coordinated, or part of its name.
_OTHER = "dis-ease"

_WHO = rf"(?:{PEOPLE}|survivors?|volunteers|population|neonates?|newborns?|males?|females?|sufferers|those)"
_HAVING = (
    r"(?:with|having|suffering\s+from|affected\s+(?:by|with)|diagnosed\s+with|who\s+(?:have|has|had)|"
    r"(?:treated|hospitali[sz]ed|admitted|transplanted)\s+for)"
)
# `children (n = 20) aged 3 to 17 years with`.
_ASIDE = r"(?:\s*\([^()]{1,40}\)|,?\s+aged\s[^,;()]{1,30}?)*"
_FOR = (
    r"(?:treatments?|therap(?:y|ies)|management|chemotherapy|immunotherapy|radiotherapy|monotherapy|transplantation|"
    r"surgery|regimens?|drugs?|agents?|medications?|effective|efficacious)"
)
_INDICATED = r"(?:indicated|approved|licen[sc]ed|prescribed|used|given)"
_DIAGNOSED = r"(?:(?:known|established|confirmed|previous|past|prior)\s+)?(?:diagnosis|history)\s+of|diagnosed\s+with"
#: How many of them had it at the end is a result.
_COUNTED = re.compile(
    r"\b(?:numbers?|proportions?|percentages?|rates?|incidences?|frequency|frequencies|fewer|more)\s+"
    r"(?:of\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
#: Attributes of a disease that do not look like one.
_DEGREE = re.compile(r"\b(?:acute|mild|moderate|severe)(?:\s+to\s+(?:moderate|severe))?\b", re.IGNORECASE)
_AT_AN_AGE = re.compile(r"(?:childhood|p(?:a)?ediatric)\b", re.IGNORECASE)
_BROUGHT_ABOUT = re.compile(r"induced|associated|related|caused|mediated|provoked|secondary", re.IGNORECASE)

_CAUSING = frozenset(
    (
        *("cause", "caused", "causes", "causing", "induce", "induced", "induces", "inducing", "produce", "produced"),
        *("produces", "producing", "provoke", "provoked", "provokes", "precipitate", "precipitated", "precipitates"),
        *("trigger", "triggered", "triggers", "evoked", "elicited"),
    )
)
_CAUSED_BY = frozenset(
    {
        *(("due", "to"), ("secondary", "to"), ("associated", "with"), ("related", "to"), ("attributed", "to")),
        *(("attributable", "to"), ("resulting", "from"), ("resulted", "from"), ("resulted", "in"), ("resulting", "in")),
        *(
            ("results", "in"),
            ("led", "to"),
            ("leads", "to"),
            ("leading", "to"),
            ("side", "effect"),
            ("side", "effects"),
        ),
        *(("responsible", "for"), ("adverse", "effect"), ("adverse", "effects"), ("complication", "of")),
    }
)
_ATTRIBUTES_OF_CAUSE = frozenset({"induced", "associated", "related", "caused", "mediated", "provoked"})
_DEVELOPED = frozenset(
    (
        *("develop", "developed", "develops", "developing", "experienced", "experiencing"),
        *("occurrence", "onset", "occurred", "occurring"),
    )
)
#: What follows these is where something happened, not what.
_PLACING = frozenset({"in", "among", "with", "of", "for"})
_DISEASE = "#1"
#: How many words at most may lie between a drug and a disease that it is said to cause, and between one of these and
#: a word that tells of it as its attribute or as what happened.
_BETWEEN = 12
_NEAR = 3


@cache
def _before() -> re.Pattern[str]:
    """What says that the disease behind it is the patients'; what is left over must be attributes of the disease."""
    return re.compile(
        rf"(?:\b(?P<who>{_WHO}){_ASIDE},?\s+(?:\w+\s+)?{_HAVING}|\b{_FOR}\s+(?:of|for)|\bto\s+treat|\btreating|"
        rf"\b{_INDICATED}\s+(?:for|in)|\b{_DIAGNOSED}|\bwhose|\b(?:relapses?|remissions?)\s+of|\b{_AT_AN_AGE.pattern})"
        rf"(?:\s+(?:an?|the|their|either|{PEOPLE})(?:\s+with)?)?(?=\s)",
        re.IGNORECASE,
    )


@cache
def _behind() -> re.Pattern[str]:
    """Those who have it, behind its name: `ALL patients`, `leukemia (ALL) survivors`."""
    who = _WHO.replace("|cases?", "")
    return re.compile(
        rf"(?:\s*\([^()]{{1,20}}\)|\))?[\s-]+(?:{who}|management|treatments?|therapy|"
        rf"(?:was|were|is|are)\s+treated\s+(?:with|by))\b",
        re.IGNORECASE,
    )


def is_condition(text: str, sentence: Span, mention: Mention, diseases: Iterable[Mention]) -> bool:
    """Whether the words around a disease say that it is what the patients have.

    Args:
        text: the text of the document.
        sentence: the sentence that names it.
        mention: the disease.
        diseases: all diseases that the sentence names.
    """
    span = mention.span
    if set(mention.states) - _OF_ANY_ORIGIN or _AT_AN_AGE.match(mention.surface):
        return True
    if _behind().match(text, span.end, sentence.end):
        return True
    before = _masked(text, max(sentence.start, span.start - _REACH), span.start, diseases)
    # `acute lymphoblastic leukemia (ALL)`: what holds of the name holds of its short form.
    if before.endswith(_OTHER + " ("):
        before = before[:-2]
    for match in _before().finditer(before):
        gap = before[match.end() :]
        # The disease itself ends it, so that it may be coordinated: `lymphoma or leukemia`.
        attributes = phrases.before().sub(_OTHER, _DEGREE.sub(_OTHER, gap)) + _OTHER
        if (
            are_attributes(attributes)
            and _BROUGHT_ABOUT.search(gap) is None
            and not (match["who"] and _COUNTED.search(before[: match.start()]))
        ):
            return True
    return False


def _masked(text: str, start: int, end: int, diseases: Iterable[Mention]) -> str:
    """A stretch of text with each disease in it written alike."""
    parts: list[str] = []
    at = start
    for span in sorted({mention.span for mention in diseases}, key=lambda span: (span.start, -span.end)):
        if at <= span.start and span.end <= end:
            parts += [text[at : span.start], _OTHER]
            at = span.end
    return "".join((*parts, text[at:end]))


def tells_induction(
    words: Sequence[str], drug: tuple[int, int], disease: tuple[int, int], condition: bool = False
) -> bool:
    """Whether a sentence clearly says that a drug brought a disease about.

    Args:
        words: its words in lower case, a disease as ``#1``; an empty string counts for nothing.
        drug: the first word of the drug, and the one behind its last.
        disease: the same of the disease.
        condition: whether :func:`is_condition` holds of the disease there; then only words right between the two count.
    """
    ahead = drug[0] <= disease[0]
    inner = [word for word in words[min(drug[1], disease[1]) : max(drug[0], disease[0])] if word]
    told = [word for word in inner if word != "-"]
    if ahead and len(told) <= _NEAR and told[:1] and told[0] in _ATTRIBUTES_OF_CAUSE:
        return True
    if condition or _of_another(inner):
        return False
    if len(inner) <= _BETWEEN and (
        not _CAUSING.isdisjoint(inner) or any(pair in _CAUSED_BY for pair in pairwise(inner))
    ):
        return True
    before = [word for word in words[max(0, disease[0] - 2 * _NEAR) : disease[0]] if word][-_NEAR:]
    behind = [word for word in words[disease[1] : disease[1] + 1] if word]
    return (not _DEVELOPED.isdisjoint(before) and _PLACING.isdisjoint(before)) or not _DEVELOPED.isdisjoint(behind)


def _of_another(inner: Sequence[str]) -> bool:
    """Whether it is another disease that was brought about: `caused fever in ALL`."""
    another = next((place for place, word in enumerate(inner) if word == _DISEASE), None)
    return another is not None and not _PLACING.isdisjoint(inner[another:])
