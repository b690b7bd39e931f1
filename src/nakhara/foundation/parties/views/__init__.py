"""Pages of parties; the public sees names of offices, never of people."""
