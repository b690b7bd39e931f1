"""Reads of the public side, one module a page."""
