"""What a figure tells of where no lexicon names it: the words before its brackets, its subject, or what stands behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.findings.by_the_way import DEFINED
from pipeline.extract.findings.figures import Figure
from pipeline.schema import Span

_LEAD_IN = re.compile(
    r"^\s*(?:[•*-]\s*)?(?:[A-Z][A-Za-z/ ]{2,40}:\s*)?(?:(?:however|moreover|furthermore|in addition|additionally|overall|similarly|finally|conversely|also|in contrast|"
    r"at (?:baseline|endpoint|end ?point|the end of \w+|[\w-]+ (?:years?|months?|weeks?|days?))|after [\w ]{1,30}|during [\w ]{1,30}|in (?:the )?[\w -]{1,40}(?:group|arm|phase|study|patients)|"
    r"there (?:was|were)(?: an?| no)?|we (?:found|observed|identified)|the results showed(?: that)?|results)\b[,:]?\s*)*",
    re.IGNORECASE,
)
#: A clause that says when, or on which scale, before the subject is told.
_SUBORDINATE = re.compile(
    r"^\s*(?:[A-Z][A-Za-z/ ]{2,40}:\s*)?(?:when|while|if|although|because|since|once|where|as|on an? (?:\w+\s)?scale)\b[^,;]{3,140},\s",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\b(?:was|were|is|are|had|has|have|increased|decreased|improved|declined|reduced|rose|fell|dropped|reached|showed|occurred|associated|remained|ranged|changed|averaged|"
    r"differed|did|experienced|developed|reported|achieved|completed|required|received|underwent|from|with a|did not)\b",
    re.IGNORECASE,
)
_TRIM = re.compile(
    r"^(?:(?:(?:no|any)\s+)?(?:statistically\s+)?(?:significant\s+)?differences?\s+in(?:\s+terms\s+of)?|the|a|an|that|of|in|and|or|for|with|mean|median|average|rates? of|percentage of|proportion of|number of|incidence of|(?:patients|participants|women|men|children|subjects) (?:with|having|experiencing|who (?:had|were|experienced))|respective|both|significantly|significant|only|by|to|on|as|also)\s+",
    re.IGNORECASE,
)
#: What a phrase that was cut off ends with.
_DANGLING = re.compile(r"\s+(?:and|or|of|in|the|a|an|with|for|to|by|on|at|also|that)$", re.IGNORECASE)
_AFTER_FIGURE = re.compile(
    r"^\s*[)\]]?\s*(?:of (?:the )?(?:patients|participants|women|men|children|subjects|individuals)\s*)?(?P<phrase>[a-z][^.;:(),]{3,70})"
)


#: Behind a figure, what tells whose it is, or when.
_WHOSE = re.compile(r"(?:for|in|with|on|among|at|after|by|from|during|to|than|per)\s", re.IGNORECASE)
_NOT_A_PHRASE = re.compile(
    r"(?:(?:fe)?male sex|(?:fe)?males?|sex|gender|age|race|ethnicity|after|in|with|at|for|of|to|by|from|among|versus|vs\.?|than|but|while|whereas|compared|respectively|and|or|smaller|larger|higher|lower|both|either|not|(?:great|small|high|low|long|short|larg)est|fewest|best|worst|most|least|"
    r"p|n|patients?|participants|women|men|children|subjects|we|they|it|there|this|these|who|\d[\d.]*|univariable|multivariable|adjusted|unadjusted|median|mean|range|months?|years?|days?|weeks?)(?:\s|$)",
    re.IGNORECASE,
)


_PARTICIPLE = re.compile(r"(?:(?:also|not|only|\w+ly)\s)*[a-z]+(?:ed|en)", re.IGNORECASE)
_PASSIVE = re.compile(r"\b(?:was|were|been|had|has|have)\s(?:(?:also|not|only|\w+ly)\s)*\w+\s*$", re.IGNORECASE)


_WORD = re.compile(r"[^\W_]+(?:[-'’/][^\W_]+)*")
#: A word is no longer than this, in characters, on either side of where it is cut.
_LONGEST_WORD = 30


def whole_words(text: str, span: Span) -> Span:
    """A stretch of text that begins and ends with whole words: a model marks pieces of them (`HAM` of `HAM-D`).

    Args:
        text: the text.
        span: a stretch of it.
    """
    start, end = span.start, span.end
    for word in _WORD.finditer(text, max(0, start - _LONGEST_WORD), min(len(text), end + _LONGEST_WORD)):
        if word.start() < span.start < word.end():
            start = word.start()
        if word.start() < span.end < word.end():
            end = word.end()
    return Span(start, end)


def bracket_phrase(
    folded: str, start: int, figure: Figure, groups: Sequence[Span], *, of_measure: bool = True
) -> str | None:
    """The words right before the brackets that hold a figure (`restraint (p = .02)`), if they can name a measure.

    Args:
        folded: the folded text.
        start: where the figure before this one ends.
        figure: the figure.
        groups: where the sentence names groups: a group's name is no measure.
        of_measure: whether a measure is looked for; else any name will do, a group's too.
    """
    opening = re.search(
        r"((?:[^;:.()\[\]]|\.(?=\d)){2,90}?)\s*(?:\([^()]{1,40}\)\s*)?[(\[](?:[^()\[\]\d]{1,24}[:;,=]\s*)?$",
        folded[start : figure.span.start],
    )
    if opening is None:
        return None
    # `negatively associated with fatalism (b = -0.2)`: of fatalism.
    parts = re.split(
        r",\s|\b(?:associated with|correlated with|and|for|on|was|were|had|including|(?<!other\s)than|by|but|or)\b",
        opening[1],
    )
    phrase = trimmed(parts[-1])
    if phrase is not None and of_measure and _PARTICIPLE.fullmatch(phrase) and _PASSIVE.search(opening[1]):
        # `levels of X were suppressed (p = 0.01)`: what was done is no name of what it was done to.
        return None
    if phrase is None or (of_measure and _NOT_A_PHRASE.match(phrase)):
        return None
    place = last_place(folded, start + opening.start(1), start + opening.end(1), phrase)
    if of_measure and place is not None and any(place.overlaps(group) for group in groups):
        return None
    return phrase


#: `response, defined as a fall by half`
_DEFINED = re.compile(rf"(?:,|--|—|–|\s-)\s?{DEFINED}", re.IGNORECASE)


def phrase_for(folded: str, sentence: Span, figure: Figure, previous: Figure | None) -> str | None:
    """What a figure tells of where no lexicon names it: the subject of its clause, or the predicate behind it."""
    start = previous.span.end if previous is not None else sentence.start
    before = folded[start : figure.span.start]
    if previous is None or re.search(r"[;,.]", before):
        clause = re.split(r"[;]|,\s(?:and|while|whereas|but)\s|\band (?=the\b)", before)[-1]
        clause = _DEFINED.split(_LEAD_IN.sub("", _SUBORDINATE.sub("", clause, count=1), count=1))[0]
        verb = _VERB.search(clause)
        subject = trimmed(clause[: verb.start()] if verb else clause)
        if subject and re.search(r"[A-Za-z]{3}|[A-Z]{2}", subject) and not _NOT_A_PHRASE.match(subject):
            return " ".join(subject.split()[:9])
    after = _AFTER_FIGURE.match(folded[figure.span.end : sentence.end])
    return None if after is None or _WHOSE.match(after["phrase"]) else told_behind(folded, sentence, figure)


def told_behind(folded: str, sentence: Span, figure: Figure) -> str | None:
    """The words right behind a figure, whatever they tell."""
    after = _AFTER_FIGURE.match(folded[figure.span.end : sentence.end])
    if after is None:
        return None
    phrase = trimmed(re.split(r"\b(?:versus|vs|compared|whereas|while|and)\b", after["phrase"])[0])
    return None if phrase is None or _NOT_A_PHRASE.match(phrase) else phrase


def last_place(folded: str, start: int, end: int, phrase: str) -> Span | None:
    """Where a phrase stands last in a stretch of a text, which may break it over lines; None where it is nowhere.

    Args:
        folded: the folded text.
        start: where the stretch begins.
        end: where it ends.
        phrase: the words, a blank between each two.
    """
    told = re.compile(r"\s+".join(map(re.escape, phrase.split())))
    found = [Span(*match.span()) for match in told.finditer(folded, start, end)]
    return found[-1] if found else None


def trimmed(words: str) -> str | None:
    """A phrase without the small words at its ends; None where nothing is left of it."""
    words = re.sub(r"\s+", " ", words).strip(" ,:;-()[]")
    while True:
        shorter = _DANGLING.sub("", _TRIM.sub("", words))
        if shorter == words:
            break
        words = shorter
    return words if len(words) >= 3 or (len(words) == 2 and words.isupper()) else None
