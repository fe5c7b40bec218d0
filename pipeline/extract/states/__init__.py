"""States of diseases: a closed list of words, and where a text tells them."""

from pipeline.extract.states.telling import add_states, named_state
from pipeline.extract.states.vocabulary import STATES

__all__ = ["STATES", "add_states", "named_state"]
