"""The arms of a study, found once per document: their names, sizes and therapies.

Many places name an arm: `tamoxifen (n = 98)`, `the MPA arm`, `randomised to A or B`, `doxorubicin and docetaxel (AD)`,
`A versus B`. Each such place is a piece of evidence; names that mean one arm are joined, and a name with too little
evidence is no arm. A study of one group has none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.findings.arms import patterns
from pipeline.extract.findings.arms.arm import THERAPY_TYPES, Arm
from pipeline.extract.findings.arms.background import INERT
from pipeline.extract.findings.arms.candidates import Candidate, add, joined, meant
from pipeline.extract.findings.arms.evidence import evidence
from pipeline.extract.findings.arms.naming import telling_words
from pipeline.extract.findings.arms.recipients import received_by
from pipeline.extract.findings.arms.statements import DESIGN_SENTENCES, allocated_to, compared
from pipeline.extract.terms import Lexicon
from pipeline.schema import Concept, Mention, Span

#: Evidence that a name needs to count as an arm.
ENOUGH = 2.0
#: What is longer, in characters, is no sentence that names an arm: cells of a table, or worse.
LONGEST_SENTENCE = 4000


def find_arms(
    text: str,
    folded: str,
    sentences: Sequence[Span],
    mentions: Sequence[Mention],
    measures: Lexicon | None = None,
) -> list[Arm]:
    """The arms of a document, in the order in which the text first names them; none for a study of one group.

    Args:
        text: verbatim text.
        folded: the same, folded.
        sentences: its sentences.
        mentions: its therapy mentions are used; a mention of a regimen counts with its parts.
        measures: the names of the outcome measures, which no arm is called by that is only counted; None for none.
    """
    candidates: list[Candidate] = []
    undosed = patterns.without_doses(folded)
    for number, sentence in enumerate(sentences):
        if len(sentence) > LONGEST_SENTENCE:
            continue
        for found in allocated_to(text, folded, sentence, mentions, number):
            add(candidates, found)
        for found in (
            *compared(text, undosed, sentence, mentions, number),
            *(received_by(text, folded, sentence, mentions, number) if number < DESIGN_SENTENCES else ()),
            *evidence(text, undosed, sentence, mentions, measures),
        ):
            add(candidates, found)
    _by_letters(candidates, text, mentions)
    candidates = joined(candidates)
    allocated = [c for c in candidates if c.allocated]
    if len(allocated) >= 2:
        kept = allocated
        for other in candidates:
            if not other.allocated and (same := meant(other, kept)) is not None:
                same.aliases |= other.aliases
                same.shorts |= other.shorts
                same.total = same.total if same.total is not None else other.total
                # `the study group received A`: what an arm of an empty name was given is told elsewhere.
                same.therapies = same.therapies or other.therapies
    else:
        kept = [
            c
            for c in candidates
            if c.evidence >= ENOUGH and (c.therapies or c.control or c.lettered or c.total or c.evidence >= 3)
        ]
        kept = _lettered_together(kept, candidates)
    if len(kept) > 2 and patterns.TWO_ARMS.search(folded):
        best = sorted(kept, key=lambda c: (-c.evidence, c.at))[:2]
        kept = [c for c in kept if c in best]
    if len(kept) < 2:
        return []
    _by_drug_alone(kept)
    _by_dose_alone(kept)
    _by_head_alone(kept)
    _by_singular(kept)
    arms = [Arm(c.called, frozenset(c.aliases), c.therapies, c.total, c.control, c.at) for c in kept]
    return sorted(arms, key=lambda arm: arm.at)


#: `secukinumab 300 mg`
_DOSED = re.compile(
    r"(?P<drug>\S.*?)\s(?P<amount>\d[\d.,]*)[\s-]?(?P<unit>mg|g|[µμ]g|mcg|IU|ml)(?:/\w+)?", re.IGNORECASE
)


def _by_dose_alone(kept: Sequence[Candidate]) -> None:
    """Arms of one drug at several doses go by these alone too (`the 300-mg group`)."""
    dosed = [(candidate, told) for candidate in kept if (told := _DOSED.fullmatch(candidate.name)) is not None]
    drugs = Counter(told["drug"].lower() for _, told in dosed)
    doses = Counter((told["amount"], told["unit"].lower()) for _, told in dosed)
    for candidate, told in dosed:
        if drugs[told["drug"].lower()] > 1 and doses[told["amount"], told["unit"].lower()] == 1:
            candidate.aliases.add(f"{told['amount']} {told['unit']}".lower())


def _lettered_together(kept: list[Candidate], candidates: Sequence[Candidate]) -> list[Candidate]:
    """Where `group A` is an arm, `group B` is one however little is told of it, and what bears no letter is none."""
    if not any(candidate.lettered for candidate in kept):
        return kept
    lettered = [candidate for candidate in candidates if candidate.lettered]
    return lettered if len(lettered) >= 2 else kept


#: What any trial calls the arm under test, its control, the arm of several therapies, and that of one.
_TESTED_NAMES = frozenset(
    f"{word} {noun}"
    for word in ("intervention", "treatment", "experimental", "study", "treated", "active", "active treatment")
    for noun in ("group", "arm")
)
_CONTROL_NAMES = frozenset({"control group", "control arm", "control patients", "controls"})
_COMBINED_NAMES = frozenset(
    f"{word} {noun}" for word in ("combination", "combined") for noun in ("therapy", "treatment", "group", "arm")
) | {"the combination"}
_SINGLE_NAMES = frozenset({"monotherapy", "monotherapy group", "monotherapy arm", "single-agent therapy"})


def generally_called(arms: Sequence[Arm]) -> tuple[Arm, ...]:
    """Two arms with the names that any trial has for them, where they tell one from the other and are not taken.

    Args:
        arms: the arms, with all that is known of what they received.
    """
    if len(arms) != 2:
        return tuple(arms)
    named: list[frozenset[str]] = [frozenset(), frozenset()]
    first, second = arms
    if first.control != second.control:
        named = [_CONTROL_NAMES if arm.control else _TESTED_NAMES for arm in arms]
    elif not first.control:
        # Where neither is called a control, what is tested is named first.
        named = [_TESTED_NAMES, _CONTROL_NAMES]
    # What only looks like a therapy makes no combination.
    mine, theirs = ({c for c in arm.therapies if c.name not in INERT} for arm in (first, second))
    if mine and theirs and (mine < theirs or theirs < mine):
        larger = 0 if theirs < mine else 1
        named[larger] |= _COMBINED_NAMES
        named[1 - larger] |= _SINGLE_NAMES
    elif {len(mine) > 1, len(theirs) > 1} == {True, False} and not (mine and theirs):
        # `dabrafenib plus trametinib` against placebo
        named[0 if mine else 1] |= _COMBINED_NAMES
    taken = first.aliases | second.aliases
    return tuple(
        replace(arm, aliases=arm.aliases | frozenset(name for name in names if name not in taken))
        for arm, names in zip(arms, named, strict=True)
    )


def _by_drug_alone(kept: Sequence[Candidate]) -> None:
    """The one arm of a single drug goes by its name, though it is told as `A alone` or `A monotherapy`."""
    taken = set().union(*(candidate.aliases for candidate in kept))
    for candidate in kept:
        for alias in tuple(candidate.aliases):
            base = patterns.SINGLE.sub("", alias)
            if base and base != alias and base not in taken and len(candidate.therapies) == 1:
                candidate.aliases.add(base)


#: `the CAR T cell patients` of those who had CAR T cells.
_PLURAL = re.compile(r"(?:.*\s)?[a-z]{4,}(?<![suio])s")


def _by_singular(kept: Sequence[Candidate]) -> None:
    """A name in the plural goes by its singular too."""
    taken = {alias for candidate in kept for alias in candidate.aliases}
    for candidate in kept:
        singular = {alias[:-1] for alias in candidate.aliases if _PLURAL.fullmatch(alias)}
        candidate.aliases |= singular - taken


#: `drug A10` goes by `A10` too.
_CODED = re.compile(r"(?:study )?(?:drug|agent|compound|vaccine) (?P<head>[a-z]{0,5}-?\d[\w-]*)")
#: `switch to GP2013` and `continue rituximab` go by what is taken.
_TAKEN = re.compile(
    r"(?:switch(?:ing)? to|continu(?:e|ing|ation of|ed)|start(?:ing)?|stay(?:ing)? on|remain(?:ing)? on|treatment with|"
    r"therapy with|addition of) (?P<head>[\w-]{3,}.*)"
)
#: `twice-weekly titration of insulin` goes by `twice-weekly titration`; the first word is one that tells.
_HEAD_OF = re.compile(r"(?P<head>(?P<first>[a-z]+-?[a-z]+)(?:[ -][a-z-]+){1,2}) of (?:the )?[a-z].*")
#: `once-weekly` and `twice-weekly titration`: both are told by words that end alike.
_ENDING = re.compile(r"[a-z]+(?P<ending>-[a-z]+)\b")


def _by_head_alone(kept: Sequence[Candidate]) -> None:
    """Arms go by the head of a longer name too, where no other arm has it: `A10`, `twice-weekly`, `early start`."""
    endings = Counter(told["ending"] for c in kept if (told := _ENDING.match(c.name.lower())) is not None)
    heads = [_heads(candidate, endings) for candidate in kept]
    shared = Counter(head for own in heads for head in own)
    taken = {alias for candidate in kept for alias in candidate.aliases}
    for candidate, own in zip(kept, heads, strict=True):
        candidate.aliases |= {head for head in own if shared[head] == 1 and head not in taken}


def _heads(candidate: Candidate, endings: Counter[str]) -> set[str]:
    """The heads of the names that a candidate goes by."""
    heads: set[str] = set()
    for alias in candidate.aliases:
        heads |= {told["head"] for pattern in (_CODED, _TAKEN) if (told := pattern.fullmatch(alias)) is not None}
        headed, ended = _HEAD_OF.match(alias), _ENDING.match(alias)
        if headed is not None and telling_words(headed["first"]):
            heads.add(headed["head"])
        if ended is not None and endings[ended["ending"]] > 1:
            heads.add(ended[0])
    return heads


def _by_letters(candidates: Sequence[Candidate], text: str, mentions: Sequence[Mention]) -> None:
    """Names made of the letters of drugs say what was given: `docetaxel (T) and epirubicin (E)` make `TE`."""
    letters: dict[str, Concept] = {}
    for mention in mentions:
        told = patterns.LETTERS_OF_DRUG.match(text, mention.span.end)
        if told is not None and mention.type in THERAPY_TYPES and mention.concepts:
            letters.setdefault(told["letters"], mention.concepts[0])
    for candidate in candidates:
        if not candidate.therapies and len(letters) >= 2 and len(candidate.name) >= 2:
            candidate.therapies = patterns.spelt(candidate.name, letters)
