"""Reads of a case: its present step, its path, what waits for whom."""
