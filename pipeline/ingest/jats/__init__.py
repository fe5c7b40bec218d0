"""JATS: full texts of articles."""
