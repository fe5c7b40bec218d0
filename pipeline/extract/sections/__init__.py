"""What part a sentence plays: background, objective, methods, results or conclusions; and which papers tell of others."""

from pipeline.extract.sections.headings import Role, heading_role, heading_roles
from pipeline.extract.sections.model import ROLES, SectionModel, load_section_model
from pipeline.extract.sections.protocols import is_protocol
from pipeline.extract.sections.reviews import QUOTES_OTHERS, is_review
from pipeline.extract.sections.roles import passage_at, sentence_roles

__all__ = [
    "QUOTES_OTHERS",
    "ROLES",
    "Role",
    "SectionModel",
    "heading_role",
    "heading_roles",
    "is_protocol",
    "is_review",
    "load_section_model",
    "passage_at",
    "sentence_roles",
]
