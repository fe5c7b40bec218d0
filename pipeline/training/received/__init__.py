"""Training of the model of which therapies the group of a row received."""
