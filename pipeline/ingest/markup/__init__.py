"""What the formats of XML share: reading it safely, and turning inline markup and formulas into text."""
