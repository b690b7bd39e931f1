"""Pages of the public side."""
