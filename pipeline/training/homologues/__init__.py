"""How ``models/homologues`` is made: ``python -m pipeline.training.homologues``."""
