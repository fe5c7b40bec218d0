"""The evidence database: what was extracted, kept by document, read back as the same nouns."""

from pipeline.store.database import database_file, without_password
from pipeline.store.store import Counts, Run, Store

__all__ = ["Counts", "Run", "Store", "database_file", "without_password"]
