"""Desk: the secretariat's tools over many cases; reads only, owns no table."""
