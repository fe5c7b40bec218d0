"""The model of which therapies the group of a row received: boosted trees over what speaks for and against each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np

from pipeline.errors import ModelError
from pipeline.extract.findings.arms.naming import arm_meant
from pipeline.extract.findings.groups import is_transplantation
from pipeline.extract.findings.received.cases import COLUMNS, Paper, arm_of, cases
from pipeline.extract.findings.received.described import is_alike, words_of
from pipeline.extract.forest import Arrays, Forest, Whole
from pipeline.schema import AS_TOLD, Concept, Finding

#: It learned from abstracts: a longer paper names many therapies far from what was given, and is left to the rules.
LONGEST: Final = 60

#: From which score on, in thousandths of a logit, a therapy was received; where the rules have it; where besides all arms
#: had it, or the trial tests it on all or on a group that is called by that. Where none was, what the rules have and is
#: not all but sure to be none; else the likeliest of an arm, or of others, of whom a trial's paper tells less. By
#: cross-validation over 8,096 rows better than more limits by what the rules know, which the trees are told anyway.
FROM: Final = -100
BY_RULES: Final = -1000
BY_RULES_SURELY: Final = -2000
BY_RULES_ALONE: Final = -2000
LIKELIEST: Final = -1500
LIKELIEST_OF_OTHERS: Final = -500
#: A group that is called by what it did without.
_DID_WITHOUT: Final = re.compile(r"\b(?:without|not|no|never|non)\b", re.IGNORECASE)
_BY_RULES: Final = COLUMNS.index("by_rules")
_IN_GROUP: Final = COLUMNS.index("in_group")
_ARMS: Final = COLUMNS.index("arms")
_ARM_KNOWN: Final = COLUMNS.index("arm_known")
_IN_ALL_ARMS: Final = COLUMNS.index("in_all_arms")
_TESTED: Final = COLUMNS.index("tested")
_CONTROL: Final = COLUMNS.index("control")
_UNDER_TEST: Final = COLUMNS.index("under_test")
_INERT: Final = COLUMNS.index("inert")
_BESIDE: Final = COLUMNS.index("beside_group")
_GROUP_NONE: Final = COLUMNS.index("group_none")
#: The rows of tables have a source of their own for what was given: their columns.
_OF_TABLES: Final = "table"


def chosen(scores: Whole, cases: Whole) -> list[int]:
    """The places of the therapies that were received, by their scores, in order.

    Args:
        scores: of each therapy, in thousandths of a logit.
        cases: their cases, a row for each, a column for each of :data:`COLUMNS`.
    """
    by_rules, named, of_all = (cases[:, column] > 0 for column in (_BY_RULES, _IN_GROUP, _GROUP_NONE))
    tested = (cases[:, _TESTED] > 0) & ((cases[:, _UNDER_TEST] > 0) | of_all)
    surely = (cases[:, _IN_ALL_ARMS] > 0) | tested
    limits = np.where(by_rules, np.where(surely, BY_RULES_SURELY, BY_RULES), FROM)
    # Who is called by what the rules have had it.
    found = np.flatnonzero((scores > limits) | (by_rules & named))
    # What controls are given is nothing to fall back on for others.
    open_to = (cases[:, _INERT] == 0) | named | (cases[:, _CONTROL] > 0)
    if not len(found):
        found = np.flatnonzero(by_rules & open_to & (scores > BY_RULES_ALONE))
    of_others = of_all | ((cases[:, _ARMS] > 1) & (cases[:, _ARM_KNOWN] == 0))
    open_to &= scores > np.where(of_others, LIKELIEST_OF_OTHERS, LIKELIEST)
    if not len(found) and open_to.any():
        found = np.array([np.where(open_to, scores, np.iinfo(np.int64).min).argmax()])
    return [int(place) for place in found]


def without_others_names(places: Sequence[int], scores: Whole, concepts: Sequence[Concept]) -> list[int]:
    """The places without those of therapies in the text's own words that are another one's under a longer or shorter name.

    Args:
        places: of the therapies that were received, in order.
        scores: of each therapy.
        concepts: all of them.
    """
    words = {place: words_of(concepts[place].name) for place in places}
    told = {place for place in places if concepts[place].id.startswith(AS_TOLD)}
    kept: list[int] = []
    for place in sorted(places, key=lambda place: (-int(scores[place]), place)):
        if not any((place in told or other in told) and is_alike(words[place], words[other]) for other in kept):
            kept.append(place)
    return sorted(kept)


class ReceivedModel:
    """Says of each therapy of a document whether the group of a row received it."""

    def __init__(self, forest: Forest) -> None:
        """Take its trees.

        Args:
            forest: one class; a case is a row of :data:`COLUMNS`.
        """
        self._forest = forest

    @classmethod
    def load(cls, path: Path) -> ReceivedModel:
        """Read it from a file.

        Raises:
            ModelError: naming the file, when it is not there or no such model.
        """
        arrays = Arrays.read(path)
        if tuple(arrays.part("columns").tolist()) != COLUMNS:
            raise ModelError(f"{path}: expected a model of {len(COLUMNS)} columns as this version has them")
        return cls(arrays.forest("received", 1, len(COLUMNS)))

    def choose(self, paper: Paper, rows: Sequence[Finding]) -> list[Finding]:
        """The rows with the therapies that their groups received; those of a full or a longer paper as they are.

        Args:
            paper: the document's therapies.
            rows: its rows, with those that the rules give them.
        """
        if paper.study.full or len(paper.sentences) > LONGEST:
            return list(rows)
        asked = {place: cases(paper, row, rows) for place, row in enumerate(rows) if _is_asked(row)}
        told = {place: np.array(made) for place, (concepts, made) in asked.items() if concepts}
        scores = {place: self._forest.scores(made)[:, 0] for place, made in told.items()}
        groups: defaultdict[str | None, list[int]] = defaultdict(list)
        for place in told:
            groups[_group_of(paper, rows[place])].append(place)
        # A group received one thing, whatever it is called in its rows.
        shared_by = {name: means((asked[place][0], scores[place]) for place in alike) for name, alike in groups.items()}
        found = list(rows)
        withstood = _withstood(paper)
        called = frozenset(row.group for row in rows if row.group is not None)
        for place in told:
            concepts, mean = asked[place][0], shared_by[_group_of(paper, rows[place])]
            shared = np.array([mean[concept.id] for concept in concepts])
            chose = without_others_names(chosen(shared, told[place]), shared, concepts)
            beside = asked[place][1]
            outside, near = _is_outside(paper, rows[place])
            given = [
                concepts[each]
                for each in chose
                if concepts[each].id not in withstood
                and (concepts[each].id not in outside or beside[each][near])
                and not _is_name_of_another(concepts[each], rows[place].group, called)
            ]
            # Who was transplanted, or given something, is told of what they had received before.
            row = rows[place]
            given += _before_transplantation(paper, row, given, withstood)
            kept = tuple(concept for concept in given if concept in row.therapies or not _is_told(row, concept))
            found[place] = replace(row, therapies=kept)
        return found


def _before_transplantation(
    paper: Paper, row: Finding, given: Sequence[Concept], withstood: frozenset[str]
) -> list[Concept]:
    """What a study of one group gave, for those of it who are called by the transplantation that followed."""
    called = row.group is not None and _TRANSPLANTED.search(row.group) is not None
    if not called or paper.study.arms or not any(is_transplantation(concept) for concept in given):
        return []
    of_study = [concept for concept in paper.study.therapies if concept in row.therapies]
    return [concept for concept in of_study if concept not in given and concept.id not in withstood]


_TRANSPLANTED: Final = re.compile(r"\b(?:HSCT|HCT|SCT|BMT|transplant\w*)\b", re.IGNORECASE)


#: Controls who took no part in the study: what it gave its patients was not given to them.
_OUTSIDE: Final = re.compile(
    r"\b(?:historic(?:al)?|external|registry|healthy)\b.*\b(?:controls?|cohorts?|comparators?|comparisons?|groups?)\b|"
    # `the Interfant-06 trial`
    r"(?-i:[A-Z][\w/-]*[A-Z0-9][\w/-]*)\s(?P<of_study>trial|study|protocol|registry)$",
    re.IGNORECASE,
)


def _is_outside(paper: Paper, row: Finding) -> tuple[frozenset[str], int]:
    """The ids of what the study gave its patients, where a row's group is one of others; of nothing else.

    With them the column that tells of one that was given to those others all the same: named beside them, or in the
    name of their study.
    """
    outside = _OUTSIDE.search(row.group) if row.group is not None else None
    if outside is None or arm_meant(row.group or "", paper.study.arms) is not None:
        return frozenset(), _BESIDE
    own = frozenset(concept.id for concept in (*paper.study.therapies, *paper.study.tested))
    return own, _IN_GROUP if outside["of_study"] else _BESIDE


def _is_name_of_another(concept: Concept, group: str | None, groups: Iterable[str]) -> bool:
    """Whether a therapy in the text's own words is what another group is called by, and this one is not."""
    if group is None or not concept.id.startswith(AS_TOLD):
        return False
    words = words_of(concept.name)
    return not words <= words_of(group) and any(words <= words_of(other) for other in groups if other != group)


