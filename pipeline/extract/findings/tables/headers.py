"""What one header of a table says: of whom its cells tell, of what, when, by which grade, and in which statistic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline.extract.findings.arms import Arm, therapies_within
from pipeline.extract.findings.groups import Group
from pipeline.extract.findings.measures import PREFIX, STUDY, MeasureMention, find_measures
from pipeline.extract.findings.tables import words
from pipeline.extract.findings.tables.header_words import grade_in, statistic_in, time_in
from pipeline.extract.findings.tables.notes import short_forms
from pipeline.extract.quantities import unit_name
from pipeline.extract.terms import Lexicon
from pipeline.schema import Concept, Mention, Span

#: What is longer is a sentence, not a header: nothing is read from it.
LONGEST = 240
_GROUP_NOISE = re.compile(
    r"\b(?:the|groups?|arms?|cohorts?|patients?|treated|allocated|treatment|regimen|therapy|only|alone)\b|[^\w+/ ]",
    re.IGNORECASE,
)
_RESPONSES = {"SD": "SD", "PD": "PD", "CR": "CR", "PR": "PR"}
_TOKEN = re.compile(r"[A-Za-z][\w/-]*")
_LETTER = re.compile(r"[^\W\d_]")
_EMPTY = re.compile(r"[\s\W_]*")
_CHANGE_IN = re.compile(r"(?:mean )?changes? (?:in|for|with|among)\s+(?:the )?", re.IGNORECASE)
_PLUS = re.compile(r"\s*(?:\+|\bplus\b|\band\b|/)\s*", re.IGNORECASE)
_OF_GROUP = re.compile(
    r"\d\s*-\s*(?:day|week|month|year)\w*\s+(?:\w+\s+)?(?:arm|group|schedule|regimen|cohort)\b|\d-?weekly\b",
    re.IGNORECASE,
)
_AROUND = re.compile(r"\s*(?:after|before|post|following|of|from|pre|since|prior)\b", re.IGNORECASE)
#: `1-7 days`, `>14 days`: no one time.
_RANGE_BEFORE = re.compile(r"(?:\d\s*(?:-|to|&|and|,)|[<>≤≥])\s*$")


@dataclass(frozen=True, slots=True)
class Header:
    """What a header says.

    Attributes:
        span: where it stands.
        label: its words without the statistic, the size, marks of notes.
        statistic: what its cells hold, as in :data:`words.STATISTICS`.
        ratio: which ratio, where they hold one (``hazard_ratio``).
        level: the confidence level that it states.
        size: the number of patients that it states.
        time: the time that it names, with its unit.
        phase: a stage of the study that it names and that has no length (``baseline``, ``end of study``).
        grade: the grade of adverse events; ``any`` for all of them together.
        unit: the unit that it states.
        measure: the outcome measure that it names.
        group: the group that it names surely: an arm, a therapy, one with a size, or one called a group.
        everyone: whether its words stand for all patients, or for no group at all.
    """

    span: Span
    label: str
    statistic: str | None = None
    ratio: str | None = None
    level: float | None = None
    size: int | None = None
    time: tuple[float, str] | None = None
    phase: str | None = None
    grade: str | None = None
    unit: str | None = None
    measure: MeasureMention | None = None
    group: Group | None = None
    everyone: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it has words of which nothing is known."""
        told = self.measure or self.group or self.time or self.phase or self.grade or self.everyone
        return bool(self.label) and not told


