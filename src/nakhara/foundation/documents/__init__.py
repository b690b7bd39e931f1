"""Documents: evidence stored once by its SHA-256, and the citations that keep it."""
