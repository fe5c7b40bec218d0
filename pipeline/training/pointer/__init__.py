"""Training of the pointer, which says which words name the measure and the group of a figure."""
