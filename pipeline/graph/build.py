"""Findings, mentions and relations made into one graph, in which every edge names the document it comes from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pipeline.graph import model
from pipeline.graph.diseases import affirmed, in_title, states_told, treated_diseases
from pipeline.graph.figure import readable_figure
from pipeline.graph.identity import same_things
from pipeline.graph.model import Attributes, EvidenceGraph
from pipeline.schema import Concept, Document, Finding, Mention, Relation

_MENTIONED_KINDS = frozenset({model.DISEASE, model.GENE, model.CHEMICAL, model.THERAPY})


def build_graph(
    documents: Iterable[Document],
    findings: Iterable[Finding],
    mentions: Mapping[str, Sequence[Mention]],
    relations: Mapping[str, Sequence[Relation]],
    measures: Mapping[str, str],
) -> EvidenceGraph:
    """The evidence graph; the same whatever the order of documents and findings.

    ======================================  ===============================  ==========================================
    edge                                    from, to                         one for each
    ======================================  ===============================  ==========================================
    reports                                 study, outcome measure           finding
    has_reported_outcome                    therapy, outcome measure         finding and therapy of it
    has_adverse_event                       therapy, adverse event           arm finding that tells of some event
    studies                                 study, therapy                   therapy of an own finding, or in the title
    concerns                                study, disease                   disease that the study affirms
    mentions                                study, gene, chemical, therapy,  concept that the study affirms, where no
                                            adverse event                    edge above tells more
    treats_or_applied_or_studied_to_treat   therapy, disease                 study: therapies of its own findings, and
                                                                             :func:`treated_diseases`
    the source's own word                   concept, concept                 relation that the source states
    ======================================  ===============================  ==========================================

    ``concerns`` and the treatment edges to a disease carry the ``states`` in which the study affirms it
    (``refractory;relapsed``), the latter those of the title.

    What a source calls by its own identifier and we by ours is one node, ours; see :func:`same_things`.

    Nodes carry ``kind`` and ``label``; attributes that are missing are left out. A concept that is called different
    things is a therapy if anything calls it one; an adverse event if a finding reports it as one and no study's
    therapy was applied to it; else what :data:`_KIND_ORDER` puts first.

    Args:
        documents: the studies.
        findings: findings of these documents; those of other documents are left out.
        mentions: mentions by document id.
        relations: relations by document id.
        measures: the label of each code of measures; a code without one is its own label.
    """
    same = same_things(mention for several in mentions.values() for mention in several)
    by_document: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in sorted(findings, key=lambda found: (found.document, found.span, found.id)):
        by_document[finding.document].append(finding)
    builder = _Builder(measures)
    for document in sorted(documents, key=lambda document: document.id):
        builder.add_study(
            document,
            by_document[document.id],
            [_of_ours(mention, same) for mention in mentions.get(document.id, ())],
            [_between_ours(relation, same) for relation in relations.get(document.id, ())],
        )
    return builder.finish()


_KIND_ORDER = (model.THERAPY, model.DISEASE, model.ADVERSE_EVENT, model.GENE, "variant", model.CHEMICAL)


class _Builder:
    """Collects edges first: what kind a node is can only be told when all of them are known."""

    def __init__(self, measures: Mapping[str, str]) -> None:
        self._measures = measures
        self._graph = model.new_graph()
        self._names: defaultdict[str, set[Concept]] = defaultdict(set)
        # A finding calls a therapy as its paper does: a name for the graph only where no mention is of one.
        self._called: defaultdict[str, set[Concept]] = defaultdict(set)
        self._therapies: set[str] = set()
        self._harms: set[str] = set()
        self._treated: set[str] = set()
        # Held back: what they are called depends on the kind of node they lead to.
        self._mentioned: list[tuple[str, str, Attributes]] = []

    def add_study(
        self,
        document: Document,
        findings: Sequence[Finding],
        mentions: Sequence[Mention],
        relations: Sequence[Relation],
    ) -> None:
        study = _present(
            {
                "kind": model.STUDY,
                "label": document.title or document.id,
                "year": document.year,
                "journal": document.journal,
            }
        )
        self._graph.add_node(document.id, **study)
        for finding in findings:
            self._add_finding(document, finding)
        self._add_affirmed(document, findings, mentions)
        self._add_treated(document, findings, mentions)
        for number, relation in enumerate(sorted(relations, key=_relation_order)):
            self._add_relation(document.id, number, relation)

    def finish(self) -> EvidenceGraph:
        for id_, called in self._called.items():
            if not any(_kind_of(concept) == model.THERAPY for concept in self._names[id_]):
                self._names[id_] |= called
        kinds = {id_: self._kind(id_, concepts) for id_, concepts in self._names.items()}
        for id_, concepts in self._names.items():
            kind = kinds[id_]
            fitting = {concept for concept in concepts if _kind_of(concept) == kind} or concepts
            best = min(fitting, key=lambda concept: (concept.type, concept.name))
            self._graph.add_node(id_, kind=kind, label=best.name)
        for document, id_, told in self._mentioned:
            if self._graph.has_edge(document, id_):
                continue
            predicate = model.CONCERNS if kinds[id_] == model.DISEASE else model.MENTIONS
            self._add_edge(document, id_, predicate, document, (), told)
        return self._graph

    def _kind(self, id_: str, concepts: Iterable[Concept]) -> str:
        if id_ in self._therapies:
            return model.THERAPY
        if id_ in self._harms and id_ not in self._treated:
            return model.ADVERSE_EVENT
        types = {_kind_of(concept) for concept in concepts}
        return min(
            types, key=lambda type_: (_KIND_ORDER.index(type_) if type_ in _KIND_ORDER else len(_KIND_ORDER), type_)
        )

    def _add_finding(self, document: Document, finding: Finding) -> None:
        measure = model.measure_node(finding.measure)
        label = self._measures.get(finding.measure, finding.measure)
        self._graph.add_node(measure, kind=model.OUTCOME_MEASURE, label=label)
        told = finding_attributes(finding, document.text)
        self._add_edge(document.id, measure, model.REPORTS, document.id, (finding.id,), told)
        for therapy in finding.therapies:
            self._called[therapy.id].add(therapy)
            self._therapies.add(therapy.id)
            self._add_edge(therapy.id, measure, model.HAS_REPORTED_OUTCOME, document.id, (finding.id,), told)
        if finding.adverse_event is not None:
            self._names[finding.adverse_event.id].add(finding.adverse_event)
            self._harms.add(finding.adverse_event.id)
            for therapy in finding.therapies if tells_of_events(finding) else ():
                self._add_edge(
                    therapy.id, finding.adverse_event.id, model.HAS_ADVERSE_EVENT, document.id, (finding.id,), told
                )

    def _add_affirmed(self, document: Document, findings: Sequence[Finding], mentions: Sequence[Mention]) -> None:
        """What the study affirms, and the therapies that it studies: those of its own findings and of its title."""
        named = [(mention, concept) for mention, concept in affirmed(mentions) if _kind_of(concept) in _MENTIONED_KINDS]
        for _, concept in named:
            self._names[concept.id].add(concept)
        counts = Counter(concept.id for _, concept in named)
        own = _own_therapies(findings)
        titled = {
            concept.id
            for mention, concept in named
            if _kind_of(concept) == model.THERAPY and in_title(document, mention)
        }
        for therapy in sorted(titled | set(own)):
            told = {"count": counts[therapy], "findings": own[therapy]}
            self._add_edge(document.id, therapy, model.STUDIES, document.id, (), told)
        states = states_told(mentions)
        self._mentioned.extend(
            (document.id, id_, {"count": counts[id_], "states": states.get(id_)}) for id_ in sorted(counts)
        )

    def _add_treated(self, document: Document, findings: Sequence[Finding], mentions: Sequence[Mention]) -> None:
        """What the therapies of the study's own findings were applied to."""
        diseases, basis = treated_diseases(document, mentions, findings)
        states = states_told(mention for mention in mentions if in_title(document, mention))
        for therapy, count in _own_therapies(findings).items():
            for disease in diseases:
                self._treated.add(disease)
                told: Attributes = {"basis": basis, "findings": count, "states": states.get(disease)}
                self._add_edge(therapy, disease, model.TREATS, document.id, (), told)

    def _add_relation(self, document: str, number: int, relation: Relation) -> None:
        for concept in (relation.subject, relation.object):
            self._names[concept.id].add(concept)
        evidence = relation.evidence
        told = {
            "knowledge_source": relation.source,
            "novelty": relation.novelty,
            "score": None if relation.score is None else float(relation.score),
            "start": None if evidence is None else evidence.start,
            "end": None if evidence is None else evidence.end,
        }
        self._add_edge(relation.subject.id, relation.object.id, relation.type, document, (str(number),), told)

    def _add_edge(
        self,
        source: str,
        target: str,
        predicate: str,
        document: str,
        parts: tuple[str, ...],
        told: Mapping[str, object],
    ) -> None:
        key = "|".join((predicate, document, *parts))
        self._graph.add_edge(
            source, target, key=key, **_present({**told, "predicate": predicate, "document": document})
        )


