"""The relation model under ``models/relations/``, trained on annotated abstracts."""
