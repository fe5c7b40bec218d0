"""Tables: a grid of cells, which of them are headers, and how they are written."""
