"""Designation: approval, zone, number, emblem and certificate (guideline-3)."""
