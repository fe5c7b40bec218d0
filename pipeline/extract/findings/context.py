"""All that is known when a sentence's figures are read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from pipeline.extract.findings.arms import Arm
from pipeline.extract.findings.arms.background import BACKBONES, INERT
from pipeline.extract.findings.arms.patterns import CONTROL, WITHOUT
from pipeline.extract.findings.comparisons import Comparison
from pipeline.extract.findings.figures import Figure, linked
from pipeline.extract.findings.groups import Group, is_transplantation
from pipeline.extract.findings.measures import TOXICITY, MeasureMention
from pipeline.extract.findings.study import Study
from pipeline.extract.findings.times import by_position
from pipeline.extract.sections import Role
from pipeline.schema import Attribution, Concept, Document, Mention, Quantity, Span

if TYPE_CHECKING:
    from pipeline.extract.findings.cohorts import Cohort

#: Names of the group that received what the study tests.
UNDER_TEST = re.compile(
    r"\b(?:intervention|investigational|treatment(?!\s(?:choice|as usual|of)\b)|experimental|trial|study|active|verum|exercise|supplement|combination|combined)\b",
    re.IGNORECASE,
)


#: What it did without is not known by a name: nor is, then, what it received.
_UNTREATED = re.compile(
    r"\b(?:no|not|without|never)\b.*\b(?:treat(?:ments?|ed)|therap(?:y|ies)|interventions?|surgery|medications?|drugs?)\b",
    re.IGNORECASE,
)

_WITHSTOOD = re.compile(
    r"\b(?:resist(?:s|ed|ant to)?|refractory to|fail(?:s|ed|ing|ure of)?|insensitive to)\s+(?:\w+\s+)?$", re.I
)
#: Between a figure and the therapy that it is told of.
_WITH = re.compile(r"\s*[)\]]?\s*(?:with|on|after|for|given|receiving)\s+(?:the\s+)?", re.IGNORECASE)
_NEXT_CLAUSE = re.compile(r";|,\s(?:and|but|yet|while|whereas|although)\b")


@dataclass(frozen=True, slots=True)
class SentenceContext:
    """A sentence with its figures, measures and groups, in its document and study."""

    document: Document
    folded: str
    sentence: Span
    role: Role
    section: str | None
    study: Study
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    figure_groups: tuple[Group | None, ...]
    measures: tuple[MeasureMention, ...]
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    before: SentenceContext | None
    attribution: Attribution
    #: The measure of the sentence before that a pronoun stands for, by the index of the figure that it is told of.
    meant: Mapping[int, MeasureMention] = field(default_factory=dict)
    #: The measures of figures that stand in parallel lists, with how sure that is, by figure index.
    listed: Mapping[int, tuple[MeasureMention, float]] = field(default_factory=dict)
    #: What the sentence compares with what.
    comparisons: tuple[Comparison, ...] = ()
    #: The parts of the study that the paper has told the size of, up to here.
    cohorts: tuple[Cohort, ...] = ()
    #: The groups of its figures as the rules have them, where others were chosen.
    ruled_groups: tuple[Group | None, ...] = ()
    #: Its place among the document's sentences.
    index: int = 0
    #: The measure that the sentence before told last.
    told: MeasureMention | None = None

    @property
    def words(self) -> str:
        """The sentence, folded."""
        return self.folded[self.sentence.start : self.sentence.end]

    @property
    def level(self) -> float | None:
        """The confidence level that the sentence states, for brackets that name none."""
        return next((q.level for q in self.quantities if q.kind == "interval" and q.level is not None), None)

    def last_p_before(self, figure: Figure) -> int:
        """Where the last p-value before a figure ends; the sentence's start where there is none."""
        ends = [q.span.end for q in self.quantities if q.kind == "p_value" and q.span.end <= figure.span.start]
        return max(ends, default=self.sentence.start)

    def therapies_of(self, group: Group | None, at: Span | None = None) -> tuple[Concept, ...]:
        """What a group received: what it is named for, else what its arm did, else what the whole study did.

        Args:
            group: the group; None for all patients.
            at: where the figure stands whose group it is: what a cited study gave is named near it.
        """
        known = self.study.kinds.narrowest(self._known_therapies_of(group, at))
        if known or self.attribution == "cited" or (group is not None and group.excluded):
            return known
        described = self._described(group)
        return (described,) if described is not None else ()

    def _described(self, group: Group | None) -> Concept | None:
        """What a group received in the text's own words, where no lexicon has a name for it."""
        if group is not None and group.arm is not None:
            return group.arm.described
        if group is not None and UNDER_TEST.search(group.name) and not CONTROL.search(group.name):
            return self.study.described
        return None if self.study.arms else self.study.described

    def _known_therapies_of(self, group: Group | None, at: Span | None) -> tuple[Concept, ...]:
        if self.attribution == "cited" and (group is None or group.is_open):
            return self.named_therapies(at or self.sentence) or self._therapies_told_before()
        if group is None:
            return self._therapies_of_all()
        if self.attribution == "cited" and group.arm is None and all(is_transplantation(t) for t in group.therapies):
            # `In a study of blinatumomab, survival was 93% with HSCT`: what all had is named outside of the groups.
            given = (*self.named_therapies(at or self.sentence, outside=True), *group.therapies)
            if given:
                return tuple({c.id: c for c in given if c not in group.excluded}.values())
        alone = any(t in self.study.therapies and t.name not in BACKBONES for t in group.therapies)
        alone = alone or self._told_beside(group)
        if group.therapies and group.arm is None and not self.study.arms and self.attribution == "own" and not alone:
            # What the whole study received, its subgroups did as well; but a group that is named for one of the
            # study's therapies is set apart from the others, unless it is one that follows them (transplantation).
            return tuple({c.id: c for c in (*self.study.therapies, *group.therapies)}.values())
        if group.therapies:
            return group.therapies
        if group.arm is not None and group.arm.therapies:
            return group.arm.therapies
        if _UNTREATED.search(group.name) and all(concept.name in INERT for concept in group.excluded):
            return group.excluded
        if group.arm is not None and WITHOUT.match(group.arm.name):
            # `without radiotherapy`: what the others had is what the study tests.
            return tuple(concept for concept in self.study.therapies if concept not in self.study.tested)
        if group.arm is not None and group.arm.control:
            return self.study.therapies
        if group.arm is not None and self._tested_elsewhere(group.arm):
            # What is tested is another arm's: this one's therapy is not known, and is not guessed.
            return self.study.therapies
        if group.arm is not None or UNDER_TEST.search(group.name):
            return tuple({c.id: c for c in (*self.study.tested, *self.study.therapies)}.values())
        if group.excluded:
            return tuple(c for c in self.study.therapies if c not in group.excluded)
        return () if self.attribution == "cited" else self.study.therapies

    def _therapies_told_before(self) -> tuple[Concept, ...]:
        """Those of the cited study, where the sentence right before tells of them."""
        before = self.before
        if before is None or before.attribution != "cited" or before.section != self.section:
            return ()
        gap = self.folded[before.sentence.end : self.sentence.start]
        return () if gap.strip() else before.named_therapies(before.sentence)

    def _therapies_of_all(self) -> tuple[Concept, ...]:
        """What the whole study received: where the sentence tells shares of groups, only what all of them received."""
        if self.study.arms:
            return self.study.therapies
        credited = {
            frozenset(group.therapies)
            for figure, group in zip(self.figures, self.figure_groups, strict=False)
            if group is not None and group.therapies and figure.kind in ("percent", "fraction")
        }
        if len(credited) < 2:
            return self.study.therapies
        apart = frozenset().union(*credited) - frozenset.intersection(*credited)
        return tuple(concept for concept in self.study.therapies if concept not in apart)

    def _told_beside(self, group: Group) -> bool:
        """Whether another figure is told of the study's own therapy: `85.2% with blinatumomab and 70.4% with X`."""
        return any(
            mention.concepts
            and mention.concepts[0] in self.study.therapies
            and not mention.span.overlaps(group.span)
            and _WITH.fullmatch(self.folded[figure.span.end : mention.span.start])
            for figure in self.figures
            for mention in self.mentions
            if figure.kind in ("percent", "fraction", "duration") and figure.span.end <= mention.span.start
        )

    def _tested_elsewhere(self, arm: Arm) -> bool:
        """Whether another arm than this one received what the study tests; the arm named first is most often its own."""
        if UNDER_TEST.search(arm.name):
            return False
        if any(other != arm and not other.control and other.therapies for other in self.study.arms):
            return True
        if arm == self.study.arms[0]:
            return False
        tested = set(self.study.tested)
        return any(other != arm and not other.control and tested & set(other.therapies) for other in self.study.arms)

    def named_therapies(self, at: Span, *, outside: bool = False) -> tuple[Concept, ...]:
        """The therapies that the sentence names before a place, or in its clause: all that is known of a cited study.

        A therapy that a disease withstood, or that the next clause tells of, is none that gave the figure; with
        ``outside``, neither is one that only names a group.
        """
        found: dict[str, Concept] = {}
        for mention in self.mentions:
            if mention.type not in ("therapy", "drug") or not mention.concepts or mention.assertion == "negated":
                continue
            withstood = _WITHSTOOD.search(self.folded[self.sentence.start : mention.span.start])
            elsewhere = mention.span.start >= at.end and _NEXT_CLAUSE.search(self.folded[at.end : mention.span.start])
            grouped = outside and any(group.span.contains(mention.span) for group in self.groups)
            if not withstood and not elsewhere and not grouped:
                found.setdefault(mention.concepts[0].id, mention.concepts[0])
        return tuple(found.values())

    def grade_for(self, figure: Figure, measure: MeasureMention) -> str | None:
        """The grade that an adverse event's figure is of, None for any: told in its own words, else before its list."""
        grade = self._grade_name(figure, measure)
        return None if grade == "any" else grade

    def _one_of_grades(self, figure: Figure, told: list[Quantity]) -> str | None:
        """`grade 0-3: 22%, 55%, 19% and 4%`: as many figures in a row as the range has grades, one for each."""
        bounds = re.fullmatch(r"(\d)-(\d)", told[-1].name or "") if told else None
        if bounds is None:
            return None
        first, last = int(bounds[1]), int(bounds[2])
        runs: list[list[Figure]] = []
        for each in (f for f in self.figures if f.span.start >= told[-1].span.end and f.kind in ("percent", "number")):
            if runs and linked(runs[-1][-1], each, self.folded) and not self._set_against(runs[-1][-1], each):
                runs[-1].append(each)
            else:
                runs.append([each])
        run = next((r for r in runs if figure in r), [])
        return str(first + run.index(figure)) if len(run) == last - first + 1 > 2 else None

    def _is_of_another(self, grade: Quantity, measure: MeasureMention) -> bool:
        """Whether a grade stands right behind another event: `acute GVHD grade II-IV in 33% and chronic GVHD in 22%`."""
        named = (m for m in self.measures if m.code in TOXICITY and not _ANY_HARM.search(m.text))
        others = (m for m in named if not m.span.overlaps(measure.span))
        before = (m for m in others if m.span.end <= grade.span.start)
        return any(_ITS_GRADE.fullmatch(self.folded, m.span.end, grade.span.start) for m in before)

    def _set_against(self, left: Figure, right: Figure) -> bool:
        return bool(re.search(r"\bv(?:s|ersus)?\b", self.folded[left.span.end : right.span.start]))

    def _grade_name(self, figure: Figure, measure: MeasureMention) -> str | None:
        grades = [q for q in self.quantities if q.kind == "grade"]
        if not grades:
            return None
        placed = by_position(self, figure, [q for q in grades if q.span.end <= figure.span.start])
        if placed is not None:
            return placed.name
        grades = _together(grades, self.folded)
        low = min(figure.span.start, measure.span.start)
        high = max(figure.span.end, measure.span.end)
        counted = self._one_of_grades(figure, [q for q in grades if q.span.end <= figure.span.start])
        if counted is not None:
            return counted
        inside = [q for q in grades if low <= q.span.start and q.span.end <= high]
        if inside:
            # `of any grade in 77%, with grade 3 or 4 in 46%`: the nearest one before a figure is its own.
            before = [q for q in inside if q.span.end <= figure.span.start]
            return (before[-1] if before else inside[0]).name
        following = next((f.span.start for f in self.figures if f.span.start > figure.span.start), self.sentence.end)
        for grade in grades:
            if any(0 < m.span.start - grade.span.end <= 2 for m in self.measures):
                continue
            if high <= grade.span.start < following and re.fullmatch(
                r"[\s)\]%]*(?:of\s|were\s|with\s|was\s|all\s|[(,]\s?){0,3}", self.folded[high : grade.span.start]
            ):
                # `40%, were grade 3 in 13%`: of the next one.
                return grade.name if not _IN_NEXT.fullmatch(self.folded, grade.span.end, following) else None
        earlier = [q for q in grades if q.span.end <= low]
        # `grade III-IV in 7 (11%), and chronic GVHD in 12 (19%)`: of those 7 alone.
        spent = earlier and any(
            f.span.end <= low and _IN_NEXT.fullmatch(self.folded, earlier[-1].span.end, f.span.start)
            for f in self.figures
        )
        if earlier and not spent and not self._is_of_another(earlier[-1], measure):
            between = self.folded[earlier[-1].span.end : low]
            # `79 were of at least grade 3; among these were leukopenia ...`
            goes_on = re.search(r";\s*(?:among|of|including|these|most|mainly|namely)\b", between)
            # `severe CRS (all grade 3), 1 case of ICANS`: what brackets say ends with them.
            closed = re.match(r"[^()]*\)", between)
            return earlier[-1].name if not closed and (";" not in between or goes_on) else None
        return None


