"""Plain text, also text turned from PDF."""
