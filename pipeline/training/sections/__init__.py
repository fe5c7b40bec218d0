"""How the model of the roles of an abstract's sentences is made: ``python -m pipeline.training.sections``."""
