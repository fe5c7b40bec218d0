"""RIS: records of reference managers and databases."""