class HeaderReader:
    """Reads the headers of one table, each once."""

    def __init__(
        self,
        text: str,
        folded: str,
        lexicon: Lexicon,
        mentions: Sequence[Mention],
        arms: Sequence[Arm],
        notes: Sequence[Span] = (),
    ) -> None:
        """Take what the headers are read with.

        Args:
            text: the document's text.
            folded: the same, folded.
            lexicon: the names of the outcome measures.
            mentions: the mentions within the table.
            arms: the study's arms.
            notes: the notes below the table, which say what short forms mean.
        """
        self._short = short_forms(folded, notes)
        self._text, self._folded, self._lexicon = text, folded, lexicon
        self._mentions, self._arms = mentions, arms
        self._known: dict[tuple[Span, bool], Header] = {}
        #: Whether the table lists responses: `SD` among `CR` and `PR` is no standard deviation.
        self.responses = False

    def read(self, span: Span, *, graded: bool = False) -> Header:
        """What a header says.

        Args:
            span: where it stands.
            graded: whether the headers over it say that it is a grade.
        """
        known = self._known.get((span, graded))
        if known is None:
            known = self._known[(span, graded)] = self._read(span, graded=graded)
        return known

    def words(self, span: Span) -> str:
        """A header's words, folded and without marks of notes."""
        return words.MARKS.sub("", self._folded[span.start : span.end]).strip()

    def named_by(self, span: Span) -> MeasureMention | None:
        """The measure that the whole of a stretch is a name of."""
        name = self.words(span)
        codes = [c.id.removeprefix(PREFIX) for c in self._lexicon.lookup(name)] if len(name) <= LONGEST else []
        return MeasureMention(span, codes[0], name) if codes else None

    def within(self, span: Span) -> list[Mention]:
        """The mentions within a stretch of the table."""
        return [mention for mention in self._mentions if span.contains(mention.span)]

    def _read(self, span: Span, *, graded: bool) -> Header:
        whole = self._folded[span.start : span.end]
        if len(whole) > LONGEST:
            return Header(span, whole)
        response = _RESPONSES.get(words.MARKS.sub("", whole).strip()) if self.responses else None
        if response is not None:
            return Header(span, whole.strip(), measure=MeasureMention(span, response, whole.strip()))
        statistic, ratio, level, rest = statistic_in(whole)
        sized = words.SIZE.search(whole) or words.BARE_SIZE.search(rest) or words.PATIENTS.fullmatch(whole)
        number = int(sized["n"].replace(",", "")) if sized else None
        if words.PATIENTS.fullmatch(whole):
            return Header(span, "", size=number)
        rest = words.SIZE.sub(" ", rest) if words.SIZE.search(rest) else words.BARE_SIZE.sub(" ", rest)
        rest = words.MARKS.sub(" ", rest)
        unit = words.UNIT.search(rest)
        rest = rest[: unit.start()] if unit else rest
        grade = words.GRADE.search(rest) or (words.BARE_GRADE.fullmatch(rest) if graded else None)
        told = grade_in(grade) if grade else None
        if told is None and graded and words.ANY_GRADE.fullmatch(rest):
            told = "any"
        if told is None and re.search(r"\b(?:any|all)[\s-]grades?\b", rest, re.IGNORECASE):
            told = "any"
        time = words.TIME.search(rest)
        if time is not None and _RANGE_BEFORE.search(rest[: time.start()]):
            time = None
        label = "" if _EMPTY.fullmatch(rest) or words.OF_ALL.fullmatch(rest) else _trimmed(rest)
        changed = _CHANGE_IN.match(label)
        label = label[changed.end() :] if changed else label
        header = Header(
            span=span,
            label=label,
            statistic=statistic,
            ratio=ratio,
            level=level,
            size=number,
            time=time_in(time) if time else None,
            phase="change" if changed else label if label and words.PHASE.fullmatch(label) else None,
            grade=told,
            unit=(unit_name(unit["unit"]) if unit else None),
            everyone=bool(label) and bool(words.EVERYONE.fullmatch(label)),
        )
        # `Day 3 after surgery` is a time, not those who had surgery.
        timed = (
            time is not None and not _EMPTY.fullmatch(rest.replace(time[0], " ")) and _AROUND.match(rest[time.end() :])
        )
        if not label or (header.phase and not changed) or header.everyone or timed:
            return header
        return self._named(header)

    def _named(self, header: Header) -> Header:
        """The header with the measure or the group that it names."""
        inside = self.within(header.span)
        measures = [m for m in find_measures(self._text, header.span, self._lexicon, inside) if m.code not in STUDY]
        if header.statistic:
            # `SD` of a mean is no stable disease.
            measures = [m for m in measures if m.text not in ("SD", "SE", "CI", "PR")]
        therapies = therapies_within(header.span, inside)
        explained = self._short.get(header.label)
        if explained is not None:
            measures = self._explained(header, explained, measures)
        arm = self._arm(header.label)
        if arm is None and therapies:
            arm = next(
                (a for a in self._arms if a.therapies and {c.id for c in a.therapies} == {c.id for c in therapies}),
                None,
            )
        named = bool(words.GROUP_WORD.search(header.label))
        if (
            arm is not None
            or (therapies and not measures)
            or (named and not measures)
            or (header.size and not measures and _LETTER.search(header.label))
        ):
            received = self._received(header.label, therapies or self._meant(header.label), arm)
            group = Group(header.span, header.label, received, arm)
            return replace(header, group=group, time=None if _OF_GROUP.search(header.label) else header.time)
        if measures:
            return replace(header, measure=_best(measures))
        return header

    def _explained(self, header: Header, explained: Span, measures: Sequence[MeasureMention]) -> list[MeasureMention]:
        """What a short form measures, by what the notes say: `cCR` is a response, `CR` may be `controlled release`."""
        told = find_measures(self._text, explained, self._lexicon, self.within(explained))
        meant = [m for m in told if m.code not in STUDY and m.span.end == explained.end]
        if meant:
            return [replace(m, span=header.span, text=header.label) for m in meant]
        return [m for m in measures if m.text != header.label]

    def _meant(self, label: str) -> tuple[Concept, ...]:
        """The therapies that the short forms of a label stand for."""
        found: dict[str, Concept] = {}
        for word in _TOKEN.findall(label) if self._short else ():
            place = self._short.get(word)
            named = therapies_within(place, self.within(place)) if place is not None else ()
            found |= {concept.id: concept for concept in named}
        return tuple(found.values())

    def _received(self, label: str, named: tuple[Concept, ...], arm: Arm | None) -> tuple[Concept, ...]:
        """What a group received: what its name says, and what the arms received that it names (`DE + endostatin`)."""
        found = {concept.id: concept for concept in named}
        parts = _PLUS.split(label)
        for part in parts if len(parts) > 1 else ():
            other = self._arm(part)
            found |= {concept.id: concept for concept in (other.therapies if other is not None else ())}
        return tuple(found.values()) or (arm.therapies if arm is not None else ())

    def _arm(self, label: str) -> Arm | None:
        plain = _plain(label)
        return next((arm for arm in self._arms if plain and any(plain == _plain(alias) for alias in arm.aliases)), None)


def _trimmed(rest: str) -> str:
    """A label without what stands around it, its brackets in pairs."""
    label = " ".join(rest.split()).strip(" ,;:.-/|•·")
    while label and label[0] in "([" and label[-1] in ")]":
        label = label[1:-1].strip(" ,;:.-/|•·")
    for opening, closing in ("()", "[]"):
        if (label.count(opening) > label.count(closing) and label.endswith(opening)) or (
            label.count(closing) > label.count(opening) and label.endswith(closing)
        ):
            label = label[:-1]
    return re.sub(r"\s*(?:\(\s*\)|\[\s*\])", "", label).strip(" ,;:.-/|•·")


def _plain(name: str) -> str:
    return " ".join(_GROUP_NOISE.sub(" ", name).lower().split()) or name.lower().strip()


def _best(measures: Sequence[MeasureMention]) -> MeasureMention:
    """The measure that a header is of: the one whose name is longest, the first of those."""
    return max(measures, key=lambda measure: (not measure.state, len(measure.text)))