def _of_ours(mention: Mention, same: Mapping[str, Concept]) -> Mention:
    if not any(concept.id in same for concept in mention.concepts):
        return mention
    return replace(mention, concepts=tuple(same.get(concept.id, concept) for concept in mention.concepts))


def _between_ours(relation: Relation, same: Mapping[str, Concept]) -> Relation:
    subject, object_ = (same.get(concept.id, concept) for concept in (relation.subject, relation.object))
    return replace(relation, subject=subject, object=object_)


def _kind_of(concept: Concept) -> str:
    # A lexicon's drug is a therapy; what a source only calls a chemical may be none.
    return model.THERAPY if concept.type == "drug" else concept.type


def _own_therapies(findings: Iterable[Finding]) -> Counter[str]:
    """The therapies of the study's own findings, each with their number."""
    return Counter(therapy.id for finding in findings if finding.attribution == "own" for therapy in finding.therapies)


def tells_of_events(finding: Finding) -> bool:
    """Whether a finding says that its adverse event happened to somebody.

    A comparison does not, and neither do no patients of twenty or 0%.
    """
    if finding.kind != "arm" or 0 in (finding.events, finding.value):
        return False
    return any(
        figure is not None and figure > 0 for figure in (finding.events, finding.value, finding.low, finding.high)
    )


