"""Reads of circulars: letters and registers, routes to the tier below, who has a letter."""
