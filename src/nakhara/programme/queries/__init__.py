"""Reads of the programme: progress against the targets, what the provinces have answered."""
