"""Sequence variants: which words name one, which change it is, and what identifies it."""

from pipeline.extract.variants.known import KnownVariants, load_variants
from pipeline.extract.variants.mentions import identified, sure_variants
from pipeline.extract.variants.notation import Change, change_of, names_variant, number_of

__all__ = [
    "Change",
    "KnownVariants",
    "change_of",
    "identified",
    "load_variants",
    "names_variant",
    "number_of",
    "sure_variants",
]