def finding_attributes(finding: Finding, text: str) -> Attributes:
    """What an edge tells of a finding; figures are always floats, counts always ints, whatever the finding holds."""
    return _present(
        {
            "finding": finding.id,
            "figure": readable_figure(finding),
            "value": None if finding.value is None else float(finding.value),
            "unit": finding.unit,
            "events": finding.events,
            "total": finding.total,
            "statistic": finding.statistic,
            "measure": finding.measure,
            "measure_text": finding.measure_text,
            "grade": finding.grade,
            "group": finding.group,
            "comparator": finding.comparator,
            "attribution": finding.attribution,
            "quote": finding.quote,
            "sentence": finding.sentence.of(text),
            "start": finding.span.start,
            "end": finding.span.end,
            "score": None if finding.score is None else float(finding.score),
        }
    )


def _present(attributes: Mapping[str, object]) -> Attributes:
    return {name: value for name, value in attributes.items() if value is not None}


def _relation_order(relation: Relation) -> tuple[Concept, Concept, str, int, int, str, str, float]:
    start, end = (-1, -1) if relation.evidence is None else (relation.evidence.start, relation.evidence.end)
    score = -1.0 if relation.score is None else relation.score
    return relation.subject, relation.object, relation.type, start, end, relation.source, relation.novelty or "", score