#: `the adverse events of grade 3 or 4 were nausea (7%) and pain (5%)`: what opens a list is no event beside its own.
_ANY_HARM = re.compile(r"\b(?:events?|AEs?|toxicit(?:y|ies)|side effects?|complications?|reactions?)$", re.IGNORECASE)
#: Between an event and the grade that is told of it alone.
_ITS_GRADE = re.compile(r"\s?[(,]?\s?(?:of\s)?")
#: Between a grade and the figure that is of it.
_IN_NEXT = re.compile(r"\s(?:in|for|among)\s(?:(?:the|an?|another|only|about)\s)?")
#: Between two grades of a list.
_NEXT_GRADE = re.compile(r"\s?(?:,|,?\s(?:and|&))\s")


def _together(grades: list[Quantity], folded: str) -> list[Quantity]:
    """The grades, those of a list as one range: `grades 1, 2 and 3 were seen in 12%`."""
    told: list[Quantity] = []
    for grade in grades:
        last = told[-1] if told else None
        listed = last is not None and _NEXT_GRADE.fullmatch(folded, last.span.end, grade.span.start)
        if last is None or not listed or not (grade.name or "").isdigit():
            told.append(grade)
            continue
        bounds = sorted({*(last.name or "").split("-"), grade.name or ""})
        told[-1] = replace(last, span=last.span.cover(grade.span), name=f"{bounds[0]}-{bounds[-1]}")
    return told