#: Behind the name of a therapy, that it was not what helped: `steroid-refractory`.
_WITHSTOOD: Final = re.compile(
    r"[\s-](?:or [\w-]+-)?(?:refractory|resistan(?:t|ce)|intoleran(?:t|ce)|unresponsive|na[iï]ve|ineligible|dependent|dependence)\b",
    re.IGNORECASE,
)


#: What is kept up though the disease withstands it.
_GOES_ON: Final = re.compile(r"castrat", re.IGNORECASE)


def _withstood(paper: Paper) -> frozenset[str]:
    """The ids of therapies that a document names only as what its patients' disease withstood."""
    return frozenset(
        each.concept.id
        for each in paper.told
        if each.places
        and all(
            _WITHSTOOD.match(paper.folded, p.end) and not _GOES_ON.match(paper.folded, p.start) for p in each.places
        )
    )


def _is_asked(row: Finding) -> bool:
    """Whether the model says what the group of a row received."""
    if row.attribution == "cited" or (row.rule or "").startswith(_OF_TABLES):
        return False
    return row.group is None or not _DID_WITHOUT.search(row.group)


def _group_of(paper: Paper, row: Finding) -> str | None:
    """What a row's group is called, under whichever of an arm's names; None for all patients."""
    if row.group is None:
        return None
    arm = arm_of(row.group, paper.study.arms)
    return arm.name if arm is not None else row.group.lower()


def means(told: Iterable[tuple[Sequence[Concept], Whole]]) -> dict[str, int]:
    """The mean score of each therapy, by its id, over the rows that ask of it.

    Args:
        told: of each row the therapies that it may have, and their scores in thousandths of a logit.
    """
    by_id: defaultdict[str, list[int]] = defaultdict(list)
    for concepts, scores in told:
        for concept, score in zip(concepts, scores.tolist(), strict=True):
            by_id[concept.id].append(score)
    return {id: sum(each) // len(each) for id, each in by_id.items()}


def _is_told(row: Finding, concept: Concept) -> bool:
    """Whether a row tells that a therapy was given, and not what came of it."""
    if row.measure == "HSCT":
        return is_transplantation(concept)
    return row.measure == "COURSE" and words_of(concept.name) <= words_of(row.measure_text)
